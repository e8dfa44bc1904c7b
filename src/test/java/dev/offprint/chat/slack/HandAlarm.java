package dev.offprint.chat.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is to be done after a while, by a clock that is moved by hand. */
final class HandAlarm implements Afterwards.Alarm {
  private record Due(Instant at, Runnable what) {}

  private final InstantSource clock;
  private final Runnable told;
  private final List<Due> waiting = new ArrayList<>();

  /**
   * @param told of everything that is planned
   */
  HandAlarm(InstantSource clock, Runnable told) {
    this.clock = clock;
    this.told = told;
  }

  @Override
  public void after(Duration time, Runnable what) {
    synchronized (this) {
      waiting.add(new Due(clock.instant().plus(time), what));
    }
    told.run();
  }

  /** Begins what is due by now, in order; says how much that was. */
  int ring() {
    Instant now = clock.instant();
    List<Due> due;
    synchronized (this) {
      due =
          waiting.stream()
              .filter(one -> !one.at().isAfter(now))
              .sorted(Comparator.comparing(Due::at))
              .toList();
      waiting.removeAll(due);
    }
    due.forEach(one -> one.what().run());
    return due.size();
  }
}
