package dev.offprint.session;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Taking back what a person did: still queued it is removed, used it is a change the other way. */
final class Undo {
  private Undo() {}

  static Step asked(State state, EventId event, Event.UndoAsked asked) {
    EventId undone = asked.undone();
    if (state.approval() != null && state.approval().event().equals(undone)) {
      return new Step.Refused("An approval is undone only by Cancel.");
    }
    if (state.followUp() != null && state.followUp().event().equals(undone)) {
      return new Step.Ignored("That message is being worked on already; Cancel stops it.");
    }
    Turn turn = new Turn(state, event);
    boolean found =
        queued(turn, undone)
            || taken(turn, asked, undone)
            || answers(turn, asked, undone)
            || turn.followUps.removeIf(message -> message.event().equals(undone))
            || turn.offered.removeIf(offered -> offered.event().equals(undone))
            || hold(turn, undone);
    if (!found) {
      return new Step.Ignored("There is nothing to undo: it was undone before, or never counted.");
    }
    turn.echo(asked.by(), new Effect.Taken.Undone());
    return turn.accepted();
  }

  private static boolean queued(Turn turn, EventId undone) {
    Optional<Change> waits = find(turn.waiting, undone, change -> change.event());
    waits.ifPresent(change -> Changes.drop(turn, change));
    return waits.isPresent();
  }

  /** In the plan, or being put into it now: the other way round. */
  private static boolean taken(Turn turn, Event.UndoAsked asked, EventId undone) {
    Optional<State.Used> used = find(turn.used, undone, one -> one.change().event());
    Optional<Change> applied = find(turn.applying, undone, change -> change.event());
    if (used.isEmpty() && applied.isEmpty()) {
      return false;
    }
    Change change = used.map(State.Used::change).or(() -> applied).orElseThrow();
    BlobId before = used.isPresent() ? used.get().before() : turn.plan;
    used.ifPresent(turn.used::remove);
    switch (change.what()) {
      case Change.What.SourceAdded added -> {
        if (Choices.planningBegun(turn)) {
          reverse(turn, asked, new Change.What.Reversed(undone, added, before));
        } else {
          unjoin(turn, added.source());
        }
      }
      case Change.What.Answered answered -> {
        OpenQuestion question = Questions.find(turn.questions, answered.question());
        EventId answer = answered.pick().event();
        if (question != null && answer != null) {
          OpenQuestion settled =
              Questions.without(question, answer, answered.before(), turn.owner.id());
          Questions.replace(turn, settled);
          Questions.follow(turn, asked.by().person(), question, settled);
        }
      }
      case Change.What.Reversed reversed -> reverse(turn, asked, reversed.original());
      case Change.What.Words words ->
          reverse(turn, asked, new Change.What.Reversed(undone, words, before));
      case Change.What.PlanFile file ->
          reverse(turn, asked, new Change.What.Reversed(undone, file, before));
    }
    return true;
  }

  private static void reverse(Turn turn, Event.UndoAsked asked, Change.What what) {
    Changes.take(
        turn,
        new Change(turn.event(), asked.by().person(), turn.version, what, Change.Timing.NEXT),
        null);
  }

  /** A source that joined before Planning leaves again; a Reading that has it starts anew. */
  private static void unjoin(Turn turn, Source source) {
    int index = turn.sources.indexOf(source);
    if (index < 0) {
      return;
    }
    turn.sources.remove(index);
    if (index < turn.read) {
      turn.read--;
      if (turn.condition instanceof Condition.Working) {
        turn.abort();
        Course.start(turn, Stage.READING);
      }
    }
  }

  private static boolean answers(Turn turn, Event.UndoAsked asked, EventId undone) {
    boolean found = false;
    for (OpenQuestion question : List.copyOf(turn.questions)) {
      if (question.picks().stream().anyMatch(pick -> undone.equals(pick.event()))) {
        found = true;
        OpenQuestion settled = Questions.without(question, undone, null, turn.owner.id());
        Questions.replace(turn, settled);
        Questions.follow(turn, asked.by().person(), question, settled);
      }
    }
    return found;
  }

  private static boolean hold(Turn turn, EventId undone) {
    if (turn.hold == null || !turn.hold.event().equals(undone)) {
      return false;
    }
    People.lift(turn);
    return true;
  }

  private static <T> Optional<T> find(List<T> all, EventId event, Function<T, EventId> named) {
    return all.stream().filter(one -> named.apply(one).equals(event)).findFirst();
  }
}
