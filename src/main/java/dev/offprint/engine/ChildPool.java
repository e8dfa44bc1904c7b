package dev.offprint.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Child JVMs of one kind, of which one is started before it is asked for. Each is used once: what a
 * hostile file did to one, no other file meets. A spare that nobody wants for long is ended, and
 * the next use starts its own. Blocks the calling thread; safe for many.
 */
public final class ChildPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChildPool.class);

  /** Starts a child. */
  public interface Starter {
    ChildJvm start() throws IOException;
  }

  /** What is done with a child, which is killed afterwards. */
  public interface Use<T> {
    T with(ChildJvm child) throws IOException;
  }

  private final int most;
  private final Duration idle;
  private final Starter starter;
  private final Semaphore places;
  private @Nullable ChildJvm spare;
  private @Nullable ScheduledFuture<?> dismissal;
  private int working;
  private boolean closed;

  /**
   * @param most how many there are at once, the spare included
   * @param idle how long the spare waits after the last use
   */
  public ChildPool(int most, Duration idle, Starter starter) {
    this.most = most;
    this.idle = idle;
    this.starter = starter;
    this.places = new Semaphore(most);
  }

  /** Starts a spare, for one may soon be asked for; returns at once. */
  public void expect() {
    ChildJvm.soon(this::prepare);
  }

  /**
   * Waits for a place and uses a child. The next one starts afterwards: beside this one it would
   * take its processor.
   */
  public <T> T use(Use<T> use) throws IOException {
    places.acquireUninterruptibly();
    try (ChildJvm child = taken()) {
      return use.with(child);
    } finally {
      left();
      places.release();
      expect();
    }
  }

  private ChildJvm taken() throws IOException {
    ChildJvm started;
    synchronized (this) {
      working++;
      if (closed) {
        throw new IOException("the program is stopping");
      }
      started = spare;
      spare = null;
    }
    if (started != null && started.alive()) {
      return started;
    }
    if (started != null) {
      started.close();
    }
    return starter.start();
  }

  private synchronized void left() {
    working--;
  }

  private synchronized void prepare() {
    if (!closed && spare == null && working < most) {
      try {
        spare = starter.start();
      } catch (IOException failed) {
        LOG.info("no child waits for the next use: {}", failed.toString());
      }
    }
    if (dismissal != null) {
      dismissal.cancel(false);
    }
    dismissal = closed ? null : ChildJvm.after(idle, this::dismiss);
  }

  private synchronized void dismiss() {
    if (spare != null) {
      spare.close();
      spare = null;
    }
  }

  /** The process that waits; none where there is no spare. */
  synchronized @Nullable Long waiting() {
    return spare == null ? null : spare.pid();
  }

  /** Kills the spare; a child that works is killed by whoever uses it. */
  @Override
  public synchronized void close() {
    closed = true;
    dismiss();
    if (dismissal != null) {
      dismissal.cancel(false);
    }
  }
}
