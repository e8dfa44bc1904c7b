package dev.offprint.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people decide about a session as a whole: approve, hold, cancel, retry, move, forget. */
final class People {
  private static final Person NOBODY = new Person(new PersonId("forgotten"), "forgotten");

  private People() {}

  static Step approved(State state, EventId event, Event.PlanApproved approved) {
    if (!(state.condition() instanceof Condition.AwaitingApproval)) {
      return new Step.Ignored(whyNotAwaited(state, approved.version()));
    }
    if (!approved.version().equals(state.version())) {
      return new Step.Ignored(
          "There is a newer plan: version " + state.version().number() + " waits for approval.");
    }
    Hold hold = state.hold();
    if (hold != null) {
      return new Step.Refused(
          "@" + hold.by().name() + " holds this: " + hold.reason() + ". Lift the hold first.");
    }
    var without = Questions.withoutAnswer(state.questions());
    if (!without.isEmpty()) {
      return new Step.Refused(Questions.needsAnswer(without));
    }
    Turn turn = new Turn(state, event);
    List<OpenQuestion> open = state.questions().stream().filter(OpenQuestion::open).toList();
    Questions.settleAll(turn);
    turn.approval = new Approval(state.version(), approved.by().person(), event);
    turn.echo(approved.by(), new Effect.Taken.Approved(state.version(), open));
    Course.start(turn, Stage.ANALYSING);
    return turn.accepted();
  }

  private static String whyNotAwaited(State state, PlanVersion version) {
    Approval approval = state.approval();
    if (approval != null && approval.version().equals(version)) {
      return "Already approved by @" + approval.by().name() + ", version " + version.number() + ".";
    }
    if (state.condition().work().filter(stage -> stage == Stage.REVISING).isPresent()) {
      List<Person> asking = new ArrayList<>();
      state.applying().forEach(change -> asking.add(change.by()));
      state.waiting().forEach(change -> asking.add(change.by()));
      return "The plan is being changed by " + Course.names(asking) + ".";
    }
    if (version.compareTo(state.version()) < 0) {
      return "There is a newer plan: version " + state.version().number() + ".";
    }
    return "No plan waits for approval now.";
  }

  static Step held(State state, EventId event, Event.HoldAsked asked) {
    Hold hold = state.hold();
    if (hold != null) {
      return new Step.Ignored("Already held by @" + hold.by().name() + ": " + hold.reason());
    }
    Turn turn = new Turn(state, event);
    turn.hold = new Hold(asked.by().person(), asked.reason(), event);
    turn.echo(asked.by(), new Effect.Taken.Held(asked.reason()));
    return turn.accepted();
  }

  static Step holdLifted(State state, EventId event, Event.HoldLifted lifted) {
    if (state.hold() == null) {
      return new Step.Ignored("Nobody holds this.");
    }
    Turn turn = new Turn(state, event);
    turn.echo(lifted.by(), new Effect.Taken.HoldLifted());
    lift(turn);
    return turn.accepted();
  }

  /** Ends a hold; what waited for it starts. */
  static void lift(Turn turn) {
    turn.hold = null;
    if (turn.condition instanceof Condition.Held held) {
      Course.start(turn, held.next());
    }
  }

  static Step takenOver(State state, EventId event, Event.TakenOver taken) {
    if (state.owner().id().equals(taken.by().id())) {
      return new Step.Ignored("@" + taken.by().name() + " owns this already.");
    }
    Turn turn = new Turn(state, event);
    turn.owner = taken.by().person();
    turn.echo(taken.by(), new Effect.Taken.TookOver());
    return turn.accepted();
  }

  static Step cancelled(State state, EventId event, Event.CancelAsked asked) {
    if (state.condition() instanceof Condition.Delivered
        || (state.condition() instanceof Condition.Paused paused
            && paused.resume() instanceof Condition.Delivered)) {
      return new Step.Ignored("Nothing is running: delivery " + state.deliveries() + " stays.");
    }
    Turn turn = new Turn(state, event);
    Stops.interrupt(turn);
    Requests.settled(turn);
    turn.echo(asked.by(), new Effect.Taken.Cancelled());
    State.Handed handed = state.handed();
    if (handed == null) {
      turn.becomes(new Condition.Cancelled(resumed(state.condition()), null));
    } else {
      backTo(turn, handed);
    }
    return turn.accepted();
  }

  /** Once there is a delivery, Cancel leads back to it and to all that it was made of. */
  private static void backTo(Turn turn, State.Handed handed) {
    turn.approval = handed.approval();
    turn.plan = handed.plan();
    turn.version = handed.approval().version();
    // It was approved by what was known then, and does not wait for anybody.
    turn.estimate = null;
    turn.carded = turn.version;
    turn.analyses = handed.analyses();
    turn.tree = handed.tree();
    turn.questions = new ArrayList<>(handed.questions());
    turn.used = new ArrayList<>(turn.used.subList(0, Math.min(handed.used(), turn.used.size())));
    turn.waiting.clear();
    turn.followUps.clear();
    Course.settle(turn);
  }

