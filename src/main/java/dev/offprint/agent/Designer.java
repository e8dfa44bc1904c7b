package dev.offprint.agent;

import dev.offprint.engine.Asking.Part;
import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.session.Answer;
import dev.offprint.session.Architecture;
import dev.offprint.session.Architecture.PlannedFile;
import dev.offprint.session.Logic;
import dev.offprint.session.Logic.Dependency;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Requirement;
import dev.offprint.session.RequirementId;
import dev.offprint.session.Setting;
import dev.offprint.session.Task;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the plan: architecture, then logic and config side by side, then all fitted together. */
final class Designer {
  private final Calls calls;
  private final Architect architect;

  Designer(Calls calls) {
    this.calls = calls;
    this.architect = new Architect(calls);
  }

  record Planned(String path, List<String> dependsOn, List<String> serves) {}

  record Package(String name, String version) {}

  record LogicAnswer(List<Planned> tasks, List<Package> packages, List<String> conventions) {}

  record Served(String requirement, String path) {}

  record ServeAnswer(List<Served> serves) {}

  /** Tasks and the rest of the logic before the config is known. */
  record Sketch(
      Map<RepoPath, List<RepoPath>> needs,
      Map<RepoPath, Set<RequirementId>> serves,
      List<Dependency> packages,
      List<String> conventions) {}

  private sealed interface Half {
    record OfLogic(Sketch sketch) implements Half {}

    record OfConfig(List<Configurer.Used> settings) implements Half {}
  }

  Plan design(Job job, PlanDraft draft, List<Answer> answers) throws StageStopped {
    List<String> shared = List.of(PlanText.draft(draft, answers));
    Milestones milestones = new Milestones(job.asking(), 3);
    Architecture architecture =
        milestones.of("architecture", () -> architect.architecture(job, shared)).run();
    List<String> more = List.of(shared.getFirst(), PlanText.architecture(architecture));
    List<Part<Half>> parts =
        List.of(
            milestones.of("tasks", () -> new Half.OfLogic(logic(job, more, draft, architecture))),
            milestones.of(
                "settings",
                () ->
                    new Half.OfConfig(
                        new Configurer(calls).settings(job, more, files(architecture), answers))));
    Sketch sketch = new Sketch(Map.of(), Map.of(), List.of(), List.of());
    List<Configurer.Used> settings = List.of();
    for (Half half : job.asking().together(Role.PLANNER, parts)) {
      switch (half) {
        case Half.OfLogic of -> sketch = of.sketch();
        case Half.OfConfig of -> settings = of.settings();
      }
    }
    Map<RepoPath, Set<RequirementId>> serves =
        served(job, more, draft.requirements(), architecture, sketch.serves());
    List<Setting> config = settings.stream().map(Configurer.Used::setting).toList();
    List<Task> tasks = tasks(architecture, sketch.needs(), serves, settings);
    return new Plan(
        job.version(),
        job.paper().title(),
        draft.brief(),
        draft.requirements(),
        draft.questions(),
        answers,
        draft.datasets(),
        draft.targets(),
        draft.roadmap(),
        Diagrams.completed(architecture, tasks),
        new Logic(tasks, sketch.packages(), Configurer.withoutValues(sketch.conventions(), config)),
        config);
  }

  private static List<RepoPath> files(Architecture architecture) {
    return architecture.files().stream().map(PlannedFile::path).toList();
  }

  private Sketch logic(Job job, List<String> shared, PlanDraft draft, Architecture architecture)
      throws StageStopped {
    Sizes sizes = calls.sizes(job, Role.PLANNER);
    List<String> ids = draft.requirements().stream().map(r -> r.id().value()).toList();
    List<String> paths = files(architecture).stream().map(RepoPath::value).toList();
    Shape path = Shape.near(paths);
    Shape shape =
        Shape.fields()
            .with(
                "tasks",
                Shape.list(
                    Shape.fields()
                        .with("path", path)
                        .with("depends_on", Shape.list(path, 0, paths.size()))
                        .with("serves", Shape.list(Shape.near(ids), 0, ids.size())),
                    1,
                    paths.size() * 2))
            .with(
                "packages",
                Shape.list(
                    Shape.fields().with("name", Shape.text(40)).with("version", Shape.text(30)),
                    0,
                    sizes.packages()))
            .with(
                "conventions",
                Shape.list(Shape.text(sizes.compact() ? 120 : 300), 0, sizes.conventions()));
    return calls.ask(
        job,
        Role.PLANNER,
        "logic",
        shared,
        new Template.Logic(String.join(", ", ids), sizes.conventions()),
        shape,
        LogicAnswer.class,
        (answer, attempt) ->
            sketch(
                answer,
                files(architecture),
                draft,
                attempt > 1 || sizes.compact(),
                sizes.compact()));
  }

