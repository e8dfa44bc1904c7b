package dev.offprint.paper;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.offprint.engine.Shelf;
import dev.offprint.session.BlobId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/**
 * What hosts gave before and let be asked again for: only what has changed is sent anew. The newest
 * are at hand, all are on the shelf, where the next life of the program finds them.
 */
final class Copies {
  private static final long MOST_BYTES = 64L * 1024 * 1024;
  private static final int LONGEST_MARK = 1_000;

  /** One file with the host's own marks for it; a mark that it did not give is empty. */
  private record Copy(byte[] bytes, String tag, String modified) {
    byte[] written() {
      try (ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 200)) {
        DataOutputStream fields = new DataOutputStream(out);
        fields.writeUTF(tag);
        fields.writeUTF(modified);
        fields.write(bytes);
        return out.toByteArray();
      } catch (IOException impossible) {
        throw new UncheckedIOException("memory cannot be written to", impossible);
      }
    }

    static Copy read(byte[] written) {
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(written))) {
        String tag = in.readUTF();
        String modified = in.readUTF();
        return new Copy(in.readAllBytes(), tag, modified);
      } catch (IOException cut) {
        throw new UncheckedIOException("a copy on the shelf is none", cut);
      }
    }
  }

  private final Shelf shelf;
  private final Cache<HttpUrl, Copy> near =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((HttpUrl address, Copy copy) -> copy.bytes().length)
          .build();

  Copies(Shelf shelf) {
    this.shelf = shelf;
  }

  /** Adds to a request what makes it conditional, where there is a copy. */
  void ask(HttpUrl address, Request.Builder request) {
    copy(address)
        .ifPresent(
            copy -> {
              if (!copy.tag().isEmpty()) {
                request.header("If-None-Match", copy.tag());
              } else {
                request.header("If-Modified-Since", copy.modified());
              }
            });
  }

  /** The bytes that the host says are unchanged. */
  Optional<byte[]> unchanged(HttpUrl address) {
    return copy(address).map(Copy::bytes);
  }

  void keep(HttpUrl address, Response response, byte[] bytes) {
    String tag = marked(response, "ETag");
    String modified = marked(response, "Last-Modified");
    if (tag.isEmpty() && modified.isEmpty() || bytes.length > MOST_BYTES / 2) {
      return;
    }
    Copy copy = new Copy(bytes, tag, modified);
    near.put(address, copy);
    shelf.keep(Shelf.Kind.DOWNLOAD, name(address), new BlobId(Hash.of(bytes)), copy.written());
  }

  private static String marked(Response response, String header) {
    String mark = response.header(header);
    return mark == null || mark.length() > LONGEST_MARK ? "" : mark;
  }

  private Optional<Copy> copy(HttpUrl address) {
    Copy at = near.getIfPresent(address);
    if (at != null) {
      return Optional.of(at);
    }
    Optional<Copy> kept = shelf.find(Shelf.Kind.DOWNLOAD, name(address)).map(Copy::read);
    kept.ifPresent(copy -> near.put(address, copy));
    return kept;
  }

  /** An address may hold a secret of whoever made the link: only its hash is kept. */
  private static String name(HttpUrl address) {
    return Hash.of(address.toString().getBytes(StandardCharsets.UTF_8));
  }
}
