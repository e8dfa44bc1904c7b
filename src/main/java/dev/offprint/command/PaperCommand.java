package dev.offprint.command;

import dev.offprint.engine.Artifacts;
import dev.offprint.engine.Inbox;
import dev.offprint.engine.PlainText;
import dev.offprint.engine.Store;
import dev.offprint.session.Amount;
import dev.offprint.session.Brief;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.ThreadRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins a session with a paper, or goes on with the open session of the same paper. */
@Command(
    name = "paper",
    description = {
      "Turns a paper into a code repository: asks, shows a plan, writes and checks the files.",
      "Goes on with the open session of the same paper, unless --new is given."
    },
    mixinStandardHelpOptions = true)
final class PaperCommand implements Callable<Integer> {
  private final Function<Options, House> open;

  @Parameters(paramLabel = "FILE|URL|sample", description = "A PDF file, a link to one, or sample.")
  private String paper = "";

  @Option(
      names = "--wish",
      paramLabel = "TEXT",
      description = "What you want of it, in your own words.")
  private String wish = "";

  @Option(
      names = "--with",
      paramLabel = "FILE|URL",
      description = "Something beside the paper: supplement, scripts. May be repeated.")
  private List<String> with = new ArrayList<>();

  @Option(names = "--new", description = "Begin another session of the same paper.")
  private boolean anew;

  @Mixin private final Running running = new Running();

  PaperCommand(Function<Options, House> open) {
    this.open = open;
  }

  @Override
  public Integer call() {
    try (House house = open.apply(running.options())) {
      Source source = LocalFiles.source(paper, Source.Role.PAPER, house.blobs());
      Optional<ExitCode> notReady =
          new ModelReady(house.models(), house.terminal(), running.download())
              .check("offprint paper " + Shell.quoted(paper));
      if (notReady.isPresent()) {
        return notReady.get().code();
      }
      house.objection().get().ifPresent(house.terminal()::say);
      Optional<Store.Stored> same =
          anew ? Optional.empty() : house.queries().open(house.connection(), source);
      if (same.isPresent()) {
        return goOn(house, same.get().state().id());
      }
      SessionId begun = begin(house, source);
      return new Reproduction(house, running, begun, anew).run().code();
    }
  }

  private int goOn(House house, SessionId session) {
    house
        .terminal()
        .say(
            "This paper has an open session, "
                + session.value()
                + "; it goes on. --new begins another.");
    if (!wish.isBlank() || !with.isEmpty()) {
      house
          .terminal()
          .say(
              "It has its wish and its sources already; to change them: offprint ask "
                  + session.value()
                  + " \"change: …\"");
    }
    return new Reproduction(house, running, session, false).resume(false).code();
  }

  private SessionId begin(House house, Source source) {
    List<Source> sources = new ArrayList<>();
    sources.add(source);
    with.forEach(
        beside -> sources.add(LocalFiles.source(beside, Source.Role.BESIDE, house.blobs())));
    String thread = UUID.randomUUID().toString();
    Amount asked = running.budget();
    Amount budget = asked == null ? house.limits().session() : asked;
    Inbox.Begun begun =
        house
            .inbox()
            .begin(
                new EventId("terminal:" + thread),
                new Event.Requested(
                    house.person(),
                    new ThreadRef(house.connection(), "local", thread),
                    new Artifacts(house.blobs()).put(Brief.of(wish)),
                    sources,
                    budget,
                    house.limits().allowance(budget)));
    switch (begun.receipt()) {
      case Inbox.Receipt.Accepted accepted -> {}
      case Inbox.Receipt.Duplicate duplicate -> {}
      case Inbox.Receipt.Ignored ignored -> throw new CannotOpen(ExitCode.USAGE, ignored.why());
      case Inbox.Receipt.Refused refused -> throw new CannotOpen(ExitCode.USAGE, refused.why());
    }
    house
        .terminal()
        .say("Session " + begun.session().value() + " · " + PlainText.brief(source.name(), 100));
    return begun.session();
  }
}
