package dev.offprint.engine;

import dev.offprint.session.Usage;
import java.time.Duration;

/** A model's answer. */
public record Reply(String text, Finish finish, Usage usage, String model, Duration took) {
  /** How the answer ended. */
  public enum Finish {
    /** By itself. */
    COMPLETE,
    /** Cut at the token limit; it can be continued. */
    LENGTH
  }
}
