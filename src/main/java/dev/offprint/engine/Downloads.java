package dev.offprint.engine;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what people link to, safely: addresses checked, redirects checked, sizes and times
 * capped, content sniffed.
 */
public interface Downloads {
  Fetched fetch(URI address);

  /**
   * Fetches a file that a chat platform keeps for its people: with the platform's token, which goes
   * to the platform's own file host and nowhere else, and without following any redirect.
   */
  default Fetched fetchKept(URI address) {
    return new Fetched.Refused(
        "I have no right to files of " + address.getHost() + ". Attach the PDF instead.", false);
  }

  /**
   * A platform's own file host.
   *
   * @param origin scheme, host and port, all of which an address must have
   * @param token sent to it as bearer; a secret
   */
  record FileHost(URI origin, String token) {
    @Override
    public String toString() {
      return "files of " + origin;
    }
  }

  /** What became of a link. */
  sealed interface Fetched {
    /**
     * The file.
     *
     * @param latex what it was typeset from, where that can be had; never has one itself
     */
    record Done(byte[] bytes, String name, URI from, @Nullable Done latex) implements Fetched {
      public Done(byte[] bytes, String name, URI from) {
        this(bytes, name, from, null);
      }
    }

    /**
     * Why there is nothing and what to do, in words for people; {@code temporary} says that a retry
     * may help.
     */
    record Refused(String words, boolean temporary) implements Fetched {}
  }
}
