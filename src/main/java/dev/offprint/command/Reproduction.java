package dev.offprint.command;

import dev.offprint.engine.Conversation;
import dev.offprint.engine.Inbox;
import dev.offprint.engine.Message;
import dev.offprint.engine.PlainText;
import dev.offprint.engine.Said;
import dev.offprint.engine.StoppedWords;
import dev.offprint.engine.Store;
import dev.offprint.session.Amount;
import dev.offprint.session.Cause;
import dev.offprint.session.Change;
import dev.offprint.session.Condition;
import dev.offprint.session.Delivery;
import dev.offprint.session.Effect.Topic;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One session from the command line: starts the work, does what the options allow, waits for a
 * person where one sits there, and ends with an exit code. What decides is only the stored state.
 */
final class Reproduction {
  private static final int MOMENTS_FOR_POSTS = 600;

  private final House house;
  private final Running running;
  private final SessionId id;
  private final boolean anew;
  private boolean answersGiven;
  private PlanVersion approved = PlanVersion.NONE;
  private @Nullable Condition prompted;
  private int written;

  /** The last line, after what the session itself has to say. */
  private String parting = "";

  private volatile boolean ending;

  /**
   * @param anew whether earlier sessions of the same paper are left alone without asking
   */
  Reproduction(House house, Running running, SessionId id, boolean anew) {
    this.house = house;
    this.running = running;
    this.id = id;
    this.anew = anew;
  }

  /** A session that has just begun. */
  ExitCode run() {
    givePlan();
    return follow(false);
  }

  /**
   * An earlier session: shows where it stands, and tries again what had stopped.
   *
   * @param listening whether a delivered session waits for what is typed
   */
  ExitCode resume(boolean listening) {
    show();
    raiseLimit();
    givePlan();
    if (stopped(state().condition())) {
      tell(receive(new Event.RetryAsked(house.person())));
    }
    return follow(listening && state().condition() instanceof Condition.Delivered);
  }

  /** Says something in an earlier session; only what comes of it is shown. */
  ExitCode ask(String words, List<Path> files) {
    String lives = state().thread().connection();
    if (!lives.equals(house.connection())) {
      throw new CannotOpen(
          ExitCode.USAGE,
          "Session " + id.value() + " belongs to a thread on " + lives + ": say it there.");
    }
    written = state().deliveries();
    raiseLimit();
    givePlan();
    List<Source> with =
        files.stream()
            .map(file -> LocalFiles.source(file.toString(), Source.Role.BESIDE, house.blobs()))
            .toList();
    if (!said(words, with)) {
      return ExitCode.USAGE;
    }
    return follow(false);
  }

  private static boolean stopped(Condition condition) {
    return condition instanceof Condition.Paused
        || condition instanceof Condition.Failed
        || condition instanceof Condition.Cancelled;
  }

  private ExitCode follow(boolean listening) {
    Thread atInterrupt = new Thread(this::interrupted, "interrupt");
    Runtime.getRuntime().addShutdownHook(atInterrupt);
    try {
      house.work().start(state().thread());
      if (house.terminal().interactive()) {
        house.terminal().listen(state().thread(), house.person());
      }
      for (; ; ) {
        Optional<ExitCode> end = look(listening);
        if (end.isPresent()) {
          return settled(end.get());
        }
        house.work().moment();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return ExitCode.WAITING;
    } catch (RuntimeException closed) {
      if (ending) {
        // The house was closed under our feet; the process ends anyway.
        return ExitCode.WAITING;
      }
      throw closed;
    } finally {
      removed(atInterrupt);
    }
  }

  private static void removed(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // It runs already; there is nothing to remove.
      return;
    }
  }

  private void interrupted() {
    ending = true;
    String next = resume("");
    // Closed first: nothing is shown after the last words.
    house.close();
    house.terminal().say("Everything is saved. Go on with: " + next);
  }

  /** One look at the session: empty where it goes on. */
  private Optional<ExitCode> look(boolean listening) {
    giveAnswers(state());
    State state = state();
    if (state.delivered() != null && written < state.deliveries()) {
      written = state.deliveries();
      deliver();
    }
    return switch (state.condition()) {
      case Condition.Working working -> going();
      case Condition.Held held -> waiting(state, "on hold; lift, cancel", ask("lift"));
      case Condition.Choosing choosing -> choosing(state, choosing);
      case Condition.Asking asking ->
          running.defaults() && defaultsTaken(state)
              ? Optional.empty()
              : waiting(
                  state, "1b, or 2: words; cancel, hold <reason>, help", resume("--answers FILE"));
      case Condition.AwaitingApproval awaiting -> awaiting(state);
      case Condition.Delivered delivered ->
          listening && house.terminal().interactive()
              ? waiting(state, "ask, paste an error, change: …; Ctrl-C ends", resume(""))
              : Optional.of(delivered());
      case Condition.Paused paused -> paused(state, paused);
      case Condition.Failed failed -> Optional.of(failed(failed.cause()));
      case Condition.Declined declined -> Optional.of(ExitCode.PAPER);
      case Condition.Cancelled cancelled -> Optional.of(ExitCode.CANCELLED);
      case Condition.Forgotten forgotten -> Optional.of(ExitCode.CANCELLED);
    };
  }

