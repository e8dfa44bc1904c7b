package dev.offprint.session;

import static dev.offprint.session.Life.blob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Thousands of random events; what has to hold after each. A seed gives the same walk again. */
class LifecycleWalkTest {
  private static final int WALKS = 300;
  private static final int STEPS = 120;
  private static final List<Actor> PEOPLE =
      List.of(Life.ADA, Life.ADA, Life.BEN, Life.CY, Life.GUEST);

  @Test
  void randomEventsNeverBreakTheRules() {
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (int seed = 0; seed < WALKS; seed++) {
      new Walk(seed).go(seen);
    }
    assertThat(seen.keySet())
        .as("the walks come everywhere")
        .contains(
            "Working READING",
            "Working PLANNING",
            "Working DESIGNING",
            "Working REVISING",
            "Working ANALYSING",
            "Working GENERATING",
            "Working CHECKING",
            "Working FOLLOWING_UP",
            "Held",
            "Choosing",
            "Asking",
            "AwaitingApproval",
            "Delivered",
            "Paused",
            "Failed",
            "Cancelled",
            "Declined",
            "Forgotten");
  }

  /** One random life. */
  private static final class Walk {
    private final int seed;
    private final Random random;
    private final List<EventId> past = new ArrayList<>();
    private final List<Effect> issued = new ArrayList<>();
    private State state;
    private int events;

    Walk(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
      List<Source> sources =
          one(
              List.of(
                  List.of(Life.paper("a.pdf")), List.of(Life.paper("a.pdf"), Life.paper("b.pdf"))));
      Step.Accepted begun =
          (Step.Accepted)
              Lifecycle.begin(
                  Life.ID,
                  new EventId("e0"),
                  new Event.Requested(
                      Life.ADA,
                      Life.THREAD,
                      blob("brief"),
                      sources,
                      Amount.tokens(Life.BUDGET),
                      random.nextBoolean() ? Amount.tokens(Life.BUDGET / 2) : null));
      state = begun.state();
      issued.addAll(begun.effects());
    }

    void go(Map<String, Integer> seen) {
      for (int step = 0; step < STEPS; step++) {
        Event event = event();
        EventId id = new EventId("e" + ++events);
        past.add(id);
        State before = state;
        try {
          if (Lifecycle.next(before, id, event) instanceof Step.Accepted accepted) {
            check(before, event, accepted);
            state = accepted.state();
            issued.addAll(accepted.effects());
          }
        } catch (RuntimeException | AssertionError broken) {
          fail("seed " + seed + ", step " + step + ", " + event + " in " + before, broken);
        }
        seen.merge(kind(state.condition()), 1, Integer::sum);
      }
    }

    private static String kind(Condition condition) {
      return condition instanceof Condition.Working working
          ? "Working " + working.stage()
          : condition.getClass().getSimpleName();
    }

