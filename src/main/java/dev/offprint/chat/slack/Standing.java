package dev.offprint.chat.slack;

import com.slack.api.socket_mode.SocketModeClient;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many connections stand, by their greetings and their ends. Safe for several threads. */
final class Standing {
  private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

  private static final Duration MAKING = Duration.ofSeconds(3);

  private final Lock looking = new ReentrantLock();
  private int greeted;
  private int ended;

  synchronized void greeted() {
    greeted++;
    notifyAll();
  }

  synchronized void ended() {
    ended++;
  }

  synchronized boolean everGreeted() {
    return greeted > 0;
  }

  private synchronized boolean any() {
    return greeted > ended;
  }

  /**
   * Makes a new connection where none stands and the library has not made one itself. One at a
   * time: a connection that is being made cannot be closed, and would stay beside the next.
   */
  void look(SocketModeClient client) {
    looking.lock();
    try {
      if (!any() && client.isAutoReconnectEnabled()) {
        LOG.info("the connection to Slack broke; making it again");
        client.maintainCurrentSession();
        await(MAKING);
      }
    } finally {
      looking.unlock();
    }
  }

  /** Waits until one stands, but no longer. */
  synchronized void await(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    try {
      for (long left = most.toMillis(); !any() && left > 0; ) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
