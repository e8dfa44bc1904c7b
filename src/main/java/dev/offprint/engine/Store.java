package dev.offprint.engine;

import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.SessionId;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions, events, effects and posts. One transaction is one step: an event is dropped as a
 * duplicate or counted, with all that follows from it. Times are kept to the millisecond.
 */
public interface Store extends AutoCloseable {
  /**
   * Runs in one write transaction; rolled back where it throws. Inside a transaction of the same
   * thread it is part of that one.
   */
  <T> T transact(Work<T> work);

  Optional<Stored> load(SessionId session);

  /** Sessions, newest first. */
  List<Stored> list();

  /** The sessions of a thread, newest first. */
  List<Stored> in(ThreadRef thread);

  /** Sessions whose paper has one of these keys, newest first. */
  List<Stored> ofPaper(List<String> paperKeys);

  /** What happened in a session, in order. */
  List<Happened> history(SessionId session);

  /** The session's posts, by sequence. */
  List<OutboxRow> posts(SessionId session);

  @Override
  void close();

  /** What a transaction does. */
  interface Work<T> {
    T in(Transaction tx);
  }

  /** Inside a transaction. */
  interface Transaction {
    /** Whether this event is new; false says that it was counted before. */
    boolean first(EventId event);

    Optional<Stored> load(SessionId session);

    void create(State state, Instant at);

    /**
     * @return false where the session is no longer at that version
     */
    boolean update(State state, long expected, Instant at);

    void happened(Happened event);

    /**
     * Enqueues through this transaction's own connection, once per key. A {@link Effect.Wake} is
     * due after its own time, everything else at once.
     */
    void enqueue(Effect effect);

    /** Adds a row to the session's outbox and enqueues a drain; once per key. */
    void post(Effect effect);

    /** Enqueues a drain of the session's outbox, due after that time. */
    void drain(SessionId session, Duration after);

    /**
     * Takes a row that is waiting or being sent, and had this many tries: it is being sent, and has
     * one try more.
     *
     * @return false where the row is no longer so
     */
    boolean claim(SessionId session, long seq, int tries);

    /**
     * Takes the last claim of a row back: it is as it was before, as if that try had not been made.
     *
     * @param before the row as it was when it was claimed
     */
    void unclaim(OutboxRow before);

    /** How a row that is being sent ended; {@code post} where it is known. */
    void record(SessionId session, long seq, PostState state, Chat.@Nullable PostId post);

    /**
     * Deletes history, posts, calls and all bytes of a session that no other session names. Its id,
     * times and state are left, and what the event being counted adds.
     */
    void erase(SessionId session);
  }

  /** A session as stored. */
  record Stored(State state, long version, Instant created, Instant changed) {}

  /** One event of a session's history, with what the rules made of it. */
  record Happened(SessionId session, EventId id, Instant at, Event event, String outcome) {}

  /**
   * One row of the outbox.
   *
   * @param post the platform's id, once known
   */
  record OutboxRow(
      SessionId session,
      long seq,
      Effect effect,
      PostState state,
      Chat.@Nullable PostId post,
      int tries) {}

  /** The disk or the database is full: nothing was written. Any method may throw it. */
  final class Full extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Full(String words, Throwable why) {
      super(words, why);
    }
  }

  /** How far a post has come. */
  enum PostState {
    WAITING,
    /** A request is out, or its outcome is unknown. */
    SENDING,
    DONE,
    REFUSED
  }
}
