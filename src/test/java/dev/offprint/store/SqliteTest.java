package dev.offprint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.offprint.engine.ChildJvm;
import dev.offprint.engine.Journal;
import dev.offprint.engine.Json;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Store;
import dev.offprint.session.EffectKey;
import dev.offprint.session.EventId;
import dev.offprint.session.SessionId;
import dev.offprint.session.Usage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is special to the embedded database: its file, its directory, a full disk. */
class SqliteTest {
  private static final StoreSettings FAST = new StoreSettings(false, 1, 1);

  @TempDir Path directory;

  private JdbcStore open() {
    return JdbcStore.open(directory, FAST, Clock.systemUTC());
  }

  @Test
  void aNewDirectoryIsMadeAndMigrated() throws Exception {
    Path deep = directory.resolve("a/b");
    JdbcStore.open(deep, FAST, Clock.systemUTC()).close();
    try (Stream<Path> scripts = Files.list(Path.of("src/main/resources/db/sqlite"))) {
      assertThat(scripts.count()).isEqualTo(Sqlite.SCHEMA);
    }
    assertThat(number(deep, "select count(*) from schema_history where success"))
        .isEqualTo(Sqlite.SCHEMA);
    assertThat(number(deep, "pragma user_version")).isEqualTo(Sqlite.SCHEMA);
  }

  @Test
  void anOlderFileIsMigratedAndKeepsItsRows() throws Exception {
    try (JdbcStore store = open()) {
      assertThat(store.<Boolean>transact(tx -> tx.first(new EventId("e1")))).isTrue();
    }
    // As after a crash between the migration and the note that it has run.
    change(directory, "pragma user_version = 0");
    try (JdbcStore store = open()) {
      assertThat(store.<Boolean>transact(tx -> tx.first(new EventId("e1")))).isFalse();
    }
    assertThat(number(directory, "pragma user_version")).isEqualTo(Sqlite.SCHEMA);
  }

