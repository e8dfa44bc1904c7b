package dev.offprint.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** Ends a running stage from outside: its calls are aborted, and it makes no more. */
final class Cancellation {
  private final Set<Runnable> aborts = new LinkedHashSet<>();
  private boolean cancelled;

  void cancel() {
    List<Runnable> now;
    synchronized (this) {
      cancelled = true;
      now = new ArrayList<>(aborts);
      aborts.clear();
    }
    now.forEach(Runnable::run);
  }

  synchronized boolean cancelled() {
    return cancelled;
  }

  /** Run on cancelling, at once where that has been already. */
  void onCancel(Runnable abort) {
    synchronized (this) {
      if (!cancelled) {
        aborts.add(abort);
        return;
      }
    }
    abort.run();
  }

  synchronized void forget(Runnable abort) {
    aborts.remove(abort);
  }

  /** Throws once it is cancelled. */
  void check() {
    if (cancelled()) {
      throw new CancellationException("the stage was cancelled");
    }
  }
}
