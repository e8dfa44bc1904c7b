package dev.offprint.command;

import dev.offprint.engine.Journal;
import dev.offprint.engine.PlainText;
import dev.offprint.engine.Queries;
import dev.offprint.engine.Reply;
import dev.offprint.engine.StageWords;
import dev.offprint.engine.Store;
import dev.offprint.session.Event;
import dev.offprint.session.State;
import dev.offprint.session.Usage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What happened in a session: events with what became of them, posts, model calls, tokens. */
@Command(
    name = "show",
    description = "Shows what happened in a session: events, posts, model calls, tokens.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  private final Function<Options, House> open;
  private final PrintWriter out;

  @Parameters(paramLabel = "SESSION", description = "Its eight letters, or the first few of them.")
  private String session = "";

  ShowCommand(Function<Options, House> open, PrintWriter out) {
    this.open = open;
    this.out = out;
  }

  @Override
  public Integer call() {
    try (House house = open.apply(Options.LOOKING)) {
      Queries.Shown shown =
          house.queries().show(Sessions.named(house.queries(), session)).orElseThrow();
      State state = shown.session().state();
      out.println(state.id().value() + "  " + house.wording().title(shown.session()));
      out.println(
          "asked by "
              + PlainText.line(state.requester().name())
              + ", "
              + Times.shown(shown.session().created())
              + " · "
              + StageWords.condition(state));
      out.println();
      out.println("Events");
      shown.history().forEach(this::event);
      out.println("Posts");
      shown.posts().forEach(this::post);
      out.println("Model calls");
      shown.calls().forEach(this::call);
      Journal.Spent spent = house.queries().spent(state.id());
      out.println(
          "Tokens: "
              + tokens(spent.settled())
              + ", reserved "
              + spent.reserved()
              + ", limit "
              + state.budget().words());
      house.wording().spending(shown.session()).forEach(out::println);
      return ExitCode.DONE.code();
    }
  }

  private void event(Store.Happened happened) {
    String by =
        happened.event() instanceof Event.OfPerson person
            ? " by " + PlainText.line(person.by().name())
            : "";
    out.println(
        "  "
            + Times.shown(happened.at())
            + "  "
            + happened.event().getClass().getSimpleName()
            + by
            + ": "
            + PlainText.line(happened.outcome()));
  }

  private void post(Store.OutboxRow row) {
    out.println("  " + row.seq() + "  " + row.effect().key() + "  " + row.state());
  }

  private void call(Journal.Entry entry) {
    Reply reply = entry.reply();
    out.println(
        "  "
            + entry.key().stage()
            + " "
            + PlainText.line(entry.key().step())
            + " #"
            + entry.key().attempt()
            + "  "
            + (reply == null
                ? "no reply" + (entry.why().isBlank() ? "" : ": " + PlainText.line(entry.why()))
                : tokens(entry.spent())
                    + (reply.thoughts() == null
                        ? ""
                        : " (" + reply.thoughts() + " of them hidden thoughts)")
                    + (entry.cost() == null ? "" : ", " + entry.cost().words())
                    + ", "
                    + reply.took().toSeconds()
                    + " s, "
                    + PlainText.line(reply.model())
                    + verdict(entry)));
  }

  private static String verdict(Journal.Entry entry) {
    Boolean used = entry.used();
    return used == null
        ? ""
        : used ? ", used" : ", not usable: " + PlainText.brief(entry.why(), 100);
  }

  private static String tokens(Usage usage) {
    return usage.read() + " read (" + usage.cached() + " cached), " + usage.written() + " written";
  }
}
