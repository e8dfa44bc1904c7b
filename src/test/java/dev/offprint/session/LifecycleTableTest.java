package dev.offprint.session;

import static dev.offprint.session.Life.ADA;
import static dev.offprint.session.Life.Q1;
import static dev.offprint.session.Life.blob;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every event in every state. A row is an event, done by the owner or brought back under the key of
 * the running stage; a column a state of {@link States}. {@code .} is ignored, {@code x} refused,
 * {@code =} accepted where the session stands; a name is where it goes. ChangeTimed (now) and
 * UndoAsked follow a change that was asked in that state, SourceSorted a second paper, RequestKept
 * that the request was deleted; AllowanceLifted has one to lift.
 */
class LifecycleTableTest {
  private static final String TABLE =
      """
                      Rd  Pl  De  Rv  An  Ge  Ck  Fu  He  Wp  Sp  As  Aw  Dl  Pa  Fa  Ca  Dc  Fo
      AllowanceLifted =   =   =   =   =   =   =   =   =   =   =   =   =   =   =   =   .   .   .
      Analysed        .   .   .   .   Ge  .   .   .   .   .   .   .   .   .   .   .   .   .   .
      Answered        .   .   =   =   =   =   =   =   .   .   .   =   Rv  Rv  .   .   .   .   .
      CancelAsked     Ca  Ca  Ca  Ca  Ca  Ca  Ca  Dl  Ca  Ca  Ca  Ca  Ca  .   Ca  Ca  .   .   .
      ChangeAsked     =   =   =   =   =   =   =   =   =   =   =   =   Rv  Rv  =   =   .   .   .
      ChangeTimed     =   =   =   =   Rv  Rv  Rv  =   =   =   =   =   .   .   =   =   .   .   .
      Checked         .   .   .   .   .   .   Dl  .   .   .   .   .   .   .   .   .   .   .   .
      ContinuedHere   =   =   =   =   =   =   =   =   =   =   =   =   =   =   =   =   .   .   .
      DefaultsTaken   .   .   =   =   =   =   =   =   .   .   .   =   =   =   .   .   .   .   .
      DraftPlanned    .   De  .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
      FollowUpSorted  .   .   .   .   .   .   .   Dl  .   .   .   .   .   .   .   .   .   .   .
      FollowedUp      .   .   .   .   .   .   .   =   .   .   .   .   .   Fu  .   .   .   .   .
      ForgetAsked     Fo  Fo  Fo  Fo  Fo  Fo  Fo  Fo  Fo  Fo  Fo  Fo  Fo  Fo  Fo  Fo  Fo  Fo  .
      Generated       .   .   .   .   .   Ck  .   .   .   .   .   .   .   .   .   .   .   .   .
      HoldAsked       =   =   =   =   =   =   =   =   .   =   =   =   =   =   =   =   .   .   .
      HoldLifted      .   .   .   .   .   .   .   .   Pl  .   .   .   .   .   .   .   .   .   .
      LimitRaised     =   =   =   =   =   =   =   =   =   =   =   =   =   =   Pl  =   .   .   .
      PaperChosen     .   .   .   .   .   .   .   .   .   Rd  .   .   .   .   .   .   .   .   .
      PaperRead       Pl  .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
      PlanApproved    .   .   .   .   .   .   .   .   .   .   .   .   An  .   .   .   .   .   .
      PlanDesigned    .   .   Aw  .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
      PlanRevised     .   .   .   Aw  .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
      PostRefused     =   =   =   =   =   =   =   =   =   Pa  Pa  Pa  Pa  Pa  =   =   .   .   .
      RequestDeleted  =   =   =   =   =   =   =   .   =   =   =   =   =   .   =   =   .   .   .
      RequestEdited   =   .   .   .   .   .   .   .   =   =   =   .   .   .   .   .   .   .   .
      RequestKept     =   =   =   =   =   =   =   .   =   =   =   =   =   .   =   =   .   .   .
      Requested       .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
      RetryAsked      .   .   .   .   .   .   .   .   .   .   .   .   .   .   Pl  Pl  Pl  .   .
      SameChosen      .   .   .   .   .   .   .   .   .   .   Pl  .   .   .   .   .   .   .   .
      ScreenedOut     .   Dc  .   Aw  .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
      SourceAdded     =   =   =   =   =   =   =   =   =   =   =   =   Rv  Rv  =   =   .   .   .
      SourceSorted    =   =   =   =   .   .   .   .   =   .   =   =   Rv  .   =   =   .   .   .
      StageStopped    Pa  Pa  Pa  Pa  Pa  Pa  Pa  Pa  .   .   .   .   .   .   .   .   .   .   .
      TakenOver       =   =   =   =   =   =   =   =   =   =   =   =   =   =   =   =   =   .   .
      UndoAsked       =   =   =   =   =   =   =   =   =   =   =   =   =   =   =   =   .   .   .
      Woke            .   .   .   .   .   .   .   .   .   =   =   =   =   .   =   .   .   .   .
      """;