  @Test
  void callsOfAFileFromBeforeMoneyWasCountedAreKept() throws Exception {
    Reply reply =
        new Reply(
            "x", Reply.Finish.COMPLETE, new Usage(7, 0, 2), "openai:m", Duration.ofSeconds(3));
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + Sqlite.file(directory), null, null)
        .locations("classpath:db/sqlite")
        .table("schema_history")
        .target("4")
        .load()
        .migrate();
    change(
        directory,
        """
        insert into model_call
          (session, plan_version, delivery, stage, step, attempt, seq, effect_n, prompt_hash,
           reserved, is_open, tokens_read, tokens_cached, tokens_written, lost, reply, why)
        values ('adaadaad', 0, 1, 'PLANNING', 'a', 0, 1, 1, '', 9, 0, 7, 0, 2, 0, '%s', ''),
          ('adaadaad', 0, 1, 'PLANNING', 'b', 0, 2, 1, '', 9, 1, 0, 0, 0, 0, null, '')
        """
            .formatted(Json.write(reply)));
    change(directory, "pragma user_version = 4");
    try (JdbcStore store = open()) {
      SessionId session = new SessionId("adaadaad");
      assertThat(store.journal().settleLeftOpen(new EffectKey(session, 1))).isEqualTo(1);
      assertThat(store.journal().all(session))
          .extracting(Journal.Entry::reply, Journal.Entry::spent, Journal.Entry::cost)
          .containsExactly(
              tuple(reply, new Usage(7, 0, 2), null), tuple(null, new Usage(9, 0, 0), null));
    }
    assertThat(number(directory, "select count(*) from model_call where model = 'openai:m'"))
        .isEqualTo(1);
  }

  @Test
  void aNewerFileIsRefusedAndTheDirectoryFreeAgain() throws Exception {
    open().close();
    change(directory, "pragma user_version = 99");
    for (int twice = 0; twice < 2; twice++) {
      assertThatThrownBy(this::open)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("was written by a newer Offprint");
    }
  }

  @Test
  void theLogIsOnTheDiskBeforeTheDatabaseUnlessToldOtherwise() {
    try (JdbcStore store = JdbcStore.open(directory, StoreSettings.DEFAULT, Clock.systemUTC())) {
      assertThat(pragma(store, "synchronous")).isEqualTo("1");
      assertThat(pragma(store, "journal_mode")).isEqualTo("wal");
    }
  }

  @Test
  void aWriteWaitsForTheDiskOnceItsTransactionIsSeenAndANoteDoesNot() {
    AtomicReference<Database> opened = new AtomicReference<>();
    List<Integer> seen = new ArrayList<>();
    SharedSync sync = new SharedSync(() -> seen.add(events(opened.get())));
    try (Database database = Sqlite.open(Sqlite.file(directory), true, sync)) {
      opened.set(database);
      database.note(handle -> counted(handle, "e1"));
      assertThat(seen).isEmpty();
      database.write(
          handle -> {
            counted(handle, "e2");
            return database.write(inner -> counted(inner, "e3"));
          });
      assertThat(seen).containsExactly(3);
    }
  }

  private static int events(Database database) {
    return database.<Integer>read(
        handle -> handle.createQuery("select count(*) from counted").mapTo(Integer.class).one());
  }

  private static int counted(Handle handle, String event) {
    return handle.execute("insert into counted (event_id, at) values (?, 0)", event);
  }

  @Test
  void aDiskThatDoesNotKeepWhatIsWrittenSaysSo() {
    SharedSync sync =
        new SharedSync(
            () -> {
              throw new IOException("broken");
            });
    try (Database database = Sqlite.open(Sqlite.file(directory), true, sync)) {
      assertThatThrownBy(() -> database.write(handle -> counted(handle, "e1")))
          .isInstanceOf(Store.Full.class)
          .hasMessageContaining("The disk fails");
    }
  }

  private static String pragma(JdbcStore store, String name) {
    return store
        .database()
        .read(handle -> handle.createQuery("pragma " + name).mapTo(String.class).one());
  }

  @Test
  void aFullDiskSaysSoAndNothingOfTheTransactionStays() {
    try (JdbcStore store = open()) {
      int pages =
          store
              .database()
              .<Integer>write(
                  handle -> handle.createQuery("pragma page_count").mapTo(Integer.class).one());
      limit(store, pages + 3);
      byte[] large = new byte[200_000];
      assertThatThrownBy(
              () ->
                  store.transact(
                      tx -> {
                        tx.first(new EventId("e1"));
                        return store.blobs().put(large);
                      }))
          .isInstanceOf(Store.Full.class)
          .hasMessageStartingWith("The disk is full: make room where ");
      assertThatThrownBy(() -> store.blobs().put(large)).isInstanceOf(Store.Full.class);
      limit(store, pages + 1_000);
      assertThat(store.<Boolean>transact(tx -> tx.first(new EventId("e1")))).isTrue();
      assertThat(store.blobs().get(store.blobs().put(large))).isEqualTo(large);
    }
  }

  private static void limit(JdbcStore store, int pages) {
    store
        .database()
        .<Integer>write(
            handle ->
                handle.createQuery("pragma max_page_count = " + pages).mapTo(Integer.class).one());
  }

  @Test
  void aDirectoryHasOneUserInAProcess() {
    try (JdbcStore store = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(DirectoryInUse.class)
          .hasMessageContaining("another offprint (pid " + ProcessHandle.current().pid() + ")")
          .hasMessageContaining(directory.toString());
      assertThat(store.list()).isEmpty();
    }
    open().close();
  }

  @Test
  void aDirectoryHasOneUserAmongProcesses() throws Exception {
    ChildJvm child = child(Holder.class, directory);
    try (child) {
      BufferedReader lines = lines(child);
      assertThat(lines.readLine()).isEqualTo("open");
      assertThatThrownBy(this::open)
          .isInstanceOf(DirectoryInUse.class)
          .hasMessageStartingWith("another offprint (pid " + child.pid() + ") uses this directory");
    }
    // Killed, it has given the lock up without a word.
    child.await();
    open().close();
  }

  @Test
  void whatIsThereCanBeReadWhileAnotherProcessUsesIt() throws Exception {
    try (JdbcStore store = open()) {
      store.transact(tx -> tx.first(new EventId("e1")));
    }
    ChildJvm child = child(Holder.class, directory);
    try (child) {
      assertThat(lines(child).readLine()).isEqualTo("open");
      try (JdbcStore looking = JdbcStore.toRead(directory, Clock.systemUTC())) {
        assertThat(looking.list()).isEmpty();
        assertThatThrownBy(() -> looking.transact(tx -> tx.first(new EventId("e2"))))
            .hasStackTraceContaining("readonly");
      }
    }
    child.await();
  }

  @Test
  void aDirectoryThatIsNewCanBeLookedAt() {
    try (JdbcStore looking = JdbcStore.toRead(directory.resolve("new"), Clock.systemUTC())) {
      assertThat(looking.list()).isEmpty();
    }
  }

  static ChildJvm child(Class<?> main, Path directory) throws IOException {
    return ChildJvm.start(
        main, 128, List.of("--enable-native-access=ALL-UNNAMED"), List.of(directory.toString()));
  }

  static BufferedReader lines(ChildJvm child) {
    return new BufferedReader(new InputStreamReader(child.output(), StandardCharsets.UTF_8));
  }

  /** Holds a directory until it is killed or its input ends. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      try (JdbcStore store = JdbcStore.open(Path.of(arguments[0]), FAST, Clock.systemUTC())) {
        System.out.println("open");
        System.out.flush();
        while (System.in.read() >= 0) {
          store.list();
        }
      }
    }
  }

  private static long number(Path directory, String query) throws Exception {
    try (Connection connection = connected(directory);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      return found.getLong(1);
    }
  }

  private static void change(Path directory, String sql) throws Exception {
    try (Connection connection = connected(directory);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connected(Path directory) throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("offprint.db"));
  }
}
