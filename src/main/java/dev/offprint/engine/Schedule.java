package dev.offprint.engine;

import dev.offprint.session.Effect;
import dev.offprint.session.SessionId;
import java.time.Duration;

/**
 * Runs what transactions have enqueued: effects and drains of outboxes, each at least once, outside
 * any transaction. Stages and short effects have threads of their own, so that a post never waits
 * behind a stage.
 */
public interface Schedule {
  /** Starts the threads; what a crash left running is released first. */
  void start(Runner runner);

  /** Looks for due work now; called after every commit that enqueued something. */
  void wake();

  /** Lets running work end, no longer than the given time. */
  void stop(Duration atMost);

  /** Not a failure: the same work is to come back after that time, and occupies no thread. */
  final class NotYet extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Duration after;

    public NotYet(Duration after) {
      super("it has to wait for its turn", null, false, false);
      this.after = after;
    }

    public Duration after() {
      return after;
    }
  }

  /** What is run. Whatever it throws, the work comes back later, at growing intervals. */
  interface Runner {
    /**
     * @throws NotYet where it has to wait for its turn
     */
    void run(Effect effect);

    void drain(SessionId session);
  }
}
