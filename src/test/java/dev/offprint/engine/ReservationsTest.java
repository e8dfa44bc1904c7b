package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Reservations.Out;
import dev.offprint.engine.Reservations.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who waits for room, for whom, and who does not. */
class ReservationsTest {
  private static final Set<String> ADA = Set.of("session:a", "everybody");
  private static final Set<String> BEN = Set.of("session:b", "everybody");

  private final Reservations reservations = new Reservations();
  private final AtomicBoolean room = new AtomicBoolean();

  /** One more that fits only once there is room; refused by the limit of that name. */
  private final class Another {
    private final AtomicReference<@Nullable Out> came = new AtomicReference<>();
    private final Thread thread;

    Another(Set<String> counts, String by) {
      thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      came.set(
                          reservations.begin(
                              counts, () -> room.get() ? Tried.DONE : new Tried(by)));
                    } catch (InterruptedException stopped) {
                      throw new IllegalStateException(stopped);
                    }
                  });
    }

    /** Until it waits for others or has come back. */
    Another settled() {
      while (thread.getState() != Thread.State.WAITING
          && thread.getState() != Thread.State.TERMINATED) {
        Thread.onSpinWait();
      }
      return this;
    }

    @Nullable Out came() throws InterruptedException {
      thread.join();
      return came.get();
    }
  }

  private Out out(Set<String> counts) throws InterruptedException {
    return Objects.requireNonNull(reservations.begin(counts, () -> Tried.DONE));
  }

  @Test
  void whoDoesNotFitWaitsForOneOfAnotherSessionThatTheLimitCounts() throws Exception {
    Out first = out(ADA);
    Another second = new Another(BEN, "everybody").settled();
    room.set(true);
    first.end();
    assertThat(second.came()).isNotNull();
  }

  @Test
  void nobodyIsWaitedForWhomTheLimitDoesNotCount() throws Exception {
    out(ADA);
    assertThat(new Another(BEN, "session:b").came()).isNull();
  }

  @Test
  void withNobodyOutThereIsNothingToWaitFor() throws Exception {
    assertThat(new Another(ADA, "everybody").came()).isNull();
    Out first = out(ADA);
    Another second = new Another(BEN, "everybody").settled();
    first.end();
    assertThat(second.came()).as("its end made no room").isNull();
  }

  @Test
  void manyThatDoNotFitAllComeBack() throws Exception {
    List<Another> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add(new Another(i % 2 == 0 ? ADA : BEN, "everybody"));
    }
    for (Another one : many) {
      assertThat(one.came()).isNull();
    }
  }
}
