package dev.offprint.engine;

import dev.offprint.session.BlobId;
import dev.offprint.session.SessionId;
import java.nio.charset.StandardCharsets;

/**
 * Bytes by their SHA-256, kept once in the store's database. Written before anything that names
 * them. A session names what its rows and the stored documents among its blobs name, and what was
 * put for it; once nobody names a blob, an erase may delete it.
 */
public interface Blobs {
  BlobId put(byte[] bytes);

  /** Puts bytes that this session names from now on. */
  BlobId put(SessionId session, byte[] bytes);

  /**
   * @throws IllegalStateException where there is no such blob
   */
  byte[] get(BlobId id);

  default BlobId putText(String text) {
    return put(text.getBytes(StandardCharsets.UTF_8));
  }

  default BlobId putText(SessionId session, String text) {
    return put(session, text.getBytes(StandardCharsets.UTF_8));
  }

  default String text(BlobId id) {
    return new String(get(id), StandardCharsets.UTF_8);
  }
}
