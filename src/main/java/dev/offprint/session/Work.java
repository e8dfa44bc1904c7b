package dev.offprint.session;

import static dev.offprint.session.Effect.Alarm.Purpose.PROVIDER_BACK;
import static dev.offprint.session.Effect.Alarm.Purpose.REMINDER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What stages bring back, and how work stops and goes on. */
final class Work {
  static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Step.Ignored STALE =
      new Step.Ignored("A stale result: its stage is not the one that runs.");

  private Work() {}

  static Step read(State state, EventId event, Event.PaperRead read) {
    if (!runs(state, Stage.READING, read.key())) {
      return STALE;
    }
    Turn turn = done(state, event);
    boolean first = state.paper() == null;
    // Sources that came while Reading ran stay behind those that it has read.
    List<Source> sources = new ArrayList<>(read.sources());
    sources.addAll(state.sources().subList(state.read(), state.sources().size()));
    turn.sources = sources;
    turn.read = read.sources().size();
    turn.paper = read.paper();
    turn.paperKeys = read.paperKeys();
    if (first && !read.same().isEmpty()) {
      Course.arrive(turn, new Condition.Choosing(new Condition.Choice.SamePaper(read.same())));
    } else {
      Course.start(turn, Stage.PLANNING);
    }
    return turn.accepted();
  }

  static Step planned(State state, EventId event, Event.DraftPlanned planned) {
    if (!runs(state, Stage.PLANNING, planned.key())) {
      return STALE;
    }
    Turn turn = done(state, event);
    turn.draft = planned.draft();
    turn.questions = new ArrayList<>(planned.questions());
    if (!turn.questions.isEmpty()) {
      Course.questions(turn, !Questions.withoutAnswer(turn.questions).isEmpty());
    }
    Course.planned(turn);
    return turn.accepted();
  }

  static Step screenedOut(State state, EventId event, Event.ScreenedOut out) {
    boolean planning = runs(state, Stage.PLANNING, out.key());
    if (!planning && !runs(state, Stage.REVISING, out.key())) {
      return STALE;
    }
    Turn turn = done(state, event);
    if (!planning && turn.plan != null) {
      Changes.refuseAll(turn, out.reason());
    } else {
      turn.applying.clear();
      turn.becomes(new Condition.Declined(out.reason()));
      Course.show(turn, turn.condition);
    }
    return turn.accepted();
  }

  static Step designed(State state, EventId event, Event.PlanDesigned designed) {
    if (!runs(state, Stage.DESIGNING, designed.key())) {
      return STALE;
    }
    Turn turn = done(state, event);
    turn.plan = designed.plan();
    turn.newest = turn.newest.next();
    turn.version = turn.newest;
    Course.awaitApproval(turn, List.of());
    return turn.accepted();
  }

  static Step revised(State state, EventId event, Event.PlanRevised revised) {
    return runs(state, Stage.REVISING, revised.key())
        ? Changes.revised(state, event, revised)
        : STALE;
  }

  static Step analysed(State state, EventId event, Event.Analysed analysed) {
    if (!runs(state, Stage.ANALYSING, analysed.key())) {
      return STALE;
    }
    Turn turn = done(state, event);
    turn.analyses = analysed.analyses();
    Course.start(turn, Stage.GENERATING);
    return turn.accepted();
  }

  static Step generated(State state, EventId event, Event.Generated generated) {
    if (!runs(state, Stage.GENERATING, generated.key())) {
      return STALE;
    }
    Turn turn = done(state, event);
    turn.tree = generated.tree();
    Course.start(turn, Stage.CHECKING);
    return turn.accepted();
  }

  static Step checked(State state, EventId event, Event.Checked checked) {
    if (!runs(state, Stage.CHECKING, checked.key())) {
      return STALE;
    }
    Turn turn = done(state, event);
    turn.tree = checked.tree();
    turn.deliveries++;
    turn.delivered = checked.delivery();
    turn.followUp = null;
    turn.handed =
        new State.Handed(
            Objects.requireNonNull(turn.approval),
            Objects.requireNonNull(turn.plan),
            Objects.requireNonNull(turn.analyses),
            checked.tree(),
            turn.questions,
            turn.used.size());
    turn.post(new Effect.Topic.Delivered(checked.delivery()));
    Course.settle(turn);
    return turn.accepted();
  }

  static Step sorted(State state, EventId event, Event.FollowUpSorted sorted) {
    State.FollowUp message = state.followUp();
    if (!runs(state, Stage.FOLLOWING_UP, sorted.key()) || message == null) {
      return STALE;
    }
    Turn turn = done(state, event);
    switch (sorted.sorted()) {
      case Event.FollowUpSorted.Sorted.Answer answer -> {
        Event.Reported reported = answer.reported();
        if (reported != null) {
          turn.reports.add(new State.Report(reported.target(), reported.value(), message.by()));
        }
        turn.followUp = null;
        turn.post(new Effect.Topic.Reply(answer.words()));
        Course.settle(turn);
      }
      case Event.FollowUpSorted.Sorted.Traceback traceback -> Course.start(turn, Stage.CHECKING);
      case Event.FollowUpSorted.Sorted.ChangeWanted wanted -> {
        turn.followUp = null;
        turn.waiting.add(
            new Change(
                message.event(),
                message.by(),
                turn.version,
                new Change.What.Words(message.words()),
                Change.Timing.NEXT));
        Course.settle(turn);
      }
    }
    return turn.accepted();
  }

  static Step followedUp(State state, EventId event, Event.FollowedUp followedUp) {
    if (state.deliveries() == 0) {
      return new Step.Ignored("There is no delivery yet that a message could follow up.");
    }
    Turn turn = new Turn(state, event);
    turn.followUps.add(new State.FollowUp(event, followedUp.by().person(), followedUp.words()));
    if (state.condition() instanceof Condition.Delivered) {
      Course.start(turn, Stage.FOLLOWING_UP);
    } else {
      turn.echo(followedUp.by(), new Effect.Taken.FollowUpQueued());
    }
    return turn.accepted();
  }

  static Step stopped(State state, EventId event, Event.StageStopped stopped) {
    if (!(state.condition() instanceof Condition.Working working)
        || !working.key().equals(stopped.key())) {
      return STALE;
    }
    Turn turn = new Turn(state, event);
    if (working.stage() == Stage.REVISING && aboutTheChange(stopped.cause())) {
      Changes.refuseAll(turn, stopped.cause().words());
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
    } else {
      Course.arrive(turn, new Condition.Paused(working, stopped.cause()));
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
      case Cause.ProviderDown down -> false;
      case Cause.StoreFull full -> false;
      case Cause.ThreadUnreachable unreachable -> false;
      case Cause.Broken broken -> false;
    };
  }

  /** The pause doubles with every outage in a row, up to an hour. */
  private static Duration pause(Duration first, int outages) {
    Duration pause = first;
    for (int i = 0; i < outages && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  static Step woke(State state, EventId event, Event.Woke woke) {
    if (!woke.key().equals(state.alarm())) {
      return new Step.Ignored("What the alarm was for is over.");
    }
    Turn turn = new Turn(state, event);
    turn.alarm = null;
    if (woke.alarm().purpose() == REMINDER) {
      turn.post(new Effect.Topic.Reminder());
    } else {
      Course.enter(turn, state.condition());
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

  private static Turn done(State state, EventId event) {
    Turn turn = new Turn(state, event);
    turn.outages = 0;
    return turn;
  }

  private static boolean runs(State state, Stage stage, EffectKey key) {
    return state.condition() instanceof Condition.Working working
        && working.stage() == stage
        && working.key().equals(key);
  }
}
