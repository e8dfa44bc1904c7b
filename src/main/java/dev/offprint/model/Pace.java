package dev.offprint.model;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** How a retry waits; tests wait without waiting. */
interface Pace {
  /** Waits, no longer than until the latch opens. */
  void pause(Duration atMost, CountDownLatch cancelled) throws InterruptedException;

  /** Time that only goes forward, in nanoseconds from no particular moment. */
  long nanos();

  /** What this machine's clock says, right or wrong. */
  default Instant instant() {
    return Instant.now();
  }

  /** From 0 to 1. */
  double random();

  /** Full jitter: anything up to the exponentially growing limit. */
  default Duration jitter(int attempt) {
    long limit = Math.min(30_000L, 1_000L << Math.min(attempt, 10));
    return Duration.ofMillis(Math.round(limit * random()));
  }

  Pace REAL =
      new Pace() {
        @Override
        public void pause(Duration atMost, CountDownLatch cancelled) throws InterruptedException {
          cancelled.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public double random() {
          return ThreadLocalRandom.current().nextDouble();
        }
      };
}
