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
    int most) {

  /** An answer that could not be used, and what the model was told. */
  public record Exchange(String answer, String reproach) {}

  public Prompt {
    prefix = List.copyOf(prefix);
    exchanges = List.copyOf(exchanges);
  }

  /** The same question after an unusable answer; where that repeats itself, it is told in short. */
  public Prompt after(String answer, String reproach) {
    List<Exchange> more = new ArrayList<>(exchanges);
    more.add(new Exchange(Repetition.without(answer), reproach));
    return new Prompt(role, step, system, prefix, task, more, start, schema, most);
  }
}
