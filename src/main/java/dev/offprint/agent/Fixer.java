package dev.offprint.agent;

import dev.offprint.engine.Asking.Part;
import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.session.Analysis;
import dev.offprint.session.Contract;
import dev.offprint.session.Finding;
import dev.offprint.session.Logic;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Task;
import dev.offprint.session.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Mends what was found: edits per group of files that findings connect, a whole file only where
 * edits do not fit. A small model copies badly and writes short files: it gets the files that
 * findings are in, one by one and whole.
 */
final class Fixer {
  private final Calls calls;

  Fixer(Calls calls) {
    this.calls = calls;
  }

  record Edit(String file, String old, String replacement) {}

  record Answer(List<Edit> edits) {}

  /** The files after their edits, and those whose edits did not fit. */
  private record Edited(Map<RepoPath, String> texts, Set<RepoPath> unfit) {}

  List<RepoFile> fix(
      Job job, Plan plan, List<Analysis> analyses, Tree tree, List<Finding> findings, int round)
      throws StageStopped {
    boolean compact = calls.sizes(job, Role.FIXER).compact();
    boolean ours = EntryPoint.isOurs(calls.sizes(job, Role.CODER), plan);
    List<Finding> found = ours ? behindMain(findings, plan) : findings;
    List<Set<RepoPath>> groups = compact ? oneByOne(plan, found) : Groups.of(plan, found);
    List<Part<List<RepoFile>>> parts = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      Set<RepoPath> group = groups.get(i);
      String step = "fix:" + round + ":" + (i + 1);
      parts.add(() -> mended(job, plan, analyses, tree, found, group, step));
    }
    List<RepoFile> mended = new ArrayList<>();
    job.asking().together(Role.FIXER, parts).forEach(mended::addAll);
    return mended;
  }

  private List<RepoFile> mended(
      Job job,
      Plan plan,
      List<Analysis> analyses,
      Tree tree,
      List<Finding> findings,
      Set<RepoPath> group,
      String step)
      throws StageStopped {
    boolean compact = calls.sizes(job, Role.FIXER).compact();
    List<Finding> own = findings.stream().filter(f -> Groups.touches(f, group)).toList();
    Map<RepoPath, String> texts = new LinkedHashMap<>();
    for (RepoPath path : group) {
      texts.put(path, tree.file(path).map(RepoFile::text).orElse(""));
    }
    List<String> shared = PlanText.plan(plan, PlanText.contracts(analyses));
    Edited edited =
        compact || texts.values().stream().allMatch(String::isBlank)
            ? new Edited(texts, texts.keySet())
            : calls.ask(
                job,
                Role.FIXER,
                step,
                shared,
                new Template.Fix(listed(own, tree), files(texts)),
                shape(group),
                Answer.class,
                (answer, attempt) -> applied(answer, texts, attempt > 1));
    Map<RepoPath, String> after = new LinkedHashMap<>(edited.texts());
    // In order of dependency: a changed interface first, its callers after.
    for (Task task : plan.logic().tasks()) {
      if (edited.unfit().contains(task.path())) {
        after.put(
            task.path(),
            whole(job, plan, analyses, tree, own, task, after, shared, step + ":" + task.path()));
      }
    }
    List<RepoFile> changed = new ArrayList<>();
    after.forEach(
        (path, text) -> {
          if (!text.equals(texts.get(path))) {
            changed.add(new RepoFile(path, text));
          }
        });
    return changed;
  }

  /**
   * main.py as we write it only runs the parts of other files: what fails there comes from them.
   */
  private static List<Finding> behindMain(List<Finding> findings, Plan plan) {
    List<RepoPath> parts = EntryPoint.runs(plan).stream().map(Task::path).toList();
    List<Finding> behind = new ArrayList<>();
    for (Finding finding : findings) {
      if (!finding.path().equals(Logic.MAIN)) {
        behind.add(finding);
      } else {
        List<RepoPath> files = finding.alsoIn().isEmpty() ? parts : finding.alsoIn();
        String where = finding.path() + (finding.line() > 0 ? ":" + finding.line() : "");
        for (RepoPath file : files) {
          behind.add(new Finding(file, 0, "in " + where + ": " + finding.message(), List.of()));
        }
      }
    }
    return behind;
  }

  /** The files that findings are in, each for itself, in order of dependency. */
  private static List<Set<RepoPath>> oneByOne(Plan plan, List<Finding> findings) {
    Set<RepoPath> places = findings.stream().map(Finding::path).collect(Collectors.toSet());
    return plan.logic().tasks().stream()
        .map(Task::path)
        .filter(places::contains)
        .map(Set::of)
        .toList();
  }

  private static Shape shape(Set<RepoPath> group) {
    return Shape.fields()
        .with(
            "edits",
            Shape.list(
                Shape.fields()
                    .with("file", Shape.near(group.stream().map(RepoPath::value).toList()))
                    .with("old", Shape.raw(8_000))
                    .with("replacement", Shape.raw(20_000)),
                0,
                60));
  }

  /** Applies edits whose old text occurs exactly once. */
  private static Edited applied(Answer answer, Map<RepoPath, String> texts, boolean lenient)
      throws Unusable {
    Map<RepoPath, String> after = new LinkedHashMap<>(texts);
    Set<RepoPath> unfit = new LinkedHashSet<>();
    int number = 0;
    for (Edit edit : answer.edits()) {
      number++;
      Optional<RepoPath> path = Names.among(edit.file(), texts.keySet());
      if (path.isEmpty()) {
        if (lenient) {
          continue;
        }
        throw new Unusable(
            "edit " + number + ": " + edit.file() + " is not among " + texts.keySet());
      }
      String text = String.valueOf(after.get(path.get()));
      int times = edit.old().isBlank() ? 0 : occurrences(text, edit.old());
      if (times == 1) {
        after.put(path.get(), text.replace(edit.old(), edit.replacement()));
      } else if (lenient) {
        unfit.add(path.get());
      } else {
        throw new Unusable(
            "edit "
                + number
                + ": its old text occurs "
                + times
                + " times in "
                + path.get()
                + ", not once; copy it exactly and long enough");
      }
    }
    if (answer.edits().isEmpty() && !lenient) {
      throw new Unusable("edits: at least one is wanted for what was found");
    }
    // A file that is not there cannot be edited, only written.
    texts.forEach(
        (path, text) -> {
          if (text.isBlank() && String.valueOf(after.get(path)).isBlank()) {
            unfit.add(path);
          }
        });
    // What edits broke is written whole, from the text before them.
    for (RepoPath path : texts.keySet()) {
      String text = String.valueOf(after.get(path));
      if (unfit.contains(path) || (path.isPython() && Python.of(text).endsInside())) {
        unfit.add(path);
        after.put(path, String.valueOf(texts.get(path)));
      }
    }
    if (answer.edits().isEmpty()) {
      unfit.addAll(texts.keySet());
    }
    return new Edited(after, unfit);
  }

  private static int occurrences(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      count++;
    }
    return count;
  }

  private String whole(
      Job job,
      Plan plan,
      List<Analysis> analyses,
      Tree tree,
      List<Finding> findings,
      Task task,
      Map<RepoPath, String> after,
      List<String> shared,
      String step)
      throws StageStopped {
    Map<RepoPath, Contract> known = new LinkedHashMap<>();
    tree.files().stream()
        .filter(file -> plan.logic().task(file.path()).isPresent())
        .forEach(file -> known.put(file.path(), Python.of(file.text()).outline()));
    after.forEach((path, text) -> known.put(path, Python.of(text).outline()));
    Contract contract =
        analyses.stream()
            .filter(analysis -> analysis.path().equals(task.path()))
            .map(Analysis::contract)
            .findFirst()
            .orElse(new Contract(List.of()));
    String neighbours =
        task.dependsOn().stream()
            .filter(known::containsKey)
            .map(path -> "# " + path + "\n" + PlanText.signatures(Coder.contract(known, path)))
            .collect(Collectors.joining());
    String text = String.valueOf(after.get(task.path()));
    Prompt prompt =
        calls.prompt(
            job,
            Role.FIXER,
            step,
            shared,
            new Template.FixFile(
                task.path().value(),
                listed(
                    findings.stream().filter(f -> Groups.touches(f, Set.of(task.path()))).toList(),
                    tree),
                text,
                neighbours,
                PlanText.joined(plan.logic().packages(), p -> Names.imported(p.name()))),
            calls.sizes(job, Role.FIXER).code());
    return Coder.whole(job, prompt, "", task.path(), new CodeRules(task, contract, known));
  }

  /** Each with the line that it is about, which says more than its number. */
  private static String listed(List<Finding> findings, Tree tree) {
    return findings.stream()
        .limit(40)
        .map(
            finding ->
                "- "
                    + finding.path()
                    + (finding.line() > 0 ? ":" + finding.line() : "")
                    + " "
                    + Material.safe(finding.message().strip()).replaceAll("\\R", "\n  ")
                    + line(finding, tree))
        .collect(Collectors.joining("\n"));
  }

  private static String line(Finding finding, Tree tree) {
    return tree.file(finding.path())
        .map(file -> file.text().split("\n", -1))
        .filter(lines -> finding.line() > 0 && finding.line() <= lines.length)
        .map(lines -> lines[finding.line() - 1].strip())
        .filter(text -> !text.isEmpty())
        .map(text -> "  in: " + text)
        .orElse("");
  }

  private static String files(Map<RepoPath, String> texts) {
    return texts.entrySet().stream()
        .map(
            file ->
                "=== "
                    + file.getKey()
                    + "\n"
                    + (file.getValue().isBlank() ? "(not written yet)\n" : file.getValue()))
        .collect(Collectors.joining("\n", "<code>\n", "</code>"));
  }
}
