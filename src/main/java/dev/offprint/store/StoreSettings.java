package dev.offprint.store;

import java.time.Duration;

/**
 * How the store works.
 *
 * @param safe whether a commit waits for the disk; without it a power loss (not a crash of the
 *     program) may take the last commits
 * @param shortThreads how many short effects and drains run at once
 * @param stageThreads how many stages run at once
 * @param shelf bytes of the shelf at most
 * @param shelfAge after which an entry of the shelf is no longer used
 */
public record StoreSettings(
    boolean safe, int shortThreads, int stageThreads, long shelf, Duration shelfAge) {
  private static final long SHELF = 512L * 1024 * 1024;
  private static final Duration SHELF_AGE = Duration.ofDays(30);

  public static final StoreSettings DEFAULT = new StoreSettings(true, 4, 8);

  public StoreSettings {
    if (shortThreads < 1 || stageThreads < 1) {
      throw new IllegalArgumentException(
          "the store needs at least one thread for short effects and one for stages");
    }
  }

  /** With the usual shelf. */
  public StoreSettings(boolean safe, int shortThreads, int stageThreads) {
    this(safe, shortThreads, stageThreads, SHELF, SHELF_AGE);
  }
}