  /** What happened before an event that names another. */
  private static final EventId EARLIER = new EventId("earlier");

  /** Short names of the columns, in order. */
  private static final Map<String, String> SHORT = shortNames();

  /** One event of each kind, the one that has most reason to be accepted. */
  private static final Map<String, Function<State, Event>> EVENTS = events();

  @Test
  void everyEventInEveryStateDoesWhatTheTableSays() {
    assertThat(table()).isEqualTo(TABLE);
  }

  @Test
  void tableHasEveryKindOfEvent() {
    assertThat(EVENTS.keySet()).isEqualTo(new TreeSet<>(kinds(Event.class)));
  }

  @Test
  void tableHasEveryConditionAndStage() {
    TreeSet<String> found = new TreeSet<>();
    TreeSet<Stage> stages = new TreeSet<>();
    for (State state : States.all().values()) {
      found.add(state.condition().getClass().getSimpleName());
      if (state.condition() instanceof Condition.Working working) {
        stages.add(working.stage());
      }
      if (state.condition() instanceof Condition.Choosing choosing) {
        found.add(choosing.choice().getClass().getSimpleName());
      }
    }
    List<String> kinds = kinds(Condition.class);
    kinds.addAll(kinds(Condition.Choice.class));
    assertThat(found).isEqualTo(new TreeSet<>(kinds));
    assertThat(stages).containsExactly(Stage.values());
  }

  @Test
  void nothingThatGuestsOrStrangersDoIsEverAccepted() {
    for (State state : States.all().values()) {
      for (Function<State, Event> made : EVENTS.values()) {
        for (Actor actor : List.of(Life.GUEST, Life.STRANGER)) {
          if (made.apply(state) instanceof Event.OfPerson event) {
            assertThat(Life.of(state).ask(by(actor, event)))
                .as("%s in %s", event, state.condition())
                .isNotInstanceOf(Step.Accepted.class);
          }
        }
      }
    }
  }

  private static String table() {
    StringBuilder table = new StringBuilder(line("", SHORT.values().stream()));
    EVENTS.forEach(
        (name, made) ->
            table.append(
                line(
                    name,
                    States.all().values().stream()
                        .map(state -> given(name, state))
                        .map(state -> cell(state, Life.of(state).ask(made.apply(state)))))));
    return table.toString();
  }

  /** What has to happen first, so that the event has something to name. */
  private static State given(String event, State state) {
    Step step =
        switch (event) {
          case "AllowanceLifted" -> {
            Turn turn = new Turn(state, EARLIER);
            turn.allowance = Amount.tokens(Life.BUDGET / 2);
            yield turn.accepted();
          }
          case "ChangeTimed", "UndoAsked" ->
              Lifecycle.next(state, EARLIER, Life.change(Life.BEN, state.version(), "darker"));
          case "RequestKept" -> Lifecycle.next(state, EARLIER, new Event.RequestDeleted(ADA));
          case "SourceSorted" ->
              Lifecycle.next(
                  state, EARLIER, new Event.SourceAdded(Life.BEN, Life.paper("second.pdf")));
          default -> new Step.Ignored("nothing has to be first");
        };
    return step instanceof Step.Accepted accepted ? accepted.state() : state;
  }

