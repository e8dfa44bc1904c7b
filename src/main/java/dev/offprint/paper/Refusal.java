package dev.offprint.paper;

import dev.offprint.engine.Downloads.Fetched;

/** A link is not followed; the words are for people. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;
  private final boolean temporary;

  Refusal(String words, boolean temporary) {
    super(words);
    this.temporary = temporary;
  }

  static Refusal forGood(String words) {
    return new Refusal(words, false);
  }

  static Refusal forNow(String words) {
    return new Refusal(words, true);
  }

  Fetched.Refused fetched() {
    return new Fetched.Refused(String.valueOf(getMessage()), temporary);
  }
}
