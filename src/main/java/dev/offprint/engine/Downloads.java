package dev.offprint.engine;

import java.net.URI;

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
    record Done(byte[] bytes, String name, URI from) implements Fetched {}

    /**
     * Why there is nothing and what to do, in words for people; {@code temporary} says that a retry
     * may help.
     */
    record Refused(String words, boolean temporary) implements Fetched {}
  }
}
