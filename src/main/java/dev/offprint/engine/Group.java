package dev.offprint.engine;

import dev.offprint.session.Cause;
import org.jspecify.annotations.Nullable;

/** Calls that run side by side: whether the shared prefix is warm, and whether to start no more. */
final class Group {
  private final @Nullable Group outer;
  private boolean warm;
  private int ended;
  private @Nullable Cause stopped;

  Group(@Nullable Group outer) {
    this.outer = outer;
  }

  /** A first token has come: the prefix is in the provider's cache. */
  synchronized void warm() {
    warm = true;
    notifyAll();
  }

  synchronized void stop(Cause why) {
    if (stopped == null || why.rank() < stopped.rank()) {
      stopped = why;
    }
    notifyAll();
  }

  /** A part has ended. */
  synchronized void ended() {
    ended++;
    notifyAll();
  }

  /** Why no more calls are started; null while they are. */
  @Nullable Cause stopped() {
    synchronized (this) {
      if (stopped != null) {
        return stopped;
      }
    }
    return outer == null ? null : outer.stopped();
  }

  /** Waits for a first token, or until all the parts started so far have ended without one. */
  synchronized boolean awaitWarm(int started) throws InterruptedException {
    while (!warm && stopped == null && ended < started) {
      wait();
    }
    return warm;
  }
}