  private static Sketch sketch(
      LogicAnswer answer, List<RepoPath> files, PlanDraft draft, boolean lenient, boolean compact)
      throws Unusable {
    Set<RequirementId> known =
        draft.requirements().stream().map(Requirement::id).collect(Collectors.toSet());
    Map<RepoPath, List<RepoPath>> needs = new LinkedHashMap<>();
    Map<RepoPath, Set<RequirementId>> serves = new LinkedHashMap<>();
    files.forEach(file -> serves.put(file, new LinkedHashSet<>()));
    for (Planned task : answer.tasks()) {
      if (Names.ours(task.path())) {
        continue;
      }
      RepoPath path = Names.file(task.path());
      if (!files.contains(path)) {
        if (lenient) {
          continue;
        }
        throw new Unusable("tasks: " + path + " is not among the files " + files);
      }
      Set<RepoPath> imports = new LinkedHashSet<>(needs.getOrDefault(path, List.of()));
      for (String said : task.dependsOn()) {
        Optional<RepoPath> need = needed(said, files, lenient);
        need.filter(other -> !other.equals(path) && !other.equals(Logic.MAIN))
            .ifPresent(imports::add);
      }
      needs.put(path, List.copyOf(imports));
      for (String said : task.serves()) {
        if (!said.matches("R[1-9][0-9]{0,3}") || !known.contains(new RequirementId(said))) {
          if (!lenient) {
            throw new Unusable("tasks, " + path + ": " + said + " is no requirement");
          }
        } else {
          serves.computeIfAbsent(path, key -> new LinkedHashSet<>()).add(new RequirementId(said));
        }
      }
    }
    Optional<List<RepoPath>> cycle = TaskOrder.cycle(needs);
    if (cycle.isPresent() && !lenient) {
      throw new Unusable(
          "tasks: depends_on goes in a circle: "
              + cycle.get().stream().map(RepoPath::value).collect(Collectors.joining(" -> ")));
    }
    return new Sketch(
        TaskOrder.acyclic(needs),
        serves,
        Packages.read(answer.packages(), compact),
        Planner.distinct(answer.conventions()));
  }

  private static Optional<RepoPath> needed(String said, List<RepoPath> files, boolean lenient)
      throws Unusable {
    Optional<RepoPath> found = Names.among(said, files);
    if (found.isEmpty() && !lenient) {
      throw new Unusable("tasks: depends_on names " + said + ", which is not among " + files);
    }
    return found;
  }

  /**
   * Every requirement is served: the model is asked once for those it forgot, then words decide.
   */
  private Map<RepoPath, Set<RequirementId>> served(
      Job job,
      List<String> shared,
      List<Requirement> requirements,
      Architecture architecture,
      Map<RepoPath, Set<RequirementId>> sketched)
      throws StageStopped {
    Map<RepoPath, Set<RequirementId>> serves = new LinkedHashMap<>();
    sketched.forEach((path, ids) -> serves.put(path, new LinkedHashSet<>(ids)));
    List<Requirement> forgotten = forgotten(requirements, serves);
    if (!forgotten.isEmpty() && !calls.sizes(job, Role.PLANNER).compact()) {
      List<String> paths = files(architecture).stream().map(RepoPath::value).toList();
      List<String> ids = forgotten.stream().map(r -> r.id().value()).toList();
      List<Served> repaired =
          calls.ask(
              job,
              Role.PLANNER,
              "serve",
              shared,
              new Template.Serve(
                  forgotten.stream().map(PlanText::requirement).collect(Collectors.joining("\n")),
                  String.join(", ", paths)),
              Shape.fields()
                  .with(
                      "serves",
                      Shape.list(
                          Shape.fields()
                              .with("requirement", Shape.near(ids))
                              .with("path", Shape.near(paths)),
                          0,
                          2 * ids.size())),
              ServeAnswer.class,
              (answer, attempt) -> answer.serves());
      for (Served each : repaired) {
        if (ids.contains(each.requirement()) && paths.contains(each.path())) {
          serves
              .computeIfAbsent(new RepoPath(each.path()), key -> new LinkedHashSet<>())
              .add(new RequirementId(each.requirement()));
        }
      }
    }
    for (Requirement requirement : forgotten(requirements, serves)) {
      serves
          .computeIfAbsent(bestMatch(requirement, architecture), key -> new LinkedHashSet<>())
          .add(requirement.id());
    }
    return serves;
  }

