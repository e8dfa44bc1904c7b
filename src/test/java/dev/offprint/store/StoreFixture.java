package dev.offprint.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Schedule;
import dev.offprint.engine.SettableClock;
import dev.offprint.engine.Store;
import dev.offprint.session.Effect;
import dev.offprint.session.EffectKey;
import dev.offprint.session.SessionId;
import dev.offprint.session.Specimens;
import dev.offprint.session.Stage;
import dev.offprint.session.State;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store with a clock and queues run by hand, and values to put into it. */
abstract class StoreFixture {
  static final SessionId ADA = new SessionId("adaadaad");
  static final SessionId BEN = new SessionId("benbenbe");

  final SettableClock clock = new SettableClock();
  final List<String> ran = new ArrayList<>();
  HandStore opened;
  Store store;

  /** Opens the same database, again where it was open before. */
  abstract HandStore open(Clock clock);

  @BeforeEach
  void openFirst() {
    reopen();
  }

  @AfterEach
  void close() {
    opened.close();
  }

  final void reopen() {
    if (opened != null) {
      opened.close();
    }
    opened = open(clock);
    store = opened.store();
    opened.schedule().start(noting(effect -> {}));
  }

  final Schedule.Runner noting(Consumer<Effect> work) {
    return new Schedule.Runner() {
      @Override
      public void run(Effect effect) {
        ran.add(effect.key().toString());
        work.accept(effect);
      }

      @Override
      public void drain(SessionId session) {
        ran.add("drain " + session.value());
      }
    };
  }

  final void write(Consumer<Store.Transaction> work) {
    store.transact(
        tx -> {
          work.accept(tx);
          return true;
        });
  }

  static State state(SessionId id) {
    return Specimens.one(State.class, Map.of("id", id));
  }

  static EffectKey key(SessionId session, int n) {
    return new EffectKey(session, n);
  }

  static Effect stage(SessionId session, int n) {
    Effect.RunStage sample = Specimens.one(Effect.RunStage.class);
    return new Effect.RunStage(key(session, n), Stage.PLANNING, sample.inputs());
  }

  static Effect header(SessionId session, int n) {
    return new Effect.Post(key(session, n), new Effect.Topic.Header());
  }

  static Effect wake(SessionId session, int n, Duration after) {
    Effect.Alarm alarm = new Effect.Alarm(Effect.Alarm.Purpose.REMINDER, key(session, 1));
    return new Effect.Wake(key(session, n), alarm, after);
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** The end of a process, in tests. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }
}
