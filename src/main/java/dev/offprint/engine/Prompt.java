package dev.offprint.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question to a model. System and prefix come first and stay the same to the byte over many
 * calls, the task comes last, so that prompt caches hit.
 *
 * @param step names the call within its stage: {@code requirements}, {@code file:model.py}
 * @param prefix shared blocks, in order
 * @param exchanges earlier answers to this task with what was wrong with them
 * @param start words that the answer must go on from; empty for a new answer
 * @param schema the JSON schema of the answer; null for free text
 * @param most tokens of the answer at most
 * @param pictures seen with the task, at most {@value #MOST_PICTURES}; none go to a model that sees
 *     none ({@link Traits#images})
 */
public record Prompt(
    Role role,
    String step,
    String system,
    List<String> prefix,
    String task,
    List<Exchange> exchanges,
    String start,
    @Nullable JsonNode schema,
    int most,
    List<Picture> pictures) {
  public static final int MOST_PICTURES = 4;

  /** An answer that could not be used, and what the model was told. */
  public record Exchange(String answer, String reproach) {}

  public Prompt {
    prefix = List.copyOf(prefix);
    exchanges = List.copyOf(exchanges);
    pictures = List.copyOf(pictures);
    if (pictures.size() > MOST_PICTURES) {
      throw new IllegalArgumentException(
          pictures.size() + " pictures with one question, more than " + MOST_PICTURES);
    }
  }

  /** A question without pictures. */
  public Prompt(
      Role role,
      String step,
      String system,
      List<String> prefix,
      String task,
      List<Exchange> exchanges,
      String start,
      @Nullable JsonNode schema,
      int most) {
    this(role, step, system, prefix, task, exchanges, start, schema, most, List.of());
  }

  /** SHA-256 of all of it, in hexadecimal: two prompts with one hash ask the same. */
  public String hash() {
    List<String> parts = new ArrayList<>();
    parts.add(role.name());
    parts.add(step);
    parts.add(system);
    parts.addAll(prefix);
    parts.add(task);
    for (Exchange exchange : exchanges) {
      parts.add(exchange.answer());
      parts.add(exchange.reproach());
    }
    parts.add(start);
    parts.add(String.valueOf(schema));
    parts.add(String.valueOf(most));
    pictures.forEach(picture -> parts.add(picture.png()));
    return Digest.of(parts);
  }

  /** The same question about these pictures. */
  public Prompt showing(List<Picture> shown) {
    return new Prompt(role, step, system, prefix, task, exchanges, start, schema, most, shown);
  }

  /** The same question after an unusable answer; where that repeats itself, it is told in short. */
  public Prompt after(String answer, String reproach) {
    List<Exchange> more = new ArrayList<>(exchanges);
    more.add(new Exchange(Repetition.without(answer), reproach));
    return new Prompt(role, step, system, prefix, task, more, start, schema, most, pictures);
  }
}
