package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.QuestionId;
import dev.offprint.session.SessionId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActionTextTest {
  private static final EventId LONGEST = new EventId("x:".repeat(EventId.MOST / 2));
  private static final PlanVersion LATE = new PlanVersion(Integer.MAX_VALUE);

  private static final List<Action> ALL =
      List.of(
          new Action.Approve(LATE),
          new Action.Change(LATE),
          new Action.Cancel(),
          new Action.Retry(),
          new Action.PlanOn(),
          new Action.KeepRequest(),
          new Action.UseDefaults(),
          new Action.Pick(new QuestionId("Q999"), 3),
          new Action.InWords(new QuestionId("Q1")),
          new Action.Undo(LONGEST),
          new Action.ChoosePaper(7),
          new Action.ChooseSame(Event.SameChosen.Same.FORK, new SessionId("abcdefgh")),
          new Action.ChooseSame(Event.SameChosen.Same.ANEW, null),
          new Action.Time(LONGEST, Event.ChangeTimed.When.AFTER_DELIVERY),
          new Action.SortSource(LONGEST, Event.SourceSorted.As.NEW_REQUEST),
          new Action.Hold(),
          new Action.LiftHold(),
          new Action.TakeOver(),
          new Action.ContinueHere(),
          new Action.UseAsReference(2),
          new Action.Ran(false, 12),
          new Action.Details(LATE));

  @Test
  void everyActionComesBackAsItWent() {
    assertThat(ALL.stream().map(ActionText::write).map(ActionText::read).toList()).isEqualTo(ALL);
  }

  @Test
  void everyKindOfActionIsTried() {
    assertThat(ALL.stream().<Class<?>>map(Action::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(
            List.<Class<?>>of(Action.class.getPermittedSubclasses()));
  }

  @Test
  void everyActionIsShortEnoughForEveryPlatform() {
    assertThat(ALL.stream().map(ActionText::write))
        .allSatisfy(text -> assertThat(text.length()).isLessThanOrEqualTo(ActionText.MOST));
  }

  @Test
  void whatIsNotOursIsRefused() {
    assertThatThrownBy(() -> ActionText.read("launch:1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("launch:1");
  }
}
