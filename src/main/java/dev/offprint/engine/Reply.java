package dev.offprint.engine;

import dev.offprint.session.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A model's answer.
 *
 * @param insteadOf the model that was to answer, where another stood in for it; null otherwise
 * @param thoughts tokens of those written that went into hidden thoughts; null: nobody said
 */
public record Reply(
    String text,
    Finish finish,
    Usage usage,
    String model,
    Duration took,
    @Nullable String insteadOf,
    @Nullable Long thoughts) {
  /** An answer of the model that was asked. */
  public Reply(String text, Finish finish, Usage usage, String model, Duration took) {
    this(text, finish, usage, model, took, null, null);
  }

  /** The same as an answer in place of another model's, which has cost something too. */
  public Reply insteadOf(String other, Usage lost) {
    return new Reply(text, finish, lost.plus(usage), model, took, other, thoughts);
  }

  /** How the answer ended. */
  public enum Finish {
    /** By itself. */
    COMPLETE,
    /** Cut at the token limit; it can be continued. */
    LENGTH
  }
}