    private static void check(State before, Event event, Step.Accepted accepted) {
      State after = accepted.state();
      int last = before.issued();
      Effect.RunStage started = null;
      for (Effect effect : accepted.effects()) {
        assertThat(effect.key()).isEqualTo(new EffectKey(Life.ID, ++last));
        if (effect instanceof Effect.RunStage run) {
          assertThat(started).as("one stage at a time").isNull();
          started = run;
        }
      }
      assertThat(after.issued()).isEqualTo(last);
      assertThat(before.condition()).isNotInstanceOf(Condition.Forgotten.class);

      if (after.condition() instanceof Condition.Working working) {
        if (started == null) {
          assertThat(before.condition()).isEqualTo(working);
        } else {
          assertThat(started.key()).isEqualTo(working.key());
          assertThat(started.stage()).isEqualTo(working.stage());
        }
        approvedWhereItHasToBe(before, event, after, working.stage());
      } else {
        assertThat(started).isNull();
      }
      if (after.hold() != null) {
        assertThat(started).as("a held session starts nothing").isNull();
      }
      if (before.condition() instanceof Condition.Working working
          && !before.condition().equals(after.condition())
          && event instanceof Event.OfPerson) {
        assertThat(accepted.effects())
            .as("what a person stops is aborted")
            .anyMatch(
                effect ->
                    effect instanceof Effect.AbortStage abort
                        && abort.running().equals(working.key()));
      }
      if (!(after.condition() instanceof Condition.Forgotten)) {
        assertThat(after.newest()).isGreaterThanOrEqualTo(before.newest());
        assertThat(after.version()).isLessThanOrEqualTo(after.newest());
        assertThat(after.deliveries()).isBetween(before.deliveries(), before.deliveries() + 1);
      }
      if (!(after.condition() instanceof Condition.Working)) {
        assertThat(after.applying()).as("only a running Revising applies").isEmpty();
      }
      if (after.condition() instanceof Condition.AwaitingApproval) {
        assertThat(after.carded())
            .as("the version that waits has its card")
            .isEqualTo(after.version());
        assertThat(after.approval()).isNull();
        assertThat(after.waiting())
            .allMatch(change -> change.timing() == Change.Timing.AFTER_DELIVERY);
      }
      if (!after.carded().equals(PlanVersion.NONE) && before.carded().equals(PlanVersion.NONE)) {
        assertThat(after.allowance()).as("the card ends what planning may spend").isNull();
      }
      if (after.condition() instanceof Condition.Paused waits
          && waits.cause() instanceof Cause.OverDay day
          && day.until() != null
          && !after.condition().equals(before.condition())) {
        assertThat(accepted.effects())
            .as("a day's limit is over by itself")
            .anyMatch(
                effect ->
                    effect instanceof Effect.Wake wake
                        && wake.after().equals(day.pause())
                        && wake.key().equals(after.alarm()));
      }
      if (after.condition() instanceof Condition.Paused paused) {
        assertThat(paused.resume())
            .isNotInstanceOfAny(Condition.Paused.class, Condition.Failed.class);
      }
      peopleCanDoSomething(after);
    }

    /** Building is only ever entered by approving the version in use, or again after that. */
    private static void approvedWhereItHasToBe(
        State before, Event event, State after, Stage stage) {
      if (stage == Stage.ANALYSING || stage == Stage.GENERATING || stage == Stage.CHECKING) {
        assertThat(after.approval()).isNotNull();
        assertThat(after.approval().version()).isEqualTo(after.version());
        boolean sameApproval = after.approval().equals(before.approval());
        assertThat(sameApproval || event instanceof Event.PlanApproved).isTrue();
        if (event instanceof Event.PlanApproved approved) {
          assertThat(before.condition()).isEqualTo(new Condition.AwaitingApproval());
          assertThat(approved.version()).isEqualTo(before.version());
          assertThat(before.hold()).isNull();
        }
      }
    }

    /** Where nothing runs, somebody can move the session on, unless it has ended. */
    private static void peopleCanDoSomething(State after) {
      EventId id = new EventId("try");
      Actor owner =
          new Actor(after.owner().id(), after.owner().name(), Actor.Standing.MEMBER, Set.of());
      List<Event> tries =
          switch (after.condition()) {
            case Condition.Choosing c ->
                List.of(
                    new Event.PaperChosen(owner, 0),
                    new Event.SameChosen(owner, Event.SameChosen.Same.ANEW, null, null));
            case Condition.Asking a ->
                a.questions().stream()
                    .<Event>map(question -> new Event.Answered(owner, question, 0, null))
                    .toList();
            case Condition.AwaitingApproval a ->
                List.of(
                    new Event.PlanApproved(owner, after.version()),
                    new Event.HoldLifted(owner),
                    new Event.Answered(owner, Life.Q2, 0, null));
            case Condition.Delivered d -> List.of(new Event.FollowedUp(owner, blob("w")));
            case Condition.Held h -> List.of(new Event.HoldLifted(owner));
            case Condition.Paused p -> List.of(new Event.RetryAsked(owner));
            case Condition.Failed f -> List.of(new Event.RetryAsked(owner));
            case Condition.Cancelled c -> List.of(new Event.RetryAsked(owner));
            case Condition.Working w -> List.of(new Event.CancelAsked(owner));
            case Condition.Declined d -> List.of(new Event.ForgetAsked(owner));
            case Condition.Forgotten f -> List.of();
          };
      assertThat(
              tries.isEmpty()
                  || tries.stream()
                      .anyMatch(
                          one ->
                              Lifecycle.next(after, id, one) instanceof Step.Accepted moved
                                  && !moved.state().equals(after)))
          .as("somebody can go on from %s", after.condition())
          .isTrue();
    }

