package dev.offprint.session;

import dev.offprint.session.Permission.Deed;
import dev.offprint.session.Permission.Policy;
import java.util.Optional;

/**
 * The rules: what becomes of a session when something happens. Pure: the same state and event give
 * the same step, without clock or input and output. Here it is decided who and whether; what
 * follows is in {@link Requests}, {@link Choices}, {@link Questions}, {@link Changes}, {@link
 * Revisions}, {@link People}, {@link Undo}, {@link Work} and {@link Stops}; where a session goes
 * next, in {@link Course}.
 */
public final class Lifecycle {
  private Lifecycle() {}

  /** A paper was dropped: the first state, with the header as the first post. */
  public static Step begin(SessionId id, EventId event, Event.Requested requested) {
    return begin(Policy.DEFAULT, id, event, requested);
  }

  /** {@link #begin(SessionId, EventId, Event.Requested)} where a place has a policy of its own. */
  public static Step begin(Policy policy, SessionId id, EventId event, Event.Requested requested) {
    Optional<String> refusal = Permission.refusalToBegin(policy, requested.by());
    return refusal.isPresent()
        ? new Step.Refused(refusal.get())
        : Choices.begin(id, event, requested);
  }

  /** What follows from an event; {@code id} is the event's own, by which Undo names it. */
  public static Step next(State state, EventId id, Event event) {
    return next(Policy.DEFAULT, state, id, event);
  }

  /** {@link #next(State, EventId, Event)} where a place has a policy of its own. */
  public static Step next(Policy policy, State state, EventId id, Event event) {
    return switch (event) {
      case Event.OfEffect result -> brought(state, id, result);
      case Event.OfPerson deed -> {
        Optional<String> closed = closed(state, deed);
        Optional<String> refusal =
            unsigned(policy, state, deed)
                .orElseGet(() -> Permission.refusal(policy, state, deed.by(), deed(deed)));
        yield closed.isPresent()
            ? new Step.Ignored(closed.get())
            : refusal.isPresent() ? new Step.Refused(refusal.get()) : did(state, id, deed);
      }
    };
  }

  /** What cannot change a session that has ended; the words say how it ended. */
  private static Optional<String> closed(State state, Event.OfPerson event) {
    return switch (state.condition()) {
      case Condition.Forgotten forgotten -> Optional.of("This session was forgotten.");
      case Condition.Declined declined ->
          event instanceof Event.ForgetAsked
              ? Optional.empty()
              : Optional.of("This paper was declined: " + declined.reason());
      case Condition.Cancelled cancelled ->
          event instanceof Event.RetryAsked
                  || event instanceof Event.ForgetAsked
                  || event instanceof Event.TakenOver
              ? Optional.empty()
              : Optional.of("This session is cancelled; retry goes on with it.");
      case Condition.Working working -> Optional.empty();
      case Condition.Held held -> Optional.empty();
      case Condition.Choosing choosing -> Optional.empty();
      case Condition.Asking asking -> Optional.empty();
      case Condition.AwaitingApproval awaiting -> Optional.empty();
      case Condition.Delivered delivered -> Optional.empty();
      case Condition.Paused paused -> Optional.empty();
      case Condition.Failed failed -> Optional.empty();
    };
  }

  /**
   * What the rule for large amounts says of an event: nothing where it is none of its matters, else
   * why it is refused, if it is. It takes the place of the rule for all other approvals.
   */
  private static Optional<Optional<String>> unsigned(
      Policy policy, State state, Event.OfPerson event) {
    if (event instanceof Event.PlanApproved approved
        && state.condition() instanceof Condition.AwaitingApproval
        && approved.version().equals(state.version())) {
      return Permission.signOff(policy, state)
          .map(needed -> Permission.unsigned(needed, approved.by()));
    }
    return event instanceof Event.LimitRaised raised
        ? Permission.signOff(policy, raised.budget())
            .map(needed -> Permission.unsigned(needed, raised.by()))
        : Optional.empty();
  }

