package dev.offprint.store;

import java.nio.file.Path;

/** Another process uses the data directory; the message says which and what to do. */
public final class DirectoryInUse extends RuntimeException {
  private static final long serialVersionUID = 1;

  DirectoryInUse(Path directory, String holder) {
    super(
        "another offprint (pid "
            + holder
            + ") uses this directory: "
            + directory
            + "; stop it, or name another directory in OFFPRINT_HOME");
  }
}