  private Optional<ExitCode> going() {
    prompted = null;
    return Optional.empty();
  }

  private Optional<ExitCode> awaiting(State state) {
    if (running.defaults() && defaultsTaken(state)) {
      return Optional.empty();
    }
    if (running.approve() && !approved.equals(state.version())) {
      approved = state.version();
      if (receive(new Event.PlanApproved(house.person(), state.version()))
          instanceof Inbox.Receipt.Accepted) {
        return going();
      }
    }
    return waiting(
        state,
        "approve, change: …, e (edit the plan), details, cancel, hold <reason>, help",
        resume("--approve"));
  }

  /** Takes the defaults of what nobody has answered; false where there is nothing to take. */
  private boolean defaultsTaken(State state) {
    boolean any =
        state.questions().stream()
            .anyMatch(question -> question.defaultOption() >= 0 && question.picks().isEmpty());
    return any
        && receive(new Event.DefaultsTaken(house.person())) instanceof Inbox.Receipt.Accepted;
  }

  private Optional<ExitCode> choosing(State state, Condition.Choosing choosing) {
    if (anew && choosing.choice() instanceof Condition.Choice.SamePaper) {
      receive(new Event.SameChosen(house.person(), Event.SameChosen.Same.ANEW, null, null));
      return going();
    }
    return switch (choosing.choice()) {
      case Condition.Choice.WhichPaper which ->
          waiting(state, "the number of the paper; cancel", ask("1"));
      case Condition.Choice.SamePaper same ->
          waiting(state, "use, fork, anew; cancel", ask("anew"));
    };
  }

  private Optional<ExitCode> paused(State state, Condition.Paused paused) {
    if (house.terminal().interactive()) {
      return waiting(state, hint(paused.cause()), resume(""));
    }
    parting = "Saved. Go on with: " + next(state, paused.cause());
    return Optional.of(ExitCode.PAUSED);
  }

  private static String hint(Cause cause) {
    return (cause instanceof Cause.OverAllowance ? "plan on, " : "retry, ")
        + "budget <tokens or $>, cancel";
  }

  private String next(State state, Cause cause) {
    return switch (cause) {
      case Cause.OverBudget over ->
          resume("--budget " + Shell.quoted(StoppedWords.higher(state.budget(), over.needed())));
      case Cause.OverAllowance over -> ask("\"plan on\"");
      case Cause other -> resume("");
    };
  }

  private ExitCode failed(Cause cause) {
    parting = "Saved. Try again with: " + resume("");
    return switch (cause) {
      case Cause.UnreadablePaper paper -> ExitCode.PAPER;
      case Cause.Refused refused -> ExitCode.PAPER;
      case Cause.UnusableAnswer unusable -> ExitCode.PAUSED;
      case Cause.Broken broken -> ExitCode.BROKEN;
      case Cause.NoModel none -> ExitCode.PAUSED;
      case Cause.OverBudget over -> ExitCode.PAUSED;
      case Cause.OverAllowance over -> ExitCode.PAUSED;
      case Cause.OverDay over -> ExitCode.PAUSED;
      case Cause.NoPrice none -> ExitCode.PAUSED;
      case Cause.MustStay stays -> ExitCode.PAUSED;
      case Cause.ProviderDown down -> ExitCode.PAUSED;
      case Cause.StoreFull full -> ExitCode.PAUSED;
      case Cause.ThreadUnreachable gone -> ExitCode.PAUSED;
    };
  }

  /** A person is needed: prompts where one sits there, else ends with the next command. */
  private Optional<ExitCode> waiting(State state, String hint, String next) {
    if (!house.terminal().interactive()) {
      parting = "Saved; a person has to decide. Go on with: " + next;
      return Optional.of(ExitCode.WAITING);
    }
    if (!state.condition().equals(prompted) && posted()) {
      prompted = state.condition();
      house.work().flush();
      house.terminal().prompt(hint);
    }
    return Optional.empty();
  }

  private ExitCode delivered() {
    return house.queries().delivery(id).orElseThrow().draft() ? ExitCode.DRAFT : ExitCode.DONE;
  }

  /** Writes the newest archive. */
  private void deliver() {
    Delivery delivery = house.queries().delivery(id).orElseThrow();
    settle();
    Path file =
        LocalFiles.write(running.out(), delivery.fileName(), house.blobs().get(delivery.archive()));
    house
        .terminal()
        .say(
            "Delivery "
                + delivery.number()
                + (delivery.draft() ? " (a draft)" : "")
                + " is in "
                + file.toAbsolutePath()
                + ". To ask, report an error or change something: "
                + ask("\"…\""));
  }

