package dev.offprint.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the rules know of a session: ids, versions, hashes and queues. Words, plans, papers and
 * files are blobs.
 *
 * @param issued how many effects have been issued; the next key is {@code issued + 1}
 * @param plan the newest version's blob; null before version 1
 * @param version the newest version
 * @param carded the last version that had a card
 * @param delivered the newest delivery's blob; null before the first
 * @param paperKeys hash, arXiv id or DOI of the paper, by which sessions of the same paper are
 *     found
 * @param budget in tokens
 * @param applying the changes that the running Revising takes
 * @param followUp the message that the running FollowingUp sorts, or whose traceback Checking mends
 */
public record State(
    SessionId id,
    ThreadRef thread,
    Person requester,
    Person owner,
    BlobId brief,
    List<Source> sources,
    Condition condition,
    int issued,
    @Nullable BlobId paper,
    List<String> paperKeys,
    @Nullable BlobId draft,
    @Nullable BlobId plan,
    PlanVersion version,
    PlanVersion carded,
    @Nullable Approval approval,
    @Nullable BlobId analyses,
    @Nullable BlobId tree,
    int deliveries,
    @Nullable BlobId delivered,
    List<OpenQuestion> questions,
    List<Change> waiting,
    List<Change> applying,
    List<FollowUp> followUps,
    @Nullable FollowUp followUp,
    @Nullable Hold hold,
    long budget,
    @Nullable SessionId parent) {

  /** A message after delivery, waiting to be sorted or being sorted. */
  public record FollowUp(EventId event, Person by, BlobId words) {}

  public State {
    sources = List.copyOf(sources);
    paperKeys = List.copyOf(paperKeys);
    questions = List.copyOf(questions);
    waiting = List.copyOf(waiting);
    applying = List.copyOf(applying);
    followUps = List.copyOf(followUps);
  }

  public EffectKey nextKey() {
    return new EffectKey(id, issued + 1);
  }
}
