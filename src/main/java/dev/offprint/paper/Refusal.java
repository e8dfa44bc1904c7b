package dev.offprint.paper;

import dev.offprint.engine.Downloads.Fetched;

/** A link is not followed, or leads to nothing; the words are for people. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;
  private final boolean temporary;
  private final boolean telling;

  private Refusal(String words, boolean temporary, boolean telling) {
    super(words);
    this.temporary = temporary;
    this.telling = telling;
  }

  static Refusal forGood(String words) {
    return new Refusal(words, false, false);
  }

  static Refusal forNow(String words) {
    return new Refusal(words, true, false);
  }

  /** The site itself says why: no other way in is likely to be better. */
  static Refusal told(String words) {
    return new Refusal(words, false, true);
  }

  /** Whether it says more than that there is nothing. */
  boolean telling() {
    return telling;
  }

  Fetched.Refused fetched() {
    return new Fetched.Refused(String.valueOf(getMessage()), temporary);
  }
}
