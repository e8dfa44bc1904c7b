package dev.offprint.paper;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may ask a host when: one request at a time, and a pause between two. A host that asks for
 * more patience gets it, as long as somebody still waits.
 */
final class Turns {
  /** arXiv asks programs for this much between two requests. */
  private static final Duration ARXIV = Duration.ofSeconds(3);

  private static final Duration OTHERS = Duration.ofSeconds(1);
  private static final String ARXIV_HOST = "arxiv.org";

  /** Time as it passes; tests let it pass themselves. */
  interface Pace {
    /** Nanoseconds from an origin of its own. */
    long nanos();

    void pause(Duration time) throws InterruptedException;

    Pace REAL =
        new Pace() {
          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public void pause(Duration time) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
          }
        };
  }

  /** What is done in a turn. */
  interface Ask<T> {
    T ask() throws IOException, Refusal;
  }

  private static final class Host {
    final ReentrantLock lock = new ReentrantLock(true);
    boolean asked;
    long free;
  }

  private final Pace pace;
  private final Cache<String, Host> hosts =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofHours(1)).build();

  Turns(Pace pace) {
    this.pace = pace;
  }

  /** Nanoseconds left until {@code end} of this clock. */
  long left(long end) {
    return end - pace.nanos();
  }

  /** The end of a time that begins now. */
  long end(Duration time) {
    return pace.nanos() + time.toNanos();
  }

  /**
   * Waits for this host's turn and asks.
   *
   * @throws InterruptedIOException where the turn does not come in time
   */
  <T> T take(String name, long end, Ask<T> ask) throws IOException, Refusal {
    Host host = host(name);
    try {
      if (!host.lock.tryLock(Math.max(0, left(end)), TimeUnit.NANOSECONDS)) {
        throw new InterruptedIOException("timeout");
      }
      try {
        long wait = host.asked ? host.free - pace.nanos() : 0;
        if (wait > left(end)) {
          throw new InterruptedIOException("timeout");
        }
        if (wait > 0) {
          pace.pause(Duration.ofNanos(wait));
        }
        try {
          return ask.ask();
        } finally {
          postpone(host, key(name).equals(ARXIV_HOST) ? ARXIV : OTHERS);
        }
      } finally {
        host.lock.unlock();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }

  /** The host wants to be left alone for a while. */
  void postpone(String name, Duration time) {
    Host host = host(name);
    host.lock.lock();
    try {
      postpone(host, time);
    } finally {
      host.lock.unlock();
    }
  }

  private void postpone(Host host, Duration time) {
    long free = pace.nanos() + time.toNanos();
    host.free = host.asked && host.free - free > 0 ? host.free : free;
    host.asked = true;
  }

  private Host host(String name) {
    return hosts.get(key(name), key -> new Host());
  }

  /** The hosts of one site share their turns. */
  private static String key(String name) {
    return name.equals(ARXIV_HOST) || name.endsWith("." + ARXIV_HOST) ? ARXIV_HOST : name;
  }
}
