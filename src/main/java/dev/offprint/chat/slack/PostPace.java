package dev.offprint.chat.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** At most one post a second in each channel. Safe for use by several threads. */
final class PostPace {
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final int REMEMBERED = 10_000;

  private final InstantSource clock;
  private final Map<String, Instant> next =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > REMEMBERED;
        }
      };

  PostPace(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes the channel's next second; zero where it is free, else how long to wait for it. */
  synchronized Duration take(String channel) {
    Instant now = clock.instant();
    Instant free = next.getOrDefault(channel, now);
    if (free.isAfter(now)) {
      return Duration.between(now, free);
    }
    putOff(channel, BETWEEN);
    return Duration.ZERO;
  }

  /** Nothing goes into the channel for so long. */
  synchronized void putOff(String channel, Duration pause) {
    next.remove(channel);
    next.put(channel, clock.instant().plus(pause));
  }
}