  /** Where a stopped session goes on. */
  private static Condition resumed(Condition condition) {
    return switch (condition) {
      case Condition.Paused paused -> paused.resume();
      case Condition.Failed failed -> failed.resume();
      case Condition.Cancelled cancelled -> cancelled.resume();
      case Condition.Working working -> working;
      case Condition.Held held -> held;
      case Condition.Choosing choosing -> choosing;
      case Condition.Asking asking -> asking;
      case Condition.AwaitingApproval awaiting -> awaiting;
      case Condition.Delivered delivered -> delivered;
      case Condition.Declined declined -> declined;
      case Condition.Forgotten forgotten -> forgotten;
    };
  }

  static Step retried(State state, EventId event, Event.RetryAsked asked) {
    return switch (state.condition()) {
      case Condition.Paused paused -> resume(state, event, asked.by());
      case Condition.Failed failed -> resume(state, event, asked.by());
      case Condition.Cancelled cancelled -> resume(state, event, asked.by());
      case Condition.Working working -> nothingStopped();
      case Condition.Held held -> nothingStopped();
      case Condition.Choosing choosing -> nothingStopped();
      case Condition.Asking asking -> nothingStopped();
      case Condition.AwaitingApproval awaiting -> nothingStopped();
      case Condition.Delivered delivered -> nothingStopped();
      case Condition.Declined declined -> nothingStopped();
      case Condition.Forgotten forgotten -> nothingStopped();
    };
  }

  private static Step nothingStopped() {
    return new Step.Ignored("Nothing has stopped that could be tried again.");
  }

  private static Step resume(State state, EventId event, Actor by) {
    Turn turn = new Turn(state, event);
    // Somebody speaks to us: the thread deserves another try.
    turn.reach = new State.Reach(false, turn.issued());
    turn.echo(by, new Effect.Taken.Resumed());
    Course.enter(turn, resumed(state.condition()));
    return turn.accepted();
  }

  static Step limitRaised(State state, EventId event, Event.LimitRaised raised) {
    // One in another unit replaces the old one: the two cannot be compared.
    if (raised.budget().comparable(state.budget()) && !raised.budget().above(state.budget())) {
      return new Step.Refused(
          "The limit is " + state.budget().words() + " already; name a higher one.");
    }
    Turn turn = new Turn(state, event);
    turn.budget = raised.budget();
    turn.allowance = raisedToo(state, raised.budget());
    turn.echo(raised.by(), new Effect.Taken.LimitRaised(raised.budget()));
    if (state.condition() instanceof Condition.Paused paused && paused.cause().ofSession()) {
      Course.enter(turn, paused.resume());
    }
    return turn.accepted();
  }

  /** The allowance keeps its share of the limit; of one in another unit it has none. */
  private static @Nullable Amount raisedToo(State state, Amount budget) {
    Amount allowance = state.allowance();
    return allowance != null && allowance.comparable(budget) && budget.comparable(state.budget())
        ? allowance.share(state.budget(), budget)
        : null;
  }

  static Step allowanceLifted(State state, EventId event, Event.AllowanceLifted lifted) {
    if (state.allowance() == null) {
      return new Step.Ignored("Planning has no limit of its own.");
    }
    Turn turn = new Turn(state, event);
    turn.allowance = null;
    turn.echo(lifted.by(), new Effect.Taken.AllowanceLifted());
    if (state.condition() instanceof Condition.Paused paused
        && paused.cause() instanceof Cause.OverAllowance) {
      Course.enter(turn, paused.resume());
    }
    return turn.accepted();
  }

  static Step continuedHere(State state, EventId event, Event.ContinuedHere here) {
    if (here.thread().equals(state.thread()) && !state.reach().gone()) {
      return new Step.Ignored("The session is here already.");
    }
    Turn turn = new Turn(state, event);
    turn.thread = here.thread();
    turn.reach = new State.Reach(false, turn.issued());
    turn.post(new Effect.Topic.Header());
    if (state.condition() instanceof Condition.Paused paused
        && paused.cause() instanceof Cause.ThreadUnreachable) {
      Course.enter(turn, paused.resume());
    } else {
      Course.show(turn, state.condition());
    }
    return turn.accepted();
  }

  /** Only id and times stay, and the thread to say so in. */
  static Step forgotten(State state, EventId event, Event.ForgetAsked asked) {
    Turn turn = new Turn(state, event);
    turn.abort();
    turn.echo(asked.by(), new Effect.Taken.Forgotten());
    turn.erase();
    turn.blank(NOBODY);
    turn.becomes(new Condition.Forgotten());
    return turn.accepted();
  }
}
