package dev.offprint.session;

import java.time.Duration;

/**
 * Why a stage could not go on, in words that a user understands. A pausing cause goes away by
 * itself or by somebody's choice.
 */
public sealed interface Cause {
  String words();

  /** Where several calls of a stage fail for different reasons, the lowest rank is told. */
  int rank();

  /** Whether the session pauses (true) or fails. */
  boolean pauses();

  /** The model declined; asking again would not help. */
  record Refused(String words) implements Cause {
    @Override
    public int rank() {
      return 0;
    }

    @Override
    public boolean pauses() {
      return false;
    }
  }

  /** A spend limit at the provider, a wrong key, or no model at all. */
  record NoModel(String words) implements Cause {
    @Override
    public int rank() {
      return 1;
    }

    @Override
    public boolean pauses() {
      return true;
    }
  }

  /** The session's budget does not cover the next call. All in tokens. */
  record OverBudget(long limit, long spent, long needed) implements Cause {
    @Override
    public String words() {
      return "The budget of "
          + limit
          + " tokens does not cover the next call ("
          + spent
          + " spent, about "
          + needed
          + " more needed).";
    }

    @Override
    public int rank() {
      return 2;
    }

    @Override
    public boolean pauses() {
      return true;
    }
  }

  /**
   * The provider does not answer; the session resumes by itself after {@code pause}, the time that
   * the provider's models name for all sessions, or longer, where it happens again and again.
   */
  record ProviderDown(String words, Duration pause) implements Cause {
    @Override
    public int rank() {
      return 3;
    }

    @Override
    public boolean pauses() {
      return true;
    }
  }

  /** The model's answer could not be used, three times over. */
  record UnusableAnswer(String words) implements Cause {
    @Override
    public int rank() {
      return 4;
    }

    @Override
    public boolean pauses() {
      return false;
    }
  }

  /** The paper cannot be had or read: a scan, encrypted, broken, too large, not a paper. */
  record UnreadablePaper(String words) implements Cause {
    @Override
    public int rank() {
      return 5;
    }

    @Override
    public boolean pauses() {
      return false;
    }
  }

  /** Disk or database is full. */
  record StoreFull(String words) implements Cause {
    @Override
    public int rank() {
      return 6;
    }

    @Override
    public boolean pauses() {
      return true;
    }
  }

  /** The thread is gone or closed to us. */
  record ThreadUnreachable(String words) implements Cause {
    @Override
    public int rank() {
      return 7;
    }

    @Override
    public boolean pauses() {
      return true;
    }
  }

  /** A fault of ours; the log has the rest under {@code errorId}. */
  record Broken(String words, String errorId) implements Cause {
    @Override
    public int rank() {
      return 8;
    }

    @Override
    public boolean pauses() {
      return false;
    }
  }
}
