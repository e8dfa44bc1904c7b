package dev.offprint.store;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Waits for the disk, once for all who wait at that moment: a disk takes some hundred times a
 * second to make something last, and as long for one commit as for a hundred. Safe for use by
 * several threads.
 */
final class SharedSync {
  private final Disk disk;

  /** How many have asked so far, and how many of them are served. */
  private long asked;

  private long served;
  private boolean running;

  /** Makes all that was written before the call last. */
  interface Disk {
    void force() throws IOException;
  }

  SharedSync(Disk disk) {
    this.disk = disk;
  }

  /**
   * Comes back once all that was written before the call will last.
   *
   * @throws UncheckedIOException where the disk fails; nothing is known of what was written
   */
  void await() {
    long last = mine();
    if (last == 0) {
      return;
    }
    boolean forced = false;
    try {
      disk.force();
      forced = true;
    } catch (IOException broken) {
      throw new UncheckedIOException("the disk does not keep what was written", broken);
    } finally {
      over(forced ? last : 0);
    }
  }

  /** Up to whom the caller has to serve now; 0 where somebody has served the caller. */
  private synchronized long mine() {
    asked++;
    long own = asked;
    boolean interrupted = false;
    while (running && served < own) {
      try {
        wait();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (served >= own) {
      return 0;
    }
    running = true;
    return asked;
  }

  private synchronized void over(long last) {
    running = false;
    served = Math.max(served, last);
    notifyAll();
  }
}
