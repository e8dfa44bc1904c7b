package dev.offprint.command;

import dev.offprint.session.SessionId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says something in a session, as one does in its thread, and goes on with what comes of it. */
@Command(
    name = "ask",
    description = {
      "Says something in a session and goes on with what comes of it.",
      "After a delivery: a question, \"it ran\", \"T1 is 0.93\", \"it failed: …\", \"change: …\".",
      "Before it: \"change: …\", \"1b\", \"approve\", \"hold …\", \"cancel\"; \"help\" says all."
    },
    mixinStandardHelpOptions = true)
final class AskCommand implements Callable<Integer> {
  private final Function<Options, House> open;

  @Parameters(
      index = "0",
      paramLabel = "SESSION",
      description = "Its eight letters, or the first few of them.")
  private String session = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TEXT",
      description = "What you say; may be left out where a file says it.")
  private String text = "";

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Goes with it: an error, a log, results.json, a source. May be repeated.")
  private List<Path> files = new ArrayList<>();

  @Mixin private final Running running = new Running();

  AskCommand(Function<Options, House> open) {
    this.open = open;
  }

  @Override
  public Integer call() {
    if (text.isBlank() && files.isEmpty()) {
      throw new CannotOpen(ExitCode.USAGE, "Say something, or name a file with --file.");
    }
    try (House house = open.apply(running.options())) {
      SessionId id = Sessions.named(house.queries(), session);
      Optional<ExitCode> notReady =
          new ModelReady(house.models(), house.terminal(), running.download())
              .check("offprint ask " + id.value() + " " + Shell.quoted(text));
      if (notReady.isPresent()) {
        return notReady.get().code();
      }
      return new Reproduction(house, running, id, false).ask(text, files).code();
    }
  }
}
