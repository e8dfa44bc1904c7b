package dev.offprint.model;

import dev.offprint.engine.Prompt;
import dev.offprint.engine.Recording;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Role;
import dev.offprint.engine.Traits;
import dev.offprint.session.Cause;
import dev.offprint.session.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The answers of a recording instead of a model: the same prompt gets the same answer. A prompt
 * that was asked several times gets its answers in their order, the last again and again.
 */
final class ReplayedModels implements OpenModels {
  static final String PREFIX = "replay:";

  private static final Recording EMPTY = new Recording(List.of(), List.of());

  private final Path file;
  private final Recording recording;
  private final Chosen chosen;
  private final Map<String, Deque<Reply>> answers = new HashMap<>();

  private ReplayedModels(Path file, Recording recording, Chosen chosen) {
    this.file = file;
    this.recording = recording;
    this.chosen = chosen;
    for (Recording.Call call : recording.calls()) {
      answers.computeIfAbsent(call.prompt(), prompt -> new ArrayDeque<>()).add(call.reply());
    }
  }

  /** A file that is no recording is a model that is not there, with words that say why. */
  static OpenModels open(Path file) {
    try {
      Recording recording = Recording.read(Files.readString(file));
      return new ReplayedModels(
          file,
          recording,
          new Chosen.Ready(
              traits(recording, Role.PLANNER),
              "Model: the answers of "
                  + String.join(", ", recording.answered())
                  + " as recorded in "
                  + file
                  + ". No model is asked; the paper's text stays on this machine."));
    } catch (IOException | IllegalArgumentException unusable) {
      return new ReplayedModels(
          file,
          EMPTY,
          new Chosen.None(
              file
                  + " cannot be replayed ("
                  + (unusable instanceof IOException
                      ? "it cannot be read"
                      : "it is no recording of this version")
                  + "). \"offprint record SESSION > FILE\" writes such a file."));
    }
  }

  /** Who reads the paper now is nobody; all else is as it was, for prompts depend on it. */
  private static Traits traits(Recording recording, Role role) {
    Traits then = recording.traits(role);
    return new Traits(
        then.name(),
        "nobody: recorded answers of " + then.name(),
        then.context(),
        then.output(),
        then.parallel(),
        then.schema(),
        then.compact(),
        true,
        then.images());
  }

  @Override
  public Chosen chosen() {
    return chosen;
  }

  @Override
  public void consent() {
    throw new IllegalStateException("nobody is asked for a recording");
  }

  @Override
  public void decline() {
    throw new IllegalStateException("nobody is asked for a recording");
  }

  @Override
  public void fetch(Listener listener) {
    throw new IllegalStateException("nothing is fetched for a recording");
  }

  @Override
  public Traits traits(Role role) {
    return chosen instanceof Chosen.Ready
        ? traits(recording, role)
        : new Traits(PREFIX + file, "nobody", 1, 1, 1, false, false, true);
  }

  @Override
  public long estimate(Prompt prompt) {
    return Tokens.of(prompt);
  }

  @Override
  public Reply call(Prompt prompt, Call call) throws CallFailed {
    synchronized (answers) {
      Deque<Reply> left = answers.get(prompt.hash());
      if (left != null) {
        return Objects.requireNonNull(left.size() > 1 ? left.poll() : left.peek());
      }
    }
    throw new CallFailed(
        new Cause.NoModel(
            file
                + " has no answer to this prompt ("
                + prompt.step()
                + "): it was recorded with another paper, wish, plan or answer, or by another"
                + " version of Offprint. Another model, named with --model, can go on."),
        Usage.NONE);
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
