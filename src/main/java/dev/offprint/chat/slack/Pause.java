package dev.offprint.chat.slack;

import java.time.Duration;

/** A wait between two tries. */
interface Pause {
  /** Waits on this thread, less where it is interrupted. */
  Pause REAL =
      time -> {
        try {
          Thread.sleep(time);
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
      };

  void of(Duration time);
}
