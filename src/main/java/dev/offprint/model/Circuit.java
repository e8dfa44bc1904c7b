package dev.offprint.model;

import dev.offprint.model.Trouble.Kind;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a provider is asked at all, over all its models and all sessions. Where it fails for
 * good, or often in a row, nobody asks until a time T; then one call tries, while others wait for
 * what becomes of it. T doubles up to an hour. Time is that of a {@link Pace}, which no jump of the
 * machine's clock changes. For many threads.
 */
final class Circuit {
  /** Calls that fail together, once each, are no outage yet. */
  private static final int IN_A_ROW = 10;

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Pace pace;
  private int failures;
  private int outages;
  private @Nullable Trouble down;
  private long until;
  private long busyUntil;
  private boolean trying;

  Circuit(Pace pace) {
    this.pace = pace;
    this.busyUntil = pace.nanos();
  }

  /**
   * Waits for leave to ask.
   *
   * @return whether this is the one call that tries
   * @throws Trouble where the provider is down, with the time that is left, or the call cancelled
   */
  synchronized boolean enter(BooleanSupplier cancelled) throws InterruptedException {
    while (true) {
      if (cancelled.getAsBoolean()) {
        throw Trouble.cancelled();
      }
      Trouble why = down;
      if (why == null) {
        return false;
      }
      Duration left = left();
      if (left.isPositive()) {
        throw new Trouble(Kind.TEMPORARY, why.words(), left);
      }
      if (!trying) {
        trying = true;
        return true;
      }
      wait();
    }
  }

  /** What became of a call that had leave; null: it was answered. */
  synchronized void ended(boolean tried, @Nullable Trouble trouble) {
    trying &= !tried;
    if (trouble == null || !trouble.retriable()) {
      if (trouble == null || trouble.kind() != Kind.CANCELLED) {
        // Whatever it said, it answered.
        failures = 0;
        outages = 0;
        down = null;
      }
    } else {
      failures++;
      Duration after = trouble.after();
      if (after != null) {
        busyUntil = Math.max(busyUntil, pace.nanos() + after.toNanos());
      }
      if (tried || (down == null && failures >= IN_A_ROW)) {
        open(trouble);
      }
    }
    notifyAll();
  }

  /** A call has given up. */
  synchronized void givenUp(Trouble trouble) {
    if (down == null && trouble.retriable()) {
      open(trouble);
    }
  }

  private void open(Trouble trouble) {
    Duration pause = FIRST;
    for (int i = 0; i < outages && pause.compareTo(LONGEST) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    Duration asked = trouble.after();
    pause = asked != null && asked.compareTo(pause) > 0 ? asked : pause;
    pause = pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    outages++;
    down = trouble;
    until = pace.nanos() + pause.toNanos();
  }

  /** Whether nobody may ask now. */
  synchronized boolean isOpen() {
    return down != null;
  }

  /** Until the next try; nothing where it is not down. */
  synchronized Duration left() {
    long nanos = down == null ? 0 : until - pace.nanos();
    return Duration.ofNanos(Math.max(0, nanos));
  }

  /** How long the provider asked everybody to wait. */
  synchronized Duration rest() {
    return Duration.ofNanos(Math.max(0, busyUntil - pace.nanos()));
  }

  /** Somebody was cancelled; who waits looks again. */
  synchronized void stir() {
    notifyAll();
  }
}
