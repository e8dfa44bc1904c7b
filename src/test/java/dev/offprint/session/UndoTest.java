package dev.offprint.session;

import static dev.offprint.session.Life.ADA;
import static dev.offprint.session.Life.BEN;
import static dev.offprint.session.Life.Q1;
import static dev.offprint.session.Life.V1;
import static dev.offprint.session.Life.V2;
import static dev.offprint.session.Life.blob;
import static dev.offprint.session.Life.plan;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UndoTest {
  @Test
  void queuedChangeIsRemoved() {
    Life life = Life.of(States.designing()).asks(BEN, "blue");
    life.on(undo(life.last()));
    assertThat(life.state().waiting()).isEmpty();
    life.designed();
    assertThat(life.condition()).isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void usedChangeIsAChangeTheOtherWay() {
    Life life = Life.of(States.awaitingApproval()).asks(BEN, "blue");
    EventId asked = life.last();
    life.revised().on(undo(asked));
    assertThat(life.condition().work()).contains(Stage.REVISING);
    assertThat(life.state().applying())
        .containsExactly(
            new Change(
                life.last(),
                ADA.person(),
                V2,
                new Change.What.Reversed(asked, new Change.What.Words(blob("blue")), plan(V1)),
                Change.Timing.NEXT));
    assertThat(life.ask(undo(asked))).isInstanceOf(Step.Ignored.class);
  }

  @Test
  void changeThatIsBeingAppliedIsUndoneByTheNextRevising() {
    Life life = Life.of(States.awaitingApproval()).asks(BEN, "blue");
    life.on(undo(life.last()));
    assertThat(life.state().waiting()).hasSize(1);
    life.revised();
    assertThat(life.condition().work()).contains(Stage.REVISING);
  }

  @Test
  void changeThatWasNotAppliedNeedsNoUndo() {
    Life life = Life.of(States.awaitingApproval()).asks(BEN, "blue");
    life.on(undo(life.last())).notRevised("declined");
    assertThat(life.condition()).isEqualTo(new Condition.AwaitingApproval());
    assertThat(life.state().waiting()).isEmpty();
  }

  @Test
  void undoneUndoAppliesTheChangeAgain() {
    Life life = Life.of(States.awaitingApproval()).asks(BEN, "blue");
    EventId asked = life.last();
    life.revised().on(undo(asked));
    EventId undo = life.last();
    life.revised().on(undo(undo));
    assertThat(life.state().applying())
        .singleElement()
        .returns(new Change.What.Words(blob("blue")), Change::what);
  }

  @Test
  void answerBeforeDesigningIsTakenBack() {
    Life life = Life.of(States.asking()).answers(BEN, Q1, 1);
    life.on(undo(life.last()));
    assertThat(life.state().questions()).isEqualTo(States.asking().questions());
  }

  @Test
  void answerUndoneInConflictEndsTheConflict() {
    Life life = Life.of(States.asking()).answers(BEN, Q1, 1).answers(Life.CY, Q1, 2);
    life.on(undo(life.last()));
    assertThat(life.state().questions().getFirst().contested()).isFalse();
    assertThat(life.state().questions().getFirst().picks())
        .singleElement()
        .returns(BEN.person(), Pick::by);
  }

  @Test
  void queuedAnswerIsTakenBack() {
    Life life = Life.of(States.designing()).answers(ADA, Q1, 1);
    life.on(undo(life.last()));
    assertThat(life.state().waiting()).isEmpty();
    assertThat(life.state().questions()).isEqualTo(States.designing().questions());
  }

  @Test
  void usedAnswerIsAnsweredTheOtherWay() {
    Life life = Life.of(States.awaitingApproval()).answers(ADA, Q1, 1);
    EventId answer = life.last();
    life.revised().on(undo(answer));
    assertThat(life.state().questions().getFirst().inUse()).isEqualTo(Pick.ofDefault(0));
    assertThat(life.state().applying())
        .singleElement()
        .extracting(Change::what)
        .isEqualTo(
            new Change.What.Answered(
                Q1, Pick.ofDefault(0), new Pick(ADA.person(), 1, null, answer)));
  }

  @Test
  void approvalIsUndoneOnlyByCancel() {
    Life life = Life.of(States.awaitingApproval()).approved(ADA);
    assertThat(life.ask(undo(life.last())))
        .isEqualTo(new Step.Refused("An approval is undone only by Cancel."));
  }

  @Test
  void undoneHoldIsLifted() {
    Life life = Life.begun().on(new Event.HoldAsked(BEN, "wait"));
    EventId hold = life.last();
    life.read().on(undo(hold));
    assertThat(life.state().hold()).isNull();
    assertThat(life.condition().work()).contains(Stage.PLANNING);
  }

  @Test
  void queuedFollowUpIsRemoved() {
    Life life = Life.of(States.followingUp()).followsUp(BEN, "and?");
    life.on(undo(life.last()));
    assertThat(life.state().followUps()).isEmpty();
  }

  @Test
  void messageThatIsBeingSortedIsNotUndone() {
    Life life = Life.of(States.delivered()).followsUp(BEN, "why?");
    assertThat(life.ask(undo(life.last()))).isInstanceOf(Step.Ignored.class);
  }

  @Test
  void heldFollowUpThatIsUndoneLeadsBackToTheDelivery() {
    Life life = Life.of(States.delivered()).on(new Event.HoldAsked(ADA, "wait"));
    life.followsUp(BEN, "why?");
    EventId message = life.last();
    life.on(undo(message)).on(new Event.HoldLifted(ADA));
    assertThat(life.condition()).isEqualTo(new Condition.Delivered());
  }

  @Test
  void heldChangeThatIsUndoneLeadsBackToTheDelivery() {
    Life life = Life.of(States.delivered()).on(new Event.HoldAsked(ADA, "wait"));
    life.asks(BEN, "blue");
    life.on(undo(life.last())).on(new Event.HoldLifted(ADA));
    assertThat(life.condition()).isEqualTo(new Condition.Delivered());
    assertThat(life.state().approval()).isNotNull();
  }

  @Test
  void sourceThatJoinedLeavesAgain() {
    Life life = Life.begun();
    EffectKey reading = life.key();
    life.on(new Event.SourceAdded(BEN, Life.beside("notes.pdf")));
    EventId added = life.last();
    life.on(undo(added));
    assertThat(life.state().sources()).isEqualTo(States.reading().sources());
    assertThat(life.key()).isEqualTo(reading);
  }

  private static Event undo(EventId event) {
    return new Event.UndoAsked(ADA, event);
  }
}
