package dev.offprint.agent;

import dev.offprint.session.RepoFile;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a repository over the rounds of repair, told so that what was told before stays
 * first, byte by byte, and a prompt cache has it.
 */
final class CodeHistory {
  private CodeHistory() {}

  /**
   * All files of one version, then for each later version what is new in it. Where that would be
   * more than half of the files again, the telling begins anew with the version that made it so.
   *
   * @param versions oldest first, at least one
   */
  static List<List<RepoFile>> of(List<List<RepoFile>> versions) {
    List<List<RepoFile>> told = new ArrayList<>();
    told.add(versions.getFirst());
    long again = 0;
    for (int i = 1; i < versions.size(); i++) {
      List<RepoFile> before = versions.get(i - 1);
      List<RepoFile> now = versions.get(i);
      List<RepoFile> changed = now.stream().filter(file -> !before.contains(file)).toList();
      boolean gone =
          before.stream().anyMatch(old -> now.stream().noneMatch(f -> f.path().equals(old.path())));
      again += size(changed);
      if (gone || again > size(now) / 2) {
        told.clear();
        told.add(now);
        again = 0;
      } else if (!changed.isEmpty()) {
        told.add(changed);
      }
    }
    return told;
  }

  private static long size(List<RepoFile> files) {
    return files.stream().mapToLong(file -> file.text().length()).sum();
  }
}
