package dev.offprint.agent;

import dev.offprint.engine.Asking;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Traits;
import dev.offprint.session.Cause;
import dev.offprint.session.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An Asking without journal or budget: asks a script, three times at most, as the engine does. */
public final class ScriptedAsking implements Asking {
  private final Traits traits;
  private final Function<Prompt, Reply> script;
  private final List<Prompt> prompts = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();

  public ScriptedAsking(Traits traits, Function<Prompt, Reply> script) {
    this.traits = traits;
    this.script = script;
  }

  /** A model of ordinary size that takes eight calls at once. */
  public static Traits large() {
    return new Traits("test:large", "the test", 128_000, 8_000, 8, true, false, true);
  }

  /** A small model: one call at once. */
  public static Traits small() {
    return new Traits("test:small", "the test", 16_000, 2_000, 1, true, true, true);
  }

  public static Reply complete(String text) {
    return new Reply(text, Reply.Finish.COMPLETE, Usage.NONE, "test", Duration.ZERO);
  }

  public static Reply cut(String text) {
    return new Reply(text, Reply.Finish.LENGTH, Usage.NONE, "test", Duration.ZERO);
  }

  /** What was told of progress, in order. */
  public List<String> progress() {
    return List.copyOf(progress);
  }

  /** Every prompt that was asked, in order. */
  public List<Prompt> prompts() {
    return List.copyOf(prompts);
  }

  /** The steps that were asked, in order. */
  public List<String> steps() {
    return prompts.stream().map(Prompt::step).toList();
  }

  @Override
  public Traits traits(Role role) {
    return traits;
  }

  @Override
  public <T> T ask(Prompt prompt, AnswerReader<T> reader) throws StageStopped {
    Prompt next = prompt;
    String why = "";
    for (int attempt = 0; attempt < 3; attempt++) {
      prompts.add(next);
      Reply reply = script.apply(next);
      try {
        return reader.read(reply, attempt + 1);
      } catch (Unusable unusable) {
        why = unusable.why();
        next = next.after(reply.text(), why);
      }
    }
    throw new StageStopped(new Cause.UnusableAnswer(prompt.step() + ": " + why));
  }

  @Override
  public <T> List<T> together(Role role, List<Part<T>> parts) throws StageStopped {
    List<T> results = new ArrayList<>();
    for (Part<T> part : parts) {
      results.add(part.run());
    }
    return results;
  }

  @Override
  public void progress(int done, int all, String last) {
    progress.add(done + "/" + all + " " + last);
  }
}
