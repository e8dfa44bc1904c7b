package dev.offprint.command;

import dev.offprint.engine.Recording;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Prints the answers of a session's models, so that {@code --model replay:FILE} gives them again.
 */
@Command(
    name = "record",
    description = {
      "Prints the answers of a session's models as one document; keep it in a file.",
      "--model replay:FILE does the same work again without any model. No prompt, key or name of",
      "a person is in it; answers quote the paper."
    },
    mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {
  private final Function<Options, House> open;
  private final PrintWriter out;

  @Parameters(paramLabel = "SESSION", description = "Its eight letters, or the first few of them.")
  private String session = "";

  RecordCommand(Function<Options, House> open, PrintWriter out) {
    this.open = open;
    this.out = out;
  }

  @Override
  public Integer call() {
    try (House house = open.apply(Options.LOOKING)) {
      Recording recording =
          house
              .queries()
              .recording(Sessions.named(house.queries(), session))
              .orElseThrow(
                  () ->
                      new CannotOpen(
                          ExitCode.USAGE,
                          "There is nothing to record: no model has answered in this session since this"
                              + " version of Offprint works on it."));
      out.println(recording.write());
      return ExitCode.DONE.code();
    }
  }
}