  private static List<Requirement> forgotten(
      List<Requirement> requirements, Map<RepoPath, Set<RequirementId>> serves) {
    return requirements.stream()
        .filter(r -> serves.values().stream().noneMatch(ids -> ids.contains(r.id())))
        .toList();
  }

  /** The file whose purpose and members share most words with the requirement; else main.py. */
  static RepoPath bestMatch(Requirement requirement, Architecture architecture) {
    Set<String> words = words(requirement.statement());
    RepoPath best = Logic.MAIN;
    long most = 0;
    for (PlannedFile file : architecture.files()) {
      String about =
          file.path().value().replaceAll("[/_.]", " ")
              + " "
              + file.purpose()
              + " "
              + architecture.classes().boxes().stream()
                  .filter(box -> box.file().equals(file.path()))
                  .map(box -> box.name() + " " + box.methods())
                  .collect(Collectors.joining(" "));
      long shared = words(about).stream().filter(words::contains).count();
      if (shared > most) {
        most = shared;
        best = file.path();
      }
    }
    return best;
  }

  private static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    for (String word : Planner.key(text.replace('_', ' ')).split(" ")) {
      if (word.length() > 3) {
        words.add(word.replaceFirst("(ing|ed|es|s)$", ""));
      }
    }
    return words;
  }

  private static List<Task> tasks(
      Architecture architecture,
      Map<RepoPath, List<RepoPath>> sketched,
      Map<RepoPath, Set<RequirementId>> serves,
      List<Configurer.Used> settings) {
    Map<RepoPath, List<RepoPath>> needs = new LinkedHashMap<>();
    for (RepoPath path : files(architecture)) {
      needs.put(path, sketched.getOrDefault(path, List.of()));
    }
    return ordered(
        architecture,
        needs,
        path -> List.copyOf(serves.getOrDefault(path, Set.of())),
        path ->
            settings.stream()
                .filter(used -> used.by().contains(path))
                .map(used -> used.setting().key())
                .toList());
  }

  /** Tasks in order of dependency, main.py last; it imports all where it is said to import none. */
  static List<Task> ordered(
      Architecture architecture,
      Map<RepoPath, List<RepoPath>> given,
      java.util.function.Function<RepoPath, List<RequirementId>> serves,
      java.util.function.Function<RepoPath, List<String>> keys) {
    Map<RepoPath, List<RepoPath>> needs = new LinkedHashMap<>(given);
    needs.remove(Logic.MAIN);
    List<RepoPath> ofMain = given.getOrDefault(Logic.MAIN, List.of());
    needs.put(Logic.MAIN, ofMain.isEmpty() ? unused(needs) : ofMain);
    return TaskOrder.sorted(needs).stream()
        .map(
            path ->
                new Task(
                    path,
                    purpose(architecture, path),
                    needs.getOrDefault(path, List.of()),
                    serves.apply(path),
                    keys.apply(path)))
        .toList();
  }

  private static List<RepoPath> unused(Map<RepoPath, List<RepoPath>> needs) {
    return needs.keySet().stream()
        .filter(path -> needs.values().stream().noneMatch(list -> list.contains(path)))
        .toList();
  }

  private static String purpose(Architecture architecture, RepoPath path) {
    return architecture.files().stream()
        .filter(file -> file.path().equals(path))
        .map(PlannedFile::purpose)
        .findFirst()
        .orElse("");
  }
}
