package dev.offprint.session;

import static dev.offprint.session.Life.ADA;
import static dev.offprint.session.Life.BEN;
import static dev.offprint.session.Life.V1;
import static dev.offprint.session.Life.V2;
import static dev.offprint.session.Life.V3;
import static dev.offprint.session.Life.blob;
import static dev.offprint.session.Life.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Event.FollowUpSorted.Sorted;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows a delivery. */
class DeliveredTest {
  @Test
  void questionIsAnsweredAndTheDeliveryStays() {
    Life life = Life.of(States.followingUp()).sorted(new Sorted.Answer(blob("p. 4"), List.of()));
    assertThat(life.posts()).containsExactly(new Effect.Topic.Reply(blob("p. 4"), ADA.person()));
    assertThat(life.condition()).isEqualTo(new Condition.Delivered());
    assertThat(life.state().followUp()).isNull();
  }

  @Test
  void reportedNumberIsStoredAgainstItsTarget() {
    Event.Reported reported = new Event.Reported(new TargetId("T1"), new BigDecimal("0.91"));
    Life life =
        Life.of(States.followingUp()).sorted(new Sorted.Answer(blob("thanks"), List.of(reported)));
    assertThat(life.state().reports())
        .containsExactly(
            new State.Report(
                new TargetId("T1"),
                new BigDecimal("0.91"),
                ADA.person(),
                States.delivered().delivered()));
    assertThat(life.condition()).isEqualTo(new Condition.Delivered());
  }

  @Test
  void tracebackIsMendedByCheckingAndDeliveredAgain() {
    Life life = Life.of(States.followingUp()).sorted(new Sorted.Traceback());
    Effect.RunStage run = life.run();
    assertThat(run).isNotNull();
    assertThat(run.stage()).isEqualTo(Stage.CHECKING);
    assertThat(run.inputs().followUp()).isNotNull();
    life.checked();
    assertThat(life.state().deliveries()).isEqualTo(2);
    assertThat(life.state().followUp()).isNull();
    assertThat(life.condition()).isEqualTo(new Condition.Delivered());
  }

  @Test
  void changeIsRevisedApprovedAndDeliveredAgain() {
    Life life = Life.of(States.followingUp()).sorted(new Sorted.ChangeWanted());
    assertThat(life.condition().work()).contains(Stage.REVISING);
    assertThat(life.state().applying())
        .singleElement()
        .returns(new Change.What.Words(blob("why?")), Change::what);
    life.revised();
    assertThat(life.posts())
        .containsExactly(new Effect.Topic.PlanCard(plan(V2), V2, V1, List.of()));
    life.approved(BEN);
    Effect.RunStage run = life.run();
    assertThat(run).isNotNull();
    assertThat(run.inputs().analyses()).as("for what is taken over").isNotNull();
    assertThat(run.inputs().tree()).as("for what is taken over").isNotNull();
    life.analysed().generated().checked();
    assertThat(life.state().deliveries()).isEqualTo(2);
  }

  @Test
  void messagesThatComeWhileOneIsSortedQueue() {
    Life life = Life.of(States.followingUp()).followsUp(BEN, "and that?");
    assertThat(life.posts())
        .containsExactly(
            new Effect.Topic.Echo(life.last(), BEN.person(), new Effect.Taken.FollowUpQueued()));
    EffectKey first = life.key();
    life.sorted(new Sorted.Answer(blob("so"), List.of()));
    assertThat(life.condition().work()).contains(Stage.FOLLOWING_UP);
    assertThat(life.key()).isNotEqualTo(first);
    assertThat(life.state().followUp()).returns(blob("and that?"), State.FollowUp::words);
  }

  @Test
  void messageBeforeADeliveryIsNone() {
    assertThat(Life.of(States.generating()).ask(new Event.FollowedUp(ADA, blob("when?"))))
        .isInstanceOf(Step.Ignored.class);
  }

  @Test
  void cancelLeadsBackToTheDeliveryAndAllItWasMadeOf() {
    State delivered = States.delivered();
    Life life = Life.of(delivered).asks(BEN, "blue").revised().approved(ADA).analysed();
    EffectKey generating = life.key();
    life.asks(ADA, "red").on(new Event.CancelAsked(ADA));
    assertThat(life.effects()).contains(abort(life, generating));
    State back = life.state();
    assertThat(back.condition()).isEqualTo(new Condition.Delivered());
    assertThat(back.plan()).isEqualTo(delivered.plan());
    assertThat(back.version()).isEqualTo(V1);
    assertThat(back.approval()).isEqualTo(delivered.approval());
    assertThat(back.analyses()).isEqualTo(delivered.analyses());
    assertThat(back.tree()).isEqualTo(delivered.tree());
    assertThat(back.questions()).isEqualTo(delivered.questions());
    assertThat(back.used()).isEqualTo(delivered.used());
    assertThat(back.waiting()).isEmpty();
    assertThat(back.delivered()).isEqualTo(delivered.delivered());
  }

  @Test
  void versionAfterSuchACancelIsNewAndTheCancelledOneIsNotApproved() {
    Life life = Life.of(States.delivered()).asks(BEN, "blue").revised();
    life.on(new Event.CancelAsked(ADA)).asks(ADA, "green");
    Effect.RunStage run = life.run();
    assertThat(run).isNotNull();
    assertThat(run.inputs().plan()).isEqualTo(plan(V1));
    assertThat(run.inputs().next()).isEqualTo(V3);
    life.revised();
    assertThat(life.state().version()).isEqualTo(V3);
    assertThat(life.ask(new Event.PlanApproved(ADA, V2))).isInstanceOf(Step.Ignored.class);
  }

  @Test
  void cancelOfAFollowUpLeavesTheDelivery() {
    Life life = Life.of(States.followingUp()).on(new Event.CancelAsked(ADA));
    assertThat(life.condition()).isEqualTo(new Condition.Delivered());
    assertThat(life.state().followUp()).isNull();
    life.followsUp(BEN, "else?");
    assertThat(life.condition().work()).contains(Stage.FOLLOWING_UP);
  }

  @Test
  void stopWhileATracebackIsMendedSortsItAgainAfterwards() {
    Life life = Life.of(States.followingUp()).sorted(new Sorted.Traceback()).asks(BEN, "blue");
    life.on(new Event.ChangeTimed(BEN, life.last(), Event.ChangeTimed.When.NOW));
    assertThat(life.state().followUp()).isNull();
    life.revised().toDelivery();
    assertThat(life.condition().work()).contains(Stage.FOLLOWING_UP);
    assertThat(life.state().followUp()).returns(blob("why?"), State.FollowUp::words);
  }

  private static Effect abort(Life life, EffectKey running) {
    return new Effect.AbortStage(life.effects().getFirst().key(), running);
  }
}
