package dev.offprint.session;

import java.util.List;

/**
 * Something wrong in the repository: where (line from 1, 0 for the whole file), what, and which
 * other files are part of it.
 */
public record Finding(RepoPath path, int line, String message, List<RepoPath> alsoIn) {
  public Finding {
    alsoIn = List.copyOf(alsoIn);
  }
}
