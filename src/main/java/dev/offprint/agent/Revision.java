package dev.offprint.agent;

import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Stages.Job;
import dev.offprint.engine.Stages.Wanted;
import dev.offprint.session.Answer;
import dev.offprint.session.Architecture;
import dev.offprint.session.Architecture.Box;
import dev.offprint.session.Architecture.ClassDiagram;
import dev.offprint.session.Architecture.PlannedFile;
import dev.offprint.session.Architecture.SequenceDiagram;
import dev.offprint.session.Logic;
import dev.offprint.session.Logic.Dependency;
import dev.offprint.session.Plan;
import dev.offprint.session.QuestionId;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Requirement;
import dev.offprint.session.RequirementId;
import dev.offprint.session.Roadmap;
import dev.offprint.session.Setting;
import dev.offprint.session.Target;
import dev.offprint.session.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One set of edits, applied to a plan; an edit of what is not there goes back with the reason. */
final class Revision {
  private final Job job;
  private final Plan plan;
  private final List<Wanted> wanted;
  private final Grounding grounding;
  private final Bearing bearing;

  Revision(Job job, Plan plan, List<Wanted> wanted) {
    this.job = job;
    this.plan = plan;
    this.wanted = wanted;
    this.grounding = new Grounding(job.paper());
    this.bearing = new Bearing(job.paper());
  }

  Plan applied(Edits edits) throws Unusable {
    List<Requirement> requirements = requirements(edits.requirements());
    List<Setting> config = config(edits.settings());
    Map<RepoPath, Task> tasks = tasks(edits.files());
    Architecture architecture = architecture(tasks);
    Set<RequirementId> known = new LinkedHashSet<>();
    requirements.forEach(requirement -> known.add(requirement.id()));
    Set<String> keys = new LinkedHashSet<>();
    config.forEach(setting -> keys.add(setting.key()));
    Map<RepoPath, List<RepoPath>> needs = new LinkedHashMap<>();
    Map<RepoPath, Set<RequirementId>> serves = new LinkedHashMap<>();
    Map<RepoPath, Set<String>> reads = new LinkedHashMap<>();
    for (Task task : tasks.values()) {
      needs.put(
          task.path(),
          task.dependsOn().stream()
              .filter(need -> tasks.containsKey(need) && !need.equals(Logic.MAIN))
              .toList());
      serves.put(task.path(), kept(task.serves(), known));
      reads.put(task.path(), kept(task.configKeys(), keys));
    }
    for (Requirement requirement : requirements) {
      if (serves.values().stream().noneMatch(ids -> ids.contains(requirement.id()))) {
        serves
            .computeIfAbsent(
                Designer.bestMatch(requirement, architecture), key -> new LinkedHashSet<>())
            .add(requirement.id());
      }
    }
    for (String key : keys) {
      // A key that nobody read before and nobody was given is main.py's.
      if (reads.values().stream().noneMatch(list -> list.contains(key)) && isNew(key)) {
        reads.computeIfAbsent(Logic.MAIN, path -> new LinkedHashSet<>()).add(key);
      }
    }
    List<Task> ordered =
        Designer.ordered(
            architecture,
            TaskOrder.acyclic(needs),
            path -> List.copyOf(serves.getOrDefault(path, Set.of())),
            path -> List.copyOf(reads.getOrDefault(path, Set.of())));
    return new Plan(
        job.version(),
        plan.title(),
        plan.brief(),
        requirements,
        plan.questions(),
        answers(edits.answers()),
        plan.datasets(),
        targets(edits.targets()),
        new Roadmap(
            plan.roadmap().summary(),
            plan.roadmap().steps(),
            lines("left_out", plan.roadmap().leftOut(), edits.leftOut())),
        Diagrams.completed(architecture, ordered),
        new Logic(ordered, packages(edits.packages()), conventions(edits.conventions(), config)),
        config);
  }

  /** Only what is new may repeat a value of the config. */
  private List<String> conventions(List<Edits.LineEdit> edits, List<Setting> config)
      throws Unusable {
    List<String> old = plan.logic().conventions();
    List<String> now = lines("conventions", old, edits);
    List<String> without = Configurer.withoutValues(now, config);
    return now.stream().filter(line -> old.contains(line) || without.contains(line)).toList();
  }