    /** Mostly what lets the session go on, else anything. */
    private Event event() {
      return random.nextInt(100) < 45 ? expected() : anything();
    }

    private Event expected() {
      Actor by = Life.ADA;
      return switch (state.condition()) {
        case Condition.Working working -> result(working.stage(), working.key());
        case Condition.Held held -> new Event.HoldLifted(by);
        case Condition.Choosing choosing ->
            choosing.choice() instanceof Condition.Choice.WhichPaper
                ? new Event.PaperChosen(by, 0)
                : new Event.SameChosen(
                    by, one(List.of(Event.SameChosen.Same.values())), null, copy());
        case Condition.Asking asking ->
            new Event.Answered(by, asking.questions().iterator().next(), 0, null);
        case Condition.AwaitingApproval awaiting -> new Event.PlanApproved(by, state.version());
        case Condition.Delivered delivered -> new Event.FollowedUp(by, blob("why?"));
        case Condition.Paused paused ->
            state.allowance() != null && random.nextBoolean()
                ? new Event.AllowanceLifted(by)
                : new Event.LimitRaised(by, state.budget().plus(Amount.tokens(1)));
        case Condition.Failed failed -> new Event.RetryAsked(by);
        case Condition.Cancelled cancelled -> new Event.RetryAsked(by);
        case Condition.Declined declined -> new Event.TakenOver(Life.BEN);
        case Condition.Forgotten forgotten -> new Event.TakenOver(Life.BEN);
      };
    }

    private Event.SameChosen.Copy copy() {
      return new Event.SameChosen.Copy(blob("fork"), blob("draft"), questions());
    }

    private Event result(Stage stage, EffectKey key) {
      if (random.nextInt(12) == 0) {
        return new Event.StageStopped(key, cause());
      }
      return switch (stage) {
        case READING ->
            new Event.PaperRead(
                key,
                blob("paper"),
                state.sources().subList(0, state.read()),
                List.of("sha:1"),
                random.nextInt(4) == 0 ? List.of(Life.OTHER) : List.of());
        case PLANNING ->
            random.nextInt(60) == 0
                ? new Event.ScreenedOut(key, "no")
                : new Event.DraftPlanned(key, blob("draft"), questions());
        case DESIGNING -> new Event.PlanDesigned(key, blob("plan " + events));
        case REVISING -> revised(key);
        case ANALYSING -> new Event.Analysed(key, blob("analyses " + events));
        case GENERATING -> new Event.Generated(key, blob("tree " + events));
        case CHECKING ->
            new Event.Checked(key, blob("checked " + events), blob("delivery " + events));
        case FOLLOWING_UP -> new Event.FollowUpSorted(key, sorted());
      };
    }

    private Event revised(EffectKey key) {
      List<Event.PlanRevised.Kept> kept = new ArrayList<>();
      for (Change change : state.applying()) {
        if (random.nextInt(3) == 0) {
          kept.add(new Event.PlanRevised.Kept(change.event(), "no"));
        }
      }
      boolean none = random.nextInt(4) == 0;
      return random.nextInt(20) == 0
          ? new Event.ScreenedOut(key, "no")
          : new Event.PlanRevised(
              key,
              none ? null : blob("plan " + events),
              random.nextInt(5) == 0 ? questions() : List.of(),
              kept);
    }

    private Event.FollowUpSorted.Sorted sorted() {
      return one(
          List.of(
              new Event.FollowUpSorted.Sorted.Answer(
                  blob("so"), List.of(new Event.Reported(new TargetId("T1"), BigDecimal.ONE))),
              new Event.FollowUpSorted.Sorted.Traceback(),
              new Event.FollowUpSorted.Sorted.ChangeWanted()));
    }

    private List<OpenQuestion> questions() {
      return one(
          List.of(
              List.of(),
              List.of(Life.withDefault(Life.Q1)),
              List.of(Life.withDefault(Life.Q1), Life.withoutDefault(Life.Q2))));
    }

