package dev.offprint.session;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tasks in order of dependency ({@code main.py} last), the packages and the conventions all
 * files share.
 */
public record Logic(List<Task> tasks, List<Dependency> packages, List<String> conventions) {
  public static final RepoPath MAIN = new RepoPath("main.py");

  /**
   * A Python package to install; {@code version} is a pip specifier such as {@code ==1.26.4}, or
   * empty.
   */
  public record Dependency(String name, String version) {
    private static final Pattern NAME =
        Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,60}[A-Za-z0-9])?");
    private static final Pattern VERSION =
        Pattern.compile(
            "|(==|>=|~=|<=|<|>)[0-9][0-9A-Za-z.*+!-]{0,30}(,(==|>=|~=|<=|<|>|!=)[0-9][0-9A-Za-z.*+!-]{0,30})*");

    public Dependency {
      Id.matching(name, NAME, "package name");
      Id.matching(version, VERSION, "package version");
    }
  }

  public Logic {
    packages = List.copyOf(packages);
    conventions = List.copyOf(conventions);
    tasks = List.copyOf(tasks);
    Set<RepoPath> earlier = new HashSet<>();
    for (Task task : tasks) {
      for (RepoPath needed : task.dependsOn()) {
        if (!earlier.contains(needed)) {
          throw new IllegalArgumentException(
              task.path() + " depends on " + needed + ", which does not come before it");
        }
      }
      if (!earlier.add(task.path())) {
        throw new IllegalArgumentException("two tasks write " + task.path());
      }
    }
    if (tasks.isEmpty() || !tasks.getLast().path().equals(MAIN)) {
      throw new IllegalArgumentException("the last task must write main.py");
    }
  }

  public Optional<Task> task(RepoPath path) {
    return tasks.stream().filter(task -> task.path().equals(path)).findFirst();
  }
}
