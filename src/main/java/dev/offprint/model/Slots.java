package dev.offprint.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Calls at once to one provider, shared fairly: whoever has the fewest running is next, among
 * equals whoever has waited longest since its last turn; its own calls come in the order in which
 * it asked. For many threads.
 */
final class Slots {
  private final int all;
  private final Map<Object, Line> lines = new LinkedHashMap<>();
  private int running;
  private long turn;

  /**
   * @param all calls at once
   */
  Slots(int all) {
    this.all = all;
  }

  /**
   * Stands in line.
   *
   * @param whose what has a line of its own: a session
   * @param most calls of it at once
   */
  synchronized Slot ask(Object whose, int most) {
    Line line = lines.computeIfAbsent(whose, any -> new Line());
    Slot slot = new Slot(whose, line, Math.max(1, most));
    if (line.waiting.isEmpty()) {
      line.since = ++turn;
    }
    line.waiting.add(slot);
    grant();
    return slot;
  }

  private void grant() {
    while (running < all) {
      Line next = null;
      for (Line line : lines.values()) {
        if (line.ready() && (next == null || line.before(next))) {
          next = line;
        }
      }
      if (next == null) {
        return;
      }
      next.waiting.remove().granted = true;
      next.running++;
      next.since = ++turn;
      running++;
      notifyAll();
    }
  }

  /** Somebody was cancelled; who waits looks again. */
  synchronized void stir() {
    notifyAll();
  }

  /** Who waits and runs of one session. */
  private static final class Line {
    private final Deque<Slot> waiting = new ArrayDeque<>();
    private int running;
    private long since;

    boolean ready() {
      Slot first = waiting.peek();
      return first != null && running < first.most;
    }

    boolean before(Line other) {
      return running != other.running ? running < other.running : since < other.since;
    }
  }

  /** A place in line, then leave to call, until it is closed. */
  final class Slot implements AutoCloseable {
    private final Object whose;
    private final Line line;
    private final int most;
    private boolean granted;

    private Slot(Object whose, Line line, int most) {
      this.whose = whose;
      this.line = line;
      this.most = most;
    }

    boolean granted() {
      synchronized (Slots.this) {
        return granted;
      }
    }

    /**
     * @throws Trouble where the call is cancelled meanwhile
     */
    void await(BooleanSupplier cancelled) throws InterruptedException {
      synchronized (Slots.this) {
        while (!granted) {
          if (cancelled.getAsBoolean()) {
            throw Trouble.cancelled();
          }
          Slots.this.wait();
        }
      }
    }

    @Override
    public void close() {
      synchronized (Slots.this) {
        if (granted) {
          running--;
          line.running--;
        } else {
          line.waiting.remove(this);
        }
        if (line.running == 0 && line.waiting.isEmpty()) {
          lines.remove(whose);
        }
        grant();
      }
    }
  }
}
