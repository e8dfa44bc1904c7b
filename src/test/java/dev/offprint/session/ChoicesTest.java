package dev.offprint.session;

import static dev.offprint.session.Life.ADA;
import static dev.offprint.session.Life.BEN;
import static dev.offprint.session.Life.OTHER;
import static dev.offprint.session.Life.Q1;
import static dev.offprint.session.Life.V1;
import static dev.offprint.session.Life.blob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Event.SameChosen.Same;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which paper, the same paper again, and what comes beside a paper. */
class ChoicesTest {
  @Test
  void headerIsPostedBeforeReadingStarts() {
    Life life = Life.begun();
    assertThat(life.effects())
        .hasSize(2)
        .first()
        .isEqualTo(new Effect.Post(new EffectKey(Life.ID, 1), new Effect.Topic.Header()));
    assertThat(life.effects().getLast()).isInstanceOf(Effect.RunStage.class);
  }

  @Test
  void requestWithoutAPaperIsRefused() {
    assertThat(
            Lifecycle.begin(
                Life.ID,
                new EventId("e1"),
                new Event.Requested(ADA, Life.THREAD, blob("brief"), List.of(), 1)))
        .isInstanceOf(Step.Refused.class);
  }

  @Test
  void guestBeginsNothing() {
    assertThat(
            Lifecycle.begin(
                Life.ID,
                new EventId("e1"),
                new Event.Requested(
                    Life.GUEST, Life.THREAD, blob("brief"), List.of(Life.paper("a.pdf")), 1)))
        .isEqualTo(
            new Step.Refused("Only members of this channel can ask for a reproduction here."));
  }

  @Test
  void oneOfSeveralPapersIsChosen() {
    Life life = Life.of(States.whichPaper());
    assertThat(life.ask(new Event.PaperChosen(ADA, 2))).isInstanceOf(Step.Refused.class);
    life.on(new Event.PaperChosen(BEN, 1));
    assertThat(life.condition().work()).contains(Stage.READING);
    assertThat(life.state().sources())
        .containsExactly(Life.beside("one.pdf"), Life.paper("two.pdf"));
  }

  @Test
  void samePaperIsAskedAbout() {
    Life life = Life.begun().read(OTHER);
    assertThat(life.condition())
        .isEqualTo(new Condition.Choosing(new Condition.Choice.SamePaper(List.of(OTHER))));
    assertThat(life.posts()).containsExactly(new Effect.Topic.SamePaper(List.of(OTHER)));
  }

  @Test
  void useWatchesTheOtherSession() {
    Life life = Life.of(States.samePaper());
    Condition choosing = life.condition();
    life.on(new Event.SameChosen(ADA, Same.USE, OTHER, null));
    assertThat(life.condition()).isEqualTo(new Condition.Cancelled(choosing, OTHER));
    assertThat(life.posts())
        .containsExactly(
            new Effect.Topic.Echo(life.last(), ADA.person(), new Effect.Taken.Watching(OTHER)));
  }

  @Test
  void forkCopiesPlanAndAnswersAndNamesItsParent() {
    OpenQuestion question = Life.withDefault(Q1);
    Event.SameChosen.Copy copy =
        new Event.SameChosen.Copy(blob("copied plan"), blob("draft"), List.of(question));
    Life life = Life.of(States.samePaper());
    life.on(new Event.SameChosen(ADA, Same.FORK, OTHER, copy));
    State state = life.state();
    assertThat(state.condition()).isEqualTo(new Condition.AwaitingApproval());
    assertThat(state.plan()).isEqualTo(blob("copied plan"));
    assertThat(state.version()).isEqualTo(V1);
    assertThat(state.questions()).containsExactly(question);
    assertThat(state.parent()).isEqualTo(OTHER);
    assertThat(life.posts())
        .containsExactly(
            new Effect.Topic.PlanCard(blob("copied plan"), V1, PlanVersion.NONE, List.of()));
  }

  @Test
  void sessionWithoutAPlanOrUnknownIsNotForked() {
    Life life = Life.of(States.samePaper());
    assertThat(life.ask(new Event.SameChosen(ADA, Same.FORK, OTHER, null)))
        .isInstanceOf(Step.Refused.class);
    assertThat(life.ask(new Event.SameChosen(ADA, Same.USE, Life.ID, null)))
        .isInstanceOf(Step.Refused.class);
  }

