package dev.offprint.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a session stands. Work names the key of its running stage; a result under any other key is
 * stale.
 */
public sealed interface Condition {
  /** A stage is running. */
  record Working(Stage stage, EffectKey key) implements Condition {}

  /** The next stage waits until the hold is lifted. */
  record Held(Stage next) implements Condition {}

  /** Somebody has to say which paper is meant, or what to do about sessions of the same paper. */
  record Choosing(Choice choice) implements Condition {}

  /** A question without a safe default waits. */
  record Asking(Set<QuestionId> questions) implements Condition {
    public Asking {
      questions = Set.copyOf(questions);
    }
  }

  /** The plan waits for its approval. */
  record AwaitingApproval() implements Condition {}

  /** There is a delivery; the session listens for follow-ups. */
  record Delivered() implements Condition {}

  /** Stopped for a reason that can go away; {@code resume} is where it goes on. */
  record Paused(Condition resume, Cause cause) implements Condition {}

  /** Stopped for good unless somebody retries; {@code resume} is where it goes on. */
  record Failed(Condition resume, Cause cause) implements Condition {}

  /**
   * Cancelled by a person, or given up for a session that is watched instead; {@code resume} is
   * where a retry goes on.
   */
  record Cancelled(Condition resume, @Nullable SessionId watching) implements Condition {}

  /** Screening said no. */
  record Declined(String reason) implements Condition {}

  /** Forgotten on request; only id and times are left. */
  record Forgotten() implements Condition {}

  /** The stage that runs, waits or would go on; empty where people are waited for. */
  default Optional<Stage> work() {
    return switch (this) {
      case Working working -> Optional.of(working.stage());
      case Held held -> Optional.of(held.next());
      case Paused paused -> paused.resume().work();
      case Failed failed -> failed.resume().work();
      case Cancelled cancelled -> cancelled.resume().work();
      case Choosing choosing -> Optional.empty();
      case Asking asking -> Optional.empty();
      case AwaitingApproval awaiting -> Optional.empty();
      case Delivered delivered -> Optional.empty();
      case Declined declined -> Optional.empty();
      case Forgotten forgotten -> Optional.empty();
    };
  }

  /** What is to be chosen. */
  sealed interface Choice {
    /** Which of several sources is the paper. */
    record WhichPaper() implements Choice {}

    /** Use, fork, or start anew: visible sessions of the same paper. */
    record SamePaper(List<SessionId> sessions) implements Choice {
      public SamePaper {
        sessions = List.copyOf(sessions);
      }
    }
  }
}
