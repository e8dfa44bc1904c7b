package dev.offprint.store;

import dev.offprint.engine.Blobs;
import dev.offprint.engine.Journal;
import dev.offprint.engine.Listening;
import dev.offprint.engine.Progress;
import dev.offprint.engine.Schedule;
import dev.offprint.engine.Shelf;
import dev.offprint.engine.Store;
import dev.offprint.session.SessionId;
import dev.offprint.session.ThreadRef;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that lasts, in one SQLite database in a data directory of which this process is the
 * only writer. All parts may be used by any number of threads; they should be platform threads,
 * since a call into the database pins a virtual one.
 */
public final class JdbcStore implements Store {
  private final @Nullable DirectoryLock lock;
  private final Database database;
  private final Queues queues;
  private final StoreSettings settings;
  private final Clock clock;
  private final Clock due;

  private JdbcStore(
      @Nullable DirectoryLock lock,
      Database database,
      StoreSettings settings,
      Clock clock,
      Clock due) {
    this.lock = lock;
    this.database = database;
    this.queues = new Queues(database, Sqlite.customization(), due);
    this.settings = settings;
    this.clock = clock;
    this.due = due;
  }

  /**
   * Opens the store of a directory, made where there is none; what an earlier process was running
   * is released to be run again.
   *
   * @throws DirectoryInUse where another process uses it
   */
  public static JdbcStore open(Path directory, StoreSettings settings, Clock clock) {
    return open(directory, settings, clock, clock);
  }

  /**
   * The same with a clock of its own for what becomes due, which nobody sets back.
   *
   * @param clock of the times that are stored for people
   */
  public static JdbcStore open(Path directory, StoreSettings settings, Clock clock, Clock due) {
    Sqlite.create(directory);
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      Database database = Sqlite.open(directory, settings.safe());
      database.write(
          handle -> {
            Queues.release(handle);
            return null;
          });
      return new JdbcStore(lock, database, settings, clock, due);
    } catch (RuntimeException failure) {
      lock.close();
      throw failure;
    }
  }

  /**
   * Opens the store of a directory to look at, whoever else uses it: what is there is read, nothing
   * can be written.
   *
   * @throws DirectoryInUse where there is no database yet and another process is about to make it
   */
  public static JdbcStore toRead(Path directory, Clock clock) {
    StoreSettings settings = StoreSettings.DEFAULT;
    if (!Sqlite.current(directory)) {
      open(directory, settings, clock).close();
    }
    return new JdbcStore(null, Sqlite.toRead(directory), settings, clock, clock);
  }

  public Journal journal() {
    return new JdbcJournal(database);
  }

  public Blobs blobs() {
    return new JdbcBlobs(database, clock);
  }

  public Progress progress() {
    return new JdbcProgress(database);
  }

  public Shelf shelf() {
    return new JdbcShelf(database, settings, clock);
  }

  public Listening listening() {
    return new JdbcListening(database);
  }

  /** The queues' threads, to be stopped before the store is closed. */
  public Schedule schedule() {
    return new DbSchedule(database.writer(), Sqlite.customization(), settings, due);
  }

  @Override
  public <T> T transact(Work<T> work) {
    return database.write(handle -> work.in(new JdbcTransaction(handle, queues, clock)));
  }

  @Override
  public Optional<Stored> load(SessionId session) {
    return database.read(handle -> Rows.session(handle, session));
  }

  @Override
  public List<Stored> list() {
    return database.read(handle -> Rows.sessions(handle, "", query -> query));
  }

  @Override
  public List<Stored> in(ThreadRef thread) {
    return database.read(
        handle ->
            Rows.sessions(
                handle,
                "where connection = :connection and channel = :channel and thread = :thread",
                query ->
                    query
                        .bind("connection", thread.connection())
                        .bind("channel", thread.channel())
                        .bind("thread", thread.thread())));
  }

  @Override
  public List<Stored> ofPaper(List<String> paperKeys) {
    if (paperKeys.isEmpty()) {
      return List.of();
    }
    return database.read(
        handle ->
            Rows.sessions(
                handle,
                "where id in (select session from session_paper where paper_key in (<keys>))",
                query -> query.bindList("keys", paperKeys)));
  }

  @Override
  public List<Happened> history(SessionId session) {
    return database.read(handle -> Rows.history(handle, session));
  }

  @Override
  public List<OutboxRow> posts(SessionId session) {
    return database.read(handle -> Rows.posts(handle, session));
  }

  /** For tests that run the queues by hand, fill the disk or look at rows. */
  Database database() {
    return database;
  }

  @Override
  public void close() {
    database.close();
    if (lock != null) {
      lock.close();
    }
  }
}
