package dev.offprint.engine;

import dev.offprint.session.Cause;

/** A stage cannot go on; the cause is told to people. */
public final class StageStopped extends Exception {
  private static final long serialVersionUID = 1;
  private final transient Cause why;

  public StageStopped(Cause why) {
    super(why.words());
    this.why = why;
  }

  public Cause why() {
    return why;
  }
}
