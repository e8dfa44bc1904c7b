package dev.offprint.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which paper, what about sessions of the same paper, and what comes beside a paper. */
final class Choices {
  private Choices() {}

  static Step begin(SessionId id, EventId event, Event.Requested requested) {
    List<Source> sources = new ArrayList<>(requested.sources());
    if (sources.isEmpty()) {
      return new Step.Refused("Send a paper: a PDF file or a direct link to one.");
    }
    Turn turn =
        new Turn(
            State.fresh(
                id,
                requested.thread(),
                requested.by().person(),
                requested.brief(),
                sources,
                new Condition.Choosing(new Condition.Choice.WhichPaper()),
                requested.budget(),
                requested.allowance()),
            event);
    turn.post(new Effect.Topic.Header());
    sortOut(turn);
    return turn.accepted();
  }

  /** Reads the paper where it is clear which one it is, else asks. */
  static void sortOut(Turn turn) {
    if (turn.sources.size() == 1) {
      turn.sources.set(0, as(turn.sources.getFirst(), Source.Role.PAPER));
    }
    long papers =
        turn.sources.stream().filter(source -> source.role() == Source.Role.PAPER).count();
    if (papers == 1) {
      Course.start(turn, Stage.READING);
    } else {
      Course.arrive(turn, new Condition.Choosing(new Condition.Choice.WhichPaper()));
    }
  }

  static Step paper(State state, EventId event, Event.PaperChosen chosen) {
    if (!(state.condition() instanceof Condition.Choosing choosing)
        || !(choosing.choice() instanceof Condition.Choice.WhichPaper)) {
      return new Step.Ignored("Which paper is meant is not open.");
    }
    if (chosen.source() < 0 || chosen.source() >= state.sources().size()) {
      return new Step.Refused("Choose one of the " + state.sources().size() + " sources.");
    }
    Turn turn = new Turn(state, event);
    turn.sources.replaceAll(source -> as(source, Source.Role.BESIDE));
    Source paper = as(turn.sources.get(chosen.source()), Source.Role.PAPER);
    turn.sources.set(chosen.source(), paper);
    turn.echo(chosen.by(), new Effect.Taken.SourceTaken(paper.name()));
    Course.start(turn, Stage.READING);
    return turn.accepted();
  }

  static Step same(State state, EventId event, Event.SameChosen chosen) {
    if (!(state.condition() instanceof Condition.Choosing choosing)
        || !(choosing.choice() instanceof Condition.Choice.SamePaper same)) {
      return new Step.Ignored("Nothing is open about another session of this paper.");
    }
    SessionId other =
        chosen.other() == null && same.sessions().size() == 1
            ? same.sessions().getFirst()
            : chosen.other();
    Turn turn = new Turn(state, event);
    switch (chosen.same()) {
      case USE -> {
        if (other == null || !same.sessions().contains(other)) {
          return new Step.Refused("Say which of the sessions of this paper you want to watch.");
        }
        turn.becomes(new Condition.Cancelled(choosing, other));
        turn.echo(chosen.by(), new Effect.Taken.Watching(other));
      }
      case FORK -> {
        Event.SameChosen.Copy copy = chosen.copy();
        if (other == null || !same.sessions().contains(other)) {
          return new Step.Refused("Say which of the sessions of this paper you want to fork.");
        }
        if (copy == null) {
          return new Step.Refused("That session has no plan yet that could be copied.");
        }
        turn.parent = other;
        turn.plan = copy.plan();
        turn.draft = copy.draft();
        turn.questions = new ArrayList<>(copy.questions());
        turn.newest = turn.newest.next();
        turn.version = turn.newest;
        turn.estimate = copy.estimate();
        turn.designing = true;
        Course.awaitApproval(turn, List.of());
      }
      case ANEW -> Course.start(turn, Stage.PLANNING);
    }
    return turn.accepted();
  }

