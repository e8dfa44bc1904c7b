package dev.offprint.engine;

import dev.offprint.engine.Understood.Heard;
import dev.offprint.engine.Understood.Query;
import dev.offprint.session.Actor;
import dev.offprint.session.BlobId;
import dev.offprint.session.Change;
import dev.offprint.session.Condition;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.OpenQuestion;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.QuestionId;
import dev.offprint.session.Source;
import dev.offprint.session.Stage;
import dev.offprint.session.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one reader of people's words, the same on every platform: text, author, mentions and the
 * thread's speakers in, an event or nothing out. Words are stored before the event that names them.
 */
public final class Understanding {
  /** Longer messages belong into a file. */
  static final int MOST_CHARACTERS = 100_000;

  private static final Pattern PLAN_FILE = Pattern.compile("(?i).*\\.ya?ml");
  private static final Pattern CHANGE = Pattern.compile("(?is)change\\s*:(.*)");

  private final Store store;
  private final Blobs blobs;
  private final Clicks clicks;
  private final Requests requests;
  private final Limits limits;

  /**
   * @param limits what a new session may spend
   */
  public Understanding(Ports ports, Clicks clicks, Limits limits) {
    this.store = ports.store();
    this.blobs = ports.blobs();
    this.clicks = clicks;
    this.requests = new Requests(blobs);
    this.limits = limits;
  }

  /** Whether a text leads to a paper: by a link, or by an id such as a DOI. */
  public static boolean leads(String text) {
    return !Links.in(text).sources().isEmpty();
  }

  /** Whether a file of that name has to be had, and not only named, to understand a message. */
  public static boolean reads(String name) {
    return PLAN_FILE.matcher(name).matches() || Pasted.named(name);
  }

  /** Whether a typed line is the first of an error, which goes on for more lines. */
  public static boolean beginsError(String line) {
    return RunReport.beginsError(line);
  }

  /** What was said, in a thread that has this session or none. */
  public Understood said(Said said, @Nullable State state) {
    String text = PlainText.lines(said.text());
    boolean command = text.startsWith("!") && Command.known(text.substring(1));
    if (said.bot() || text.toLowerCase(Locale.ROOT).startsWith("!aside")) {
      return new Understood.Nothing();
    }
    boolean live = state != null && !over(state.condition());
    if (live && said.mentionsOthers()) {
      return new Understood.Nothing();
    }
    boolean addressed = said.direct() || said.mentionsUs() || command;
    boolean plain = live && said.betweenUs();
    boolean answer = live && state != null && answers(text, state).isPresent();
    if (!addressed && !plain && !answer) {
      return new Understood.Nothing();
    }
    if (said.text().length() > MOST_CHARACTERS) {
      return new Understood.Unclear(
          "That is "
              + PlainText.number(said.text().length())
              + " characters; please attach it as a file, or say it in fewer than "
              + PlainText.number(MOST_CHARACTERS)
              + ".");
    }
    Optional<Command> found = Command.read(text, addressed);
    if (found.isPresent()) {
      Understood done = command(said, state, found.get());
      if (!(done instanceof Understood.Nothing)) {
        return done;
      }
    }
    return state == null || !live
        ? request(said, state)
        : new Words(said, state, text).understood();
  }

  private static boolean over(Condition condition) {
    return condition instanceof Condition.Declined
        || condition instanceof Condition.Forgotten
        || condition instanceof Condition.Cancelled;
  }

  private Understood request(Said said, @Nullable State before) {
    return requests
        .request(said, limits)
        .<Understood>map(request -> new Understood.Begin(said.id(), request))
        .orElseGet(
            () ->
                new Understood.Unclear(
                    before == null
                        ? "Give me a paper: a PDF file, or a link to one. \"help\" says what else"
                            + " I do."
                        : "This session is "
                            + StageWords.condition(before)
                            + ". \"retry\" goes on with it where it can; a PDF or a link begins a"
                            + " new one."));
  }

  /** An edited message, where the session was asked for by it; empty where nothing is different. */
  Optional<Event.RequestEdited> edited(Said before, Said now) {
    return requests.edited(before, now);
  }

  /** The same, where only the session's history says what the message was before. */
  Optional<Event.RequestEdited> reread(List<Store.Happened> history, Said now) {
    return requests.reread(
        history.stream()
            .filter(happened -> happened.outcome().equals(Inbox.ACCEPTED))
            .map(Store.Happened::event)
            .toList(),
        now);
  }

  private Understood command(Said said, @Nullable State state, Command command) {
    return switch (command) {
      case Command.Anywhere anywhere -> new Understood.Ask(query(anywhere));
      case Command.OfSession about ->
          state == null
              ? new Understood.Unclear("There is no session in this thread yet.")
              : command(said, state, said.by(), about);
    };
  }

  private static Query query(Command.Anywhere command) {
    return switch (command) {
      case Command.Help help -> new Query.Help();
      case Command.Sessions sessions -> new Query.Sessions();
      case Command.Find find -> new Query.Find(find.words());
    };
  }

