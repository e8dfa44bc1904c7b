package dev.offprint.agent;

import dev.offprint.session.Finding;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Task;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Files that findings connect, each group in order of dependency; only what a Coder wrote. */
final class Groups {
  private Groups() {}

  static List<Set<RepoPath>> of(Plan plan, List<Finding> findings) {
    Set<RepoPath> ours = new LinkedHashSet<>();
    plan.logic().tasks().stream().map(Task::path).forEach(ours::add);
    List<Set<RepoPath>> groups = new ArrayList<>();
    for (Finding finding : findings) {
      Set<RepoPath> files = new LinkedHashSet<>(finding.alsoIn());
      files.add(finding.path());
      files.retainAll(ours);
      if (files.isEmpty()) {
        continue;
      }
      groups.removeIf(
          group -> {
            boolean met = group.stream().anyMatch(files::contains);
            if (met) {
              files.addAll(group);
            }
            return met;
          });
      groups.add(files);
    }
    return groups.stream().map(group -> inOrder(group, ours)).toList();
  }

  static boolean touches(Finding finding, Set<RepoPath> group) {
    return group.contains(finding.path()) || finding.alsoIn().stream().anyMatch(group::contains);
  }

  private static Set<RepoPath> inOrder(Set<RepoPath> group, Set<RepoPath> order) {
    Set<RepoPath> sorted = new LinkedHashSet<>(order);
    sorted.retainAll(group);
    return sorted;
  }
}
