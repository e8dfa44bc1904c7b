package dev.offprint.agent;

import dev.offprint.engine.Asking.Part;
import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.engine.Stages.Judged;
import dev.offprint.engine.Traits;
import dev.offprint.session.GateResult;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Requirement;
import dev.offprint.session.RequirementId;
import dev.offprint.session.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says of each requirement what became of it, seeing code, config, README and the gates. */
final class Reviewer {
  /** Requirements judged in one call. */
  private static final int GROUP = 12;

  private static final Set<String> BESIDE = Set.of("README.md", "config.yaml");

  /** What we wrote ourselves from the plan, which it has read, costs a small model minutes. */
  private static final Set<String> BESIDE_FOR_COMPACT = Set.of("config.yaml");

  private final Calls calls;

  Reviewer(Calls calls) {
    this.calls = calls;
  }

  record Verdict(
      String requirement, String word, String file, int firstLine, int lastLine, String caveat) {}

  record Answer(List<Verdict> verdicts) {}

  List<Judged> review(Job job, Plan plan, Tree tree, List<GateResult> gates, int round)
      throws StageStopped {
    Traits traits = job.asking().traits(Role.REVIEWER);
    List<List<Requirement>> groups = groups(plan);
    List<Part<List<Judged>>> parts = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      List<Requirement> group = groups.get(i);
      List<String> shared =
          PlanText.plan(
              plan,
              Material.block("code", PlanText.numbered(seen(plan, tree, group, traits))),
              PlanText.gates(gates));
      String step = "review:" + round + ":" + (i + 1);
      parts.add(() -> judged(job, tree, shared, group, step));
    }
    List<Judged> all = new ArrayList<>();
    job.asking().together(Role.REVIEWER, parts).forEach(all::addAll);
    return all;
  }

  /** Requirements that one file serves stay together, in order of the tasks. */
  private static List<List<Requirement>> groups(Plan plan) {
    Map<RequirementId, Requirement> open = new LinkedHashMap<>();
    plan.requirements().forEach(requirement -> open.put(requirement.id(), requirement));
    List<Requirement> ordered = new ArrayList<>();
    plan.logic()
        .tasks()
        .forEach(
            task ->
                task.serves()
                    .forEach(id -> Optional.ofNullable(open.remove(id)).ifPresent(ordered::add)));
    ordered.addAll(open.values());
    List<List<Requirement>> groups = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i += GROUP) {
      groups.add(ordered.subList(i, Math.min(ordered.size(), i + GROUP)));
    }
    return groups;
  }

  /** All code where it fits, so that groups share it; else what the group's files need. */
  private static List<RepoFile> seen(Plan plan, Tree tree, List<Requirement> group, Traits traits) {
    Set<String> beside = traits.compact() ? BESIDE_FOR_COMPACT : BESIDE;
    List<RepoFile> code = tree.files().stream().filter(file -> shown(file, beside)).toList();
    int room = traits.context() / 2 - Sizes.of(traits).paper() / 2;
    if (PaperText.tokens(PlanText.numbered(code)) <= room) {
      return code;
    }
    Set<RequirementId> ids = group.stream().map(Requirement::id).collect(Collectors.toSet());
    Set<RepoPath> wanted = new TreeSet<>();
    plan.logic().tasks().stream()
        .filter(task -> task.serves().stream().anyMatch(ids::contains))
        .forEach(task -> wanted.add(task.path()));
    wanted.add(dev.offprint.session.Logic.MAIN);
    List<RepoFile> fitting = new ArrayList<>();
    for (RepoFile file : code) {
      int tokens = PaperText.tokens(PlanText.numbered(List.of(file)));
      if (wanted.contains(file.path()) && tokens <= room) {
        room -= tokens;
        fitting.add(file);
      }
    }
    return fitting;
  }

  private static boolean shown(RepoFile file, Set<String> beside) {
    return beside.contains(file.path().value())
        || (file.path().isPython() && !Names.ours(file.path().value()));
  }

  private List<Judged> judged(
      Job job, Tree tree, List<String> shared, List<Requirement> group, String step)
      throws StageStopped {
    Sizes sizes = calls.sizes(job, Role.REVIEWER);
    List<String> ids = group.stream().map(each -> each.id().value()).toList();
    List<String> files = new ArrayList<>(tree.files().stream().map(f -> f.path().value()).toList());
    files.add("");
    Shape shape =
        Shape.fields()
            .with(
                "verdicts",
                Shape.list(
                    Shape.fields()
                        .with("requirement", Shape.near(ids))
                        .with("word", Shape.oneOf(List.of("implemented", "partial", "missing")))
                        .with("file", Shape.near(files))
                        .with("first_line", Shape.whole(0, 100_000))
                        .with("last_line", Shape.whole(0, 100_000))
                        .with("caveat", Shape.text(sizes.compact() ? 120 : 500)),
                    sizes.compact() ? ids.size() : 1,
                    sizes.compact() ? ids.size() : 2 * ids.size()));
    return calls.ask(
        job,
        Role.REVIEWER,
        step,
        shared,
        new Template.Review(
            group.stream().map(PlanText::requirement).collect(Collectors.joining("\n"))),
        shape,
        Answer.class,
        (answer, attempt) -> read(answer, group, tree, attempt > 1 || sizes.compact()));
  }

  private static List<Judged> read(
      Answer answer, List<Requirement> group, Tree tree, boolean lenient) throws Unusable {
    Map<RequirementId, Judged> judged = new LinkedHashMap<>();
    for (Requirement requirement : group) {
      for (Verdict verdict : answer.verdicts()) {
        if (verdict.requirement().equals(requirement.id().value())) {
          judged.putIfAbsent(requirement.id(), judge(requirement.id(), verdict, tree, lenient));
        }
      }
      if (!judged.containsKey(requirement.id())) {
        if (!lenient) {
          throw new Unusable("verdicts: " + requirement.id().value() + " has none");
        }
        judged.put(
            requirement.id(),
            new Judged(
                requirement.id(),
                Judged.Word.MISSING,
                null,
                0,
                0,
                "the reviewer did not judge it"));
      }
    }
    return List.copyOf(judged.values());
  }

  /** Praise needs a file that is there and lines that it has. */
  private static Judged judge(RequirementId id, Verdict verdict, Tree tree, boolean lenient)
      throws Unusable {
    Judged.Word word = Judged.Word.valueOf(verdict.word().toUpperCase(java.util.Locale.ROOT));
    Optional<RepoFile> file = file(verdict.file(), tree);
    if (word == Judged.Word.MISSING) {
      return new Judged(id, word, file.map(RepoFile::path).orElse(null), 0, 0, verdict.caveat());
    }
    int lines = file.map(found -> (int) found.text().lines().count()).orElse(0);
    int first = Math.min(verdict.firstLine(), verdict.lastLine());
    int last = Math.max(verdict.firstLine(), verdict.lastLine());
    if (file.isEmpty() || first < 1 || first > lines) {
      String wrong =
          file.isEmpty()
              ? "the repository has no file \"" + verdict.file() + "\""
              : file.get().path() + " has lines 1 to " + lines + ", not " + first + " to " + last;
      if (!lenient) {
        throw new Unusable("verdicts, " + id.value() + ": " + wrong);
      }
      return new Judged(
          id, Judged.Word.MISSING, null, 0, 0, "called " + verdict.word() + ", but " + wrong);
    }
    return new Judged(id, word, file.get().path(), first, Math.min(last, lines), verdict.caveat());
  }

  private static Optional<RepoFile> file(String said, Tree tree) {
    String path = said.strip().replace('\\', '/').replaceFirst("^\\./", "");
    return tree.files().stream().filter(file -> file.path().value().equals(path)).findFirst();
  }
}
