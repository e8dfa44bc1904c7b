package dev.offprint.engine;

import java.net.URI;
import java.nio.file.Path;

/**
 * Which model will do the work, and what it needs before it can. The order: what is configured, a
 * key in the environment, a server on this machine, the model that runs inside this program.
 */
public interface ModelChoice {
  /** What stands now; asked again after {@link #consent}, {@link #decline} and {@link #fetch}. */
  Chosen chosen();

  /** A person agreed that the paper's text goes to the provider found; remembered. */
  void consent();

  /** A person did not agree: that key is never used, the next model in order is; remembered. */
  void decline();

  /**
   * Fetches the model's file; only after a person agreed. Goes on from where an earlier fetch
   * stopped. Blocks; an interrupt stops it and keeps what is there.
   *
   * @throws FetchFailed with words that say what to do
   */
  void fetch(Listener listener) throws FetchFailed;

  /** What was chosen and whether it can work. */
  sealed interface Chosen {
    /**
     * It can work.
     *
     * @param saidAloud one sentence for people: which model, why this one, where the text goes
     */
    record Ready(Traits traits, String saidAloud) implements Chosen {}

    /**
     * A key was found that nobody configured for this program.
     *
     * @param provider who would get the paper's text
     * @param foundUnder the names of the environment variables
     * @param question one question for people, to be answered by {@link #consent} or {@link
     *     #decline}
     */
    record NeedsConsent(Traits traits, String provider, String foundUnder, String question)
        implements Chosen {}

    /**
     * The model's file has to be fetched first.
     *
     * @param bytes of the whole file
     * @param licence of the model, by its short name
     * @param to where the file will be
     * @param question one question for people
     */
    record NeedsDownload(
        Traits traits, long bytes, URI from, String licence, Path to, String question)
        implements Chosen {}

    /** There is none; the words say what to do. */
    record None(String words) implements Chosen {}
  }

  /** Hears how far a fetch is. */
  interface Listener {
    /**
     * @param done bytes here so far
     * @param all bytes of the file
     */
    void fetched(long done, long all);
  }

  /** A fetch that did not succeed, with words for people. */
  final class FetchFailed extends Exception {
    private static final long serialVersionUID = 1;

    public FetchFailed(String words) {
      super(words);
    }

    /** What happened and what to do; never null. */
    public String words() {
      return String.valueOf(getMessage());
    }
  }
}
