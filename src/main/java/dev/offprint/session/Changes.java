package dev.offprint.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people want otherwise: queued, timed, taken by Revising, and what Revising made of it. */
final class Changes {
  private Changes() {}

  static Step asked(State state, EventId event, Event.ChangeAsked asked) {
    if (asked.what() instanceof Change.What.PlanFile
        && state.plan() != null
        && !asked.seen().equals(state.version())) {
      return new Step.Refused(
          outdated(asked.seen()) + " Edit version " + state.version().number() + " instead.");
    }
    Turn turn = new Turn(state, event);
    take(
        turn,
        new Change(event, asked.by().person(), asked.seen(), asked.what(), Change.Timing.NEXT),
        new Effect.Taken.ChangeQueued(true));
    return turn.accepted();
  }

  /** Another answer than the one in use is a change; only the last for a question counts. */
  static void answer(Turn turn, Person by, QuestionId question, Pick pick, @Nullable Pick before) {
    Pick planned = before;
    for (Change change : turn.waiting) {
      if (change.what() instanceof Change.What.Answered answered
          && answered.question().equals(question)) {
        planned = answered.before();
      }
    }
    turn.waiting.removeIf(change -> isAnswer(change, question));
    if (planned == null || !planned.sameChoice(pick)) {
      take(
          turn,
          new Change(
              turn.event(),
              by,
              turn.version,
              new Change.What.Answered(question, pick, planned),
              Change.Timing.NEXT),
          null);
    }
  }

  /**
   * Queues a change and starts Revising where nothing else has to end first.
   *
   * @param taken what to echo; null where it has been said already
   */
  static void take(Turn turn, Change change, Effect.@Nullable Taken taken) {
    if (building(turn.condition)) {
      turn.waiting.add(change.at(Change.Timing.AFTER_DELIVERY));
      turn.post(new Effect.Topic.WhenToChange(change.event()));
      return;
    }
    turn.waiting.add(change);
    if (taken != null) {
      turn.post(new Effect.Topic.Echo(turn.event(), change.by(), taken));
    }
    switch (turn.condition) {
      case Condition.AwaitingApproval awaiting -> Course.start(turn, Stage.REVISING);
      case Condition.Delivered delivered -> Course.start(turn, Stage.REVISING);
      case Condition.Asking asking -> Course.planned(turn);
      case Condition.Working working -> {
        // A whole plan before version 1 replaces Planning and Designing.
        if (planFileDue(turn)
            && (working.stage() == Stage.PLANNING || working.stage() == Stage.DESIGNING)) {
          turn.abort();
          Course.start(turn, Stage.REVISING);
        }
      }
      case Condition.Held held -> {
        if (planFileDue(turn)
            && (held.next() == Stage.PLANNING || held.next() == Stage.DESIGNING)) {
          turn.becomes(new Condition.Held(Stage.REVISING));
        }
      }
      case Condition.Choosing choosing -> {}
      case Condition.Paused paused -> {}
      case Condition.Failed failed -> {}
      case Condition.Cancelled cancelled -> {}
      case Condition.Declined declined -> {}
      case Condition.Forgotten forgotten -> {}
    }
  }

  static Step timed(State state, EventId event, Event.ChangeTimed timed) {
    Optional<Change> named =
        state.waiting().stream()
            .filter(change -> change.event().equals(timed.change()))
            .findFirst();
    if (named.isEmpty()) {
      return new Step.Ignored("That change no longer waits.");
    }
    Turn turn = new Turn(state, event);
    switch (timed.when()) {
      case AFTER_DELIVERY -> {
        if (!building(state.condition()) && named.get().timing() == Change.Timing.NEXT) {
          return new Step.Ignored("That change is taken next; nothing is being written.");
        }
        turn.echo(timed.by(), new Effect.Taken.ChangeLater());
      }
      case DROP -> {
        drop(turn, named.get());
        turn.echo(timed.by(), new Effect.Taken.ChangeDropped());
      }
      case NOW -> {
        turn.waiting.replaceAll(
            change ->
                change.event().equals(timed.change()) ? change.at(Change.Timing.NEXT) : change);
        turn.echo(timed.by(), new Effect.Taken.ChangeQueued(true));
        if (building(state.condition())) {
          Stops.interrupt(turn);
          Course.start(turn, Stage.REVISING);
        } else if (state.condition() instanceof Condition.AwaitingApproval) {
          Course.start(turn, Stage.REVISING);
        }
      }
    }
    return turn.accepted();
  }

  /** Takes a queued change out again. */
  static void drop(Turn turn, Change change) {
    turn.waiting.remove(change);
    revert(turn, change);
  }

  /** An answer that did not become part of the plan is not in use either. */
  static void revert(Turn turn, Change change) {
    if (change.what() instanceof Change.What.Answered answered) {
      OpenQuestion question = Questions.find(turn.questions, answered.question());
      EventId answer = answered.pick().event();
      if (question != null && answer != null) {
        Questions.replace(
            turn, Questions.without(question, answer, answered.before(), turn.owner.id()));
      }
    }
  }

  /** Whether a Revising would have something to take. */
  static boolean due(Turn turn) {
    return turn.waiting.stream().anyMatch(change -> isDue(turn, change));
  }

  /** Whether a whole plan waits that replaces Planning and Designing. */
  static boolean planFileDue(Turn turn) {
    return turn.plan == null && due(turn);
  }

  /** Moves to Revising all that waits for it. */
  static void takeDue(Turn turn) {
    turn.applying = new ArrayList<>(turn.waiting.stream().filter(c -> isDue(turn, c)).toList());
    turn.waiting.removeIf(change -> isDue(turn, change));
  }

  /** Before version 1 there is nothing that words could change: only whole plans are taken. */
  private static boolean isDue(Turn turn, Change change) {
    return change.timing() == Change.Timing.NEXT
        && (turn.plan != null || change.what() instanceof Change.What.PlanFile);
  }

  /** Takes out plan files that were edited from another version than the one in use. */
  static List<Event.PlanRevised.Kept> dropOutdated(Turn turn) {
    List<Event.PlanRevised.Kept> dropped = new ArrayList<>();
    for (Change change : List.copyOf(turn.waiting)) {
      if (turn.plan != null
          && change.what() instanceof Change.What.PlanFile
          && change.timing() == Change.Timing.NEXT
          && !change.seen().equals(turn.version)) {
        turn.waiting.remove(change);
        dropped.add(new Event.PlanRevised.Kept(change.event(), outdated(change.seen())));
      }
    }
    return dropped;
  }

  private static String outdated(PlanVersion seen) {
    return seen.equals(PlanVersion.NONE)
        ? "The file was made before there was a plan; the plan has a version now."
        : "The file was edited from version " + seen.number() + ", which is not in use any more.";
  }

  /** Whether an answer to this question waits to become part of the plan. */
  static boolean answers(Turn turn, QuestionId question) {
    return turn.waiting.stream().anyMatch(change -> isAnswer(change, question));
  }

  private static boolean isAnswer(Change change, QuestionId question) {
    return change.what() instanceof Change.What.Answered answered
        && answered.question().equals(question);
  }

  /** Whether an approved plan is being worked on: a change then asks when. */
  static boolean building(Condition condition) {
    return condition
        .work()
        .map(
            stage ->
                switch (stage) {
                  case ANALYSING, GENERATING, CHECKING -> true;
                  case READING, PLANNING, DESIGNING, REVISING, FOLLOWING_UP -> false;
                })
        .orElse(false);
  }
}
