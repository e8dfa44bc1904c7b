package dev.offprint.session;

import static dev.offprint.session.Life.ADA;
import static dev.offprint.session.Life.BEN;
import static dev.offprint.session.Life.V1;
import static dev.offprint.session.Life.blob;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Causes, time, and a thread that is gone. */
class StoppingTest {
  private static final ThreadRef ELSEWHERE = new ThreadRef("t", "c2", "7");

  @Test
  void pausingCausesPauseAndAllOthersFail() {
    List<Cause> causes =
        List.of(
            new Cause.Refused("no"),
            new Cause.NoModel("no key"),
            Life.overBudget(),
            Life.down(),
            new Cause.UnusableAnswer("no"),
            new Cause.UnreadablePaper("a scan"),
            new Cause.StoreFull("full"),
            new Cause.ThreadUnreachable("gone"),
            new Cause.Broken("broke", "x1"));
    for (Cause cause : causes) {
      Life life = Life.of(States.planning());
      Condition working = life.condition();
      life.stopped(cause);
      assertThat(life.condition())
          .isEqualTo(
              cause.pauses()
                  ? new Condition.Paused(working, cause)
                  : new Condition.Failed(working, cause));
    }
  }

  @Test
  void failureSaysSoOnce() {
    Cause cause = new Cause.UnusableAnswer("no");
    assertThat(Life.of(States.planning()).stopped(cause).posts())
        .containsExactly(new Effect.Topic.Stopped(cause));
  }

  @Test
  void providerThatIsDownIsTriedAgainAtTheTimeNamedAndLaterIfItStaysDown() {
    Life life = Life.of(States.planning());
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      life.stopped(Life.down());
      assertThat(life.posts()).isEmpty();
      Effect.Wake wake = (Effect.Wake) life.effects().getLast();
      pauses.add(wake.after());
      assertThat(life.condition())
          .isEqualTo(
              new Condition.Paused(
                  ((Condition.Paused) life.condition()).resume(),
                  new Cause.ProviderDown("The provider does not answer.", wake.after())));
      life.on(new Event.Woke(wake.key(), wake.alarm()));
      assertThat(life.condition().work()).contains(Stage.PLANNING);
    }
    assertThat(pauses)
        .containsExactly(
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(16),
            Duration.ofMinutes(32),
            Duration.ofHours(1),
            Duration.ofHours(1));
    life.planned().stopped(Life.down());
    assertThat(((Effect.Wake) life.effects().getLast()).after())
        .as("work that got on starts over")
        .isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void thereIsOneReminderAndItApprovesNothing() {
    Life life = Life.begun().read().planned().designed();
    Effect.Wake wake = (Effect.Wake) life.effects().getLast();
    assertThat(wake.after()).isEqualTo(Duration.ofHours(24));
    life.on(new Event.Woke(wake.key(), wake.alarm()));
    assertThat(life.effects())
        .containsExactly(
            new Effect.Post(life.effects().getFirst().key(), new Effect.Topic.Reminder()));
    assertThat(life.condition()).isEqualTo(new Condition.AwaitingApproval());
    assertThat(life.ask(new Event.Woke(wake.key(), wake.alarm()))).isInstanceOf(Step.Ignored.class);
  }

  @Test
  void unlessAPersonActsThereAreHeaderQuestionsCardAndOneReminder() {
    Life life = Life.begun();
    List<Effect.Topic> posts = new ArrayList<>(life.posts());
    posts.addAll(outage(life.read()));
    life.planned(Life.withDefault(Life.Q1));
    posts.addAll(life.posts());
    posts.addAll(outage(life));
    posts.addAll(life.designed().posts());
    Effect.Wake wake = (Effect.Wake) life.effects().getLast();
    posts.addAll(life.on(new Event.Woke(wake.key(), wake.alarm())).posts());
    assertThat(posts)
        .containsExactly(
            new Effect.Topic.Header(),
            new Effect.Topic.Questions(blob("draft"), false),
            new Effect.Topic.PlanCard(Life.plan(V1), V1, PlanVersion.NONE, List.of()),
            new Effect.Topic.Reminder());
  }

  private static List<Effect.Topic> outage(Life life) {
    List<Effect.Topic> posts = new ArrayList<>(life.stopped(Life.down()).posts());
    Effect.Wake wake = (Effect.Wake) life.effects().getLast();
    posts.addAll(life.on(new Event.Woke(wake.key(), wake.alarm())).posts());
    return posts;
  }

  @Test
  void pauseForALimitInALostThreadIsStillLiftedByARaisedLimit() {
    Life life = Life.of(States.planning());
    life.on(gone(life)).stopped(Life.overBudget());
    life.on(new Event.ContinuedHere(ADA, ELSEWHERE));
    assertThat(life.posts())
        .containsExactly(new Effect.Topic.Header(), new Effect.Topic.Stopped(Life.overBudget()));
    life.on(new Event.LimitRaised(ADA, 2 * Life.BUDGET));
    assertThat(life.condition().work()).contains(Stage.PLANNING);
  }

