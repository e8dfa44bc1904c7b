package dev.offprint.store;

/**
 * How the store works.
 *
 * @param safe whether a commit waits for the disk; without it a power loss (not a crash of the
 *     program) may take the last commits
 * @param shortThreads how many short effects and drains run at once
 * @param stageThreads how many stages run at once
 */
public record StoreSettings(boolean safe, int shortThreads, int stageThreads) {
  public static final StoreSettings DEFAULT = new StoreSettings(true, 4, 8);

  public StoreSettings {
    if (shortThreads < 1 || stageThreads < 1) {
      throw new IllegalArgumentException(
          "the store needs at least one thread for short effects and one for stages");
    }
  }
}
