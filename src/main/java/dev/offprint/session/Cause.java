package dev.offprint.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a stage could not go on, in words that a user understands. A pausing cause goes away by
 * itself or by somebody's choice.
 */
public sealed interface Cause {
  String words();

  /** Where several calls of a stage fail for different reasons, the lowest rank is told. */
  default int rank() {
    return switch (this) {
      case Refused refused -> 0;
      case NoModel none -> 1;
      case MustStay stays -> 1;
      case NoPrice none -> 1;
      case OverBudget over -> 2;
      case OverAllowance over -> 2;
      case OverDay over -> 2;
      case ProviderDown down -> 3;
      case UnusableAnswer unusable -> 4;
      case UnreadablePaper unreadable -> 5;
      case StoreFull full -> 6;
      case ThreadUnreachable unreachable -> 7;
      case Broken broken -> 8;
    };
  }

  /** Whether the session pauses (true) or fails. */
  default boolean pauses() {
    return switch (this) {
      case Refused refused -> false;
      case UnusableAnswer unusable -> false;
      case UnreadablePaper unreadable -> false;
      case Broken broken -> false;
      case NoModel none -> true;
      case MustStay stays -> true;
      case NoPrice none -> true;
      case OverBudget over -> true;
      case OverAllowance over -> true;
      case OverDay over -> true;
      case ProviderDown down -> true;
      case StoreFull full -> true;
      case ThreadUnreachable unreachable -> true;
    };
  }

  /** Whether a higher limit of the session may let it go on. */
  default boolean ofSession() {
    return switch (this) {
      case OverBudget over -> true;
      case OverAllowance over -> true;
      case NoPrice none -> !none.scope().daily();
      case OverDay over -> false;
      case MustStay stays -> false;
      case Refused refused -> false;
      case NoModel none -> false;
      case ProviderDown down -> false;
      case UnusableAnswer unusable -> false;
      case UnreadablePaper unreadable -> false;
      case StoreFull full -> false;
      case ThreadUnreachable unreachable -> false;
      case Broken broken -> false;
    };
  }

  /** The model declined; asking again would not help. */
  record Refused(String words) implements Cause {}

  /** A spend limit at the provider, a wrong key, or no model at all. */
  record NoModel(String words) implements Cause {}

  /** The paper may go only to models on this machine, and the one that would read it is none. */
  record MustStay(String words) implements Cause {}

  /** A limit is in dollars, and nobody knows what the model costs: it could not be held. */
  record NoPrice(String model, Scope scope, Amount limit) implements Cause {
    @Override
    public String words() {
      return "What "
          + model
          + " costs is not known, so that the limit of "
          + limit.words()
          + " for "
          + scope.whose()
          + " cannot be held.";
    }
  }

  /** The session's budget does not cover the next call. All in one unit. */
  record OverBudget(Amount limit, Amount spent, Amount needed) implements Cause {
    public OverBudget(long limit, long spent, long needed) {
      this(Amount.tokens(limit), Amount.tokens(spent), Amount.tokens(needed));
    }

    @Override
    public String words() {
      return "The budget of " + limit.words() + notCovered(spent, needed);
    }
  }

  /** What may be spent before the first plan card does not cover the next call. */
  record OverAllowance(Amount limit, Amount spent, Amount needed) implements Cause {
    @Override
    public String words() {
      return "What planning may spend, " + limit.words() + "," + notCovered(spent, needed);
    }
  }

  /**
   * A limit of a day does not cover the next call; the session goes on by itself after {@code
   * pause}.
   *
   * @param spent today, by all whom the limit counts, with what their running calls may cost
   * @param until when it goes on; null where no day would cover the call
   */
  record OverDay(
      Scope scope,
      Amount limit,
      Amount spent,
      Amount needed,
      Duration pause,
      @Nullable Instant until)
      implements Cause {
    @Override
    public String words() {
      return "The limit for "
          + scope.whose()
          + ", "
          + limit.words()
          + ","
          + notCovered(spent, needed)
          + (until == null
              ? " No day would cover it."
              : " It goes on by itself at "
                  + until.toString().replaceFirst("T(\\d\\d:\\d\\d).*", " $1")
                  + " UTC.");
    }
  }

  private static String notCovered(Amount spent, Amount needed) {
    return " does not cover the next call ("
        + spent.number()
        + " spent, up to "
        + needed.number()
        + " more needed).";
  }

  /**
   * The provider does not answer; the session resumes by itself after {@code pause}, the time that
   * the provider's models name for all sessions, or longer, where it happens again and again.
   */
  record ProviderDown(String words, Duration pause) implements Cause {}

  /** The model's answer could not be used, three times over. */
  record UnusableAnswer(String words) implements Cause {}

  /** The paper cannot be had or read: a scan, encrypted, broken, too large, not a paper. */
  record UnreadablePaper(String words) implements Cause {}

  /** Disk or database is full. */
  record StoreFull(String words) implements Cause {}

  /** The thread is gone or closed to us. */
  record ThreadUnreachable(String words) implements Cause {}

  /** A fault of ours; the log has the rest under {@code errorId}. */
  record Broken(String words, String errorId) implements Cause {}
}