  private static Deed deed(Event.OfPerson event) {
    return switch (event) {
      case Event.Requested requested -> Deed.TAKE_PART;
      case Event.RequestEdited edited -> Deed.TAKE_PART;
      case Event.RequestDeleted deleted -> Deed.TAKE_PART;
      case Event.RequestKept kept -> Deed.TAKE_PART;
      case Event.PaperChosen chosen -> Deed.TAKE_PART;
      case Event.SameChosen chosen -> Deed.TAKE_PART;
      case Event.Answered answered -> Deed.TAKE_PART;
      case Event.DefaultsTaken taken -> Deed.TAKE_PART;
      case Event.PlanApproved approved -> Deed.APPROVE;
      case Event.ChangeAsked asked -> Deed.TAKE_PART;
      case Event.ChangeTimed timed -> Deed.TAKE_PART;
      case Event.SourceAdded added -> Deed.TAKE_PART;
      case Event.SourceSorted sorted -> Deed.TAKE_PART;
      case Event.FollowedUp followedUp -> Deed.TAKE_PART;
      case Event.HoldAsked asked -> Deed.TAKE_PART;
      case Event.HoldLifted lifted -> Deed.LIFT_HOLD;
      case Event.TakenOver taken -> Deed.TAKE_PART;
      case Event.UndoAsked asked -> Deed.TAKE_PART;
      case Event.CancelAsked asked -> Deed.CANCEL;
      case Event.RetryAsked asked -> Deed.TAKE_PART;
      case Event.LimitRaised raised -> Deed.APPROVE;
      case Event.AllowanceLifted lifted -> Deed.APPROVE;
      case Event.ForgetAsked asked -> Deed.FORGET;
      case Event.ContinuedHere here -> Deed.TAKE_PART;
    };
  }

  private static Step did(State state, EventId id, Event.OfPerson event) {
    return switch (event) {
      case Event.Requested requested -> new Step.Ignored("This thread has its session already.");
      case Event.RequestEdited edited -> Requests.edited(state, id, edited);
      case Event.RequestDeleted deleted -> Requests.deleted(state, id);
      case Event.RequestKept kept -> Requests.kept(state, id, kept);
      case Event.PaperChosen chosen -> Choices.paper(state, id, chosen);
      case Event.SameChosen chosen -> Choices.same(state, id, chosen);
      case Event.Answered answered -> Questions.answered(state, id, answered);
      case Event.DefaultsTaken taken -> Questions.defaults(state, id, taken);
      case Event.PlanApproved approved -> People.approved(state, id, approved);
      case Event.ChangeAsked asked -> Changes.asked(state, id, asked);
      case Event.ChangeTimed timed -> Changes.timed(state, id, timed);
      case Event.SourceAdded added -> Choices.added(state, id, added);
      case Event.SourceSorted sorted -> Choices.sorted(state, id, sorted);
      case Event.FollowedUp followedUp -> Work.followedUp(state, id, followedUp);
      case Event.HoldAsked asked -> People.held(state, id, asked);
      case Event.HoldLifted lifted -> People.holdLifted(state, id, lifted);
      case Event.TakenOver taken -> People.takenOver(state, id, taken);
      case Event.UndoAsked asked -> Undo.asked(state, id, asked);
      case Event.CancelAsked asked -> People.cancelled(state, id, asked);
      case Event.RetryAsked asked -> People.retried(state, id, asked);
      case Event.LimitRaised raised -> People.limitRaised(state, id, raised);
      case Event.AllowanceLifted lifted -> People.allowanceLifted(state, id, lifted);
      case Event.ForgetAsked asked -> People.forgotten(state, id, asked);
      case Event.ContinuedHere here -> People.continuedHere(state, id, here);
    };
  }

  private static Step brought(State state, EventId id, Event.OfEffect event) {
    return switch (event) {
      case Event.PaperRead read -> Work.read(state, id, read);
      case Event.DraftPlanned planned -> Work.planned(state, id, planned);
      case Event.ScreenedOut out -> Work.screenedOut(state, id, out);
      case Event.PlanDesigned designed -> Work.designed(state, id, designed);
      case Event.PlanRevised revised -> Work.revised(state, id, revised);
      case Event.Analysed analysed -> Work.analysed(state, id, analysed);
      case Event.Generated generated -> Work.generated(state, id, generated);
      case Event.Checked checked -> Work.checked(state, id, checked);
      case Event.FollowUpSorted sorted -> Work.sorted(state, id, sorted);
      case Event.StageStopped stopped -> Stops.stopped(state, id, stopped);
      case Event.PostRefused refused -> Stops.refused(state, id, refused);
      case Event.Woke woke -> Stops.woke(state, id, woke);
    };
  }
}
