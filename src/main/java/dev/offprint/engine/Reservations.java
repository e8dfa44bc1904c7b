package dev.offprint.engine;

import java.util.function.BooleanSupplier;

/**
 * Who of a stage's calls are out with a reservation. One that does not fit waits while others are
 * out, because they may end cheaper than they were reserved.
 */
final class Reservations {
  private int out;

  /** The reservation does not fit, and none is out that could make room. */
  static final class NoneOut extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** Tries until it succeeds, each time that another call has ended; then counts as out. */
  synchronized void begin(BooleanSupplier reserve) throws NoneOut, InterruptedException {
    while (!reserve.getAsBoolean()) {
      if (out == 0) {
        throw new NoneOut();
      }
      wait();
    }
    out++;
  }

  synchronized void end() {
    out--;
    notifyAll();
  }

  /** Something else changed; who waits looks again. */
  synchronized void stir() {
    notifyAll();
  }
}
