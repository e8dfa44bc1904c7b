package dev.offprint.engine;

import java.net.URI;

/**
 * Fetches what people link to, safely: addresses checked, redirects checked, sizes and times
 * capped, content sniffed.
 */
public interface Downloads {
  Fetched fetch(URI address);

  /** What became of a link. */
  sealed interface Fetched {
    record Done(byte[] bytes, String name, URI from) implements Fetched {}

    /**
     * Why there is nothing and what to do, in words for people; {@code temporary} says that a retry
     * may help.
     */
    record Refused(String words, boolean temporary) implements Fetched {}
  }
}
