package dev.offprint.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** What stages bring back: state moves when their artifact is stored. */
final class Work {
  static final Step.Ignored STALE =
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
      Revisions.refuseAll(turn, out.reason());
    } else {
      turn.applying.clear();
      turn.becomes(new Condition.Declined(out.reason()));
      Course.show(turn, turn.condition);
    }
    return turn.accepted();
  }

  static Step designed(State state, EventId event, Event.PlanDesigned designed) {
    return result(
        state,
        event,
        Stage.DESIGNING,
        designed.key(),
        turn -> {
          turn.plan = designed.plan();
          turn.newest = turn.newest.next();
          turn.version = turn.newest;
          turn.estimate = designed.estimate();
          Course.awaitApproval(turn, List.of());
        });
  }

  static Step revised(State state, EventId event, Event.PlanRevised revised) {
    return runs(state, Stage.REVISING, revised.key())
        ? Revisions.revised(state, event, revised)
        : STALE;
  }

  static Step analysed(State state, EventId event, Event.Analysed analysed) {
    return result(
        state,
        event,
        Stage.ANALYSING,
        analysed.key(),
        turn -> {
          turn.analyses = analysed.analyses();
          Course.start(turn, Stage.GENERATING);
        });
  }

  static Step generated(State state, EventId event, Event.Generated generated) {
    return result(
        state,
        event,
        Stage.GENERATING,
        generated.key(),
        turn -> {
          turn.tree = generated.tree();
          Course.start(turn, Stage.CHECKING);
        });
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
    Requests.settled(turn);
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
        for (Event.Reported reported : answer.reported()) {
          turn.reports.add(
              new State.Report(reported.target(), reported.value(), message.by(), message.about()));
        }
        turn.followUp = null;
        turn.post(new Effect.Topic.Reply(answer.words(), message.by()));
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
    turn.followUps.add(
        new State.FollowUp(event, followedUp.by().person(), followedUp.words(), state.delivered()));
    if (state.condition() instanceof Condition.Delivered) {
      Course.start(turn, Stage.FOLLOWING_UP);
    } else {
      turn.echo(followedUp.by(), new Effect.Taken.FollowUpQueued());
    }
    return turn.accepted();
  }

  /** A result counts only under the key of its own running stage. */
  private static Step result(
      State state, EventId event, Stage stage, EffectKey key, Consumer<Turn> then) {
    if (!runs(state, stage, key)) {
      return STALE;
    }
    Turn turn = done(state, event);
    then.accept(turn);
    return turn.accepted();
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
