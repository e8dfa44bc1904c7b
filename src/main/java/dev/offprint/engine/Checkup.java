package dev.offprint.engine;

import java.util.List;

/** A look at whether something that is needed is there and works; nothing is changed by it. */
@FunctionalInterface
public interface Checkup {
  List<Found> look();

  /**
   * What was found of one thing.
   *
   * @param what a few words that name it
   * @param words how it is, and where it is not as it should be, what to do
   */
  record Found(String what, Verdict verdict, String words) {}

  /** How it is. */
  enum Verdict {
    OK,
    /** Works, but not all of it; or not used here. */
    NOTE,
    MISSING
  }
}