  private static <T> Set<T> kept(List<T> entries, Set<T> known) {
    Set<T> kept = new LinkedHashSet<>(entries);
    kept.retainAll(known);
    return kept;
  }

  private boolean isNew(String key) {
    return plan.config().stream().noneMatch(setting -> setting.key().equals(key));
  }

  private List<Requirement> requirements(List<Edits.NeedEdit> edits) throws Unusable {
    Map<String, Requirement> byId = new LinkedHashMap<>();
    plan.requirements().forEach(each -> byId.put(each.id().value(), each));
    int next =
        byId.keySet().stream().mapToInt(id -> Integer.parseInt(id.substring(1))).max().orElse(0);
    for (Edits.NeedEdit edit : edits) {
      boolean add = edit.op().equals("add");
      if (!add && !byId.containsKey(edit.id())) {
        throw new Unusable("requirements: there is no " + edit.id() + ", only " + byId.keySet());
      }
      if (edit.op().equals("remove")) {
        byId.remove(edit.id());
        continue;
      }
      if (edit.statement().isBlank()) {
        throw new Unusable("requirements: a statement is wanted to " + edit.op() + " one");
      }
      List<Integer> unknown = grounding.unknown(edit.sentences());
      if (!unknown.isEmpty()) {
        throw new Unusable("requirements: the paper has no sentence " + unknown);
      }
      String id = add ? "R" + ++next : edit.id();
      byId.put(
          id,
          new Requirement(
              new RequirementId(id),
              edit.statement(),
              Requirement.Kind.valueOf(edit.kind().toUpperCase(Locale.ROOT)),
              bearing.quotes(edit.statement(), edit.sentences())));
    }
    if (byId.isEmpty()) {
      throw new Unusable("requirements: not all of them can go");
    }
    return List.copyOf(byId.values());
  }

  private List<Setting> config(List<Edits.SettingEdit> edits) throws Unusable {
    Map<String, Setting> byKey = new LinkedHashMap<>();
    plan.config().forEach(setting -> byKey.put(setting.key(), setting));
    for (Edits.SettingEdit edit : edits) {
      String key = Names.key(edit.key());
      if (!edit.op().equals("add") && !byKey.containsKey(key)) {
        throw new Unusable("settings: there is no " + key + ", only " + byKey.keySet());
      }
      if (edit.op().equals("remove")) {
        byKey.remove(key);
      } else if (edit.value().isBlank()) {
        throw new Unusable("settings: " + key + " needs a value");
      } else {
        byKey.merge(key, setting(key, edit), Revision::changed);
      }
    }
    return List.copyOf(byKey.values());
  }

  /** The same value again is no change, whoever asks for it. */
  private static Setting changed(Setting old, Setting now) {
    boolean same =
        old.value() instanceof Setting.Value.Num before
                && now.value() instanceof Setting.Value.Num after
            ? before.number().compareTo(after.number()) == 0
            : old.value().equals(now.value());
    return same && old.unit().equals(now.unit()) ? old : now;
  }

  /** What no sentence states is somebody's wish. */
  private Setting setting(String key, Edits.SettingEdit edit) {
    Setting made =
        Configurer.setting(
            key, edit.value(), edit.unit(), edit.sentence(), edit.why(), job.paper());
    if (!made.assumed()) {
      return made;
    }
    String names =
        wanted.stream().map(one -> one.by().name()).distinct().collect(Collectors.joining(", "));
    return made.chosen("asked for by " + names + (edit.why().isBlank() ? "" : ": " + edit.why()));
  }

  private Map<RepoPath, Task> tasks(List<Edits.FileEdit> edits) throws Unusable {
    Map<RepoPath, Task> byPath = new LinkedHashMap<>();
    plan.logic().tasks().forEach(task -> byPath.put(task.path(), task));
    for (Edits.FileEdit edit : edits) {
      if (Names.ours(edit.path())) {
        throw new Unusable("files: " + edit.path() + " is written by others, leave it out");
      }
      RepoPath path = Names.file(edit.path());
      if (!edit.op().equals("add") && !byPath.containsKey(path)) {
        throw new Unusable("files: there is no " + path + ", only " + byPath.keySet());
      }
      if (edit.op().equals("remove")) {
        if (path.equals(Logic.MAIN) || byPath.size() < 3) {
          throw new Unusable("files: " + path + " has to stay");
        }
        byPath.remove(path);
        continue;
      }
      byPath.put(path, task(path, edit));
    }
    return byPath;
  }

