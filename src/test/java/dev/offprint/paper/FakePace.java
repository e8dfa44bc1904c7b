package dev.offprint.paper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes at once where somebody waits, and remembers how long it was asked to. */
final class FakePace implements Turns.Pace {
  final List<Duration> pauses = new ArrayList<>();
  private final long start = System.nanoTime();
  private long paused;

  @Override
  public synchronized long nanos() {
    return System.nanoTime() - start + paused;
  }

  @Override
  public synchronized void pause(Duration time) {
    pauses.add(time);
    paused += time.toNanos();
  }
}
