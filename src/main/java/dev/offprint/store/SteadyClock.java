package dev.offprint.store;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The time by which work becomes due: the machine's clock, but it never goes back. Where somebody
 * sets that clock back, this one goes on from where it was, second by second, so that nothing that
 * waits for an hour waits for a day; where it is set forward, or the machine has slept, it follows.
 * Times that people read are those of the machine's clock. For many threads.
 */
public final class SteadyClock extends Clock {
  private static final long SECOND = 1_000_000_000L;

  private final InstantSource wall;
  private final LongSupplier ticks;
  private long ahead = Long.MIN_VALUE;

  SteadyClock(InstantSource wall, LongSupplier ticks) {
    this.wall = wall;
    this.ticks = ticks;
  }

  /** The machine's. */
  public static SteadyClock system() {
    return new SteadyClock(InstantSource.system(), System::nanoTime);
  }

  @Override
  public synchronized Instant instant() {
    Instant said = wall.instant();
    long now = ticks.getAsLong();
    ahead = Math.max(ahead, said.getEpochSecond() * SECOND + said.getNano() - now);
    return Instant.ofEpochSecond(0, now + ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
