package dev.offprint.engine;

import dev.offprint.session.Condition;
import dev.offprint.session.SessionId;
import dev.offprint.session.ThreadRef;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is where a model on this machine takes one call at a time: a session keeps it until
 * it comes to rest, so that what the model has read of its paper stays cached; then comes whoever
 * has waited longest. Only the session that a person looks at goes before all others, from the next
 * stage on. Who works is looked up in the store, so that no turn is lost whatever ends the work.
 * Safe for use by several threads.
 */
final class LocalTurns {
  private final Store store;
  private final Models models;
  private final Supplier<Optional<ThreadRef>> front;
  private final LinkedHashSet<SessionId> waiting = new LinkedHashSet<>();
  private @Nullable SessionId holder;

  /** Stages of the holder that run now. */
  private int running;

  /**
   * @param front the thread that a person looks at
   */
  LocalTurns(Store store, Models models, Supplier<Optional<ThreadRef>> front) {
    this.store = store;
    this.models = models;
    this.front = front;
  }

  /** Whether any role's model takes turns at all. */
  boolean taken() {
    for (Role role : Role.values()) {
      Traits traits = models.traits(role);
      if (traits.local() && traits.parallel() <= 1) {
        return true;
      }
    }
    return false;
  }

  /** Begins a stage where it is the session's turn; else the session waits in line. */
  synchronized boolean begin(SessionId session) {
    if (!session.equals(next(session))) {
      waiting.add(session);
      return false;
    }
    waiting.remove(session);
    holder = session;
    running++;
    return true;
  }

  /** How many turns there are at least until this session's, from 1; for one that waits. */
  synchronized int place(SessionId session) {
    if (watched().filter(session::equals).isPresent()) {
      return 1;
    }
    int place = 1;
    for (SessionId other : waiting) {
      if (other.equals(session)) {
        break;
      }
      place++;
    }
    return place;
  }

  /** A stage that had begun has ended; a session that rests then has lost its turn. */
  synchronized void end() {
    running--;
    SessionId current = holder;
    if (running == 0 && current != null && !works(current)) {
      holder = null;
    }
  }

  private SessionId next(SessionId asking) {
    SessionId current = holder;
    if (running > 0 && current != null) {
      return current;
    }
    Optional<SessionId> first = watched();
    if (first.isPresent()) {
      return first.get();
    }
    if (current != null && works(current)) {
      return current;
    }
    waiting.removeIf(session -> !works(session));
    return waiting.isEmpty() ? asking : waiting.getFirst();
  }

  /** The session that a person looks at, while it works. */
  private Optional<SessionId> watched() {
    return front.get().stream()
        .flatMap(thread -> store.in(thread).stream())
        .filter(LocalTurns::works)
        .map(stored -> stored.state().id())
        .findFirst();
  }

  private boolean works(SessionId session) {
    return store.load(session).filter(LocalTurns::works).isPresent();
  }

  private static boolean works(Store.Stored stored) {
    return stored.state().condition() instanceof Condition.Working;
  }
}
