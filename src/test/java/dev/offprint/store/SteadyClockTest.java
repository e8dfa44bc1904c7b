package dev.offprint.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Schedule;
import dev.offprint.engine.SettableClock;
import dev.offprint.session.Effect;
import dev.offprint.session.EffectKey;
import dev.offprint.session.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyClockTest {
  private static final Duration YEAR = Duration.ofDays(365);

  private final SettableClock wall = new SettableClock();
  private final AtomicLong ticks = new AtomicLong(-7);
  private final SteadyClock steady = new SteadyClock(wall, ticks::get);

  private void pass(Duration time) {
    wall.pass(time);
    ticks.addAndGet(time.toNanos());
  }

  @Test
  void itGoesOnWhereTheMachinesClockIsSetBack() {
    Instant began = wall.instant();
    assertThat(steady.instant()).isEqualTo(began);
    pass(Duration.ofHours(1));
    assertThat(steady.instant()).isEqualTo(began.plus(Duration.ofHours(1)));
    wall.pass(YEAR.negated());
    assertThat(steady.instant()).isEqualTo(began.plus(Duration.ofHours(1)));
    pass(Duration.ofMinutes(5));
    assertThat(steady.instant()).isEqualTo(began.plus(Duration.ofMinutes(65)));
  }

  @Test
  void itFollowsWhereThatClockIsSetForwardOrTheMachineHasSlept() {
    Instant began = steady.instant();
    wall.pass(YEAR);
    assertThat(steady.instant()).isEqualTo(began.plus(YEAR));
  }

  @Test
  void whatWaitsAnHourIsDueAfterAnHourWhateverTheMachinesClockDoes(@TempDir Path directory) {
    List<Effect> ran = new ArrayList<>();
    try (HandStore store = HandStore.open(directory, steady)) {
      store
          .schedule()
          .start(
              new Schedule.Runner() {
                @Override
                public void run(Effect effect) {
                  ran.add(effect);
                }

                @Override
                public void drain(SessionId session) {
                  throw new AssertionError("nothing was posted");
                }
              });
      Effect wake =
          new Effect.Wake(
              new EffectKey(new SessionId("adaadaad"), 1),
              new Effect.Alarm(
                  Effect.Alarm.Purpose.values()[0], new EffectKey(new SessionId("adaadaad"), 1)),
              Duration.ofHours(1));
      store
          .store()
          .transact(
              tx -> {
                tx.enqueue(wake);
                return wake;
              });
      wall.pass(YEAR.negated());
      pass(Duration.ofMinutes(59));
      store.schedule().runDue();
      assertThat(ran).isEmpty();
      pass(Duration.ofMinutes(1));
      store.schedule().runDue();
      assertThat(ran).containsExactly(wake);
    }
  }
}
