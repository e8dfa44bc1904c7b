package dev.offprint.session;

import static dev.offprint.session.Life.ADA;
import static dev.offprint.session.Life.BEN;
import static dev.offprint.session.Life.BUDGET;
import static dev.offprint.session.Life.V1;
import static dev.offprint.session.Life.blob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Permission.Policy;
import dev.offprint.session.Permission.SignOff;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Limits of days, of planning, in dollars, and who decides about large amounts. */
class SpendingTest {
  private static final Duration TO_MIDNIGHT = Duration.ofHours(9);
  private static final Cause ALLOWANCE_SPENT =
      new Cause.OverAllowance(Amount.tokens(50_000), Amount.tokens(48_000), Amount.tokens(3_000));
  private static final Person GRACE = new Person(new PersonId("t:grace"), "grace");
  private static final Actor HEAD =
      new Actor(new PersonId("t:hal"), "hal", Actor.Standing.MEMBER, Set.of("heads"));

  /** Above five dollars or 300,000 tokens: people of heads, or grace. */
  private static final Policy SIGNED =
      new Policy(
          Set.of(),
          false,
          false,
          new SignOff(
              List.of(Amount.dollars("5"), Amount.tokens(300_000)),
              Set.of("heads"),
              List.of(GRACE)));

  private static Life withAllowance(Amount budget, Amount allowance) {
    State begun =
        ((Step.Accepted)
                Lifecycle.begin(
                    Life.ID,
                    new EventId("e1"),
                    new Event.Requested(
                        ADA,
                        Life.THREAD,
                        blob("brief"),
                        List.of(Life.paper("paper.pdf")),
                        budget,
                        allowance)))
            .state();
    return Life.of(begun);
  }

  private static Life withAllowance() {
    return withAllowance(Amount.tokens(BUDGET), Amount.tokens(BUDGET / 2));
  }

  private static Effect.Wake wake(Life life) {
    return (Effect.Wake) life.effects().getLast();
  }

  @Test
  void atADaysLimitASessionPausesSaysSoAndGoesOnByItself() {
    Cause over = Life.overDay(TO_MIDNIGHT);
    Life life = Life.of(States.planning()).stopped(over);
    assertThat(life.posts()).containsExactly(new Effect.Topic.Stopped(over));
    assertThat(wake(life).after()).isEqualTo(TO_MIDNIGHT);
    assertThat(over.words())
        .isEqualTo(
            "The limit for one person in a day, $20.00, does not cover the next call ($19.80 spent,"
                + " up to $0.31 more needed). It goes on by itself at 2026-11-23 00:00 UTC.");
    life.on(new Event.Woke(wake(life).key(), wake(life).alarm()));
    assertThat(life.condition().work()).contains(Stage.PLANNING);
    assertThat(life.run()).isNotNull();
  }

