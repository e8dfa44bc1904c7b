package dev.offprint.store;

import dev.offprint.engine.Store;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The one way to a connection: one writes, others read. What a thread does inside its transaction,
 * reads included, goes through that transaction.
 */
final class Database implements AutoCloseable {
  private final Connections writer;
  private final Connections readers;
  private final Jdbi write;
  private final Jdbi read;
  private final SharedSync sync;
  private final Function<SQLException, Optional<String>> full;
  private final ThreadLocal<@Nullable Handle> transaction = new ThreadLocal<>();

  /**
   * @param sync makes committed transactions last
   * @param full what to tell people where an error says that nothing more can be written
   */
  Database(
      Connections writer,
      Connections readers,
      SharedSync sync,
      Function<SQLException, Optional<String>> full) {
    this.writer = writer;
    this.readers = readers;
    this.write = Jdbi.create(writer);
    this.read = Jdbi.create(readers);
    this.sync = sync;
    this.full = full;
  }

  /**
   * Runs in a write transaction, or in the one that this thread is in; comes back once it lasts,
   * and with it all that was written before.
   */
  <T extends @Nullable Object> T write(Function<Handle, T> work) {
    T done = note(work);
    if (transaction.get() == null) {
      try {
        sync.await();
      } catch (UncheckedIOException broken) {
        throw new Store.Full("The disk fails: what was written last may not be kept.", broken);
      }
    }
    return done;
  }

  /**
   * Runs like {@link #write}, and comes back once everybody sees it; it lasts with the next write
   * that is waited for. For what a loss of power may take as long as nothing later is kept.
   */
  <T extends @Nullable Object> T note(Function<Handle, T> work) {
    Handle outer = transaction.get();
    if (outer != null) {
      return work.apply(outer);
    }
    try {
      return write.inTransaction(
          handle -> {
            transaction.set(handle);
            try {
              return work.apply(handle);
            } finally {
              transaction.remove();
            }
          });
    } catch (RuntimeException failure) {
      throw told(failure);
    }
  }

  <T extends @Nullable Object> T read(Function<Handle, T> work) {
    Handle outer = transaction.get();
    if (outer != null) {
      return work.apply(outer);
    }
    try {
      return read.withHandle(work::apply);
    } catch (RuntimeException failure) {
      throw told(failure);
    }
  }

  /** Gives the connection of the transaction that the thread is in; closing it does nothing. */
  DataSource joined() {
    return new BareDataSource() {
      @Override
      public Connection getConnection() {
        Handle handle = transaction.get();
        if (handle == null) {
          throw new IllegalStateException("not in a transaction");
        }
        return Connections.keeping(handle.getConnection(), () -> {});
      }
    };
  }

  /** For db-scheduler's own statements, which are in nobody's way. */
  DataSource writer() {
    return new BareDataSource() {
      @Override
      public Connection getConnection() throws SQLException {
        return writer.behind();
      }
    };
  }

  private RuntimeException told(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        Optional<String> words = full.apply(sql);
        if (words.isPresent()) {
          return new Store.Full(words.get(), failure);
        }
      }
    }
    return failure;
  }

  @Override
  public void close() {
    try {
      readers.close();
      writer.close();
    } catch (SQLException broken) {
      throw new IllegalStateException("the database cannot be closed", broken);
    }
  }
}
