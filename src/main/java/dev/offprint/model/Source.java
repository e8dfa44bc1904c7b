package dev.offprint.model;

import dev.offprint.engine.ModelChoice.Listener;
import java.io.IOException;
import java.nio.file.Path;

/** A way to get the bytes of a file. */
interface Source {
  /**
   * Fills a file up to its length, going on from what is there. What has come stays, however this
   * ends.
   *
   * @param all bytes of the whole file; never more are written
   * @throws Unreachable where this way leads nowhere
   * @throws IOException where the file cannot be written
   */
  void fill(Path part, long all, Listener listener)
      throws Unreachable, IOException, InterruptedException;

  /** Bytes needed on disk beside the file itself. */
  long aside(long all);

  /** This way leads nowhere, with words for people. */
  final class Unreachable extends Exception {
    private static final long serialVersionUID = 1;

    Unreachable(String words) {
      super(words);
    }

    String words() {
      return String.valueOf(getMessage());
    }
  }
}