  @Test
  void aDaysLimitIsSaidOnceHoweverManyDaysItTakes() {
    Life life = Life.of(States.planning()).stopped(Life.overDay(TO_MIDNIGHT));
    life.on(new Event.Woke(wake(life).key(), wake(life).alarm()));
    life.stopped(Life.overDay(Duration.ofHours(24)));
    assertThat(life.posts()).isEmpty();
    assertThat(wake(life).after()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void whatIsOverInAMomentIsNotSaidInTheThread() {
    Life life = Life.of(States.planning()).stopped(Life.overDay(Duration.ofMinutes(1)));
    assertThat(life.posts()).isEmpty();
    assertThat(wake(life).after()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void whatNoDayWouldCoverWaitsForAPerson() {
    Cause.OverDay never =
        new Cause.OverDay(
            Scope.EVERYBODY,
            Amount.tokens(10),
            Amount.tokens(0),
            Amount.tokens(11),
            Duration.ZERO,
            null);
    Life life = Life.of(States.planning()).stopped(never);
    assertThat(life.posts()).containsExactly(new Effect.Topic.Stopped(never));
    assertThat(wake(life).alarm().purpose()).isEqualTo(Effect.Alarm.Purpose.REMINDER);
    assertThat(never.words()).endsWith("(0 spent, up to 11 more needed). No day would cover it.");
    life.on(new Event.RetryAsked(BEN));
    assertThat(life.condition().work()).contains(Stage.PLANNING);
  }

  @Test
  void aRaisedLimitOfTheSessionDoesNotLiftOneOfADay() {
    Life life = Life.of(States.planning()).stopped(Life.overDay(TO_MIDNIGHT));
    life.on(new Event.LimitRaised(ADA, 2 * BUDGET));
    assertThat(life.condition()).isInstanceOf(Condition.Paused.class);
    assertThat(life.run()).isNull();
  }

  @Test
  void whatPlanningMaySpendEndsWithTheCard() {
    Life life = withAllowance();
    assertThat(life.state().allowance()).isEqualTo(Amount.tokens(BUDGET / 2));
    life.read().planned();
    assertThat(life.state().allowance()).isEqualTo(Amount.tokens(BUDGET / 2));
    life.designed();
    assertThat(life.state().allowance()).isNull();
  }

  @Test
  void planningGoesOnOnceItsAllowanceIsLifted() {
    Life life = withAllowance().read().stopped(ALLOWANCE_SPENT);
    assertThat(life.posts()).containsExactly(new Effect.Topic.Stopped(ALLOWANCE_SPENT));
    life.on(new Event.AllowanceLifted(BEN));
    assertThat(life.condition().work()).contains(Stage.PLANNING);
    assertThat(life.run()).isNotNull();
    assertThat(life.state().allowance()).isNull();
    assertThat(life.ask(new Event.AllowanceLifted(BEN)))
        .isEqualTo(new Step.Ignored("Planning has no limit of its own."));
  }

  @Test
  void theAllowanceOfPlanningIsLiftedByThoseWhoApprove() {
    Policy leads = new Policy(Set.of("leads"), false, false);
    State paused = withAllowance().read().stopped(ALLOWANCE_SPENT).state();
    assertThat(Lifecycle.next(leads, paused, new EventId("x"), new Event.AllowanceLifted(ADA)))
        .isEqualTo(new Step.Refused("Only people of leads can decide that."));
  }

  @Test
  void aRaisedLimitRaisesTheAllowanceWithIt() {
    Life life = withAllowance().read().stopped(ALLOWANCE_SPENT);
    life.on(new Event.LimitRaised(ADA, 3 * BUDGET));
    assertThat(life.state().allowance()).isEqualTo(Amount.tokens(3 * BUDGET / 2));
    assertThat(life.condition().work()).contains(Stage.PLANNING);
  }

  @Test
  void aLimitInTheOtherUnitReplacesTheOldOneAndItsAllowance() {
    Cause unpriced = new Cause.NoPrice("lab:m", Scope.SESSION, Amount.dollars("2"));
    Life life = withAllowance(Amount.dollars("2"), Amount.dollars("1")).read().stopped(unpriced);
    assertThat(unpriced.words())
        .isEqualTo(
            "What lab:m costs is not known, so that the limit of $2.00 for this session cannot be"
                + " held.");
    life.on(new Event.LimitRaised(ADA, 5));
    assertThat(life.state().budget()).isEqualTo(Amount.tokens(5));
    assertThat(life.state().allowance()).isNull();
    assertThat(life.condition().work()).contains(Stage.PLANNING);
    assertThat(life.ask(new Event.LimitRaised(ADA, 5)))
        .isEqualTo(new Step.Refused("The limit is 5 tokens already; name a higher one."));
  }

  @Test
  void aPaperThatMayNotLeaveIsReplacedByALinkToIt() {
    Life life = Life.begun().stopped(new Cause.MustStay("Send its DOI."));
    Source link = Life.paper("10.1000/1");
    life.on(new Event.SourceAdded(BEN, link));
    assertThat(life.condition().work()).contains(Stage.READING);
    assertThat(life.state().sources()).containsExactly(link);
  }

  private static Estimate estimate(long most, String dearest) {
    return new Estimate(
        1_000,
        most,
        dearest.isEmpty() ? null : BigDecimal.ZERO,
        dearest.isEmpty() ? null : new BigDecimal(dearest),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2));
  }

  private static State estimated(Estimate estimate) {
    Life life = Life.of(States.designing());
    return life.on(new Event.PlanDesigned(life.key(), Life.plan(V1), estimate)).state();
  }

  private static Step approves(State state, Actor by) {
    return Lifecycle.next(SIGNED, state, new EventId("yes"), new Event.PlanApproved(by, V1));
  }

  @Test
  void upToTheAmountEveryMemberApproves() {
    assertThat(approves(estimated(estimate(300_000, "5.00")), BEN))
        .isInstanceOf(Step.Accepted.class);
  }

  @Test
  void aboveTheAmountOnlyThoseNamedApprove() {
    State large = estimated(estimate(200_000, "7.204"));
    assertThat(approves(large, ADA))
        .isEqualTo(
            new Step.Refused(
                "Version 1 may cost up to $7.20, and above $5.00 not everybody decides. Only people"
                    + " of heads or @grace can decide that."));
    assertThat(approves(large, HEAD)).isInstanceOf(Step.Accepted.class);
    assertThat(
            approves(
                large, new Actor(GRACE.id(), "grace", Actor.Standing.OTHER_ORGANISATION, Set.of())))
        .isInstanceOf(Step.Accepted.class);
    assertThat(approves(large, new Actor(HEAD.id(), "hal", Actor.Standing.GUEST, Set.of("heads"))))
        .isInstanceOf(Step.Refused.class);
    assertThat(
            approves(
                large,
                new Actor(ADA.id(), "ada", Actor.Standing.MEMBER, Set.of(Permission.OPERATOR))))
        .isInstanceOf(Step.Accepted.class);
    assertThat(approves(estimated(estimate(300_001, "1")), ADA)).isInstanceOf(Step.Refused.class);
  }

  @Test
  void whatNobodyKnowsCountsAsAbove() {
    assertThat(approves(estimated(estimate(1_000, "")), ADA))
        .isEqualTo(
            new Step.Refused(
                "Version 1 may cost what nobody knows in dollars, and above $5.00 not everybody"
                    + " decides. Only people of heads or @grace can decide that."));
    assertThat(approves(States.awaitingApproval(), ADA))
        .isEqualTo(
            new Step.Refused(
                "Version 1 has no estimate of what it will cost. Only people of heads or @grace can"
                    + " decide that."));
  }

  @Test
  void anOlderVersionIsSaidToBeOldWhateverItCosts() {
    State large = estimated(estimate(1, "99"));
    assertThat(
            Lifecycle.next(
                SIGNED, large, new EventId("y"), new Event.PlanApproved(ADA, new PlanVersion(7))))
        .isInstanceOf(Step.Ignored.class);
  }

  @Test
  void theEstimateIsThatOfTheVersionInUse() {
    Life life = Life.of(estimated(estimate(1, "99"))).asks(ADA, "smaller");
    life.on(
        new Event.PlanRevised(
            life.key(), Life.plan(Life.V2), List.of(), List.of(), estimate(2, "1")));
    assertThat(life.state().estimate()).isEqualTo(estimate(2, "1"));
    life.asks(ADA, "larger").notRevised("no");
    assertThat(life.state().estimate()).as("the old version stays").isEqualTo(estimate(2, "1"));
  }

  private static Step raises(Amount limit, Actor by) {
    return Lifecycle.next(
        SIGNED, States.paused(), new EventId("more"), new Event.LimitRaised(by, limit));
  }

  @Test
  void aboveTheAmountOnlyThoseNamedRaiseALimit() {
    assertThat(raises(Amount.tokens(300_000), ADA)).isInstanceOf(Step.Accepted.class);
    assertThat(raises(Amount.dollars("5"), ADA)).isInstanceOf(Step.Accepted.class);
    assertThat(raises(Amount.tokens(300_001), ADA))
        .isEqualTo(
            new Step.Refused(
                "A limit of 300,001 tokens is above 300,000 tokens. Only people of heads or @grace"
                    + " can decide that."));
    assertThat(raises(Amount.tokens(300_001), HEAD)).isInstanceOf(Step.Accepted.class);
  }

  @Test
  void aLimitInAUnitWithoutAnAmountIsForThoseNamed() {
    Policy dollars =
        new Policy(
            Set.of(),
            false,
            false,
            new SignOff(List.of(Amount.dollars("5")), Set.of("heads"), List.of()));
    assertThat(
            Lifecycle.next(
                dollars,
                States.paused(),
                new EventId("more"),
                new Event.LimitRaised(ADA, 2 * BUDGET)))
        .isEqualTo(
            new Step.Refused(
                "How 200,000 tokens compares with $5.00 nobody knows beforehand. Only people of"
                    + " heads can decide that."));
  }
}
