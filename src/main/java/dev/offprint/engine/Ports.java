package dev.offprint.engine;

/** What stages work with; wired once. */
public record Ports(
    Store store,
    Journal journal,
    Blobs blobs,
    Models models,
    Stages stages,
    Papers papers,
    Downloads downloads,
    Documents documents,
    Checks checks,
    Archives archives) {
  Artifacts artifacts() {
    return new Artifacts(blobs);
  }
}
