package dev.offprint.store;

import dev.offprint.engine.Blobs;
import dev.offprint.session.BlobId;
import dev.offprint.session.SessionId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import org.jdbi.v3.core.Handle;

/** Blobs as rows by their hash. */
final class JdbcBlobs implements Blobs {
  private final Database database;
  private final Clock clock;

  JdbcBlobs(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public BlobId put(byte[] bytes) {
    BlobId id = id(bytes);
    // Whoever writes the row that names it waits for the disk, and the bytes are written before.
    return database.note(
        handle -> {
          boolean known =
              handle
                      .createUpdate("update blob set at = :now where id = :id")
                      .bind("now", clock.millis())
                      .bind("id", id.value())
                      .execute()
                  > 0;
          if (!known) {
            insert(handle, id, bytes);
          }
          return id;
        });
  }

  @Override
  public BlobId put(SessionId session, byte[] bytes) {
    BlobId id = id(bytes);
    return database.note(
        handle -> {
          if (!known(handle, id)) {
            insert(handle, id, bytes);
          }
          Names.named(handle, session, id, clock.millis());
          return id;
        });
  }

  private static boolean known(Handle handle, BlobId id) {
    return handle
        .createQuery("select 1 from blob where id = :id")
        .bind("id", id.value())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private void insert(Handle handle, BlobId id, byte[] bytes) {
    handle
        .createUpdate("insert into blob (id, at, bytes) values (:id, :now, :bytes)")
        .bind("id", id.value())
        .bind("now", clock.millis())
        .bind("bytes", bytes)
        .execute();
    Names.links(handle, id, bytes);
  }

  @Override
  public byte[] get(BlobId id) {
    return database.read(
        handle ->
            handle
                .createQuery("select bytes from blob where id = :id")
                .bind("id", id.value())
                .map((row, context) -> row.getBytes(1))
                .findOne()
                .orElseThrow(() -> new IllegalStateException("no blob " + id.value())));
  }

  private static BlobId id(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new BlobId(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
