package dev.offprint.model;

import dev.offprint.engine.Prompt;

/** A prompt as what is said in turn, the same for every model. */
final class Conversation {
  static final String CONTINUE =
      "The answer above was cut off. Go on exactly where it ends, at the very next character."
          + " Repeat nothing, add no opening words and no new code fence.";

  private Conversation() {}

  /** The shared blocks first and unchanged, the task last. */
  static String question(Prompt prompt) {
    StringBuilder text = new StringBuilder();
    for (String block : prompt.prefix()) {
      text.append(block).append("\n\n");
    }
    return text.append(prompt.task()).toString();
  }
}