  private Understood command(Said said, State state, Actor by, Command.OfSession command) {
    return switch (command) {
      case Command.Status status -> new Understood.Ask(new Query.Status());
      case Command.Details details -> new Understood.Ask(new Query.Details(PlanVersion.NONE));
      case Command.Cancel cancel -> one(said, new Event.CancelAsked(by));
      case Command.Retry retry -> one(said, new Event.RetryAsked(by));
      case Command.GoOn goOn ->
          state.gone() != null && state.gone().open()
              ? one(said, new Event.RequestKept(by))
              : new Understood.Nothing();
      case Command.Hold hold -> one(said, new Event.HoldAsked(by, hold.reason()));
      case Command.Lift lift -> one(said, new Event.HoldLifted(by));
      case Command.TakeOver over -> one(said, new Event.TakenOver(by));
      case Command.Defaults defaults -> one(said, new Event.DefaultsTaken(by));
      case Command.Forget forget -> one(said, new Event.ForgetAsked(by));
      case Command.Here here -> one(said, new Event.ContinuedHere(by, said.thread()));
      case Command.Budget raised -> one(said, new Event.LimitRaised(by, raised.limit()));
      case Command.PlanOn on -> one(said, new Event.AllowanceLifted(by));
      case Command.Approve approve ->
          state.carded().equals(PlanVersion.NONE)
              ? new Understood.Unclear("There is no plan to approve yet.")
              : one(
                  said,
                  new Event.PlanApproved(
                      by,
                      approve.version() > 0 ? new PlanVersion(approve.version()) : state.carded()));
      case Command.Undo undo ->
          lastOf(by, state)
              .<Understood>map(event -> one(said, new Event.UndoAsked(by, event)))
              .orElseGet(() -> new Understood.Unclear("There is nothing of yours to undo."));
      case Command.When when ->
          state.waiting().isEmpty()
              ? new Understood.Nothing()
              : one(
                  said, new Event.ChangeTimed(by, state.waiting().getLast().event(), when.when()));
      case Command.Same same -> same(said, state, same);
    };
  }

  private Understood same(Said said, State state, Command.Same same) {
    if (!(state.condition() instanceof Condition.Choosing choosing)
        || !(choosing.choice() instanceof Condition.Choice.SamePaper offered)) {
      return new Understood.Nothing();
    }
    if (same.same() == Event.SameChosen.Same.ANEW) {
      return one(said, clicks.same(said.by(), same.same(), null));
    }
    return offered.sessions().stream()
        .filter(
            id ->
                same.session().equals(id.value())
                    || (same.session().isEmpty() && offered.sessions().size() == 1))
        .findFirst()
        .<Understood>map(id -> one(said, clicks.same(said.by(), same.same(), id)))
        .orElseGet(
            () ->
                new Understood.Unclear(
                    "Which one? "
                        + offered.sessions().stream()
                            .map(id -> id.value())
                            .collect(Collectors.joining(", "))));
  }

  /** The newest thing that this person did and that can be undone. */
  private Optional<EventId> lastOf(Actor by, State state) {
    Set<EventId> undone = new HashSet<>();
    List<Store.Happened> history = store.history(state.id());
    for (Store.Happened happened : history.reversed()) {
      if (!happened.outcome().equals("accepted")) {
        continue;
      }
      if (happened.event() instanceof Event.UndoAsked undo) {
        undone.add(undo.undone());
      } else if (happened.event() instanceof Event.OfPerson event
          && event.by().id().equals(by.id())
          && !undone.contains(happened.id())
          && (event instanceof Event.Answered
              || event instanceof Event.ChangeAsked
              || event instanceof Event.SourceAdded)) {
        return Optional.of(happened.id());
      }
    }
    return Optional.empty();
  }

  private static Understood.Happened one(Said said, Event event) {
    return new Understood.Happened(List.of(new Heard(said.id(), event)));
  }

  private static Optional<List<AnswerForm.Given>> answers(String text, State state) {
    Set<Integer> numbers =
        state.questions().stream()
            .map(question -> question.id().number())
            .collect(Collectors.toSet());
    return AnswerForm.read(text, numbers)
        .filter(given -> numbers.contains(given.getFirst().question()));
  }

  /** Words that are no command, in a live session. */
  private final class Words {
    private final Said said;
    private final State state;
    private final String text;
    private final List<Heard> events = new ArrayList<>();

    Words(Said said, State state, String text) {
      this.said = said;
      this.state = state;
      this.text = text;
    }

