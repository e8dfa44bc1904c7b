package dev.offprint.session;

import java.util.ArrayList;
import java.util.List;

/** What becomes of a request when the message that asked is edited or deleted. */
final class Requests {
  private Requests() {}

  /** An edited request counts until Planning starts; with other sources, Reading begins anew. */
  static Step edited(State state, EventId event, Event.RequestEdited edited) {
    if (!edited.by().id().equals(state.requester().id())) {
      return new Step.Refused("Only @" + state.requester().name() + " can edit this request.");
    }
    Turn turn = new Turn(state, event);
    if (Choices.planningBegun(turn)) {
      return new Step.Ignored(
          "Planning has begun, so the edited message changes nothing any more: say"
              + " \"change: …\" with what shall be different.");
    }
    boolean sources = !edited.gone().isEmpty() || !edited.come().isEmpty();
    if (!sources && edited.brief().equals(state.brief())) {
      return new Step.Ignored("The request reads as before.");
    }
    List<Source> now = new ArrayList<>(state.sources());
    now.removeIf(source -> edited.gone().stream().anyMatch(old -> same(old, source)));
    now.addAll(edited.come());
    if (now.isEmpty()) {
      return new Step.Refused(
          "Without a paper there is nothing to do: add one, or say \"cancel\".");
    }
    turn.brief = edited.brief();
    turn.echo(edited.by(), new Effect.Taken.RequestEdited());
    if (sources) {
      turn.sources = now;
      readAnew(turn);
    }
    return turn.accepted();
  }

  /** One that came the same way; Reading may have added its bytes. */
  private static boolean same(Source old, Source source) {
    return old.origin().equals(source.origin())
        && old.name().equals(source.name())
        && (old.content() == null || old.content().equals(source.content()));
  }

  private static void readAnew(Turn turn) {
    turn.abort();
    turn.paper = null;
    turn.paperKeys = List.of();
    turn.read = 0;
    Choices.sortOut(turn);
  }

  /** Asks once whether to stop; the work goes on until somebody says so. */
  static Step deleted(State state, EventId event) {
    if (state.gone() != null) {
      return new Step.Ignored("It has been asked already whether to stop.");
    }
    if (state.deliveries() > 0) {
      return new Step.Ignored("There is a delivery already; it stays.");
    }
    Turn turn = new Turn(state, event);
    turn.gone = new State.Gone(true);
    turn.post(new Effect.Topic.RequestGone());
    return turn.accepted();
  }

  static Step kept(State state, EventId event, Event.RequestKept kept) {
    if (state.gone() == null || !state.gone().open()) {
      return new Step.Ignored("Whether to stop is not open.");
    }
    Turn turn = new Turn(state, event);
    settled(turn);
    turn.echo(kept.by(), new Effect.Taken.RequestKept());
    return turn.accepted();
  }

  /** Whether to stop is no longer asked. */
  static void settled(Turn turn) {
    if (turn.gone != null) {
      turn.gone = new State.Gone(false);
    }
  }
}
