package dev.offprint.engine;

import dev.offprint.session.RepoPath;
import dev.offprint.session.Tree;
import java.util.Map;

/** Makes the archive: same content, same bytes. */
public interface Archives {
  /** A zip with everything below one folder called {@code root}. */
  byte[] zip(String root, Tree tree, Map<RepoPath, byte[]> beside);
}
