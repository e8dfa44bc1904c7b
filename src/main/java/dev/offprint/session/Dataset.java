package dev.offprint.session;

/** Data that the paper uses, where it is, and what stands in for it where it cannot be had. */
public record Dataset(
    DatasetId id,
    String name,
    String where,
    String licence,
    String size,
    Availability availability,
    String standIn) {
  /** Whether the data can be had. */
  public enum Availability {
    GENERATED,
    OPEN,
    ON_REQUEST,
    NOT_PUBLIC,
    UNKNOWN
  }
}
