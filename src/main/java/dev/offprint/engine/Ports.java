package dev.offprint.engine;

import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.ThreadRef;

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
    Archives archives,
    Shelf shelf) {
  /** A source whose bytes are not here yet, fetched the way it came. */
  Downloads.Fetched fetched(Source source) {
    return switch (source.origin()) {
      case Source.Origin.Link link -> downloads.fetch(link.address());
      case Source.Origin.PlatformFile file -> downloads.fetchKept(file.address());
      case Source.Origin.Attachment none ->
          throw new IllegalStateException("an attachment without its bytes: " + source.name());
    };
  }

  /** Where a session lives. */
  ThreadRef place(SessionId session) {
    return store.load(session).map(stored -> stored.state().thread()).orElseThrow();
  }

  Artifacts artifacts() {
    return new Artifacts(blobs);
  }
}
