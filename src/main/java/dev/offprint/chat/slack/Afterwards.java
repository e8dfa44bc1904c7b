package dev.offprint.chat.slack;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done once an event is acknowledged: telling a person something, opening a modal, drawing
 * a home. Nothing here is lost for the session when the process ends.
 */
final class Afterwards implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Afterwards.class);
  private static final int THREADS = 4;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /** Has something begun after a while. */
  interface Alarm {
    void after(Duration time, Runnable what);
  }

  private final ScheduledThreadPoolExecutor threads;
  private final Alarm alarm;
  private int under;

  Afterwards() {
    this(null);
  }

  /**
   * @param other what tells the time here; null: real time
   */
  Afterwards(@Nullable Alarm other) {
    threads =
        new ScheduledThreadPoolExecutor(
            THREADS, Thread.ofPlatform().daemon().name("slack-after-", 1).factory());
    threads.setRemoveOnCancelPolicy(true);
    threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    alarm = other == null ? this::schedule : other;
  }

  private void schedule(Duration after, Runnable what) {
    var unused = threads.schedule(what, after.toMillis(), TimeUnit.MILLISECONDS);
  }

  void run(Runnable what) {
    begun(1);
    try {
      threads.execute(() -> quietly(what));
    } catch (RejectedExecutionException closing) {
      begun(-1);
    }
  }

  /** Later, once; nobody waits for it. */
  void run(Duration after, Runnable what) {
    try {
      alarm.after(after, () -> run(what));
    } catch (RejectedExecutionException closing) {
      LOG.debug("nothing is planned any more: the connection closes");
    }
  }

  private void quietly(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException broken) {
      LOG.warn("what follows an event of Slack could not be done", broken);
    } finally {
      begun(-1);
    }
  }

  private synchronized void begun(int more) {
    under += more;
    notifyAll();
  }

  /** Waits until nothing is left to be done at once. */
  synchronized void settled() throws InterruptedException {
    while (under > 0) {
      wait();
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException stopped) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
