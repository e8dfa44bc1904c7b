package dev.offprint.session;

import static dev.offprint.session.Life.ADA;
import static dev.offprint.session.Life.BEN;
import static dev.offprint.session.Life.BUDGET;
import static dev.offprint.session.Life.CY;
import static dev.offprint.session.Life.V1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Hold, take over, cancel, retry, limits, forget. */
class PeopleTest {
  @Test
  void heldPlanIsNotApproved() {
    Life life = Life.of(States.awaitingApproval()).on(new Event.HoldAsked(BEN, "let me read"));
    assertThat(life.ask(new Event.PlanApproved(ADA, V1)))
        .isEqualTo(new Step.Refused("@ben holds this: let me read. Lift the hold first."));
    life.on(new Event.HoldLifted(BEN)).approved(ADA);
  }

  @Test
  void noNextStageStartsWhileHeldAndLiftingStartsIt() {
    Life life = Life.begun().on(new Event.HoldAsked(BEN, "wait")).read();
    assertThat(life.run()).isNull();
    assertThat(life.condition()).isEqualTo(new Condition.Held(Stage.PLANNING));
    life.on(new Event.HoldLifted(ADA));
    assertThat(life.condition().work()).contains(Stage.PLANNING);
    assertThat(life.run()).isNotNull();
  }

  @Test
  void retryWhileHeldWaitsForTheEndOfTheHold() {
    Life life = Life.of(States.failed()).on(new Event.HoldAsked(BEN, "wait"));
    life.on(new Event.RetryAsked(ADA));
    assertThat(life.run()).isNull();
    assertThat(life.condition()).isEqualTo(new Condition.Held(Stage.PLANNING));
  }

  @Test
  void secondHoldSaysWhoHoldsAlready() {
    Life life = Life.begun().on(new Event.HoldAsked(BEN, "wait"));
    assertThat(life.ask(new Event.HoldAsked(CY, "me too")))
        .isEqualTo(new Step.Ignored("Already held by @ben: wait"));
  }

  @Test
  void takeOverChangesTheOwner() {
    Life life = Life.begun().on(new Event.TakenOver(BEN));
    assertThat(life.state().owner()).isEqualTo(BEN.person());
    assertThat(life.state().requester()).isEqualTo(ADA.person());
    assertThat(life.ask(new Event.ForgetAsked(ADA))).isInstanceOf(Step.Refused.class);
  }

  @Test
  void cancelAbortsAtOnceAndRetryContinuesWithANewKey() {
    Life life = Life.of(States.planning());
    EffectKey planning = life.key();
    life.on(new Event.CancelAsked(BEN));
    assertThat(life.effects().getFirst())
        .isEqualTo(new Effect.AbortStage(life.effects().getFirst().key(), planning));
    assertThat(life.condition())
        .isEqualTo(new Condition.Cancelled(new Condition.Working(Stage.PLANNING, planning), null));
    assertThat(life.ask(new Event.DraftPlanned(planning, Life.blob("late"), List.of())))
        .isInstanceOf(Step.Ignored.class);
    life.on(new Event.RetryAsked(ADA));
    assertThat(life.condition().work()).contains(Stage.PLANNING);
    assertThat(life.key().n()).isGreaterThan(planning.n());
    assertThat(life.ask(new Event.DraftPlanned(planning, Life.blob("late"), List.of())))
        .isInstanceOf(Step.Ignored.class);
  }

  @Test
  void retryOfACancelledCardShowsTheWholeCardAgain() {
    Life life = Life.of(States.awaitingApproval()).on(new Event.CancelAsked(ADA));
    life.on(new Event.RetryAsked(ADA));
    assertThat(life.posts())
        .contains(new Effect.Topic.PlanCard(Life.plan(V1), V1, PlanVersion.NONE, List.of()));
    life.approved(ADA);
  }

  @Test
  void failureContinuesFromWhereItStopped() {
    Life life = Life.of(States.generating());
    EffectKey generating = life.key();
    life.stopped(new Cause.Broken("Something broke.", "x1"));
    assertThat(life.condition())
        .isEqualTo(
            new Condition.Failed(
                new Condition.Working(Stage.GENERATING, generating),
                new Cause.Broken("Something broke.", "x1")));
    life.on(new Event.RetryAsked(BEN));
    assertThat(life.condition().work()).contains(Stage.GENERATING);
    assertThat(life.state().approval()).isNotNull();
    assertThat(life.key().n()).isGreaterThan(generating.n());
  }

  @Test
  void raisedLimitContinues() {
    Life life = Life.of(States.paused());
    assertThat(life.ask(new Event.LimitRaised(ADA, BUDGET))).isInstanceOf(Step.Refused.class);
    life.on(new Event.LimitRaised(ADA, 2 * BUDGET));
    Effect.RunStage run = life.run();
    assertThat(run).isNotNull();
    assertThat(run.stage()).isEqualTo(Stage.PLANNING);
    assertThat(run.inputs().budget()).isEqualTo(Amount.tokens(2 * BUDGET));
  }

  @Test
  void raisedLimitDoesNotRetryWhatFailedOtherwise() {
    Life life = Life.of(States.failed()).on(new Event.LimitRaised(ADA, 2 * BUDGET));
    assertThat(life.condition()).isEqualTo(States.failed().condition());
  }

  @Test
  void forgettingKeepsNothingOfPeopleOrPapers() {
    Life life = Life.of(States.followingUp());
    EffectKey sorting = life.key();
    life.on(new Event.ForgetAsked(ADA));
    assertThat(life.effects().getFirst())
        .isEqualTo(new Effect.AbortStage(life.effects().getFirst().key(), sorting));
    assertThat(life.effects().getLast()).isInstanceOf(Effect.Erase.class);
    State state = life.state();
    assertThat(state.condition()).isEqualTo(new Condition.Forgotten());
    assertThat(state.toString()).doesNotContain("ada", "ben", "pdf");
    assertThat(state.brief()).isEqualTo(BlobId.EMPTY);
    assertThat(state.issued()).isEqualTo(life.effects().getLast().key().n());
  }

  @Test
  void onlyTheOwnerForgets() {
    assertThat(Life.begun().ask(new Event.ForgetAsked(BEN)))
        .isEqualTo(new Step.Refused("Only @ada, who owns this session, can have it forgotten."));
  }
}
