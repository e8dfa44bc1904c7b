package dev.offprint.session;

import static dev.offprint.session.Life.ADA;
import static dev.offprint.session.Life.BEN;
import static dev.offprint.session.Life.blob;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an edited or deleted request means. */
class RequestsTest {
  private static Event edited(Actor by, List<Source> gone, List<Source> come) {
    return new Event.RequestEdited(by, blob("only Table 2"), gone, come);
  }

  private static Event words(Actor by) {
    return edited(by, List.of(), List.of());
  }

  @Test
  void editedWordsCountWhileThePaperIsRead() {
    Life life = Life.begun();
    Condition reading = life.condition();
    life.on(words(ADA));
    assertThat(life.state().brief()).isEqualTo(blob("only Table 2"));
    assertThat(life.condition()).isEqualTo(reading);
    assertThat(life.posts())
        .containsExactly(
            new Effect.Topic.Echo(life.last(), ADA.person(), new Effect.Taken.RequestEdited()));
  }

  @Test
  void anotherPaperIsReadAnewAndTheOldReadingIsStale() {
    Life life = Life.begun();
    EffectKey old = Life.key(life.state());
    Source other = Life.paper("other.pdf");
    life.on(edited(ADA, life.state().sources(), List.of(other)));
    assertThat(life.state().sources()).containsExactly(other);
    assertThat(life.effects())
        .anyMatch(new Effect.AbortStage(new EffectKey(Life.ID, old.n() + 2), old)::equals);
    assertThat(Objects.requireNonNull(life.run()).stage()).isEqualTo(Stage.READING);
    assertThat(life.ask(new Event.PaperRead(old, blob("paper"), List.of(), List.of(), List.of())))
        .isInstanceOf(Step.Ignored.class);
  }

  @Test
  void aSecondPaperInTheEditedRequestHasToBeChosen() {
    Life life = Life.begun();
    life.on(edited(ADA, List.of(), List.of(Life.paper("second.pdf"))));
    assertThat(life.condition())
        .isEqualTo(new Condition.Choosing(new Condition.Choice.WhichPaper()));
  }

  @Test
  void aRequestWithoutAPaperIsRefused() {
    Life life = Life.begun();
    assertThat(life.ask(edited(ADA, life.state().sources(), List.of())))
        .isInstanceOf(Step.Refused.class);
  }

  @Test
  void onlyWhoAskedEditsTheRequest() {
    assertThat(Life.begun().ask(words(BEN))).isInstanceOf(Step.Refused.class);
  }

  @Test
  void oncePlanningHasBegunAnEditChangesNothing() {
    assertThat(Life.of(States.planning()).ask(words(ADA)))
        .isEqualTo(
            new Step.Ignored(
                "Planning has begun, so the edited message changes nothing any more: say"
                    + " \"change: …\" with what shall be different."));
  }

  @Test
  void anUnreadablePaperCanBeReplacedByAnEdit() {
    Life life = Life.begun();
    life.on(new Event.StageStopped(Life.key(life.state()), new Cause.UnreadablePaper("a scan")));
    life.on(edited(ADA, life.state().sources(), List.of(Life.paper("good.pdf"))));
    assertThat(Objects.requireNonNull(life.run()).stage()).isEqualTo(Stage.READING);
  }

  @Test
  void aDeletedRequestAsksOnceAndTheWorkGoesOn() {
    Life life = Life.begun();
    Condition reading = life.condition();
    life.on(new Event.RequestDeleted(ADA));
    assertThat(life.posts()).containsExactly(new Effect.Topic.RequestGone());
    assertThat(life.condition()).isEqualTo(reading);
    assertThat(life.ask(new Event.RequestDeleted(ADA))).isInstanceOf(Step.Ignored.class);
    life.on(new Event.RequestKept(BEN));
    assertThat(life.state().gone()).isEqualTo(new State.Gone(false));
    assertThat(life.ask(new Event.RequestDeleted(ADA))).isInstanceOf(Step.Ignored.class);
    assertThat(life.ask(new Event.RequestKept(ADA))).isInstanceOf(Step.Ignored.class);
  }

  @Test
  void stoppingAnswersWhetherToStop() {
    Life life = Life.begun();
    life.on(new Event.RequestDeleted(ADA)).on(new Event.CancelAsked(BEN));
    assertThat(life.state().gone()).isEqualTo(new State.Gone(false));
  }
}
