package dev.offprint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharedSyncTest {
  private final AtomicInteger forced = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  /** A disk whose first wait takes until it may go on. */
  private void force() {
    if (forced.incrementAndGet() == 1) {
      begun.countDown();
      try {
        go.await();
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    }
  }

  private static void untilWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoCameAfterTheDiskBeganWaitsForTheNextTimeAllTogether() throws Exception {
    SharedSync sync = new SharedSync(this::force);
    Thread first = Thread.ofPlatform().start(sync::await);
    begun.await();
    List<Thread> later =
        Stream.generate(() -> Thread.ofPlatform().start(sync::await)).limit(5).toList();
    later.forEach(SharedSyncTest::untilWaiting);
    assertThat(forced).hasValue(1);
    go.countDown();
    first.join();
    for (Thread thread : later) {
      thread.join();
    }
    assertThat(forced).hasValue(2);
  }

  @Test
  void whoIsInterruptedWaitsAllTheSameAndIsStillInterrupted() throws Exception {
    SharedSync sync = new SharedSync(this::force);
    Thread first = Thread.ofPlatform().start(sync::await);
    begun.await();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread later =
        Thread.ofPlatform()
            .start(
                () -> {
                  sync.await();
                  interrupted.set(Thread.currentThread().isInterrupted());
                });
    untilWaiting(later);
    later.interrupt();
    go.countDown();
    first.join();
    later.join();
    assertThat(forced).hasValue(2);
    assertThat(interrupted).isTrue();
  }

  @Test
  void aFailureIsToldAndTheNextTriesForItself() {
    SharedSync sync =
        new SharedSync(
            () -> {
              if (forced.incrementAndGet() == 1) {
                throw new IOException("broken");
              }
            });
    assertThatThrownBy(sync::await).isInstanceOf(UncheckedIOException.class);
    sync.await();
    assertThat(forced).hasValue(2);
  }
}
