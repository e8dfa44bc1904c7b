package dev.offprint.command;

import dev.offprint.session.SessionId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Goes on with a session: what was paused, failed or cancelled is tried again. */
@Command(
    name = "resume",
    description = "Goes on with a session; what has been done is not done again.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  private final Function<Options, House> open;

  @Parameters(paramLabel = "SESSION", description = "Its eight letters, or the first few of them.")
  private String session = "";

  @Mixin private final Running running = new Running();

  ResumeCommand(Function<Options, House> open) {
    this.open = open;
  }

  @Override
  public Integer call() {
    try (House house = open.apply(running.options())) {
      SessionId id = Sessions.named(house.queries(), session);
      Optional<ExitCode> notReady =
          new ModelReady(house.models(), house.terminal(), running.download())
              .check("offprint resume " + id.value());
      if (notReady.isPresent()) {
        return notReady.get().code();
      }
      return new Reproduction(house, running, id, false).resume(true).code();
    }
  }
}
