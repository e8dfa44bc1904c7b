package dev.offprint.engine;

import dev.offprint.session.BlobId;
import dev.offprint.session.Brief;
import dev.offprint.session.Delivery;
import dev.offprint.session.Paper;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanDraft;

/**
 * What the stages make, stored and read back as values. A request's brief is stored here too; words
 * of people and plan files are plain text in {@link Blobs}.
 */
public final class Artifacts {
  private final Blobs blobs;

  public Artifacts(Blobs blobs) {
    this.blobs = blobs;
  }

  /** Stores a value; equal values have one id. */
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
