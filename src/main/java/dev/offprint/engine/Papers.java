package dev.offprint.engine;

import dev.offprint.session.Paper;
import java.util.List;

/** Reads papers, in a child process with caps on memory and time. */
public interface Papers {
  /**
   * Reads a file.
   *
   * @param name as it came; only shown
   */
  Read read(byte[] file, String name);

  /** What became of a file. */
  sealed interface Read {
    /** {@code keys}: hash, arXiv id, DOI, for finding sessions of the same paper. */
    record Done(Paper paper, List<String> keys) implements Read {
      public Done {
        keys = List.copyOf(keys);
      }
    }

    /** Why it cannot be read and what to do, in words for people. */
    record Unreadable(String words) implements Read {}
  }
}
