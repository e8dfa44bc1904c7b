package dev.offprint.session;

import static dev.offprint.session.Effect.Alarm.Purpose.LIMIT_BACK;
import static dev.offprint.session.Effect.Alarm.Purpose.PROVIDER_BACK;
import static dev.offprint.session.Effect.Alarm.Purpose.REMINDER;

import java.time.Duration;

/** How work stops and goes on by itself: causes, alarms, a thread that is gone. */
final class Stops {
  static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private Stops() {}

  static Step stopped(State state, EventId event, Event.StageStopped stopped) {
    if (!(state.condition() instanceof Condition.Working working)
        || !working.key().equals(stopped.key())) {
      return Work.STALE;
    }
    Turn turn = new Turn(state, event);
    if (working.stage() == Stage.REVISING && aboutTheChange(stopped.cause())) {
      Revisions.refuseAll(turn, stopped.cause().words());
      return turn.accepted();
    }
    putBack(turn);
    if (!stopped.cause().pauses()) {
      turn.becomes(new Condition.Failed(working, stopped.cause()));
      Course.show(turn, turn.condition);
    } else if (stopped.cause() instanceof Cause.ProviderDown down) {
      Duration pause = pause(down.pause(), turn.outages);
      turn.outages++;
      turn.becomes(new Condition.Paused(working, new Cause.ProviderDown(down.words(), pause)));
      // No post: it resumes by itself, and the header says until when it waits.
      turn.wake(PROVIDER_BACK, pause);
    } else if (stopped.cause() instanceof Cause.OverDay over && over.until() != null) {
      turn.becomes(new Condition.Paused(working, over));
      // Said once; where the next day does not help either, the header says until when it waits.
      if (turn.outages == 0 && over.pause().compareTo(LONGEST_PAUSE) > 0) {
        Course.show(turn, turn.condition);
      }
      turn.outages++;
      turn.wake(LIMIT_BACK, over.pause());
    } else {
      turn.becomes(new Condition.Paused(working, stopped.cause()));
      Course.show(turn, turn.condition);
      turn.wake(REMINDER, Course.REMIND_AFTER);
    }
    return turn.accepted();
  }

  /** Whether Revising stopped for what it was asked to do, so that the old plan simply stays. */
  private static boolean aboutTheChange(Cause cause) {
    return switch (cause) {
      case Cause.Refused refused -> true;
      case Cause.UnusableAnswer unusable -> true;
      case Cause.UnreadablePaper unreadable -> true;
      case Cause.NoModel none -> false;
      case Cause.OverBudget over -> false;
      case Cause.OverAllowance over -> false;
      case Cause.OverDay over -> false;
      case Cause.NoPrice none -> false;
      case Cause.MustStay stays -> false;
      case Cause.ProviderDown down -> false;
      case Cause.StoreFull full -> false;
      case Cause.ThreadUnreachable unreachable -> false;
      case Cause.Broken broken -> false;
    };
  }

  /**
   * Until the time that was named, which all sessions of a provider share; where none is, or it
   * comes again and again, the pause doubles with every outage in a row. An hour at most.
   */
  private static Duration pause(Duration named, int outages) {
    Duration pause = FIRST_PAUSE;
    for (int i = 0; i < outages && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    pause = named.compareTo(pause) > 0 ? named : pause;
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  static Step woke(State state, EventId event, Event.Woke woke) {
    if (!woke.key().equals(state.alarm())) {
      return new Step.Ignored("What the alarm was for is over.");
    }
    Turn turn = new Turn(state, event);
    turn.alarm = null;
    switch (woke.alarm().purpose()) {
      case REMINDER -> turn.post(new Effect.Topic.Reminder());
      case PROVIDER_BACK, LIMIT_BACK -> Course.enter(turn, state.condition());
    }
    return turn.accepted();
  }

  static Step refused(State state, EventId event, Event.PostRefused refused) {
    if (!refused.threadGone()) {
      return new Step.Ignored("A post was refused: " + refused.why());
    }
    if (state.reach().gone() || refused.key().n() <= state.reach().since()) {
      return new Step.Ignored("A stale result: the owner knows, or the session has moved.");
    }
    Turn turn = new Turn(state, event);
    turn.reach = new State.Reach(true, state.reach().since());
    turn.writeDirectly(new Effect.Topic.Unreachable());
    switch (state.condition()) {
      case Condition.Choosing choosing -> Course.unreachable(turn);
      case Condition.Asking asking -> Course.unreachable(turn);
      case Condition.AwaitingApproval awaiting -> Course.unreachable(turn);
      case Condition.Delivered delivered -> Course.unreachable(turn);
      case Condition.Working working -> {}
      case Condition.Held held -> {}
      case Condition.Paused paused -> {}
      case Condition.Failed failed -> {}
      case Condition.Cancelled cancelled -> {
        return ended();
      }
      case Condition.Declined declined -> {
        return ended();
      }
      case Condition.Forgotten forgotten -> {
        return ended();
      }
    }
    return turn.accepted();
  }

  private static Step ended() {
    return new Step.Ignored("The session has ended; nobody has to be reached.");
  }

  /** Aborts what runs; what it was about waits again. */
  static void interrupt(Turn turn) {
    turn.abort();
    putBack(turn);
    if (turn.followUp != null) {
      turn.followUps.addFirst(turn.followUp);
      turn.followUp = null;
    }
  }

  /** The changes of a Revising that did not end wait again, before all others. */
  static void putBack(Turn turn) {
    turn.waiting.addAll(0, turn.applying);
    turn.applying.clear();
  }
}
