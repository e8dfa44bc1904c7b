package dev.offprint.engine;

import dev.offprint.session.BlobId;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Tree;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What there is already of a repository.
 *
 * @param plan that the files, or where there are none their specifications, are made from
 * @param tree empty where no file is written
 */
record Built(Plan plan, Tree tree) {

  /** Empty before there are specifications. */
  static Optional<Built> of(
      Artifacts artifacts, @Nullable BlobId written, @Nullable BlobId specified) {
    if (written != null) {
      Written files = artifacts.written(written);
      return Optional.of(new Built(artifacts.plan(files.plan()), files.tree()));
    }
    return Optional.ofNullable(specified)
        .map(id -> new Built(artifacts.plan(artifacts.specified(id).plan()), Tree.EMPTY));
  }

  /** What a newer plan has written anew, as far as it says; contracts may touch more. */
  Set<RepoPath> touchedBy(Plan newer) {
    return newer.touchedSince(plan, tree);
  }
}