  @Test
  void alarmOfAConditionThatIsOverIsIgnored() {
    Life life = Life.begun().read().planned().designed();
    Effect.Wake wake = (Effect.Wake) life.effects().getLast();
    life.approved(ADA);
    assertThat(life.ask(new Event.Woke(wake.key(), wake.alarm()))).isInstanceOf(Step.Ignored.class);
    Life later = Life.of(States.providerDown());
    EffectKey alarm = later.state().alarm();
    assertThat(alarm).isNotNull();
    later.on(new Event.RetryAsked(ADA));
    assertThat(
            later.ask(
                new Event.Woke(alarm, new Effect.Alarm(Effect.Alarm.Purpose.PROVIDER_BACK, alarm))))
        .isInstanceOf(Step.Ignored.class);
  }

  @Test
  void staleResultIsIgnored() {
    Life life = Life.of(States.planning());
    EffectKey old = life.key();
    life.stopped(Life.overBudget()).on(new Event.RetryAsked(ADA));
    assertThat(life.ask(new Event.DraftPlanned(old, blob("old"), List.of())))
        .isInstanceOf(Step.Ignored.class);
    assertThat(life.ask(new Event.StageStopped(old, Life.overBudget())))
        .isInstanceOf(Step.Ignored.class);
  }

  @Test
  void resultOfAnotherStageThanTheOneThatRunsIsIgnored() {
    Life life = Life.of(States.planning());
    assertThat(life.ask(new Event.Generated(life.key(), blob("tree"))))
        .isInstanceOf(Step.Ignored.class);
  }

  @Test
  void workGoesOnWithoutAThreadUntilPeopleAreWaitedFor() {
    Life life = Life.of(States.planning());
    life.on(gone(life));
    assertThat(life.effects())
        .containsExactly(
            new Effect.WriteDirectly(
                life.effects().getFirst().key(), ADA.person(), new Effect.Topic.Unreachable()));
    assertThat(life.condition().work()).contains(Stage.PLANNING);
    life.planned(Life.withDefault(Life.Q1));
    assertThat(life.posts()).as("there is nowhere to post").isEmpty();
    assertThat(life.condition().work()).contains(Stage.DESIGNING);
    life.designed();
    assertThat(life.effects()).isEmpty();
    assertThat(life.condition()).isEqualTo(unreachable(new Condition.AwaitingApproval()));
    assertThat(life.ask(gone(life))).as("the owner hears once").isInstanceOf(Step.Ignored.class);
    life.on(new Event.ContinuedHere(ADA, ELSEWHERE));
    assertThat(life.state().thread()).isEqualTo(ELSEWHERE);
    assertThat(life.posts())
        .containsExactly(
            new Effect.Topic.Header(),
            new Effect.Topic.PlanCard(Life.plan(V1), V1, PlanVersion.NONE, List.of()));
    assertThat(life.condition()).isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void whoeverIsWaitedForInALostThreadPausesAtOnce() {
    for (State state :
        List.of(
            States.asking(),
            States.awaitingApproval(),
            States.delivered(),
            States.samePaper(),
            States.whichPaper())) {
      Life life = Life.of(state);
      life.on(gone(life));
      assertThat(life.condition()).isEqualTo(unreachable(state.condition()));
      life.on(new Event.ContinuedHere(BEN, ELSEWHERE));
      assertThat(life.condition()).isEqualTo(state.condition());
      assertThat(life.posts()).hasSize(2).first().isEqualTo(new Effect.Topic.Header());
    }
  }

  @Test
  void refusalFromAnEarlierThreadIsStale() {
    Life life = Life.of(States.planning());
    Event gone = gone(life);
    life.on(new Event.ContinuedHere(ADA, ELSEWHERE));
    assertThat(life.ask(gone)).isInstanceOf(Step.Ignored.class);
  }

  @Test
  void refusedPostAloneChangesNothing() {
    assertThat(
            Life.of(States.planning())
                .ask(new Event.PostRefused(new EffectKey(Life.ID, 1), false, "too long")))
        .isEqualTo(new Step.Ignored("A post was refused: too long"));
  }

  @Test
  void withoutAThreadAllElseIsStillShownAgainElsewhere() {
    Map<State, Effect.Topic> shown =
        Map.of(
            States.paused(), new Effect.Topic.Stopped(Life.overBudget()),
            States.delivered(), new Effect.Topic.Delivered(blob("delivery 1")));
    shown.forEach(
        (state, topic) ->
            assertThat(Life.of(state).on(new Event.ContinuedHere(ADA, ELSEWHERE)).posts())
                .containsExactly(new Effect.Topic.Header(), topic));
  }

  private static Condition unreachable(Condition resume) {
    return new Condition.Paused(
        resume, new Cause.ThreadUnreachable("The thread can no longer be reached."));
  }

  private static Event gone(Life life) {
    return new Event.PostRefused(
        new EffectKey(Life.ID, life.state().issued()), true, "channel deleted");
  }
}
