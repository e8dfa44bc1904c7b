package dev.offprint.store;

import dev.offprint.engine.Json;
import dev.offprint.engine.Listening;
import dev.offprint.session.PersonId;
import dev.offprint.session.ThreadRef;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.SqlStatement;

/** One row per thread. */
final class JdbcListening implements Listening {
  private final Database database;

  JdbcListening(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Heard> heard(ThreadRef thread) {
    return database.read(
        handle ->
            named(
                    handle.createQuery(
                        """
                        select up_to, speakers from heard
                        where connection = :connection and channel = :channel and thread = :thread
                        """),
                    thread)
                .map(
                    (row, context) ->
                        new Heard(
                            row.getString("up_to"),
                            Set.copyOf(Json.readList(row.getString("speakers"), PersonId.class))))
                .findOne());
  }

  @Override
  public void keep(ThreadRef thread, Heard heard) {
    // A mark that is lost is one that is read from again.
    database.note(
        handle ->
            named(
                    handle.createUpdate(
                        """
                        insert into heard (connection, channel, thread, up_to, speakers)
                        values (:connection, :channel, :thread, :upTo, :speakers)
                        on conflict (connection, channel, thread) do update
                          set up_to = excluded.up_to, speakers = excluded.speakers
                        """),
                    thread)
                .bind("upTo", heard.upTo())
                .bind(
                    "speakers",
                    Json.writeList(
                        heard.speakers().stream()
                            .sorted((one, other) -> one.value().compareTo(other.value()))
                            .toList(),
                        PersonId.class))
                .execute());
  }

  private static <S extends SqlStatement<S>> S named(S statement, ThreadRef thread) {
    return statement
        .bind("connection", thread.connection())
        .bind("channel", thread.channel())
        .bind("thread", thread.thread());
  }
}