  private ExitCode settled(ExitCode end) {
    settle();
    if (!parting.isEmpty()) {
      house.terminal().say(parting);
    }
    return end;
  }

  /** Lets what is to be said be said. */
  private void settle() {
    try {
      for (int i = 0; i < MOMENTS_FOR_POSTS && !posted(); i++) {
        house.work().moment();
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    house.work().flush();
  }

  private boolean posted() {
    return house.store().posts(id).stream()
        .allMatch(
            row -> row.state() == Store.PostState.DONE || row.state() == Store.PostState.REFUSED);
  }

  private void givePlan() {
    Path plan = running.plan();
    if (plan != null) {
      tell(
          receive(
              new Event.ChangeAsked(
                  house.person(),
                  state().version(),
                  new Change.What.PlanFile(house.blobs().put(id, LocalFiles.read(plan))))));
    }
  }

  private void giveAnswers(State state) {
    Path answers = running.answers();
    if (answers != null && !answersGiven && !state.questions().isEmpty()) {
      answersGiven = true;
      LocalFiles.text(answers)
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(line -> said(line, List.of()));
    }
  }

  private void raiseLimit() {
    Amount budget = running.budget();
    if (budget != null
        && (budget.above(state().budget()) || !budget.comparable(state().budget()))) {
      tell(receive(new Event.LimitRaised(house.person(), budget)));
    }
  }

  /** Says words in the thread; false where nothing came of them, and why is printed. */
  private boolean said(String words, List<Source> files) {
    Conversation.Response response =
        house
            .conversation()
            .said(
                new Said(
                    event(),
                    state().thread(),
                    house.person(),
                    words,
                    false,
                    true,
                    false,
                    false,
                    Set.of(house.person().id()),
                    files));
    return switch (response) {
      case Conversation.Response.Silence silence -> true;
      case Conversation.Response.Tell told -> {
        house.terminal().show(told.message());
        if (told.message() instanceof Message.Note note) {
          note.files().forEach(this::write);
        }
        yield told.answer();
      }
      case Conversation.Response.Open open -> false;
    };
  }

  /** Files that were asked for go where the archive goes. */
  private void write(Message.Attachment file) {
    Path written = LocalFiles.write(running.out(), file.name(), house.blobs().get(file.content()));
    house.terminal().say(file.name() + " is in " + written.toAbsolutePath());
  }

  private void show() {
    Store.Stored stored = stored();
    State state = stored.state();
    house.terminal().show(house.wording().compose(stored, new Topic.Header()));
    List<Topic> open = new ArrayList<>();
    switch (state.condition()) {
      case Condition.AwaitingApproval awaiting -> {
        if (state.plan() != null) {
          open.add(new Topic.PlanCard(state.plan(), state.version(), PlanVersion.NONE, List.of()));
        }
      }
      case Condition.Asking asking -> {
        if (state.draft() != null) {
          open.add(new Topic.Questions(state.draft(), true));
        }
      }
      case Condition.Delivered delivered -> {
        if (state.delivered() != null) {
          open.add(new Topic.Delivered(state.delivered()));
        }
      }
      case Condition.Paused paused -> open.add(new Topic.Stopped(paused.cause()));
      case Condition.Failed failed -> open.add(new Topic.Stopped(failed.cause()));
      case Condition.Choosing choosing -> {
        switch (choosing.choice()) {
          case Condition.Choice.WhichPaper which -> open.add(new Topic.WhichPaper());
          case Condition.Choice.SamePaper same -> open.add(new Topic.SamePaper(same.sessions()));
        }
      }
      case Condition.Declined declined -> open.add(new Topic.Declined(declined.reason()));
      case Condition.Working working -> {}
      case Condition.Held held -> {}
      case Condition.Cancelled cancelled -> {}
      case Condition.Forgotten forgotten -> {}
    }
    open.forEach(topic -> house.terminal().show(house.wording().compose(stored, topic)));
  }

  private String resume(String option) {
    return ("offprint resume " + id.value() + " " + option).strip();
  }

  private String ask(String words) {
    return "offprint ask " + id.value() + " " + words;
  }

  private Inbox.Receipt receive(Event event) {
    return house.inbox().receive(id, event(), event);
  }

  private static EventId event() {
    return new EventId("terminal:" + UUID.randomUUID());
  }

  private void tell(Inbox.Receipt receipt) {
    switch (receipt) {
      case Inbox.Receipt.Accepted accepted -> {}
      case Inbox.Receipt.Duplicate duplicate -> {}
      case Inbox.Receipt.Ignored ignored -> house.terminal().say(PlainText.line(ignored.why()));
      case Inbox.Receipt.Refused refused -> house.terminal().say(PlainText.line(refused.why()));
    }
  }

  private State state() {
    return stored().state();
  }

  private Store.Stored stored() {
    return house.store().load(id).orElseThrow();
  }
}
