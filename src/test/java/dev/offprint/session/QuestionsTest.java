package dev.offprint.session;

import static dev.offprint.session.Life.ADA;
import static dev.offprint.session.Life.BEN;
import static dev.offprint.session.Life.CY;
import static dev.offprint.session.Life.Q1;
import static dev.offprint.session.Life.Q2;
import static dev.offprint.session.Life.blob;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuestionsTest {
  @Test
  void questionsWithDefaultsDoNotStopTheWork() {
    Life life = Life.begun().read().planned(Life.withDefault(Q1));
    assertThat(life.posts()).containsExactly(new Effect.Topic.Questions(blob("draft"), false));
    assertThat(life.condition()).isInstanceOf(Condition.Working.class);
    assertThat(life.condition().work()).contains(Stage.DESIGNING);
    assertThat(inUse(life, Q1)).isEqualTo(Pick.ofDefault(0));
  }

  @Test
  void questionWithoutSafeDefaultStopsTheWorkUntilItIsAnswered() {
    Life life = Life.begun().read().planned(Life.withDefault(Q1), Life.withoutDefault(Q2));
    assertThat(life.condition()).isEqualTo(new Condition.Asking(Set.of(Q2)));
    assertThat(life.posts()).containsOnlyOnce(new Effect.Topic.Questions(blob("draft"), true));
    life.answers(BEN, Q1, 1);
    assertThat(life.condition()).isEqualTo(new Condition.Asking(Set.of(Q2)));
    life.answers(BEN, Q2, 0);
    assertThat(life.condition().work()).contains(Stage.DESIGNING);
    assertThat(life.state().waiting()).isEmpty();
  }

  @Test
  void defaultsDoNotAnswerWhatHasNone() {
    Life life = Life.of(States.asking());
    life.on(new Event.DefaultsTaken(ADA));
    assertThat(life.condition()).isEqualTo(new Condition.Asking(Set.of(Q2)));
    assertThat(life.ask(new Event.DefaultsTaken(ADA)))
        .isEqualTo(new Step.Refused("Question 2 has no safe default and needs an answer."));
  }

  @Test
  void takenDefaultIsAPersonsAnswer() {
    Life life = Life.of(States.designing()).on(new Event.DefaultsTaken(BEN));
    assertThat(inUse(life, Q1)).isEqualTo(new Pick(BEN.person(), 0, null, life.last()));
    assertThat(life.ask(new Event.DefaultsTaken(BEN))).isInstanceOf(Step.Ignored.class);
  }

  @Test
  void lastAnswerOfAPersonReplacesTheirOwn() {
    Life life = Life.of(States.asking()).answers(BEN, Q1, 1).answers(BEN, Q1, 2);
    OpenQuestion question = question(life, Q1);
    assertThat(question.picks()).containsExactly(new Pick(BEN.person(), 2, null, life.last()));
    assertThat(question.contested()).isFalse();
    assertThat(question.inUse()).isEqualTo(question.picks().getFirst());
  }

  @Test
  void whereTwoDifferTheEarlierIsInUseAndTheQuestionIsOpenAgain() {
    Life life = Life.of(States.asking()).answers(BEN, Q1, 1).answers(CY, Q1, 2);
    assertThat(question(life, Q1).contested()).isTrue();
    assertThat(picker(life, Q1)).isEqualTo(BEN.person());
    assertThat(life.posts()).containsExactly(new Effect.Topic.Contested(Q1));
  }

  @Test
  void whereTheOwnerDiffersTheOwnersAnswerIsInUse() {
    Life life = Life.of(States.asking()).answers(BEN, Q1, 1).answers(ADA, Q1, 2);
    assertThat(question(life, Q1).contested()).isTrue();
    assertThat(picker(life, Q1)).isEqualTo(ADA.person());
  }

  @Test
  void oneOfTheTwoDecides() {
    Life life = Life.of(States.asking()).answers(BEN, Q1, 1).answers(CY, Q1, 2).answers(BEN, Q1, 2);
    assertThat(question(life, Q1).contested()).isFalse();
    assertThat(picker(life, Q1)).isEqualTo(BEN.person());
  }

  @Test
  void theOwnerDecides() {
    Life life = Life.of(States.asking()).answers(BEN, Q1, 1).answers(CY, Q1, 2).answers(ADA, Q1, 0);
    assertThat(question(life, Q1).contested()).isFalse();
    assertThat(picker(life, Q1)).isEqualTo(ADA.person());
  }

  @Test
  void aThirdPersonDoesNotDecide() {
    Life life = Life.of(States.asking());
    life.on(new Event.TakenOver(CY));
    life.answers(ADA, Q1, 1).answers(BEN, Q1, 2);
    Actor dee = new Actor(new PersonId("t:dee"), "dee", ADA.standing(), Set.of());
    life.answers(dee, Q1, 0);
    assertThat(question(life, Q1).contested()).isTrue();
    assertThat(picker(life, Q1)).isEqualTo(ADA.person());
  }

  @Test
  void sameAnswerOfTwoIsNoConflict() {
    Life life = Life.of(States.asking()).answers(BEN, Q1, 1).answers(CY, Q1, 1);
    assertThat(question(life, Q1).contested()).isFalse();
    assertThat(picker(life, Q1)).isEqualTo(BEN.person());
  }

  @Test
  void otherAnswerOnceDesigningHasStartedIsAChangeTakenBeforeTheCard() {
    Life life = Life.of(States.designing()).answers(ADA, Q1, 1);
    Pick pick = new Pick(ADA.person(), 1, null, life.last());
    Change change =
        new Change(
            life.last(),
            ADA.person(),
            PlanVersion.NONE,
            new Change.What.Answered(Q1, pick, Pick.ofDefault(0)),
            Change.Timing.NEXT);
    assertThat(life.state().waiting()).containsExactly(change);
    life.designed();
    assertThat(life.posts()).isEmpty();
    assertThat(life.condition().work()).contains(Stage.REVISING);
    assertThat(life.state().applying()).containsExactly(change);
  }

  @Test
  void answerThatIsInUseAlreadyIsNoChange() {
    Life life = Life.of(States.designing()).answers(ADA, Q1, 0);
    assertThat(life.state().waiting()).isEmpty();
    assertThat(picker(life, Q1)).isEqualTo(ADA.person());
  }

  @Test
  void onlyTheLastAnswerToAQuestionWaitsAndTheOldOneNeedsNoChange() {
    Life life = Life.of(States.designing()).answers(ADA, Q1, 1).answers(ADA, Q1, 2);
    assertThat(life.state().waiting()).hasSize(1);
    life.answers(ADA, Q1, 0);
    assertThat(life.state().waiting()).isEmpty();
  }

  @Test
  void answerThatRevisingCouldNotUseIsNotInUse() {
    Life life = Life.of(States.awaitingApproval()).answers(ADA, Q1, 1).notRevised("no");
    assertThat(inUse(life, Q1)).isEqualTo(Pick.ofDefault(0));
  }

  @Test
  void optionThatDoesNotExistIsRefusedAndUnknownQuestionIgnored() {
    Life life = Life.of(States.asking());
    assertThat(life.ask(new Event.Answered(ADA, Q1, 3, null))).isInstanceOf(Step.Refused.class);
    assertThat(life.ask(new Event.Answered(ADA, Q1, -1, null))).isInstanceOf(Step.Refused.class);
    assertThat(life.ask(new Event.Answered(ADA, new QuestionId("Q9"), 0, null)))
        .isEqualTo(new Step.Ignored("There is no question 9."));
  }

  @Test
  void answerInWordsCounts() {
    Life life = Life.of(States.asking()).on(new Event.Answered(ADA, Q2, -1, blob("0.05")));
    assertThat(inUse(life, Q2)).isEqualTo(new Pick(ADA.person(), -1, blob("0.05"), life.last()));
    assertThat(life.condition().work()).contains(Stage.DESIGNING);
  }

  @Test
  void approvalTakesWhatIsInUseForAllThatIsOpenAndSaysSo() {
    Life life = Life.of(States.awaitingApproval());
    List<OpenQuestion> open = life.state().questions();
    life.approved(BEN);
    assertThat(life.posts())
        .containsExactly(
            new Effect.Topic.Echo(
                life.last(), BEN.person(), new Effect.Taken.Approved(Life.V1, open)));
  }

  @Test
  void planWithAQuestionThatNothingAnswersIsNotApproved() {
    Life life = Life.begun().on(Life.planFile(ADA, PlanVersion.NONE)).read();
    life.on(
        new Event.PlanRevised(
            life.key(), blob("plan 1"), List.of(Life.withoutDefault(Q2)), List.of()));
    assertThat(life.ask(new Event.PlanApproved(ADA, Life.V1)))
        .isEqualTo(new Step.Refused("Question 2 has no safe default and needs an answer."));
    life.answers(ADA, Q2, 1).revised().approved(ADA);
  }

  @Test
  void editedPlanAnswersOtherwiseButNotOverANewerAnswer() {
    Life life = Life.of(States.revising());
    Pick file = new Pick(ADA.person(), 2, null, life.last());
    OpenQuestion edited = new OpenQuestion(Q1, 3, 0, List.of(file), file, false);
    life.on(new Event.PlanRevised(life.key(), blob("plan 2"), List.of(edited), List.of()));
    assertThat(inUse(life, Q1)).isEqualTo(file);

    Life newer = Life.of(States.revising()).answers(BEN, Q1, 1);
    newer.on(new Event.PlanRevised(newer.key(), blob("plan 2"), List.of(edited), List.of()));
    assertThat(picker(newer, Q1)).isEqualTo(BEN.person());
  }

  private static OpenQuestion question(Life life, QuestionId id) {
    OpenQuestion found = Questions.find(life.state().questions(), id);
    if (found == null) {
      throw new AssertionError("no question " + id.value());
    }
    return found;
  }

  private static @Nullable Pick inUse(Life life, QuestionId id) {
    return question(life, id).inUse();
  }

  private static @Nullable Person picker(Life life, QuestionId id) {
    Pick pick = inUse(life, id);
    return pick == null ? null : pick.by();
  }
}
