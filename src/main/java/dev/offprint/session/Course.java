package dev.offprint.session;

import static dev.offprint.session.Effect.Alarm.Purpose.REMINDER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a session goes next: which stage starts, which people are waited for, what is shown. */
final class Course {
  static final Duration REMIND_AFTER = Duration.ofHours(24);
  private static final String GONE = "The thread can no longer be reached.";

  private Course() {}

  /** Starts a stage; while a hold is set, the stage waits for its end. */
  static void start(Turn turn, Stage stage) {
    if (turn.hold != null) {
      turn.becomes(new Condition.Held(stage));
      return;
    }
    switch (stage) {
      case READING -> {
        turn.read = turn.sources.size();
        turn.run(stage);
      }
      case PLANNING -> {
        // Sources that joined after Reading are read first; a whole plan replaces Planning.
        if (turn.read < turn.sources.size()) {
          start(turn, Stage.READING);
        } else if (Changes.planFileDue(turn)) {
          start(turn, Stage.REVISING);
        } else {
          turn.run(stage);
        }
      }
      case DESIGNING -> {
        if (Changes.planFileDue(turn)) {
          start(turn, Stage.REVISING);
        } else {
          turn.designing = true;
          turn.run(stage);
        }
      }
      case REVISING -> {
        List<Event.PlanRevised.Kept> outdated = Changes.dropOutdated(turn);
        if (!Changes.due(turn) && delivered(turn)) {
          notApplied(turn, outdated);
          settle(turn);
        } else if (!Changes.due(turn)) {
          unrevised(turn, outdated);
        } else {
          notApplied(turn, outdated);
          Changes.takeDue(turn);
          turn.run(stage);
        }
      }
      case FOLLOWING_UP -> {
        if (turn.followUp == null && turn.followUps.isEmpty()) {
          settle(turn);
          return;
        }
        if (turn.followUp == null) {
          turn.followUp = turn.followUps.removeFirst();
        }
        turn.run(stage);
      }
      case ANALYSING, GENERATING, CHECKING -> turn.run(stage);
    }
  }

  /** The draft is there: on to Designing, unless a question without a safe default is open. */
  static void planned(Turn turn) {
    Set<QuestionId> open = Questions.withoutAnswer(turn.questions);
    if (open.isEmpty() || Changes.planFileDue(turn)) {
      start(turn, Stage.DESIGNING);
    } else if (turn.condition instanceof Condition.Asking) {
      turn.condition = new Condition.Asking(open);
    } else {
      waitFor(turn, new Condition.Asking(open));
    }
  }

  /** Revising leaves things as they are; the reasons are said. */
  static void unrevised(Turn turn, List<Event.PlanRevised.Kept> kept) {
    if (turn.plan != null) {
      awaitApproval(turn, kept);
      return;
    }
    notApplied(turn, kept);
    if (turn.draft == null) {
      start(turn, Stage.PLANNING);
    } else {
      planned(turn);
    }
  }

  /** Whether the plan in use is the one that was delivered last. */
  private static boolean delivered(Turn turn) {
    return turn.handed != null && turn.handed.approval().equals(turn.approval);
  }

  /** A version is there. What waits is taken first, before a card is posted. */
  static void awaitApproval(Turn turn, List<Event.PlanRevised.Kept> kept) {
    turn.approval = null;
    List<Event.PlanRevised.Kept> reasons = new ArrayList<>(kept);
    reasons.addAll(Changes.dropOutdated(turn));
    if (Changes.due(turn)) {
      notApplied(turn, reasons);
      start(turn, Stage.REVISING);
    } else if (turn.carded.equals(turn.version)) {
      // The old version's card is still valid: only the reasons are said.
      notApplied(turn, reasons);
      waitFor(turn, new Condition.AwaitingApproval());
    } else {
      card(turn, turn.carded, reasons);
      waitFor(turn, new Condition.AwaitingApproval());
    }
  }

  /** There is a delivery: what waited for it is taken, else follow-ups, else people. */
  static void settle(Turn turn) {
    turn.becomes(new Condition.Delivered());
    turn.waiting.replaceAll(change -> change.at(Change.Timing.NEXT));
    notApplied(turn, Changes.dropOutdated(turn));
    if (Changes.due(turn)) {
      start(turn, Stage.REVISING);
    } else if (turn.followUp != null || !turn.followUps.isEmpty()) {
      start(turn, Stage.FOLLOWING_UP);
    } else if (turn.reach.gone()) {
      unreachable(turn);
    }
  }

