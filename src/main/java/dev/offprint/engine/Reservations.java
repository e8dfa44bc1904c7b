package dev.offprint.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which calls of this process are out with a reservation, of all sessions together. One that does
 * not fit waits while others that the same limit counts are out, because they may end cheaper than
 * they were reserved. Whoever waits holds nothing, so that nobody waits for ever.
 */
final class Reservations {
  /** By what limits count: how many calls are out, or about to be. */
  private final Map<String, Integer> out = new HashMap<>();

  private long ended;

  /**
   * What became of a try.
   *
   * @param by for whom the limit counts that refused it; null: none did
   */
  record Tried(@Nullable String by) {
    static final Tried DONE = new Tried(null);
  }

  /** A call that is out; ends once. */
  final class Out {
    private final Set<String> counts;

    private Out(Set<String> counts) {
      this.counts = counts;
    }

    void end() {
      synchronized (Reservations.this) {
        ended++;
        leave(counts);
      }
    }
  }

  /**
   * Tries until it succeeds, each time that another call has ended; then the call is out. Null
   * where it does not fit, and none is out that could make room.
   *
   * @param counts whatever limits count the call for
   */
  @Nullable Out begin(Set<String> counts, Supplier<Tried> reserve) throws InterruptedException {
    Set<String> own = Set.copyOf(counts);
    while (true) {
      long seen = enter(own);
      boolean reserved = false;
      String by;
      try {
        by = reserve.get().by();
        reserved = by == null;
      } finally {
        if (!reserved) {
          leave(own);
        }
      }
      if (by == null) {
        return new Out(own);
      }
      if (!awaited(by, seen)) {
        return null;
      }
    }
  }

  /** Who tries counts as out: it may be the one that fits. */
  private synchronized long enter(Set<String> counts) {
    counts.forEach(one -> out.merge(one, 1, Integer::sum));
    return ended;
  }

  private synchronized void leave(Set<String> counts) {
    counts.forEach(one -> out.computeIfPresent(one, (key, n) -> n > 1 ? n - 1 : null));
    notifyAll();
  }

  /** Waits until room may have been made since; false where nothing is out that could make it. */
  private synchronized boolean awaited(String by, long since) throws InterruptedException {
    while (ended == since) {
      if (!out.containsKey(by)) {
        return false;
      }
      wait();
    }
    return true;
  }

  /** Something else changed; who waits looks again. */
  synchronized void stir() {
    ended++;
    notifyAll();
  }
}
