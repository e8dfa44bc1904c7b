package dev.offprint.session;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, told to the rules. Events of people carry who and, where it matters,
 * which version they saw.
 */
public sealed interface Event {
  /** What a person did. */
  sealed interface OfPerson extends Event {
    Actor by();
  }

  /** What an effect brought back. */
  sealed interface OfEffect extends Event {
    EffectKey key();
  }

  /**
   * A paper was dropped: the session begins.
   *
   * @param allowance what may be spent until the first plan card; null: nothing of its own
   */
  record Requested(
      Actor by,
      ThreadRef thread,
      BlobId brief,
      List<Source> sources,
      Amount budget,
      @Nullable Amount allowance)
      implements OfPerson {
    public Requested {
      sources = List.copyOf(sources);
    }

    /** With a budget in tokens, of which planning may take all. */
    public Requested(Actor by, ThreadRef thread, BlobId brief, List<Source> sources, long tokens) {
      this(by, thread, brief, sources, Amount.tokens(tokens), null);
    }
  }

  /**
   * The requester edited the message that asked.
   *
   * @param brief as the message reads now
   * @param gone sources that the message no longer names
   * @param come sources that it did not name before
   */
  record RequestEdited(Actor by, BlobId brief, List<Source> gone, List<Source> come)
      implements OfPerson {
    public RequestEdited {
      gone = List.copyOf(gone);
      come = List.copyOf(come);
    }
  }

  /** The message that asked is gone; {@code by} is its author. */
  record RequestDeleted(Actor by) implements OfPerson {}

  /** The work goes on although the message that asked is gone. */
  record RequestKept(Actor by) implements OfPerson {}

  record PaperChosen(Actor by, int source) implements OfPerson {}

  /** What to do about an earlier session of the same paper. */
  record SameChosen(Actor by, Same same, @Nullable SessionId other, @Nullable Copy copy)
      implements OfPerson {
    public enum Same {
      USE,
      FORK,
      ANEW
    }

    /**
     * What a fork takes over, filled in by whoever hands the event to the Inbox: the other
     * session's plan, stored again as version 1, and its questions. Null where the other session
     * has no plan.
     */
    public record Copy(
        BlobId plan,
        @Nullable BlobId draft,
        List<OpenQuestion> questions,
        @Nullable Estimate estimate) {
      public Copy {
        questions = List.copyOf(questions);
      }

      /** Without an estimate. */
      public Copy(BlobId plan, @Nullable BlobId draft, List<OpenQuestion> questions) {
        this(plan, draft, questions, null);
      }
    }
  }

  /** Option from 0, or -1 with words. */
  record Answered(Actor by, QuestionId question, int option, @Nullable BlobId words)
      implements OfPerson {}

  record DefaultsTaken(Actor by) implements OfPerson {}

  record PlanApproved(Actor by, PlanVersion version) implements OfPerson {}

  record ChangeAsked(Actor by, PlanVersion seen, Change.What what) implements OfPerson {}

  /** When the named change is applied. */
  record ChangeTimed(Actor by, EventId change, When when) implements OfPerson {
    public enum When {
      NOW,
      AFTER_DELIVERY,
      DROP
    }
  }

  record SourceAdded(Actor by, Source source) implements OfPerson {}

  /** What a second paper in the thread is; {@code offered} is the event that brought it. */
  record SourceSorted(Actor by, EventId offered, As as) implements OfPerson {
    public enum As {
      BESIDE,
      NEW_REQUEST
    }
  }

  record FollowedUp(Actor by, BlobId words) implements OfPerson {}

  record HoldAsked(Actor by, String reason) implements OfPerson {}

  record HoldLifted(Actor by) implements OfPerson {}

  record TakenOver(Actor by) implements OfPerson {}

  record UndoAsked(Actor by, EventId undone) implements OfPerson {}

  record CancelAsked(Actor by) implements OfPerson {}

  record RetryAsked(Actor by) implements OfPerson {}

  /** The session's new limit. */
  record LimitRaised(Actor by, Amount budget) implements OfPerson {
    public LimitRaised(Actor by, long tokens) {
      this(by, Amount.tokens(tokens));
    }
  }

  /** Planning may go on with all that the session may spend. */
  record AllowanceLifted(Actor by) implements OfPerson {}

  record ForgetAsked(Actor by) implements OfPerson {}

  /** Go on in another thread. */
  record ContinuedHere(Actor by, ThreadRef thread) implements OfPerson {}

  /** Reading is done. {@code same} names visible sessions of the same paper. */
  record PaperRead(
      EffectKey key,
      BlobId paper,
      List<Source> sources,
      List<String> paperKeys,
      List<SessionId> same)
      implements OfEffect {
    public PaperRead {
      sources = List.copyOf(sources);
      paperKeys = List.copyOf(paperKeys);
      same = List.copyOf(same);
    }
  }

  /** Planning is done: the draft, and of each question what the rules need. */
  record DraftPlanned(EffectKey key, BlobId draft, List<OpenQuestion> questions)
      implements OfEffect {
    public DraftPlanned {
      questions = List.copyOf(questions);
    }
  }

  /** Screening said no. */
  record ScreenedOut(EffectKey key, String reason) implements OfEffect {}

  /** Designing is done: version 1, and what carrying it out is expected to take. */
  record PlanDesigned(EffectKey key, BlobId plan, @Nullable Estimate estimate) implements OfEffect {
    public PlanDesigned(EffectKey key, BlobId plan) {
      this(key, plan, null);
    }
  }

  /**
   * Revising is done: the next version (null: the old one stays), the questions that it adds or
   * answers otherwise, and, for each change not applied, why.
   */
  record PlanRevised(
      EffectKey key,
      @Nullable BlobId plan,
      List<OpenQuestion> questions,
      List<Kept> kept,
      @Nullable Estimate estimate)
      implements OfEffect {
    /** A change that was not applied, and why. */
    public record Kept(EventId change, String why) {}

    public PlanRevised {
      questions = List.copyOf(questions);
      kept = List.copyOf(kept);
    }

    /** Without an estimate. */
    public PlanRevised(
        EffectKey key, @Nullable BlobId plan, List<OpenQuestion> questions, List<Kept> kept) {
      this(key, plan, questions, kept, null);
    }
  }

  record Analysed(EffectKey key, BlobId analyses) implements OfEffect {}

  record Generated(EffectKey key, BlobId tree) implements OfEffect {}

  record Checked(EffectKey key, BlobId tree, BlobId delivery) implements OfEffect {}

  /** A message after delivery was sorted. */
  record FollowUpSorted(EffectKey key, Sorted sorted) implements OfEffect {
    /** What the message was. */
    public sealed interface Sorted {
      /** A question, or what was reported of a run, with the words to say. */
      record Answer(BlobId words, List<Reported> reported) implements Sorted {
        public Answer {
          // Stored before there could be several: none.
          reported = reported == null ? List.of() : List.copyOf(reported);
        }
      }

      /** A traceback: Checking mends it. */
      record Traceback() implements Sorted {}

      /** A change of the plan. */
      record ChangeWanted() implements Sorted {}
    }
  }

  /** A number that somebody got, for a number that the paper reports. */
  record Reported(TargetId target, BigDecimal value) {}

  /** The stage cannot go on. */
  record StageStopped(EffectKey key, Cause cause) implements OfEffect {}

  /**
   * A post was refused for good; {@code threadGone} says that the thread itself is out of reach.
   */
  record PostRefused(EffectKey key, boolean threadGone, String why) implements OfEffect {}

  /** The time asked for has come. */
  record Woke(EffectKey key, Effect.Alarm alarm) implements OfEffect {}
}
