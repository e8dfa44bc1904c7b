package dev.offprint.store;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.SqliteJdbcCustomization;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** All that is special to SQLite: its file, its pragmas, its migrations, its errors. */
final class Sqlite {
  /** The newest migration; the file's own {@code user_version} once it has run. */
  static final int SCHEMA = 5;

  private static final int READERS = 4;

  private Sqlite() {}

  static JdbcCustomization customization() {
    return new SqliteJdbcCustomization();
  }

  /** Opens the file in the directory, created and migrated where it has to be. */
  static Database open(Path directory, boolean safe) {
    Path file = file(directory);
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    return open(file, safe, new SharedSync(safe ? () -> force(log) : () -> {}));
  }

  static Database open(Path file, boolean safe, SharedSync sync) {
    SQLiteDataSource source = new SQLiteDataSource(config(safe));
    source.setUrl(url(file));
    try (Connection connection = source.getConnection()) {
      migrate(file, source, connection);
    } catch (SQLException broken) {
      throw new IllegalStateException("the database cannot be opened: " + file, broken);
    }
    return database(file, source, sync);
  }

  /**
   * What is committed stands in the log, in order. Opened each time: SQLite deletes the log with
   * the last connection, once all of it is in the database. A file descriptor's own way is not cut
   * off by interrupts.
   */
  private static void force(Path log) throws IOException {
    if (Files.exists(log)) {
      try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
        file.getFD().sync();
      }
    }
  }

  /** Whether the file is there and needs no migration. */
  static boolean current(Path directory) {
    Path file = file(directory);
    if (!Files.exists(file)) {
      return false;
    }
    try (Connection connection = reading(file).getConnection();
        Statement statement = connection.createStatement();
        ResultSet version = statement.executeQuery("pragma user_version")) {
      return version.getInt(1) == SCHEMA;
    } catch (SQLException broken) {
      throw new IllegalStateException("the database cannot be opened: " + file, broken);
    }
  }

  /** Opens the file as it is; whatever would write fails. */
  static Database toRead(Path directory) {
    Path file = file(directory);
    return database(file, reading(file), new SharedSync(() -> {}));
  }

  private static Database database(Path file, DataSource source, SharedSync sync) {
    return new Database(
        new Connections(source, 1),
        new Connections(source, READERS),
        sync,
        failure -> full(file, failure));
  }

  static Path file(Path directory) {
    return directory.resolve("offprint.db");
  }

  private static String url(Path file) {
    return "jdbc:sqlite:" + file;
  }

  /** Not opened read-only: that could not read a log that a crash has left. */
  private static DataSource reading(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(5_000);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(url(file));
    return new BareDataSource() {
      @Override
      public Connection getConnection() throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
          statement.execute("pragma query_only = true");
        }
        return connection;
      }
    };
  }

  private static SQLiteConfig config(boolean safe) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(
        // The log is in order on the disk before any of it goes into the database; the rest of
        // what FULL does is done for many commits at once.
        safe ? SQLiteConfig.SynchronousMode.NORMAL : SQLiteConfig.SynchronousMode.OFF);
    // A deferred transaction that reads first and then writes fails where another came between.
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(5_000);
    return config;
  }

  private static void migrate(Path file, SQLiteDataSource source, Connection connection)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int found;
      try (ResultSet version = statement.executeQuery("pragma user_version")) {
        found = version.getInt(1);
      }
      if (found > SCHEMA) {
        throw new IllegalStateException(
            file + " was written by a newer Offprint; use that one, or another directory");
      }
      if (found < SCHEMA) {
        Flyway.configure()
            .dataSource(source)
            .locations("classpath:db/sqlite")
            .table("schema_history")
            .load()
            .migrate();
        statement.execute("pragma user_version = " + SCHEMA);
      }
    }
  }

  private static Optional<String> full(Path file, SQLException failure) {
    if (!(failure instanceof SQLiteException sqlite)) {
      return Optional.empty();
    }
    SQLiteErrorCode code = sqlite.getResultCode();
    if (code == SQLiteErrorCode.SQLITE_FULL) {
      return Optional.of("The disk is full: make room where " + file + " is kept.");
    }
    return code.name().startsWith("SQLITE_IOERR")
        ? Optional.of("The disk fails or is full: " + file + " cannot be written.")
        : Optional.empty();
  }

  /** Makes the directory, unless it is there. */
  static void create(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot make the directory " + directory, broken);
    }
  }
}
