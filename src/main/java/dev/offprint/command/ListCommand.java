package dev.offprint.command;

import dev.offprint.engine.PlainText;
import dev.offprint.engine.StageWords;
import dev.offprint.engine.Store;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;

/** All sessions, newest first. */
@Command(
    name = "list",
    description = "Shows all sessions, newest first.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  private final Function<Options, House> open;
  private final PrintWriter out;

  ListCommand(Function<Options, House> open, PrintWriter out) {
    this.open = open;
    this.out = out;
  }

  @Override
  public Integer call() {
    try (House house = open.apply(Options.LOOKING)) {
      List<Store.Stored> sessions = house.queries().list();
      for (Store.Stored session : sessions) {
        out.println(
            session.state().id().value()
                + "  "
                + Times.shown(session.created())
                + "  "
                + PlainText.brief(house.wording().title(session), 70)
                + " · "
                + StageWords.condition(session.state()));
      }
      if (sessions.isEmpty()) {
        out.println("There are no sessions yet. Begin with: offprint paper sample");
      }
      return ExitCode.DONE.code();
    }
  }
}