  private Task task(RepoPath path, Edits.FileEdit edit) {
    List<RepoPath> needs = edit.dependsOn().stream().map(Names::file).distinct().toList();
    List<RequirementId> serves =
        edit.serves().stream()
            .filter(id -> id.matches("R[1-9][0-9]{0,3}"))
            .map(RequirementId::new)
            .distinct()
            .toList();
    List<String> keys = edit.configKeys().stream().map(Names::key).distinct().toList();
    return new Task(path, edit.purpose(), needs, serves, keys);
  }

  /** The files of the tasks; what was drawn of those that are gone goes with them. */
  private Architecture architecture(Map<RepoPath, Task> tasks) {
    Architecture old = plan.architecture();
    List<PlannedFile> files = new ArrayList<>();
    tasks.forEach((path, task) -> files.add(new PlannedFile(path, task.purpose())));
    List<Box> boxes = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Box box : old.classes().boxes()) {
      if (tasks.containsKey(box.file())) {
        boxes.add(box);
        names.add(box.name());
      }
    }
    for (RepoPath path : tasks.keySet()) {
      Box box = Architect.module(path);
      if (boxes.stream().noneMatch(known -> known.file().equals(path)) && names.add(box.name())) {
        boxes.add(box);
      }
    }
    return new Architecture(
        files,
        new ClassDiagram(
            boxes,
            old.classes().relations().stream()
                .filter(line -> names.contains(line.from()) && names.contains(line.to()))
                .toList()),
        new SequenceDiagram(
            old.sequence().arrows().stream()
                .filter(arrow -> names.contains(arrow.from()) && names.contains(arrow.to()))
                .toList()),
        old.formats());
  }

  private List<Dependency> packages(List<Edits.PackageEdit> edits) throws Unusable {
    Map<String, Dependency> byName = new LinkedHashMap<>();
    plan.logic().packages().forEach(each -> byName.put(each.name().toLowerCase(Locale.ROOT), each));
    for (Edits.PackageEdit edit : edits) {
      String name = Names.pip(edit.name());
      String key = name.toLowerCase(Locale.ROOT);
      if (!edit.op().equals("add") && !byName.containsKey(key)) {
        throw new Unusable("packages: there is no " + name + ", only " + byName.keySet());
      }
      if (edit.op().equals("remove")) {
        byName.remove(key);
      } else {
        byName.put(key, new Dependency(name, Packages.version(edit.version())));
      }
    }
    return List.copyOf(byName.values());
  }

  private List<Answer> answers(List<Edits.AnswerEdit> edits) throws Unusable {
    Map<QuestionId, Answer> byQuestion = new LinkedHashMap<>();
    plan.answers().forEach(answer -> byQuestion.put(answer.question(), answer));
    for (Edits.AnswerEdit edit : edits) {
      boolean known =
          plan.questions().stream().anyMatch(q -> q.id().value().equals(edit.question()));
      if (!known || edit.text().isBlank()) {
        throw new Unusable("answers: there is no question " + edit.question());
      }
      if (edit.change() < 1 || edit.change() > wanted.size()) {
        throw new Unusable("answers: change is a number from 1 to " + wanted.size());
      }
      QuestionId id = new QuestionId(edit.question());
      byQuestion.put(id, new Answer(id, edit.text(), wanted.get(edit.change() - 1).by()));
    }
    return List.copyOf(byQuestion.values());
  }

  private List<Target> targets(List<Edits.TargetEdit> edits) throws Unusable {
    List<Target> targets = new ArrayList<>(plan.targets());
    for (Edits.TargetEdit edit : edits) {
      if (!targets.removeIf(target -> target.id().value().equals(edit.id()))) {
        throw new Unusable("targets: there is no " + edit.id());
      }
    }
    return targets;
  }

  private static List<String> lines(String what, List<String> old, List<Edits.LineEdit> edits)
      throws Unusable {
    List<String> lines = new ArrayList<>(old);
    for (Edits.LineEdit edit : edits) {
      if (edit.op().equals("add")) {
        lines.add(edit.text());
      } else if (!lines.removeIf(line -> Planner.key(line).contains(Planner.key(edit.text())))) {
        throw new Unusable(what + ": there is no line \"" + edit.text() + "\"");
      }
    }
    return Planner.distinct(lines);
  }
}