    private Cause cause() {
      return one(
          List.of(
              new Cause.Refused("no"),
              new Cause.NoModel("no"),
              Life.overBudget(),
              new Cause.OverAllowance(Amount.tokens(9), Amount.tokens(8), Amount.tokens(2)),
              Life.overDay(random.nextBoolean() ? Duration.ofMinutes(1) : Duration.ofHours(9)),
              new Cause.OverDay(
                  Scope.CHANNEL,
                  Amount.dollars("1"),
                  Amount.dollars("0"),
                  Amount.dollars("2"),
                  Duration.ZERO,
                  null),
              new Cause.NoPrice("lab:m", Scope.SESSION, Amount.dollars("1")),
              new Cause.MustStay("Send its DOI."),
              new Cause.ProviderDown("down", Duration.ofMinutes(5)),
              new Cause.UnusableAnswer("no"),
              new Cause.UnreadablePaper("no"),
              new Cause.StoreFull("full"),
              new Cause.Broken("broke", "x")));
    }

    private Event anything() {
      Actor by = one(PEOPLE);
      EffectKey key = new EffectKey(Life.ID, 1 + random.nextInt(state.issued() + 1));
      EventId earlier = past.isEmpty() ? new EventId("e0") : one(past);
      List<Supplier<Event>> all =
          List.of(
              () ->
                  new Event.RequestEdited(
                      by,
                      blob("brief " + events),
                      random.nextBoolean() ? List.of(Life.paper("a.pdf")) : List.of(),
                      random.nextBoolean() ? List.of(Life.paper("e" + events)) : List.of()),
              () -> new Event.RequestDeleted(by),
              () -> new Event.RequestKept(by),
              () -> new Event.Answered(by, Life.Q1, random.nextInt(4), null),
              () -> new Event.Answered(by, Life.Q2, random.nextInt(2), null),
              () -> new Event.DefaultsTaken(by),
              () -> new Event.PlanApproved(by, new PlanVersion(random.nextInt(5))),
              () -> Life.change(by, state.version(), "words " + events),
              () -> Life.change(by, state.version(), "words " + events),
              () -> Life.planFile(by, new PlanVersion(random.nextInt(3))),
              () ->
                  new Event.ChangeTimed(
                      by, change(earlier), one(List.of(Event.ChangeTimed.When.values()))),
              () -> new Event.SourceAdded(by, Life.beside("s" + events)),
              () -> new Event.SourceAdded(by, Life.paper("p" + events)),
              () ->
                  new Event.SourceSorted(
                      by,
                      state.offered().isEmpty() ? earlier : state.offered().getFirst().event(),
                      one(List.of(Event.SourceSorted.As.values()))),
              () -> new Event.FollowedUp(by, blob("words " + events)),
              () -> new Event.HoldAsked(by, "wait"),
              () -> new Event.HoldLifted(by),
              () -> new Event.HoldLifted(by),
              () -> new Event.TakenOver(by),
              () -> new Event.UndoAsked(by, earlier),
              () -> new Event.UndoAsked(by, change(earlier)),
              () -> new Event.CancelAsked(by),
              () -> new Event.RetryAsked(by),
              () ->
                  new Event.LimitRaised(by, state.budget().plus(Amount.tokens(random.nextInt(3)))),
              () -> new Event.AllowanceLifted(by),
              () -> random.nextInt(20) == 0 ? new Event.ForgetAsked(by) : new Event.TakenOver(by),
              () -> new Event.ContinuedHere(by, new ThreadRef("t", "c", "" + events)),
              () -> new Event.PostRefused(key, random.nextBoolean(), "gone"),
              () -> result(one(List.of(Stage.values())), key),
              this::woke);
      return one(all).get();
    }

    private EventId change(EventId otherwise) {
      List<Change> changes = new ArrayList<>(state.waiting());
      changes.addAll(state.applying());
      state.used().forEach(used -> changes.add(used.change()));
      return changes.isEmpty() ? otherwise : one(changes).event();
    }

    private Event woke() {
      List<Effect.Wake> alarms = new ArrayList<>();
      for (Effect effect : issued) {
        if (effect instanceof Effect.Wake wake) {
          alarms.add(wake);
        }
      }
      if (alarms.isEmpty()) {
        return new Event.HoldLifted(Life.ADA);
      }
      Effect.Wake wake = random.nextBoolean() ? alarms.getLast() : one(alarms);
      return new Event.Woke(wake.key(), wake.alarm());
    }

    private <T> T one(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }
  }
}
