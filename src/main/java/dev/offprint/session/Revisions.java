package dev.offprint.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What Revising made of the changes it took. */
final class Revisions {
  private Revisions() {}

  static Step revised(State state, EventId event, Event.PlanRevised revised) {
    Turn turn = new Turn(state, event);
    turn.outages = 0;
    List<Event.PlanRevised.Kept> kept = new ArrayList<>(revised.kept());
    if (revised.plan() == null) {
      revised.kept().forEach(left -> revertApplied(turn, left.change()));
      for (Change change : turn.applying) {
        if (kept.stream().noneMatch(known -> known.change().equals(change.event()))) {
          kept.add(new Event.PlanRevised.Kept(change.event(), "It changes nothing in the plan."));
        }
      }
      keep(turn, kept);
      Course.unrevised(turn, kept);
      return turn.accepted();
    }
    BlobId before = turn.plan;
    Set<EventId> left =
        kept.stream().map(Event.PlanRevised.Kept::change).collect(Collectors.toSet());
    for (Change change : turn.applying) {
      if (!left.contains(change.event())) {
        turn.used.add(new State.Used(change, before));
        if (change.what() instanceof Change.What.SourceAdded added) {
          turn.sources.add(added.source());
        } else if (change.what() instanceof Change.What.Reversed reversed
            && reversed.original() instanceof Change.What.SourceAdded added) {
          turn.sources.remove(added.source());
        }
      }
    }
    turn.read = turn.sources.size();
    turn.plan = revised.plan();
    turn.newest = turn.newest.next();
    turn.version = turn.newest;
    turn.estimate = revised.estimate();
    turn.designing = true;
    Questions.merge(turn, revised.questions());
    keep(turn, kept);
    Course.awaitApproval(turn, kept);
    return turn.accepted();
  }

  /** Revising could use nothing: the old plan stays, and whoever asked hears why. */
  static void refuseAll(Turn turn, String why) {
    List<Event.PlanRevised.Kept> kept =
        turn.applying.stream()
            .map(change -> new Event.PlanRevised.Kept(change.event(), why))
            .toList();
    List.copyOf(turn.applying).forEach(change -> Changes.revert(turn, change));
    keep(turn, kept);
    Course.unrevised(turn, kept);
  }

  private static void revertApplied(Turn turn, EventId event) {
    turn.applying.stream()
        .filter(change -> change.event().equals(event))
        .findFirst()
        .ifPresent(change -> Changes.revert(turn, change));
  }

  /** Ends a Revising: changes that were not applied are over, and so is what would undo them. */
  private static void keep(Turn turn, List<Event.PlanRevised.Kept> kept) {
    for (Event.PlanRevised.Kept left : kept) {
      turn.waiting.removeIf(
          change ->
              change.what() instanceof Change.What.Reversed reversed
                  && reversed.undone().equals(left.change()));
    }
    turn.applying.clear();
  }
}