  /** Goes on from where the session stopped; a stage gets a new key. */
  static void enter(Turn turn, Condition resume) {
    switch (resume) {
      case Condition.Working working -> start(turn, working.stage());
      case Condition.Held held -> start(turn, held.next());
      case Condition.Choosing choosing -> arrive(turn, choosing);
      case Condition.Asking asking -> {
        if (!Questions.withoutAnswer(turn.questions).isEmpty()) {
          show(turn, asking);
        }
        planned(turn);
      }
      case Condition.AwaitingApproval awaiting -> {
        turn.carded = PlanVersion.NONE;
        awaitApproval(turn, List.of());
      }
      case Condition.Delivered delivered -> {
        show(turn, delivered);
        settle(turn);
      }
      case Condition.Paused paused -> enter(turn, paused.resume());
      case Condition.Failed failed -> enter(turn, failed.resume());
      case Condition.Cancelled cancelled -> enter(turn, cancelled.resume());
      case Condition.Declined declined -> turn.becomes(declined);
      case Condition.Forgotten forgotten -> turn.becomes(forgotten);
    }
  }

  /** Comes to a condition that waits for people, and says so. */
  static void arrive(Turn turn, Condition condition) {
    show(turn, condition);
    waitFor(turn, condition);
  }

  private static void waitFor(Turn turn, Condition condition) {
    turn.becomes(condition);
    if (turn.reach.gone()) {
      unreachable(turn);
    } else {
      turn.wake(REMINDER, REMIND_AFTER);
    }
  }

  /** People are waited for where nobody can be reached. */
  static void unreachable(Turn turn) {
    turn.becomes(new Condition.Paused(turn.condition, new Cause.ThreadUnreachable(GONE)));
  }

  /** Says what a condition has to say, for the first time or again in another thread. */
  static void show(Turn turn, Condition condition) {
    switch (condition) {
      case Condition.Choosing choosing ->
          turn.post(
              switch (choosing.choice()) {
                case Condition.Choice.WhichPaper which -> new Effect.Topic.WhichPaper();
                case Condition.Choice.SamePaper same -> new Effect.Topic.SamePaper(same.sessions());
              });
      case Condition.Asking asking -> questions(turn, true);
      case Condition.AwaitingApproval awaiting -> card(turn, PlanVersion.NONE, List.of());
      case Condition.Delivered delivered -> {
        if (turn.delivered != null) {
          turn.post(new Effect.Topic.Delivered(turn.delivered));
        }
      }
      case Condition.Paused paused -> turn.post(new Effect.Topic.Stopped(paused.cause()));
      case Condition.Failed failed -> turn.post(new Effect.Topic.Stopped(failed.cause()));
      case Condition.Declined declined -> turn.post(new Effect.Topic.Declined(declined.reason()));
      case Condition.Working working -> {}
      case Condition.Held held -> {}
      case Condition.Cancelled cancelled -> {}
      case Condition.Forgotten forgotten -> {}
    }
  }

  static void questions(Turn turn, boolean stopping) {
    if (turn.draft != null) {
      turn.post(new Effect.Topic.Questions(turn.draft, stopping));
    }
  }

  private static void card(Turn turn, PlanVersion since, List<Event.PlanRevised.Kept> kept) {
    if (turn.plan != null && !turn.reach.gone()) {
      turn.post(new Effect.Topic.PlanCard(turn.plan, turn.version, since, kept));
      // Planning has come to its end: from here on the whole limit counts.
      turn.allowance = null;
      turn.carded = turn.version;
    }
  }

  private static void notApplied(Turn turn, List<Event.PlanRevised.Kept> kept) {
    if (!kept.isEmpty()) {
      turn.post(new Effect.Topic.NotApplied(turn.version, kept));
    }
  }

  /** The names of people, each once: {@code @ada, @ben}. */
  static String names(List<Person> people) {
    return people.stream()
        .map(person -> "@" + person.name())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
