package dev.offprint.document;

import dev.offprint.session.Architecture;
import dev.offprint.session.Logic;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoPath;
import dev.offprint.session.RequirementId;
import dev.offprint.session.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of an edited plan, put in order of dependency wherever they stood in the file. */
final class PlanFiles {
  /** One entry of the list, with its line. */
  record File(int line, String purpose, Task task) {}

  private final List<File> files;
  private final Problems problems;
  private final Set<RepoPath> paths = new HashSet<>();

  PlanFiles(List<File> files, Problems problems) {
    this.files = files;
    this.problems = problems;
    files.forEach(file -> paths.add(file.task().path()));
  }

  boolean has(RepoPath path) {
    return paths.contains(path);
  }

  void checkReferences(List<RequirementId> requirements, List<String> keys) {
    Set<String> folds = new HashSet<>();
    for (File file : files) {
      Task task = file.task();
      if (!folds.add(task.path().fold())) {
        problems.add(file.line(), task.path() + " differs from another file by case only");
      }
      for (RepoPath need : task.dependsOn()) {
        if (!paths.contains(need)) {
          problems.add(
              file.line(), task.path() + " depends on " + need + ", which is not among the files");
        }
      }
      for (RequirementId id : task.serves()) {
        if (!requirements.contains(id)) {
          problems.add(
              file.line(), task.path() + " serves " + id.value() + ", which is no requirement");
        }
      }
      for (String key : task.configKeys()) {
        if (!keys.contains(key)) {
          problems.add(file.line(), task.path() + " reads " + key + ", which is not in the config");
        }
      }
    }
    if (!paths.contains(Logic.MAIN)) {
      problems.add(0, "files must have main.py, which starts everything");
    }
    for (File file : files) {
      if (file.task().dependsOn().contains(Logic.MAIN)) {
        problems.add(file.line(), file.task().path() + " depends on main.py, which comes last");
      }
    }
    if (problems.none()) {
      tasks();
    }
  }

  /** In the order of the file as far as dependencies allow, main.py last; a circle is noted. */
  List<Task> tasks() {
    List<File> left = new ArrayList<>(files);
    left.removeIf(file -> file.task().path().equals(Logic.MAIN));
    files.stream().filter(file -> file.task().path().equals(Logic.MAIN)).forEach(left::add);
    List<Task> ordered = new ArrayList<>();
    Set<RepoPath> done = new HashSet<>();
    while (!left.isEmpty()) {
      File next = null;
      for (File file : left) {
        if (done.containsAll(file.task().dependsOn())) {
          next = file;
          break;
        }
      }
      if (next == null) {
        String circle =
            String.join(", ", left.stream().map(file -> file.task().path().value()).toList());
        problems.add(left.getFirst().line(), "these files depend on each other: " + circle);
        return ordered;
      }
      left.remove(next);
      done.add(next.task().path());
      ordered.add(next.task());
    }
    return ordered;
  }

  /** The files with their purposes; in the order of the older plan where it has the same ones. */
  List<Architecture.PlannedFile> planned(@Nullable Plan base) {
    List<Architecture.PlannedFile> planned = new ArrayList<>();
    if (base != null) {
      for (Architecture.PlannedFile before : base.architecture().files()) {
        add(planned, before.path());
      }
      if (planned.size() == files.size()) {
        return planned;
      }
    }
    planned.clear();
    tasks().forEach(task -> add(planned, task.path()));
    return planned;
  }

  private void add(List<Architecture.PlannedFile> planned, RepoPath path) {
    files.stream()
        .filter(file -> file.task().path().equals(path))
        .forEach(file -> planned.add(new Architecture.PlannedFile(path, file.purpose())));
  }
}
