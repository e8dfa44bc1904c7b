package dev.offprint.agent;

import dev.offprint.session.Analysis;
import dev.offprint.session.Contract;
import dev.offprint.session.Contract.Signature;
import dev.offprint.session.Logic;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * main.py as we write it where the coder is a small model: it runs one function of every file that
 * only it imports, and collects their numbers.
 */
final class EntryPoint {
  private EntryPoint() {}

  /** Whether main.py is written by us: a small model loses itself in it. */
  static boolean isOurs(Sizes coder, Plan plan) {
    return coder.compact() && !runs(plan).isEmpty();
  }

  /** The tasks whose part main.py runs: all that no other file builds on. */
  static List<Task> runs(Plan plan) {
    Set<RepoPath> builtOn = new HashSet<>();
    plan.logic().tasks().stream()
        .filter(task -> !task.path().equals(Logic.MAIN))
        .forEach(task -> builtOn.addAll(task.dependsOn()));
    return plan.logic().tasks().stream()
        .filter(task -> !task.path().equals(Logic.MAIN) && !builtOn.contains(task.path()))
        .toList();
  }

  /** What such a file defines for main.py. */
  static Signature part(Plan plan, Task task) {
    String name = "run_" + Names.module(task.path()).replace('.', '_');
    String keys =
        plan.targets().isEmpty()
            ? "under a short name of each"
            : "by target id, of " + PlanText.joined(plan.targets(), target -> target.id().value());
    return new Signature(
        name,
        "def " + name + "(config: dict, smoke: bool) -> dict",
        "runs the experiments of this file, in small where smoke is set, and gives the numbers"
            + " that were computed "
            + keys);
  }

  static Analysis analysis() {
    return new Analysis(
        Logic.MAIN,
        "Reads the flags and the settings, runs the part of every file, saves the numbers.",
        new Contract(Frame.MAIN_CONTRACT));
  }

  static RepoFile written(Plan plan, Task main) {
    List<String> imports = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Task task : runs(plan)) {
      String name = part(plan, task).name();
      imports.add("from " + Names.module(task.path()) + " import " + name);
      names.add(name);
    }
    String wanted =
        plan.targets().stream()
            .map(target -> "\"" + target.id().value() + "\", ")
            .collect(Collectors.joining());
    return new RepoFile(
        main.path(),
        Frame.head(main, imports)
            + Frame.MAIN_TOP
            + "    for part in ("
            + names.stream().map(name -> name + ", ").collect(Collectors.joining()).stripTrailing()
            + "):\n        results.update(part(config, smoke))\n"
            + (wanted.isEmpty()
                ? ""
                : "    for target in ("
                    + wanted.stripTrailing()
                    + "):\n        if target not in results:\n"
                    + "            not_run[target] = \"no experiment computes it\"\n")
            + "    return results, not_run\n"
            + Frame.MAIN_END);
  }
}
