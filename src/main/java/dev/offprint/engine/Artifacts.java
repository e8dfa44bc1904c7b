package dev.offprint.engine;

import dev.offprint.session.BlobId;
import dev.offprint.session.Brief;
import dev.offprint.session.Delivery;
import dev.offprint.session.Paper;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.SessionId;

/**
 * What the stages make, stored and read back as values. A request's brief is stored here too; words
 * of people and plan files are plain text in {@link Blobs}.
 */
public final class Artifacts {
  private final Blobs blobs;

  public Artifacts(Blobs blobs) {
    this.blobs = blobs;
  }

  /** Stores a value that this session names from now on; equal values have one id. */
  public BlobId put(SessionId session, Object value) {
    return blobs.putText(session, Json.write(value));
  }

  /** Stores a value before there is a session to name it: a brief, a copy of another's plan. */
  public BlobId put(Object value) {
    return blobs.putText(Json.write(value));
  }

  public Brief brief(BlobId id) {
    return read(id, Brief.class);
  }

  public Paper paper(BlobId id) {
    return read(id, Paper.class);
  }

  public PlanDraft draft(BlobId id) {
    return read(id, PlanDraft.class);
  }

  public Plan plan(BlobId id) {
    return read(id, Plan.class);
  }

  /** What Analysing made. */
  public Specified specified(BlobId id) {
    return read(id, Specified.class);
  }

  /** What Generating or Checking made. */
  public Written written(BlobId id) {
    return read(id, Written.class);
  }

  public Delivery delivery(BlobId id) {
    return read(id, Delivery.class);
  }

  private <T> T read(BlobId id, Class<T> type) {
    return Json.read(blobs.text(id), type);
  }
}
