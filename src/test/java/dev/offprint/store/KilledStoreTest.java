package dev.offprint.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.ChildJvm;
import dev.offprint.engine.Schedule;
import dev.offprint.engine.Store;
import dev.offprint.session.Effect;
import dev.offprint.session.EffectKey;
import dev.offprint.session.EventId;
import dev.offprint.session.SessionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that commits and runs effects as fast as it can is killed at random moments. What it
 * said it had committed is there, and what it had enqueued runs, in the next life or in a later
 * one.
 */
class KilledStoreTest {
  private static final SessionId SESSION = new SessionId("killkill");
  private static final long SEED = 20_260_203;
  private static final int LIVES = 4;

  @TempDir Path directory;

  @Test
  void whatWasCommittedIsThereAndWhatWasEnqueuedRuns() throws Exception {
    Random random = new Random(SEED);
    int said = 0;
    for (int life = 0; life < LIVES; life++) {
      ChildJvm child = SqliteTest.child(Writer.class, directory);
      try (child;
          BufferedReader lines = SqliteTest.lines(child)) {
        int goal = said + 1 + random.nextInt(25);
        while (said < goal) {
          String line = lines.readLine();
          assertThat(line).as("life %s ended by itself", life).isNotNull();
          said = Integer.parseInt(line);
        }
        // Not by its own handle, which would close our end of its output, too.
        ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();
        // What it said between the last word read and the kill counts as well.
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          said = line.matches("[0-9]+") ? Math.max(said, Integer.parseInt(line)) : said;
        }
      }
      child.await();
    }
    // An hour later, so that what is to be tried again is due as well.
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    try (HandStore opened = HandStore.open(directory, later)) {
      JdbcStore store = opened.store();
      int kept = store.posts(SESSION).size();
      assertThat(kept).isBetween(said, said + 1);
      opened.schedule().start(new Marking(store));
      opened.schedule().runDue();
      List<String> lost = new ArrayList<>();
      for (int n = 1; n <= kept; n++) {
        for (String what : List.of("effect" + n, "drain" + n)) {
          if (store.<Boolean>transact(tx -> tx.first(new EventId(what)))) {
            lost.add(what);
          }
        }
      }
      assertThat(lost).isEmpty();
    }
  }

  private static void commit(JdbcStore store, int n) {
    store.transact(
        tx -> {
          Effect.Alarm alarm =
              new Effect.Alarm(Effect.Alarm.Purpose.REMINDER, new EffectKey(SESSION, 1));
          tx.enqueue(new Effect.Wake(new EffectKey(SESSION, n), alarm, Duration.ZERO));
          tx.post(new Effect.Post(new EffectKey(SESSION, n), new Effect.Topic.Header()));
          return n;
        });
  }

  /** Notes in the database what it has run, once per effect and once per row drained. */
  private static final class Marking implements Schedule.Runner {
    private final JdbcStore store;

    Marking(JdbcStore store) {
      this.store = store;
    }

    @Override
    public void run(Effect effect) {
      store.transact(tx -> tx.first(new EventId("effect" + effect.key().n())));
    }

    @Override
    public void drain(SessionId session) {
      store.transact(
          tx -> {
            for (Store.OutboxRow row : store.posts(session)) {
              if (tx.claim(session, row.seq(), 0)) {
                tx.first(new EventId("drain" + row.seq()));
              }
            }
            return session;
          });
    }
  }

  /**
   * Commits numbered transactions, says each number once it is committed, runs what it enqueues.
   */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      JdbcStore store =
          JdbcStore.open(Path.of(arguments[0]), StoreSettings.DEFAULT, Clock.systemUTC());
      Schedule schedule = store.schedule();
      schedule.start(new Marking(store));
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      for (int n = store.posts(SESSION).size() + 1; ; n++) {
        commit(store, n);
        out.println(n);
        schedule.wake();
      }
    }
  }
}
