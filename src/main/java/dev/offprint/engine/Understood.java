package dev.offprint.engine;

import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PlanVersion;
import java.util.List;

/** What was understood of a person's words or click. */
public sealed interface Understood {
  /** Events of the session, in order. */
  record Happened(List<Heard> events) implements Understood {
    public Happened {
      events = List.copyOf(events);
    }
  }

  /** A request for a new session. */
  record Begin(EventId id, Event.Requested request) implements Understood {}

  /** A question that changes nothing. */
  record Ask(Query query) implements Understood {}

  /** A click that needs words: the platform opens a place to write them in. */
  record Write(Action action) implements Understood {}

  /** Meant for us, but not understood; the words say what to do. */
  record Unclear(String words) implements Understood {}

  /** Not for us. */
  record Nothing() implements Understood {}

  /** An event under its id. */
  record Heard(EventId id, Event event) {}

  /** What can be asked without changing anything. */
  sealed interface Query {
    record Status() implements Query {}

    record Sessions() implements Query {}

    record Find(String words) implements Query {}

    record Help() implements Query {}

    record Details(PlanVersion version) implements Query {}
  }
}
