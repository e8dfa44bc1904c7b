package dev.offprint.engine;

import dev.offprint.session.BlobId;
import java.nio.charset.StandardCharsets;

/**
 * Bytes by their SHA-256, kept in the store's database. Written before anything that names them.
 */
public interface Blobs {
  BlobId put(byte[] bytes);

  /**
   * @throws IllegalStateException where there is no such blob
   */
  byte[] get(BlobId id);

  default BlobId putText(String text) {
    return put(text.getBytes(StandardCharsets.UTF_8));
  }

  default String text(BlobId id) {
    return new String(get(id), StandardCharsets.UTF_8);
  }
}
