package dev.offprint.store;

import dev.offprint.engine.Shelf;
import dev.offprint.session.BlobId;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The shelf as rows; the oldest make room. */
final class JdbcShelf implements Shelf {
  private final Database database;
  private final StoreSettings settings;
  private final Clock clock;

  JdbcShelf(Database database, StoreSettings settings, Clock clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Optional<byte[]> find(Kind kind, String key) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select bytes from shelf where kind = :kind and name = :name and at >= :oldest")
                .bind("kind", kind.name())
                .bind("name", key)
                .bind("oldest", oldest())
                .map((row, context) -> row.getBytes(1))
                .findOne());
  }

  @Override
  public void keep(Kind kind, String key, BlobId of, byte[] bytes) {
    if (bytes.length > settings.shelf() / 4) {
      // One entry must not push all others off.
      return;
    }
    database.write(
        handle -> {
          handle
              .createUpdate(
                  """
                  insert into shelf (kind, name, made_of, at, size, bytes)
                  values (:kind, :name, :of, :at, :size, :bytes)
                  on conflict (kind, name) do update
                    set made_of = excluded.made_of, at = excluded.at,
                      size = excluded.size, bytes = excluded.bytes
                  """)
              .bind("kind", kind.name())
              .bind("name", key)
              .bind("of", of.value())
              .bind("at", clock.millis())
              .bind("size", bytes.length)
              .bind("bytes", bytes)
              .execute();
          makeRoom(handle);
          return null;
        });
  }

  private void makeRoom(Handle handle) {
    handle.createUpdate("delete from shelf where at < :oldest").bind("oldest", oldest()).execute();
    handle
        .createUpdate(
            """
            delete from shelf where (kind, name) in (
              select kind, name from (
                select kind, name, sum(size) over (order by at desc, kind, name) as upTo from shelf)
              where upTo > :most)
            """)
        .bind("most", settings.shelf())
        .execute();
  }

  private long oldest() {
    return clock.millis() - settings.shelfAge().toMillis();
  }

  /** What was made of files that are gone goes too. */
  static void erase(Handle handle) {
    handle.execute(
        "delete from shelf where not exists (select 1 from blob where blob.id = shelf.made_of)");
  }
}
