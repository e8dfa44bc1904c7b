package dev.offprint.engine;

import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.QuestionId;
import dev.offprint.session.SessionId;
import org.jspecify.annotations.Nullable;

/** What a button does, as a value that travels through a platform and back. */
public sealed interface Action {
  record Approve(PlanVersion version) implements Action {}

  /** Opens a place to write the change in. */
  record Change(PlanVersion version) implements Action {}

  record Cancel() implements Action {}

  record Retry() implements Action {}

  /** Planning goes on with all that the session may spend. */
  record PlanOn() implements Action {}

  /** The work goes on although the message that asked is deleted. */
  record KeepRequest() implements Action {}

  record UseDefaults() implements Action {}

  record Pick(QuestionId question, int option) implements Action {}

  /** Opens a place to write the answer in. */
  record InWords(QuestionId question) implements Action {}

  record Undo(EventId event) implements Action {}

  record ChoosePaper(int source) implements Action {}

  record ChooseSame(Event.SameChosen.Same same, @Nullable SessionId other) implements Action {}

  record SortSource(EventId offered, Event.SourceSorted.As as) implements Action {}

  record Time(EventId change, Event.ChangeTimed.When when) implements Action {}

  record Hold() implements Action {}

  record LiftHold() implements Action {}

  record TakeOver() implements Action {}

  record ContinueHere() implements Action {}

  /** Takes the n-th link that the paper names, from 0, as a source beside it. */
  record UseAsReference(int link) implements Action {}

  /** Says whether a delivery ran; where it did not, opens a place to paste the error in. */
  record Ran(boolean worked, int delivery) implements Action {}

  /** Shows the details of a version. */
  record Details(PlanVersion version) implements Action {}
}
