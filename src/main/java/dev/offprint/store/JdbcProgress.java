package dev.offprint.store;

import dev.offprint.engine.Json;
import dev.offprint.engine.Progress;
import dev.offprint.session.SessionId;
import java.util.Optional;

/** One row per session; the newest wins. */
final class JdbcProgress implements Progress {
  private final Database database;

  JdbcProgress(Database database) {
    this.database = database;
  }

  @Override
  public void report(SessionId session, Standing standing) {
    database.note(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into progress (session, standing) values (:session, :standing)
                    on conflict (session) do update set standing = excluded.standing
                    """)
                .bind("session", session.value())
                .bind("standing", Json.write(standing))
                .execute());
  }

  @Override
  public Optional<Standing> of(SessionId session) {
    return database.read(
        handle ->
            handle
                .createQuery("select standing from progress where session = :session")
                .bind("session", session.value())
                .mapTo(String.class)
                .findOne()
                .map(stored -> Json.read(stored, Standing.class)));
  }
}
