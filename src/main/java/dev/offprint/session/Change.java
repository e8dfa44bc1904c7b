package dev.offprint.session;

import org.jspecify.annotations.Nullable;

/**
 * Something that a person wants otherwise.
 *
 * @param event the event that brought it; Undo names it
 * @param seen the plan version that the person saw
 */
public record Change(EventId event, Person by, PlanVersion seen, What what, Timing timing) {
  /** What the person wants. */
  public sealed interface What {
    /** In words. */
    record Words(BlobId text) implements What {}

    /** A whole plan, edited. */
    record PlanFile(BlobId file) implements What {}

    /** Another answer than the one in use until then ({@code before}; null: none). */
    record Answered(QuestionId question, Pick pick, @Nullable Pick before) implements What {}

    /** A source added once Planning has begun. */
    record SourceAdded(Source source) implements What {}

    /**
     * The other way round, what an earlier and already used change did; {@code before} is the plan
     * that it was applied to, null where there was none.
     */
    record Reversed(EventId undone, What original, @Nullable BlobId before) implements What {}
  }

  /** When a change asked during Analysing … Checking is applied. */
  public enum Timing {
    /** At the next Revising. */
    NEXT,
    /** After the delivery, unless somebody says otherwise. */
    AFTER_DELIVERY
  }

  public Change at(Timing other) {
    return new Change(event, by, seen, what, other);
  }
}
