package dev.offprint.store;

import dev.offprint.engine.Chat;
import dev.offprint.engine.Json;
import dev.offprint.engine.Store;
import dev.offprint.session.Effect;
import dev.offprint.session.EventId;
import dev.offprint.session.SessionId;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The statements of one transaction. */
final class JdbcTransaction implements Store.Transaction {
  /** Bytes that nobody came to name in this time are taken by the next erase. */
  private static final Duration ORPHANED = Duration.ofDays(1);

  private final Handle handle;
  private final Queues queues;
  private final Clock clock;

  JdbcTransaction(Handle handle, Queues queues, Clock clock) {
    this.handle = handle;
    this.queues = queues;
    this.clock = clock;
  }

  @Override
  public boolean first(EventId event) {
    return update("insert into counted (event_id, at) values (:id, :at) on conflict do nothing")
            .bind("id", event.value())
            .bind("at", clock.millis())
            .execute()
        == 1;
  }

  @Override
  public Optional<Store.Stored> load(SessionId session) {
    return Rows.session(handle, session);
  }

  @Override
  public void create(State state, Instant at) {
    bound(
            update(
                """
                insert into session
                  (id, version, created, changed, connection, channel, thread, state)
                values (:id, 1, :at, :at, :connection, :channel, :thread, :state)
                """),
            state,
            at)
        .execute();
    follow(state);
  }

  @Override
  public boolean update(State state, long expected, Instant at) {
    boolean updated =
        bound(
                    update(
                        """
                        update session set version = version + 1, changed = :at,
                          connection = :connection, channel = :channel, thread = :thread,
                          state = :state
                        where id = :id and version = :expected
                        """),
                    state,
                    at)
                .bind("expected", expected)
                .execute()
            == 1;
    if (updated) {
      follow(state);
    }
    return updated;
  }

  private static Update bound(Update update, State state, Instant at) {
    ThreadRef thread = state.thread();
    return update
        .bind("id", state.id().value())
        .bind("at", at.toEpochMilli())
        .bind("connection", thread.connection())
        .bind("channel", thread.channel())
        .bind("thread", thread.thread())
        .bind("state", Json.write(state));
  }

  /** Notes what the session names and of which paper it is. */
  private void follow(State state) {
    named(state.id(), Json.write(state));
    update("delete from session_paper where session = :id")
        .bind("id", state.id().value())
        .execute();
    for (String key : state.paperKeys()) {
      update(
              "insert into session_paper (paper_key, session) values (:key, :id)"
                  + " on conflict do nothing")
          .bind("key", key)
          .bind("id", state.id().value())
          .execute();
    }
  }

  @Override
  public void happened(Store.Happened event) {
    String stored = Json.write(event.event());
    update(
            """
            insert into history (session, seq, event_id, at, event, outcome)
            select :session, coalesce(max(seq), 0) + 1, :id, :at, :event, :outcome
            from history where session = :session
            """)
        .bind("session", event.session().value())
        .bind("id", event.id().value())
        .bind("at", event.at().toEpochMilli())
        .bind("event", stored)
        .bind("outcome", event.outcome())
        .execute();
    named(event.session(), stored);
  }

  @Override
  public void enqueue(Effect effect) {
    queues.enqueue(effect);
    named(effect.key().session(), Json.write(effect));
  }

  @Override
  public void post(Effect effect) {
    String stored = Json.write(effect);
    update(
            """
            insert into outbox (session, seq, effect_n, effect, state, tries)
            select :session, coalesce(max(seq), 0) + 1, :n, :effect, 'WAITING', 0
            from outbox where session = :session
            on conflict (session, effect_n) do nothing
            """)
        .bind("session", effect.key().session().value())
        .bind("n", effect.key().n())
        .bind("effect", stored)
        .execute();
    named(effect.key().session(), stored);
    queues.drain(effect);
  }

  @Override
  public void drain(SessionId session, Duration after) {
    queues.drain(session, after);
  }

  @Override
  public boolean claim(SessionId session, long seq, int tries) {
    return update(
                """
                update outbox set state = 'SENDING', tries = tries + 1
                where session = :session and seq = :seq and tries = :tries
                  and state in ('WAITING', 'SENDING')
                """)
            .bind("session", session.value())
            .bind("seq", seq)
            .bind("tries", tries)
            .execute()
        == 1;
  }

  @Override
  public void unclaim(Store.OutboxRow before) {
    update(
            """
            update outbox set state = :state, tries = :tries
            where session = :session and seq = :seq and state = 'SENDING' and tries = :tries + 1
            """)
        .bind("session", before.session().value())
        .bind("seq", before.seq())
        .bind("state", before.state().name())
        .bind("tries", before.tries())
        .execute();
  }

  @Override
  public void record(
      SessionId session, long seq, Store.PostState state, Chat.@Nullable PostId post) {
    update(
            """
            update outbox set state = :state, post = coalesce(:post, post)
            where session = :session and seq = :seq and state = 'SENDING'
            """)
        .bind("session", session.value())
        .bind("seq", seq)
        .bind("state", state.name())
        .bind("post", post == null ? null : post.value())
        .execute();
  }

  @Override
  public void erase(SessionId session) {
    // What was spent stays spent, though nobody knows any more on what.
    new Spendings(handle)
        .settle(
            handle.createQuery(Spendings.OPEN).bind("session", session.value()),
            Spendings.Ended::inFull);
    for (String table :
        new String[] {
          "history", "outbox", "model_call", "session_model", "progress", "session_paper"
        }) {
      update("delete from " + table + " where session = :id").bind("id", session.value()).execute();
    }
    update(
            """
            delete from heard where exists (
              select 1 from session
              where id = :id and session.connection = heard.connection
                and session.channel = heard.channel and session.thread = heard.thread)
            """)
        .bind("id", session.value())
        .execute();
    Queues.erase(handle, session);
    Names.erase(handle, session, clock.millis() - ORPHANED.toMillis());
  }

  private void named(SessionId session, String stored) {
    Names.in(handle, session, stored, clock.millis());
  }

  private Update update(String sql) {
    return handle.createUpdate(sql);
  }
}