    Understood understood() {
      Optional<List<AnswerForm.Given>> answers = answers(text, state);
      if (answers.isPresent()) {
        return answered(answers.get());
      }
      var explicit = CHANGE.matcher(said.text().strip());
      boolean report = !explicit.matches() && afterDelivery(state.condition());
      List<String> pasted = new ArrayList<>();
      for (Source file : said.files()) {
        BlobId content = file.content();
        Optional<String> text =
            report && content != null
                ? Pasted.text(file.name(), blobs.get(content))
                : Optional.empty();
        if (content != null && PLAN_FILE.matcher(file.name()).matches()) {
          change(new Change.What.PlanFile(content));
        } else if (text.isPresent()) {
          pasted.add(text.get());
        } else {
          hear(new Event.SourceAdded(said.by(), Links.further(file)));
        }
      }
      if (!pasted.isEmpty() || (report && said.text().contains(RunReport.TRACEBACK))) {
        // Links in an error lead to no further source.
        pasted.addFirst(said.text().strip());
        followUp(String.join("\n\n", pasted).strip());
        return new Understood.Happened(events);
      }
      Links links = Links.in(said.text());
      if (explicit.matches()) {
        String wanted = LinkText.in(explicit.group(1).strip());
        if (wanted.isEmpty()) {
          return new Understood.Unclear("What shall be different? Say \"change: …\".");
        }
        change(new Change.What.Words(blobs.putText(state.id(), wanted)));
        return new Understood.Happened(events);
      }
      links
          .sources()
          .forEach(source -> hear(new Event.SourceAdded(said.by(), Links.further(source))));
      return PlainText.line(links.rest()).isEmpty()
          ? events.isEmpty() ? new Understood.Nothing() : new Understood.Happened(events)
          : words(links.rest());
    }

    private Understood answered(List<AnswerForm.Given> given) {
      for (AnswerForm.Given answer : given) {
        Optional<OpenQuestion> question =
            state.questions().stream()
                .filter(open -> open.id().number() == answer.question())
                .findFirst();
        if (question.isEmpty()) {
          return new Understood.Unclear("There is no question " + answer.question() + ".");
        }
        if (answer.option() >= question.get().options()) {
          return new Understood.Unclear(
              "Question "
                  + answer.question()
                  + " has options a to "
                  + QuestionWords.letter(question.get().options() - 1)
                  + ".");
        }
        answer(question.get().id(), answer.option(), answer.words());
      }
      return new Understood.Happened(events);
    }

    private void answer(QuestionId question, int option, String words) {
      hear(
          new Event.Answered(
              said.by(), question, option, option < 0 ? blobs.putText(state.id(), words) : null));
    }

    private static boolean afterDelivery(Condition condition) {
      return condition instanceof Condition.Delivered
          || (condition instanceof Condition.Working working
              && working.stage() == Stage.FOLLOWING_UP);
    }

    private Understood words(String words) {
      switch (state.condition()) {
        case Condition.Choosing choosing -> {
          return choose(choosing);
        }
        case Condition.Asking asking -> {
          if (asking.questions().size() != 1) {
            return new Understood.Unclear(
                "Say which question: \"1b\" for an option, \"2: words\" in your own words.");
          }
          answer(asking.questions().iterator().next(), -1, words);
        }
        case Condition.Delivered delivered -> followUp(words);
        case Condition.Working working -> {
          if (working.stage() == Stage.FOLLOWING_UP) {
            followUp(words);
          } else {
            change(new Change.What.Words(blobs.putText(state.id(), words)));
          }
        }
        case Condition.Held held -> change(new Change.What.Words(blobs.putText(state.id(), words)));
        case Condition.AwaitingApproval waiting ->
            change(new Change.What.Words(blobs.putText(state.id(), words)));
        case Condition.Paused paused ->
            change(new Change.What.Words(blobs.putText(state.id(), words)));
        case Condition.Failed failed ->
            change(new Change.What.Words(blobs.putText(state.id(), words)));
        case Condition.Cancelled cancelled -> {}
        case Condition.Declined declined -> {}
        case Condition.Forgotten forgotten -> {}
      }
      return new Understood.Happened(events);
    }

    private Understood choose(Condition.Choosing choosing) {
      if (choosing.choice() instanceof Condition.Choice.WhichPaper
          && text.matches("[1-9][0-9]{0,2}")
          && Integer.parseInt(text) <= state.sources().size()) {
        hear(new Event.PaperChosen(said.by(), Integer.parseInt(text) - 1));
        return new Understood.Happened(events);
      }
      return new Understood.Unclear(
          switch (choosing.choice()) {
            case Condition.Choice.WhichPaper which ->
                "Say the number of the paper, 1 to " + state.sources().size() + ".";
            case Condition.Choice.SamePaper same -> "Say \"use\", \"fork\" or \"anew\".";
          });
    }

    private void followUp(String words) {
      hear(new Event.FollowedUp(said.by(), blobs.putText(state.id(), words)));
    }

    private void change(Change.What what) {
      hear(new Event.ChangeAsked(said.by(), state.carded(), what));
    }

    /** Several events of one message have its id and their place. */
    private void hear(Event event) {
      String id = said.id().value();
      String place = events.isEmpty() ? "" : "/" + (events.size() + 1);
      events.add(
          new Heard(new EventId(PlainText.clip(id, EventId.MOST - place.length()) + place), event));
    }
  }
}