  @Test
  void anewGoesOnToPlanning() {
    Life life = Life.of(States.samePaper());
    life.on(new Event.SameChosen(ADA, Same.ANEW, null, null));
    assertThat(life.condition().work()).contains(Stage.PLANNING);
  }

  @Test
  void sourceAddedWhileReadingJoinsAndIsReadBeforePlanning() {
    Life life = Life.begun();
    life.on(new Event.SourceAdded(BEN, Life.beside("notes.pdf")));
    life.on(
        new Event.PaperRead(
            life.key(), blob("paper"), States.reading().sources(), List.of(), List.of()));
    assertThat(life.condition().work()).contains(Stage.READING);
    assertThat(life.state().sources()).hasSize(2);
    life.read();
    assertThat(life.condition().work()).contains(Stage.PLANNING);
  }

  @Test
  void sourceAddedWhileTheSamePaperIsAskedAboutIsReadAndNotAskedAboutAgain() {
    Life life = Life.of(States.samePaper());
    life.on(new Event.SourceAdded(BEN, Life.beside("notes.pdf")));
    life.on(new Event.SameChosen(ADA, Same.ANEW, null, null));
    assertThat(life.condition().work()).contains(Stage.READING);
    life.read(OTHER);
    assertThat(life.condition().work()).contains(Stage.PLANNING);
  }

  @Test
  void sourceAddedOncePlanningHasBegunIsAChange() {
    for (State state : List.of(States.planning(), States.asking(), States.designing())) {
      Life life = Life.of(state).on(new Event.SourceAdded(BEN, Life.beside("notes.pdf")));
      assertThat(life.state().waiting())
          .singleElement()
          .returns(new Change.What.SourceAdded(Life.beside("notes.pdf")), Change::what);
      assertThat(life.state().sources()).isEqualTo(state.sources());
    }
  }

  @Test
  void addedSourceIsOneOnceItIsInThePlan() {
    Life life = Life.of(States.awaitingApproval());
    life.on(new Event.SourceAdded(BEN, Life.beside("notes.pdf"))).revised();
    assertThat(life.state().sources()).contains(Life.beside("notes.pdf"));
    life.on(new Event.UndoAsked(BEN, life.state().used().getLast().change().event())).revised();
    assertThat(life.state().sources()).doesNotContain(Life.beside("notes.pdf"));
  }

  @Test
  void secondPaperBeforeApprovalIsAskedAbout() {
    Life life = Life.of(States.awaitingApproval());
    life.on(new Event.SourceAdded(BEN, Life.paper("second.pdf")));
    EventId offered = life.last();
    assertThat(life.posts())
        .containsExactly(new Effect.Topic.SourceOrRequest(offered, "second.pdf"));
    assertThat(life.condition()).isEqualTo(new Condition.AwaitingApproval());
    Life request = Life.of(life.state());
    request.on(new Event.SourceSorted(BEN, offered, Event.SourceSorted.As.NEW_REQUEST));
    assertThat(request.state().offered()).isEmpty();
    assertThat(request.condition()).isEqualTo(new Condition.AwaitingApproval());
    life.on(new Event.SourceSorted(BEN, offered, Event.SourceSorted.As.BESIDE));
    assertThat(life.condition().work()).contains(Stage.REVISING);
    assertThat(life.ask(new Event.SourceSorted(BEN, offered, Event.SourceSorted.As.BESIDE)))
        .isInstanceOf(Step.Ignored.class);
  }

  @Test
  void secondPaperAfterApprovalNeedsAThreadOfItsOwn() {
    for (State state : List.of(States.generating(), States.delivered())) {
      assertThat(Life.of(state).ask(new Event.SourceAdded(BEN, Life.paper("second.pdf"))))
          .isEqualTo(new Step.Refused("Start a new thread for another paper."));
    }
  }

  @Test
  void anotherFileReplacesAPaperThatCouldNotBeRead() {
    Life life = Life.begun().stopped(new Cause.UnreadablePaper("A scan."));
    life.on(new Event.SourceAdded(ADA, Life.paper("text.pdf")));
    assertThat(life.condition().work()).contains(Stage.READING);
    assertThat(life.state().sources()).containsExactly(Life.paper("text.pdf"));
  }

  @Test
  void screeningDeclinesForGood() {
    Life life = Life.of(States.declined());
    assertThat(life.ask(new Event.RetryAsked(ADA)))
        .isEqualTo(new Step.Ignored("This paper was declined: weapons"));
  }
}
