package dev.offprint.command;

import dev.offprint.engine.Queries;
import dev.offprint.engine.Store;
import dev.offprint.session.SessionId;
import java.util.List;
import java.util.stream.Collectors;

/** Sessions as people name them. */
final class Sessions {
  private Sessions() {}

  /** The one session whose id begins so. */
  static SessionId named(Queries queries, String start) {
    List<Store.Stored> found = start.isBlank() ? List.of() : queries.find(start.strip());
    if (found.size() == 1) {
      return found.getFirst().state().id();
    }
    throw new CannotOpen(
        ExitCode.USAGE,
        found.isEmpty()
            ? "There is no session " + start + ". \"offprint list\" shows those there are."
            : "More than one session begins so: "
                + found.stream()
                    .map(stored -> stored.state().id().value())
                    .collect(Collectors.joining(", ")));
  }
}
