package dev.offprint.session;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something to be done, issued by the rules under a key of its own. */
public sealed interface Effect {
  EffectKey key();

  /** Run a stage on these inputs; the same key always means the same inputs. */
  record RunStage(EffectKey key, Stage stage, Inputs inputs) implements Effect {}

  /** Stop the stage of that key: abort its calls. */
  record AbortStage(EffectKey key, EffectKey running) implements Effect {}

  /** Say something in the thread. */
  record Post(EffectKey key, Topic topic) implements Effect {}

  /** Tell me after that time. */
  record Wake(EffectKey key, Alarm alarm, Duration after) implements Effect {}

  /** Write to one person, outside the thread. */
  record WriteDirectly(EffectKey key, Person to, Topic topic) implements Effect {}

  /** Delete all that no other session names. */
  record Erase(EffectKey key) implements Effect {}

  /** What an alarm is for. {@code about} is the key that was current when it was set. */
  record Alarm(Purpose purpose, EffectKey about) {
    public enum Purpose {
      REMINDER,
      PROVIDER_BACK,
      /** A limit that counts by the day begins anew, or others have ended their calls. */
      LIMIT_BACK
    }
  }

  /**
   * What a stage works on, by name; a copy, so that later events do not change a run.
   *
   * @param version of the plan in use
   * @param next the number that a plan made by this stage gets
   * @param changes what Revising takes; where {@code plan} is null, all are whole plans, and the
   *     last that is valid counts
   * @param analyses the newest that were stored, maybe made from an older plan
   * @param tree the newest that was stored, maybe written from an older plan
   */
  record Inputs(
      BlobId brief,
      List<Source> sources,
      @Nullable BlobId paper,
      @Nullable BlobId draft,
      @Nullable BlobId plan,
      PlanVersion version,
      PlanVersion next,
      List<OpenQuestion> questions,
      List<Change> changes,
      @Nullable BlobId analyses,
      @Nullable BlobId tree,
      int deliveries,
      @Nullable BlobId delivered,
      State.@Nullable FollowUp followUp,
      Amount budget) {
    public Inputs {
      sources = List.copyOf(sources);
      questions = List.copyOf(questions);
      changes = List.copyOf(changes);
    }
  }

  /** What a post is about; the words are composed when it is sent. */
  sealed interface Topic {
    record Header() implements Topic {}

    record WhichPaper() implements Topic {}

    /** The message that asked is gone: shall the work stop? It goes on meanwhile. */
    record RequestGone() implements Topic {}

    record SamePaper(List<SessionId> sessions) implements Topic {
      public SamePaper {
        sessions = List.copyOf(sessions);
      }
    }

    /** Stopping: the work waits for the answers. */
    record Questions(BlobId draft, boolean stopping) implements Topic {}

    /** Two people differ. */
    record Contested(QuestionId question) implements Topic {}

    /** The card of a version; {@code since} is the last version that had one. */
    record PlanCard(
        BlobId plan, PlanVersion version, PlanVersion since, List<Event.PlanRevised.Kept> kept)
        implements Topic {
      public PlanCard {
        kept = List.copyOf(kept);
      }
    }

    /** These changes were not applied; the plan stays at that version (0: there is none yet). */
    record NotApplied(PlanVersion version, List<Event.PlanRevised.Kept> kept) implements Topic {
      public NotApplied {
        kept = List.copyOf(kept);
      }
    }

    /** A second paper came: does it belong to this request, or is it a request of its own? */
    record SourceOrRequest(EventId offered, String name) implements Topic {}

    /** A change was asked for while the work runs: now, after delivery, or drop. */
    record WhenToChange(EventId change) implements Topic {}

    record Delivered(BlobId delivery) implements Topic {}

    record Stopped(Cause cause) implements Topic {}

    record Declined(String reason) implements Topic {}

    /** The answer to a message after delivery, and whose it was. */
    record Reply(BlobId words, @Nullable Person to) implements Topic {}

    /** What was taken from a person's words or click, undoable by the event's id. */
    record Echo(EventId event, Person by, Taken taken) implements Topic {}

    record Reminder() implements Topic {}

    /** For the owner: the thread is out of reach. */
    record Unreachable() implements Topic {}
  }

  /** What was taken, as a value that the engine puts into words. */
  sealed interface Taken {
    record Answer(QuestionId question, Pick pick) implements Taken {}

    /** The request as its message reads now. */
    record RequestEdited() implements Taken {}

    /** The work goes on without the message that asked. */
    record RequestKept() implements Taken {}

    record ChangeQueued(boolean undoable) implements Taken {}

    record ChangeDropped() implements Taken {}

    record ChangeLater() implements Taken {}

    record Defaults() implements Taken {}

    /** {@code open}: the questions that nobody had settled, with what is in use for them. */
    record Approved(PlanVersion version, List<OpenQuestion> open) implements Taken {
      public Approved {
        open = List.copyOf(open);
      }
    }

    record Held(String reason) implements Taken {}

    record HoldLifted() implements Taken {}

    record TookOver() implements Taken {}

    record Undone() implements Taken {}

    record Cancelled() implements Taken {}

    record Resumed() implements Taken {}

    record LimitRaised(Amount budget) implements Taken {}

    /** Planning goes on with all that the session may spend. */
    record AllowanceLifted() implements Taken {}

    record SourceTaken(String name) implements Taken {}

    /** The second paper is a request of its own: it needs a thread of its own. */
    record NewRequest(String name) implements Taken {}

    /** A message after delivery that waits until the running work is done. */
    record FollowUpQueued() implements Taken {}

    record Watching(SessionId other) implements Taken {}

    record Forgotten() implements Taken {}
  }
}