  private static String line(String name, Stream<String> cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-15s", name));
    cells.forEach(cell -> line.append(String.format(Locale.ROOT, " %-3s", cell)));
    return line.toString().stripTrailing() + "\n";
  }

  private static String cell(State before, Step step) {
    return switch (step) {
      case Step.Ignored ignored -> ".";
      case Step.Refused refused -> "x";
      case Step.Accepted accepted ->
          accepted.state().condition().equals(before.condition())
              ? "="
              : SHORT.getOrDefault(name(accepted.state().condition()), "?");
    };
  }

  private static String name(Condition condition) {
    return switch (condition) {
      case Condition.Working working -> {
        StringBuilder name = new StringBuilder();
        for (String part : working.stage().name().split("_", -1)) {
          name.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        yield name.toString();
      }
      case Condition.Choosing choosing -> choosing.choice().getClass().getSimpleName();
      default -> condition.getClass().getSimpleName();
    };
  }

  private static Map<String, String> shortNames() {
    Map<String, String> names = new LinkedHashMap<>();
    List<String> letters =
        List.of(
            "Rd", "Pl", "De", "Rv", "An", "Ge", "Ck", "Fu", "He", "Wp", "Sp", "As", "Aw", "Dl",
            "Pa", "Fa", "Ca", "Dc", "Fo");
    int column = 0;
    for (String name : States.all().keySet()) {
      names.put(name, letters.get(column++));
    }
    return names;
  }

  private static Map<String, Function<State, Event>> events() {
    Map<String, Function<State, Event>> events = new TreeMap<>();
    put(
        events,
        s -> new Event.Requested(ADA, Life.THREAD, blob("brief"), s.sources(), 1),
        s -> new Event.RequestEdited(ADA, blob("brief 2"), List.of(), List.of()),
        s -> new Event.RequestDeleted(ADA),
        s -> new Event.RequestKept(ADA),
        s -> new Event.PaperChosen(ADA, 0),
        s -> new Event.SameChosen(ADA, Event.SameChosen.Same.ANEW, Life.OTHER, null),
        s -> new Event.Answered(ADA, Q1, 1, null),
        s -> new Event.DefaultsTaken(ADA),
        s -> new Event.PlanApproved(ADA, Life.V1),
        s -> Life.change(ADA, s.version(), "larger"),
        s -> new Event.ChangeTimed(ADA, EARLIER, Event.ChangeTimed.When.NOW),
        s -> new Event.SourceAdded(ADA, Life.beside("notes.pdf")),
        s -> new Event.SourceSorted(ADA, EARLIER, Event.SourceSorted.As.BESIDE),
        s -> new Event.FollowedUp(ADA, blob("why?")),
        s -> new Event.HoldAsked(ADA, "wait"),
        s -> new Event.HoldLifted(ADA),
        s -> new Event.TakenOver(Life.BEN),
        s -> new Event.UndoAsked(ADA, EARLIER),
        s -> new Event.CancelAsked(ADA),
        s -> new Event.RetryAsked(ADA),
        s -> new Event.LimitRaised(ADA, 2 * Life.BUDGET),
        s -> new Event.AllowanceLifted(ADA),
        s -> new Event.ForgetAsked(new Actor(s.owner().id(), "ada", ADA.standing(), ADA.groups())),
        s -> new Event.ContinuedHere(ADA, new ThreadRef("t", "c2", "9")),
        s -> new Event.PaperRead(Life.key(s), blob("paper"), s.sources(), List.of(), List.of()),
        s -> new Event.DraftPlanned(Life.key(s), blob("draft"), List.of()),
        s -> new Event.ScreenedOut(Life.key(s), "no"),
        s -> new Event.PlanDesigned(Life.key(s), blob("plan")),
        s -> new Event.PlanRevised(Life.key(s), blob("plan 2"), List.of(), List.of()),
        s -> new Event.Analysed(Life.key(s), blob("analyses")),
        s -> new Event.Generated(Life.key(s), blob("tree")),
        s -> new Event.Checked(Life.key(s), blob("tree"), blob("delivery")),
        s ->
            new Event.FollowUpSorted(
                Life.key(s), new Event.FollowUpSorted.Sorted.Answer(blob("so"), List.of())),
        s -> new Event.StageStopped(Life.key(s), Life.overBudget()),
        s -> new Event.PostRefused(new EffectKey(Life.ID, 1), true, "deleted"),
        s ->
            new Event.Woke(
                s.alarm() == null ? new EffectKey(Life.ID, 999) : s.alarm(),
                new Effect.Alarm(Effect.Alarm.Purpose.REMINDER, new EffectKey(Life.ID, 1))));
    return events;
  }

  @SafeVarargs
  private static void put(
      Map<String, Function<State, Event>> events, Function<State, Event>... made) {
    for (Function<State, Event> one : made) {
      events.put(one.apply(States.reading()).getClass().getSimpleName(), one);
    }
  }

  private static Event by(Actor actor, Event.OfPerson event) {
    return switch (event) {
      case Event.Requested e ->
          new Event.Requested(actor, e.thread(), e.brief(), e.sources(), e.budget(), e.allowance());
      case Event.RequestEdited e -> new Event.RequestEdited(actor, e.brief(), e.gone(), e.come());
      case Event.RequestDeleted e -> new Event.RequestDeleted(actor);
      case Event.RequestKept e -> new Event.RequestKept(actor);
      case Event.PaperChosen e -> new Event.PaperChosen(actor, e.source());
      case Event.SameChosen e -> new Event.SameChosen(actor, e.same(), e.other(), e.copy());
      case Event.Answered e -> new Event.Answered(actor, e.question(), e.option(), e.words());
      case Event.DefaultsTaken e -> new Event.DefaultsTaken(actor);
      case Event.PlanApproved e -> new Event.PlanApproved(actor, e.version());
      case Event.ChangeAsked e -> new Event.ChangeAsked(actor, e.seen(), e.what());
      case Event.ChangeTimed e -> new Event.ChangeTimed(actor, e.change(), e.when());
      case Event.SourceAdded e -> new Event.SourceAdded(actor, e.source());
      case Event.SourceSorted e -> new Event.SourceSorted(actor, e.offered(), e.as());
      case Event.FollowedUp e -> new Event.FollowedUp(actor, e.words());
      case Event.HoldAsked e -> new Event.HoldAsked(actor, e.reason());
      case Event.HoldLifted e -> new Event.HoldLifted(actor);
      case Event.TakenOver e -> new Event.TakenOver(actor);
      case Event.UndoAsked e -> new Event.UndoAsked(actor, e.undone());
      case Event.CancelAsked e -> new Event.CancelAsked(actor);
      case Event.RetryAsked e -> new Event.RetryAsked(actor);
      case Event.LimitRaised e -> new Event.LimitRaised(actor, e.budget());
      case Event.AllowanceLifted e -> new Event.AllowanceLifted(actor);
      case Event.ForgetAsked e -> new Event.ForgetAsked(actor);
      case Event.ContinuedHere e -> new Event.ContinuedHere(actor, e.thread());
    };
  }

  /** The simple names of all records below a sealed type. */
  private static List<String> kinds(Class<?> type) {
    List<String> kinds = new ArrayList<>();
    Arrays.stream(type.getPermittedSubclasses())
        .forEach(
            child -> {
              if (child.isSealed()) {
                kinds.addAll(kinds(child));
              } else {
                kinds.add(child.getSimpleName());
              }
            });
    return kinds;
  }
}
