package dev.offprint.paper;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What hosts gave before and let be asked again for: only what has changed is sent anew. */
final class Copies {
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  /** One file with the host's own marks for it. */
  private record Copy(byte[] bytes, @Nullable String tag, @Nullable String modified) {}

  private final Cache<HttpUrl, Copy> copies =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((HttpUrl address, Copy copy) -> copy.bytes().length)
          .build();

  /** Adds to a request what makes it conditional, where there is a copy. */
  void ask(HttpUrl address, Request.Builder request) {
    Copy copy = copies.getIfPresent(address);
    if (copy == null) {
      return;
    }
    if (copy.tag() != null) {
      request.header("If-None-Match", copy.tag());
    } else if (copy.modified() != null) {
      request.header("If-Modified-Since", copy.modified());
    }
  }

  /** The bytes that the host says are unchanged. */
  Optional<byte[]> unchanged(HttpUrl address) {
    return Optional.ofNullable(copies.getIfPresent(address)).map(Copy::bytes);
  }

  void keep(HttpUrl address, Response response, byte[] bytes) {
    String tag = response.header("ETag");
    String modified = response.header("Last-Modified");
    if ((tag != null || modified != null) && bytes.length <= MOST_BYTES / 2) {
      copies.put(address, new Copy(bytes, tag, modified));
    }
  }
}
