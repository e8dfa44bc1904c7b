package dev.offprint.model;

import dev.offprint.engine.Prompt;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The form in which a server takes requests: servers that speak the protocol differ in what of it
 * they know. Learned from refusals, one step at a time.
 *
 * @param newLimit whether the limit is called {@code max_completion_tokens}
 * @param limitTried whether the other name was refused before
 */
record Form(boolean stream, Shape shape, boolean newLimit, boolean limitTried, boolean cool) {
  /** How an answer is held to a schema. */
  enum Shape {
    /** The schema as it is. */
    FULL,
    /** What OpenAI's strict mode knows of it. */
    STRICT,
    /** Any JSON object; the schema is in the question. */
    OBJECT,
    /** Words only; the schema is in the question. */
    WORDS
  }

  /** What OpenAI itself takes. */
  static Form ofOpenAi() {
    return new Form(true, Shape.STRICT, true, false, false);
  }

  /** What other servers mostly take. */
  static Form ofOthers() {
    return new Form(true, Shape.FULL, false, false, true);
  }

  /** The next form to try after a refusal with these words; empty where none is left. */
  Optional<Form> after(String refusal, Prompt prompt) {
    String words = refusal.toLowerCase(Locale.ROOT);
    if (!limitTried && mentions(words, "max_tokens", "max_completion_tokens")) {
      return Optional.of(new Form(stream, shape, !newLimit, true, cool));
    }
    if (cool && mentions(words, "temperature")) {
      return Optional.of(new Form(stream, shape, newLimit, limitTried, false));
    }
    if (stream && mentions(words, "stream")) {
      return Optional.of(new Form(false, shape, newLimit, limitTried, cool));
    }
    if (prompt.schema() != null && shape != Shape.WORDS) {
      return Optional.of(
          new Form(stream, Shape.values()[shape.ordinal() + 1], newLimit, limitTried, cool));
    }
    return Optional.empty();
  }

  private static boolean mentions(String words, String... marks) {
    return Stream.of(marks).anyMatch(words::contains);
  }
}
