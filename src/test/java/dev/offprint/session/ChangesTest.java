package dev.offprint.session;

import static dev.offprint.session.Life.ADA;
import static dev.offprint.session.Life.BEN;
import static dev.offprint.session.Life.V1;
import static dev.offprint.session.Life.V2;
import static dev.offprint.session.Life.V3;
import static dev.offprint.session.Life.blob;
import static dev.offprint.session.Life.plan;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {
  @Test
  void changesBeforeTheCardAreTakenTogetherBeforeACardIsPosted() {
    Life life = Life.begun().asks(ADA, "one").read().asks(BEN, "two").planned().asks(ADA, "three");
    List<Change> queued = life.state().waiting();
    assertThat(queued).hasSize(3);
    life.designed();
    assertThat(life.posts()).isEmpty();
    assertThat(life.run()).isNotNull();
    assertThat(life.state().applying()).isEqualTo(queued);
    life.revised();
    assertThat(life.posts())
        .containsExactly(new Effect.Topic.PlanCard(plan(V2), V2, PlanVersion.NONE, List.of()));
    assertThat(life.condition()).isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void changeThatComesWhileRevisingIsTakenBeforeTheCard() {
    Life life = Life.of(States.revising()).asks(BEN, "and blue").revised();
    assertThat(life.posts()).isEmpty();
    assertThat(life.condition().work()).contains(Stage.REVISING);
    life.revised();
    assertThat(life.posts())
        .containsExactly(new Effect.Topic.PlanCard(plan(V3), V3, V1, List.of()));
  }

  @Test
  void revisingThatAppliesNothingLeavesTheOldCardValidAndSaysWhy() {
    Life life = Life.of(States.revising());
    EventId change = life.state().applying().getFirst().event();
    life.notRevised("the file is not valid: line 3");
    assertThat(life.posts())
        .containsExactly(
            new Effect.Topic.NotApplied(
                V1, List.of(new Event.PlanRevised.Kept(change, "the file is not valid: line 3"))));
    assertThat(life.condition()).isEqualTo(new Condition.AwaitingApproval());
    assertThat(life.state().version()).isEqualTo(V1);
    life.approved(ADA);
  }

  @Test
  void unusableAnswerInRevisingKeepsTheOldPlan() {
    Life life = Life.of(States.revising()).stopped(new Cause.UnusableAnswer("no usable answer"));
    assertThat(life.condition()).isEqualTo(new Condition.AwaitingApproval());
    assertThat(life.posts()).hasSize(1).first().isInstanceOf(Effect.Topic.NotApplied.class);
  }

  @Test
  void screeningThatDeclinesAChangedPlanKeepsTheOldPlan() {
    Life life = Life.of(States.revising());
    life.on(new Event.ScreenedOut(life.key(), "no weapons"));
    assertThat(life.condition()).isEqualTo(new Condition.AwaitingApproval());
    assertThat(life.state().version()).isEqualTo(V1);
  }

  @Test
  void revisingThatPausesTakesItsChangesAgain() {
    Life life = Life.of(States.revising());
    List<Change> applying = life.state().applying();
    life.stopped(Life.overBudget()).asks(BEN, "and blue").on(new Event.RetryAsked(ADA));
    assertThat(life.state().applying()).startsWith(applying.getFirst()).hasSize(2);
  }

  @Test
  void approvalCountsOnlyForTheVersionThatWaits() {
    Life life = Life.of(States.revising());
    assertThat(life.ask(new Event.PlanApproved(BEN, V1)))
        .isEqualTo(new Step.Ignored("The plan is being changed by @ada."));
    life.revised();
    assertThat(life.ask(new Event.PlanApproved(BEN, V1)))
        .isEqualTo(new Step.Ignored("There is a newer plan: version 2 waits for approval."));
    life.on(new Event.PlanApproved(BEN, V2));
    assertThat(life.ask(new Event.PlanApproved(ADA, V2)))
        .isEqualTo(new Step.Ignored("Already approved by @ben, version 2."));
  }

  @Test
  void planFileBeforeVersion1ReplacesPlanningAndDesigning() {
    Life life = Life.begun().on(Life.planFile(ADA, PlanVersion.NONE)).read();
    Effect.RunStage run = life.run();
    assertThat(run).isNotNull();
    assertThat(run.stage()).isEqualTo(Stage.REVISING);
    assertThat(run.inputs().plan()).isNull();
    life.revised();
    assertThat(life.state().plan()).isEqualTo(plan(V1));
    assertThat(life.condition()).isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void planFileStopsAPlanningThatRuns() {
    Life life = Life.of(States.planning());
    EffectKey planning = life.key();
    life.on(Life.planFile(ADA, PlanVersion.NONE));
    assertThat(life.effects()).anyMatch(effect -> aborts(effect, planning));
    assertThat(life.condition().work()).contains(Stage.REVISING);
  }

  @Test
  void invalidPlanFileBeforeVersion1LeadsBackToPlanning() {
    Life life = Life.begun().on(Life.planFile(ADA, PlanVersion.NONE)).read().notRevised("line 1");
    assertThat(life.condition().work()).contains(Stage.PLANNING);
    assertThat(life.posts()).hasSize(1).first().isInstanceOf(Effect.Topic.NotApplied.class);
  }

  @Test
  void wordsBeforeVersion1WaitForThePlanOfAFile() {
    Life life = Life.begun().asks(BEN, "blue").on(Life.planFile(ADA, PlanVersion.NONE)).read();
    assertThat(life.state().applying()).hasSize(1);
    life.revised();
    assertThat(life.condition().work()).contains(Stage.REVISING);
    assertThat(life.state().applying()).hasSize(1);
  }

  @Test
  void fileEditedFromAnOlderVersionIsRefused() {
    Life life = Life.of(States.revising()).revised();
    assertThat(life.ask(Life.planFile(ADA, V1)))
        .isEqualTo(
            new Step.Refused(
                "The file was edited from version 1, which is not in use any more. Edit version 2"
                    + " instead."));
  }

  @Test
  void fileThatBecameOutdatedInTheQueueIsSaidSo() {
    Life life = Life.of(States.revising()).on(Life.planFile(BEN, V1));
    EventId file = life.last();
    life.revised();
    assertThat(life.condition()).isEqualTo(new Condition.AwaitingApproval());
    assertThat(life.posts())
        .containsExactly(
            new Effect.Topic.PlanCard(
                plan(V2),
                V2,
                V1,
                List.of(
                    new Event.PlanRevised.Kept(
                        file,
                        "The file was edited from version 1, which is not in use any more."))));
  }

  @Test
  void changeWhileTheCodeIsWrittenAsksWhenAndTheWorkGoesOn() {
    for (State state : List.of(States.analysing(), States.generating(), States.checking())) {
      Life life = Life.of(state).asks(BEN, "blue");
      assertThat(life.posts()).containsExactly(new Effect.Topic.WhenToChange(life.last()));
      assertThat(life.condition()).isEqualTo(state.condition());
      assertThat(life.state().waiting())
          .singleElement()
          .returns(Change.Timing.AFTER_DELIVERY, Change::timing);
    }
  }

  @Test
  void noAnswerMeansAfterDelivery() {
    Life life = Life.of(States.checking()).asks(BEN, "blue").checked();
    assertThat(life.posts()).containsExactly(new Effect.Topic.Delivered(blob("delivery 1")));
    assertThat(life.condition().work()).contains(Stage.REVISING);
    life.revised();
    assertThat(life.condition()).isEqualTo(new Condition.AwaitingApproval());
    life.toDelivery();
    assertThat(life.state().deliveries()).isEqualTo(2);
  }

  @Test
  void stopAbortsTheStageAndRevises() {
    Life life = Life.of(States.generating()).asks(BEN, "blue");
    EffectKey generating = life.key();
    EventId change = life.last();
    life.on(new Event.ChangeTimed(BEN, change, Event.ChangeTimed.When.NOW));
    assertThat(life.effects()).anyMatch(effect -> aborts(effect, generating));
    assertThat(life.condition().work()).contains(Stage.REVISING);
    assertThat(life.ask(new Event.Generated(generating, blob("late"))))
        .isInstanceOf(Step.Ignored.class);
    life.revised();
    assertThat(life.condition()).isEqualTo(new Condition.AwaitingApproval());
    assertThat(life.state().approval()).isNull();
  }

  @Test
  void droppedChangeIsGone() {
    Life life = Life.of(States.generating()).asks(BEN, "blue");
    life.on(new Event.ChangeTimed(BEN, life.last(), Event.ChangeTimed.When.DROP));
    assertThat(life.state().waiting()).isEmpty();
    life.generated().checked();
    assertThat(life.condition()).isEqualTo(new Condition.Delivered());
  }

  @Test
  void droppedAnswerIsNotInUse() {
    Life life = Life.of(States.generating());
    List<OpenQuestion> before = life.state().questions();
    life.answers(ADA, Life.Q1, 1);
    life.on(new Event.ChangeTimed(ADA, life.last(), Event.ChangeTimed.When.DROP));
    assertThat(life.state().questions()).isEqualTo(before);
  }

  @Test
  void changeAfterDeliveryIsNotTakenByAStopForAnother() {
    Life life = Life.of(States.generating()).asks(BEN, "blue").asks(ADA, "red");
    life.on(new Event.ChangeTimed(ADA, life.last(), Event.ChangeTimed.When.NOW));
    assertThat(life.state().applying()).singleElement().returns(ADA.person(), Change::by);
    life.revised().toDelivery();
    assertThat(life.state().applying()).singleElement().returns(BEN.person(), Change::by);
  }

  @Test
  void whoeverTimesAChangeThatIsGoneHearsSo() {
    assertThat(
            Life.of(States.generating())
                .ask(new Event.ChangeTimed(ADA, new EventId("gone"), Event.ChangeTimed.When.NOW)))
        .isEqualTo(new Step.Ignored("That change no longer waits."));
  }

  private static boolean aborts(Effect effect, EffectKey running) {
    return effect instanceof Effect.AbortStage abort && abort.running().equals(running);
  }
}
