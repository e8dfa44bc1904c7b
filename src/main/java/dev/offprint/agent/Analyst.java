package dev.offprint.agent;

import dev.offprint.engine.Asking.Part;
import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.session.Analysis;
import dev.offprint.session.Contract;
import dev.offprint.session.Contract.Signature;
import dev.offprint.session.Logic;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes specification and contract of every file, then settles where contracts contradict. */
final class Analyst {
  private final Calls calls;

  Analyst(Calls calls) {
    this.calls = calls;
  }

  record Called(String file, String name, int arguments) {}

  record Edited(String path, String op, String name, String declaration, String meaning) {}

  record Noted(String path, String note) {}

  record Settled(List<Edited> signatures, List<Noted> notes) {}

  /** An analysis with the calls that it means to make. */
  record Specified(Analysis analysis, List<Called> calls) {
    Specified with(List<Signature> signatures) {
      return new Specified(
          new Analysis(analysis.path(), analysis.specification(), new Contract(signatures)), calls);
    }
  }

  List<Analysis> analyse(Job job, Plan plan, List<Analysis> taken) throws StageStopped {
    Map<RepoPath, Specified> byPath = new LinkedHashMap<>();
    taken.forEach(each -> byPath.put(each.path(), new Specified(each, List.of())));
    if (EntryPoint.isOurs(calls.sizes(job, Role.CODER), plan)) {
      byPath.putIfAbsent(Logic.MAIN, new Specified(EntryPoint.analysis(), List.of()));
    }
    List<Task> tasks =
        plan.logic().tasks().stream().filter(task -> !byPath.containsKey(task.path())).toList();
    for (Specified each : specified(job, plan, tasks)) {
      byPath.put(each.analysis().path(), each);
    }
    List<Specified> all = ownOnly(plan, byPath);
    List<String> contradictions = Contradictions.in(all);
    List<Analysis> analyses = all.stream().map(Specified::analysis).toList();
    return contradictions.isEmpty()
        ? analyses
        : reconcile(
            job, plan, analyses, contradictions, taken.stream().map(Analysis::path).toList());
  }

  private List<Specified> specified(Job job, Plan plan, List<Task> tasks) throws StageStopped {
    Specifier specifier = new Specifier(calls, job, plan, tasks.size());
    List<List<Task>> groups = specifier.groups(tasks);
    Milestones milestones = new Milestones(job.asking(), groups.size());
    List<Part<List<Specified>>> parts =
        groups.stream()
            .map(group -> milestones.of(Specifier.name(group), () -> specifier.specify(group)))
            .toList();
    List<Specified> all = new ArrayList<>();
    job.asking().together(Role.ANALYST, parts).forEach(all::addAll);
    return all;
  }

  /** A small model also signs what it only imports: such a name stays with the file that has it. */
  private static List<Specified> ownOnly(Plan plan, Map<RepoPath, Specified> byPath) {
    List<Specified> all = new ArrayList<>();
    for (Task task : plan.logic().tasks()) {
      Specified specified = Objects.requireNonNull(byPath.get(task.path()));
      List<Signature> signatures = specified.analysis().contract().signatures();
      Set<String> imported =
          task.dependsOn().stream()
              .map(path -> Objects.requireNonNull(byPath.get(path)).analysis())
              .flatMap(analysis -> analysis.contract().signatures().stream())
              .map(Signature::name)
              .collect(Collectors.toSet());
      List<Signature> own =
          signatures.stream().filter(signature -> !imported.contains(signature.name())).toList();
      all.add(
          own.size() == signatures.size()
              ? specified
              : specified.with(own.isEmpty() ? List.of(EntryPoint.part(plan, task)) : own));
    }
    return all;
  }

  private List<Analysis> reconcile(
      Job job, Plan plan, List<Analysis> analyses, List<String> contradictions, List<RepoPath> kept)
      throws StageStopped {
    Sizes sizes = calls.sizes(job, Role.ANALYST);
    List<String> paths =
        analyses.stream()
            .map(Analysis::path)
            .filter(path -> !kept.contains(path))
            .map(RepoPath::value)
            .toList();
    Shape shape =
        Shape.fields()
            .with(
                "signatures",
                Shape.list(
                    Shape.fields()
                        .with("path", Shape.near(paths))
                        .with("op", Shape.oneOf(List.of("add", "replace", "remove")))
                        .with("name", Shape.text(80))
                        .with("declaration", Shape.text(400))
                        .with("meaning", Shape.text(400)),
                    0,
                    80))
            .with(
                "notes",
                Shape.list(
                    Shape.fields().with("path", Shape.near(paths)).with("note", Shape.text(600)),
                    0,
                    60));
    return calls.ask(
        job,
        Role.ANALYST,
        "reconcile",
        PlanText.plan(plan, PlanText.contracts(analyses)),
        new Template.Reconcile(
            contradictions.stream()
                .limit(sizes.compact() ? 8 : 60)
                .map(c -> "- " + c)
                .collect(Collectors.joining("\n"))),
        shape,
        Settled.class,
        (answer, attempt) -> settled(analyses, answer, paths));
  }

  private static List<Analysis> settled(List<Analysis> analyses, Settled answer, List<String> paths)
      throws Unusable {
    Map<String, List<Signature>> contracts = new HashMap<>();
    Map<String, StringBuilder> notes = new HashMap<>();
    analyses.forEach(
        each -> contracts.put(each.path().value(), new ArrayList<>(each.contract().signatures())));
    for (Edited edit : answer.signatures()) {
      if (!paths.contains(edit.path())) {
        throw new Unusable("signatures: " + edit.path() + " cannot be changed, only " + paths);
      }
      List<Signature> signatures =
          contracts.computeIfAbsent(edit.path(), path -> new ArrayList<>());
      int at = indexOf(signatures, edit.name());
      if (edit.op().equals("remove")) {
        if (at >= 0) {
          signatures.remove(at);
        }
        continue;
      }
      Signature signature =
          Declarations.read(edit.name(), edit.declaration(), edit.meaning())
              .orElseThrow(
                  () ->
                      new Unusable(
                          "signatures: \"" + edit.declaration() + "\" is no Python declaration"));
      if (at >= 0) {
        signatures.set(at, signature);
      } else {
        signatures.add(signature);
      }
    }
    for (Noted note : answer.notes()) {
      if (paths.contains(note.path()) && !note.note().isBlank()) {
        notes
            .computeIfAbsent(note.path(), path -> new StringBuilder())
            .append("\nSettled with the other files: ")
            .append(note.note());
      }
    }
    return analyses.stream()
        .map(
            each ->
                new Analysis(
                    each.path(),
                    each.specification()
                        + notes.getOrDefault(each.path().value(), new StringBuilder()),
                    new Contract(contracts.getOrDefault(each.path().value(), List.of()))))
        .toList();
  }

  private static int indexOf(List<Signature> signatures, String name) {
    for (int i = 0; i < signatures.size(); i++) {
      if (signatures.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
