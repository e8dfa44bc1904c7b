package dev.offprint.model;

import dev.offprint.engine.Prompt;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The form in which a server takes requests: servers that speak the protocol differ in what of it
 * they know. Learned from refusals, one step at a time.
 *
 * @param shapes the one in use, then those to try where it is refused
 * @param newLimit whether the limit is called {@code max_completion_tokens}
 * @param limitTried whether the other name was refused before
 * @param kept whether the server is told what its prompt cache is to keep
 */
record Form(
    boolean stream,
    List<Shape> shapes,
    boolean newLimit,
    boolean limitTried,
    boolean cool,
    boolean kept) {
  private static final Pattern MOST =
      Pattern.compile(
          "at most (\\d{3,8}) completion tokens|> (\\d{3,8}), which is the maximum"
              + "|\\(inclusive\\) to (\\d{3,8}) \\(exclusive\\)");

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

  Form {
    shapes = List.copyOf(shapes);
  }

  /** The shape in use. */
  Shape shape() {
    return shapes.getFirst();
  }

  /** What OpenAI itself takes. */
  static Form ofOpenAi() {
    return new Form(
        true, List.of(Shape.STRICT, Shape.OBJECT, Shape.WORDS), true, false, false, true);
  }

  /** What Anthropic takes. */
  static Form ofAnthropic() {
    return new Form(true, List.of(Shape.STRICT, Shape.WORDS), false, true, true, true);
  }

  /** What Gemini takes. */
  static Form ofGemini() {
    return new Form(true, List.of(Shape.values()), false, true, true, false);
  }

  /** What other servers mostly take. */
  static Form ofOthers(boolean kept) {
    return new Form(true, List.of(Shape.values()), false, false, true, kept);
  }

  /** The next form to try after a refusal with these words; empty where none is left. */
  Optional<Form> after(String refusal, Prompt prompt) {
    String words = refusal.toLowerCase(Locale.ROOT);
    if (kept && mentions(words, "prompt_cache", "cache_control")) {
      return Optional.of(new Form(stream, shapes, newLimit, limitTried, cool, false));
    }
    if (!limitTried && mentions(words, "max_tokens", "max_completion_tokens")) {
      return Optional.of(new Form(stream, shapes, !newLimit, true, cool, kept));
    }
    if (cool && mentions(words, "temperature")) {
      return Optional.of(new Form(stream, shapes, newLimit, limitTried, false, kept));
    }
    if (stream && mentions(words, "stream")) {
      return Optional.of(new Form(false, shapes, newLimit, limitTried, cool, kept));
    }
    if (prompt.schema() != null && shapes.size() > 1) {
      return Optional.of(
          new Form(stream, shapes.subList(1, shapes.size()), newLimit, limitTried, cool, kept));
    }
    return Optional.empty();
  }

  /** The tokens of an answer at most, where a refusal names them. */
  static OptionalInt most(String refusal) {
    Matcher named = MOST.matcher(refusal);
    if (!named.find()) {
      return OptionalInt.empty();
    }
    return named.group(1) != null
        ? OptionalInt.of(Integer.parseInt(named.group(1)))
        : named.group(2) != null
            ? OptionalInt.of(Integer.parseInt(named.group(2)))
            : OptionalInt.of(Integer.parseInt(named.group(3)) - 1);
  }

  private static boolean mentions(String words, String... marks) {
    return Stream.of(marks).anyMatch(words::contains);
  }
}