  static Step added(State state, EventId event, Event.SourceAdded added) {
    Turn turn = new Turn(state, event);
    Source source = added.source();
    if (source.role() == Source.Role.BESIDE) {
      beside(turn, event, added.by(), source);
      return turn.accepted();
    }
    if (state.condition() instanceof Condition.Choosing choosing
        && choosing.choice() instanceof Condition.Choice.WhichPaper) {
      turn.sources.add(source);
      turn.echo(added.by(), new Effect.Taken.SourceTaken(source.name()));
    } else if (wantsAnother(state.condition())) {
      // Another file or link in place of one that could not be read, or must not be.
      turn.sources.removeIf(old -> old.role() != Source.Role.BESIDE);
      turn.sources.addFirst(source);
      turn.echo(added.by(), new Effect.Taken.SourceTaken(source.name()));
      Course.start(turn, Stage.READING);
    } else if (state.approval() != null || state.deliveries() > 0) {
      return new Step.Refused("Start a new thread for another paper.");
    } else {
      turn.offered.add(new State.Offered(event, added.by().person(), source));
      turn.post(new Effect.Topic.SourceOrRequest(event, source.name()));
    }
    return turn.accepted();
  }

  /** Whether the session stopped for the paper that it was given. */
  private static boolean wantsAnother(Condition condition) {
    return (condition instanceof Condition.Failed failed
            && failed.cause() instanceof Cause.UnreadablePaper
            && failed.resume() instanceof Condition.Working)
        || (condition instanceof Condition.Paused paused
            && paused.cause() instanceof Cause.MustStay
            && paused.resume() instanceof Condition.Working working
            && working.stage() == Stage.READING);
  }

  static Step sorted(State state, EventId event, Event.SourceSorted sorted) {
    Optional<State.Offered> named =
        state.offered().stream()
            .filter(offered -> offered.event().equals(sorted.offered()))
            .findFirst();
    if (named.isEmpty()) {
      return new Step.Ignored("What that paper is has been said already.");
    }
    Turn turn = new Turn(state, event);
    turn.offered.remove(named.get());
    Source source = named.get().source();
    switch (sorted.as()) {
      case BESIDE -> beside(turn, event, sorted.by(), as(source, Source.Role.BESIDE));
      case NEW_REQUEST -> turn.echo(sorted.by(), new Effect.Taken.NewRequest(source.name()));
    }
    return turn.accepted();
  }

  /** A source joins before Planning; once Planning has begun it is a change. */
  private static void beside(Turn turn, EventId event, Actor by, Source source) {
    Change change =
        new Change(
            event,
            by.person(),
            turn.version,
            new Change.What.SourceAdded(source),
            Change.Timing.NEXT);
    Effect.Taken taken = new Effect.Taken.SourceTaken(source.name());
    if (planningBegun(turn)) {
      Changes.take(turn, change, taken);
    } else {
      turn.sources.add(source);
      turn.used.add(new State.Used(change, null));
      turn.echo(by, taken);
    }
  }

  static boolean planningBegun(Turn turn) {
    return turn.draft != null || turn.plan != null || begun(turn.condition);
  }

  private static boolean begun(Condition condition) {
    return switch (condition) {
      case Condition.Working working -> working.stage() != Stage.READING;
      case Condition.Paused paused -> begun(paused.resume());
      case Condition.Failed failed -> begun(failed.resume());
      case Condition.Cancelled cancelled -> begun(cancelled.resume());
      case Condition.Held held -> false;
      case Condition.Choosing choosing -> false;
      case Condition.Asking asking -> true;
      case Condition.AwaitingApproval awaiting -> true;
      case Condition.Delivered delivered -> true;
      case Condition.Declined declined -> true;
      case Condition.Forgotten forgotten -> true;
    };
  }

  private static Source as(Source source, Source.Role role) {
    return new Source(role, source.origin(), source.name(), source.content());
  }
}
