package dev.offprint.agent;

import dev.offprint.engine.Asking;
import dev.offprint.engine.Asking.Part;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells people how many of a stage's parts are done. Parts may end side by side. */
final class Milestones {
  private final Asking asking;
  private final int all;
  private final AtomicInteger done = new AtomicInteger();

  Milestones(Asking asking, int all) {
    this.asking = asking;
    this.all = all;
  }

  /** The part, telling that it is done once it is. */
  <T> Part<T> of(String name, Part<T> part) {
    return () -> {
      T result = part.run();
      asking.progress(done.incrementAndGet(), all, name);
      return result;
    };
  }
}
