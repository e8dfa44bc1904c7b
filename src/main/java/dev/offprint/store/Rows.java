package dev.offprint.store;

import dev.offprint.engine.Chat;
import dev.offprint.engine.Json;
import dev.offprint.engine.Store.Happened;
import dev.offprint.engine.Store.OutboxRow;
import dev.offprint.engine.Store.PostState;
import dev.offprint.engine.Store.Stored;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.SessionId;
import dev.offprint.session.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows read back as values. */
final class Rows {
  private static final String SESSIONS = "select state, version, created, changed from session ";

  private Rows() {}

  static Optional<Stored> session(Handle handle, SessionId session) {
    return handle
        .createQuery(SESSIONS + "where id = :id")
        .bind("id", session.value())
        .map(Rows::stored)
        .findOne();
  }

  /** The sessions that a condition selects, newest first. */
  static List<Stored> sessions(Handle handle, String where, UnaryOperator<Query> binding) {
    return binding
        .apply(handle.createQuery(SESSIONS + where + " order by created desc, id"))
        .map(Rows::stored)
        .list();
  }

  private static Stored stored(ResultSet row, StatementContext context) throws SQLException {
    return new Stored(
        Json.read(row.getString("state"), State.class),
        row.getLong("version"),
        Instant.ofEpochMilli(row.getLong("created")),
        Instant.ofEpochMilli(row.getLong("changed")));
  }

  static List<Happened> history(Handle handle, SessionId session) {
    return handle
        .createQuery(
            "select event_id, at, event, outcome from history where session = :id order by seq")
        .bind("id", session.value())
        .map(
            (row, context) ->
                new Happened(
                    session,
                    new EventId(row.getString("event_id")),
                    Instant.ofEpochMilli(row.getLong("at")),
                    Json.read(row.getString("event"), Event.class),
                    row.getString("outcome")))
        .list();
  }

  static List<OutboxRow> posts(Handle handle, SessionId session) {
    return handle
        .createQuery(
            "select seq, effect, state, post, tries from outbox where session = :id order by seq")
        .bind("id", session.value())
        .map(
            (row, context) -> {
              String post = row.getString("post");
              return new OutboxRow(
                  session,
                  row.getLong("seq"),
                  Json.read(row.getString("effect"), Effect.class),
                  PostState.valueOf(row.getString("state")),
                  post == null ? null : new Chat.PostId(post),
                  row.getInt("tries"));
            })
        .list();
  }
}
