package dev.offprint.session;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the rules know of a session: ids, versions, hashes and queues. Words, plans, papers and
 * files are blobs.
 *
 * @param read how many of the sources, from the first, Reading has taken
 * @param issued how many effects have been issued; the next key is {@code issued + 1}
 * @param plan the plan in use; null before version 1
 * @param version of the plan in use
 * @param newest the highest version given so far; higher than {@code version} once Cancel has led
 *     back to a delivery
 * @param carded the last version that had a card
 * @param designing whether Designing has ever started: from then on another answer is a change
 * @param delivered the newest delivery's blob; null before the first
 * @param handed what the newest delivery was made of: Cancel leads back to it
 * @param paperKeys hash, arXiv id or DOI of the paper, by which sessions of the same paper are
 *     found
 * @param budget what the session may spend
 * @param applying the changes that the running Revising takes
 * @param used changes that are in the plan (or sources that joined), for Undo
 * @param offered further papers of which nobody has said yet what they are
 * @param followUp the message that the running FollowingUp sorts, or whose traceback Checking mends
 * @param outages pauses in a row that end by themselves
 * @param gone whether the message that asked was deleted; null: it was not
 * @param alarm the key of the alarm that still counts; any other is stale
 * @param allowance what may be spent until the first plan card; null: nothing of its own
 * @param estimate of the version in use; null where nobody made one
 */
public record State(
    SessionId id,
    ThreadRef thread,
    Person requester,
    Person owner,
    BlobId brief,
    List<Source> sources,
    int read,
    Condition condition,
    int issued,
    @Nullable BlobId paper,
    List<String> paperKeys,
    @Nullable BlobId draft,
    @Nullable BlobId plan,
    PlanVersion version,
    PlanVersion newest,
    PlanVersion carded,
    boolean designing,
    @Nullable Approval approval,
    @Nullable BlobId analyses,
    @Nullable BlobId tree,
    int deliveries,
    @Nullable BlobId delivered,
    @Nullable Handed handed,
    List<OpenQuestion> questions,
    List<Change> waiting,
    List<Change> applying,
    List<Used> used,
    List<Offered> offered,
    List<FollowUp> followUps,
    @Nullable FollowUp followUp,
    List<Report> reports,
    @Nullable Hold hold,
    @Nullable Gone gone,
    Amount budget,
    int outages,
    @Nullable EffectKey alarm,
    Reach reach,
    @Nullable SessionId parent,
    @Nullable Amount allowance,
    @Nullable Estimate estimate) {

  /**
   * A message after delivery, waiting to be sorted or being sorted.
   *
   * @param about the delivery that was the newest when it was said
   */
  public record FollowUp(EventId event, Person by, BlobId words, @Nullable BlobId about) {}

  /** A change in the plan and the plan before it; null where there was none. */
  public record Used(Change change, @Nullable BlobId before) {}

  /**
   * The message that asked is gone.
   *
   * @param open whether nobody has said yet if the work stops
   */
  public record Gone(boolean open) {}

  /** A further paper in the thread. */
  public record Offered(EventId event, Person by, Source source) {}

  /**
   * Whether the thread can be reached.
   *
   * @param since effects up to this number went to an earlier thread
   */
  public record Reach(boolean gone, int since) {
    public static final Reach FINE = new Reach(false, 0);
  }

  /**
   * A number that somebody got for one that the paper reports.
   *
   * @param delivery the delivery that gave it
   */
  public record Report(TargetId target, BigDecimal value, Person by, @Nullable BlobId delivery) {}

  /** What a delivery was made of, {@code used} changes included. */
  public record Handed(
      Approval approval,
      BlobId plan,
      BlobId analyses,
      BlobId tree,
      List<OpenQuestion> questions,
      int used) {
    public Handed {
      questions = List.copyOf(questions);
    }
  }

  public State {
    sources = List.copyOf(sources);
    paperKeys = List.copyOf(paperKeys);
    questions = List.copyOf(questions);
    waiting = List.copyOf(waiting);
    applying = List.copyOf(applying);
    used = List.copyOf(used);
    offered = List.copyOf(offered);
    followUps = List.copyOf(followUps);
    reports = List.copyOf(reports);
  }

  /** A session at its very beginning; nothing has been issued. */
  public static State fresh(
      SessionId id,
      ThreadRef thread,
      Person requester,
      BlobId brief,
      List<Source> sources,
      Condition condition,
      Amount budget,
      @Nullable Amount allowance) {
    return new State(
        id,
        thread,
        requester,
        requester,
        brief,
        sources,
        0,
        condition,
        0,
        null,
        List.of(),
        null,
        null,
        PlanVersion.NONE,
        PlanVersion.NONE,
        PlanVersion.NONE,
        false,
        null,
        null,
        null,
        0,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        null,
        null,
        budget,
        0,
        null,
        Reach.FINE,
        null,
        allowance,
        null);
  }
}
