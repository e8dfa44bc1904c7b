package dev.offprint.engine;

import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.Lifecycle;
import dev.offprint.session.Permission;
import dev.offprint.session.SessionId;
import dev.offprint.session.Step;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The one way in: whatever happens, people's doing and what effects bring back, is counted here, in
 * one transaction with all that follows from it. Safe for use by several threads.
 */
public final class Inbox {
  /** The outcome in the history of an event that counted. */
  public static final String ACCEPTED = "accepted";

  private static final int MOST_CONFLICTS = 50;
  private static final BigInteger LETTERS = BigInteger.valueOf(36);
  private static final int LENGTH_OF_ID = 8;

  private final Permission.Policy policy;
  private final Store store;
  private final Schedule schedule;
  private final InstantSource clock;
  private final Consumer<SessionId> changed;

  /**
   * @param policy who may do what here
   * @param changed told after every event that counted; must not throw
   */
  public Inbox(
      Permission.Policy policy,
      Store store,
      Schedule schedule,
      InstantSource clock,
      Consumer<SessionId> changed) {
    this.policy = policy;
    this.store = store;
    this.schedule = schedule;
    this.clock = clock;
    this.changed = changed;
  }

  /** What became of an event. */
  public sealed interface Receipt {
    /** It counts. */
    record Accepted() implements Receipt {}

    /** It was counted before. */
    record Duplicate() implements Receipt {}

    /** It changes nothing; the words say why. */
    record Ignored(String why) implements Receipt {}

    /** It may not be; the words say why. */
    record Refused(String why) implements Receipt {}
  }

  /** A session that was asked for, and what became of the request. */
  public record Begun(SessionId session, Receipt receipt) {}

  /** Begins a session; the same event always begins the same one. */
  public Begun begin(EventId id, Event.Requested requested) {
    Begun begun =
        store.transact(
            tx -> {
              boolean first = tx.first(id);
              SessionId session = named(tx, id, first);
              if (!first) {
                return new Begun(session, new Receipt.Duplicate());
              }
              Instant now = clock.instant();
              return switch (Lifecycle.begin(policy, session, id, requested)) {
                case Step.Accepted accepted -> {
                  tx.create(accepted.state(), now);
                  tx.happened(new Store.Happened(session, id, now, requested, ACCEPTED));
                  hand(tx, accepted.effects());
                  yield new Begun(session, new Receipt.Accepted());
                }
                case Step.Ignored no -> new Begun(session, new Receipt.Ignored(no.why()));
                case Step.Refused no -> new Begun(session, new Receipt.Refused(no.why()));
              };
            });
    tell(begun.session(), begun.receipt());
    return begun;
  }

  /** Why such a request would begin nothing; empty where it would. Nothing is counted. */
  Optional<String> objection(EventId id, Event.Requested requested) {
    return switch (Lifecycle.begin(policy, name(id, 0), id, requested)) {
      case Step.Accepted accepted -> Optional.empty();
      case Step.Ignored no -> Optional.of(no.why());
      case Step.Refused no -> Optional.of(no.why());
    };
  }

  /** Counts an event of a session. */
  public Receipt receive(SessionId session, EventId id, Event event) {
    for (int conflicts = 0; ; conflicts++) {
      try {
        Receipt receipt = store.transact(tx -> counted(tx, session, id, event));
        tell(session, receipt);
        return receipt;
      } catch (Conflict another) {
        if (conflicts >= MOST_CONFLICTS) {
          throw new IllegalStateException(
              "session " + session.value() + " was changed by others all the time", another);
        }
      }
    }
  }

  private Receipt counted(Store.Transaction tx, SessionId session, EventId id, Event event) {
    Optional<Store.Stored> stored = tx.load(session);
    if (stored.isEmpty()) {
      return new Receipt.Refused("There is no session " + session.value() + ".");
    }
    if (!tx.first(id)) {
      return new Receipt.Duplicate();
    }
    Instant now = clock.instant();
    return switch (Lifecycle.next(policy, stored.get().state(), id, event)) {
      case Step.Accepted accepted -> {
        if (!tx.update(accepted.state(), stored.get().version(), now)) {
          throw new Conflict();
        }
        if (accepted.effects().stream().anyMatch(Effect.Erase.class::isInstance)) {
          tx.erase(session);
        }
        tx.happened(new Store.Happened(session, id, now, event, ACCEPTED));
        hand(tx, accepted.effects());
        yield new Receipt.Accepted();
      }
      case Step.Ignored no -> {
        tx.happened(new Store.Happened(session, id, now, event, "ignored: " + no.why()));
        yield new Receipt.Ignored(no.why());
      }
      case Step.Refused no -> {
        tx.happened(new Store.Happened(session, id, now, event, "refused: " + no.why()));
        yield new Receipt.Refused(no.why());
      }
    };
  }

  private static void hand(Store.Transaction tx, List<Effect> effects) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Post post -> tx.post(post);
        case Effect.WriteDirectly direct -> tx.post(direct);
        case Effect.RunStage run -> tx.enqueue(run);
        case Effect.AbortStage abort -> tx.enqueue(abort);
        case Effect.Wake wake -> tx.enqueue(wake);
        case Effect.Erase erase -> tx.enqueue(erase);
      }
    }
  }

  private void tell(SessionId session, Receipt receipt) {
    if (receipt instanceof Receipt.Accepted) {
      schedule.wake();
      changed.accept(session);
    }
  }

  /** The id follows from the event, so that a repeated request finds its session. */
  private SessionId named(Store.Transaction tx, EventId id, boolean first) {
    for (int salt = 0; ; salt++) {
      SessionId session = name(id, salt);
      if (tx.load(session).isEmpty() || (!first && begunBy(session, id))) {
        return session;
      }
    }
  }

  private boolean begunBy(SessionId session, EventId id) {
    return store.history(session).stream().anyMatch(happened -> happened.id().equals(id));
  }

  private static SessionId name(EventId id, int salt) {
    BigInteger number = new BigInteger(1, Digest.bytes(List.of(id.value(), String.valueOf(salt))));
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < LENGTH_OF_ID; i++) {
      BigInteger[] parts = number.divideAndRemainder(LETTERS);
      letters.append(Character.forDigit(parts[1].intValue(), Character.MAX_RADIX));
      number = parts[0];
    }
    return new SessionId(letters.toString());
  }

  /** Somebody else changed the session between reading and writing. */
  private static final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1;

    Conflict() {
      super("the session changed meanwhile", null, false, false);
    }
  }
}
