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

  /** Tokens for rules, a group of requirements, and an answer that goes back once. */
  private static final int BESIDE_CODE = 8_000;

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

  /**
   * @param versions of the repository, one for each round so far and one that was reported before
   *     them, the one to review last
   */
  List<Judged> review(Job job, Plan plan, List<Tree> versions, List<GateResult> gates)
      throws StageStopped {
    Tree tree = versions.getLast();
    List<List<Requirement>> groups = groups(plan);
    List<Part<List<Judged>>> parts = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      List<Requirement> group = groups.get(i);
      List<String> shared = new ArrayList<>(PlanText.plan(plan));
      shared.addAll(code(job, plan, versions, group, PlanText.gates(gates)));
      shared.add(PlanText.gates(gates));
      String step = "review:" + (versions.size() - 1) + ":" + (i + 1);
      parts.add(() -> judged(job, plan, tree, shared, group, step));
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

  /**
   * All code where it fits, so that groups and rounds share it: first as the first round saw it,
   * then what was changed since, so that caches hit. Else what the group's files need.
   */
  private List<String> code(
      Job job, Plan plan, List<Tree> versions, List<Requirement> group, String gates) {
    Traits traits = job.asking().traits(Role.REVIEWER);
    List<List<RepoFile>> shown =
        versions.stream().map(version -> shown(version, traits.compact())).toList();
    int room = room(job, traits, plan, gates);
    List<List<RepoFile>> told = traits.compact() ? List.of(shown.getLast()) : CodeHistory.of(shown);
    if (tokens(told) > room) {
      told = List.of(shown.getLast());
    }
    if (tokens(told) > room) {
      told = List.of(fitting(plan, shown.getLast(), group, room));
    }
    List<String> blocks = new ArrayList<>();
    blocks.add(Material.block("code", PlanText.numbered(told.getFirst())));
    told.stream().skip(1).forEach(files -> blocks.add(calls.mended(PlanText.numbered(files))));
    return blocks;
  }

  /** Tokens that code may take: what all else leaves, where that is more than the usual share. */
  private int room(Job job, Traits traits, Plan plan, String gates) {
    Sizes sizes = Sizes.of(traits);
    int share = traits.context() / 2 - sizes.paper() / 2;
    int left =
        traits.context()
            - sizes.list()
            - calls.before(job, Role.REVIEWER)
            - PaperText.tokens(String.join("", PlanText.plan(plan)) + gates)
            - BESIDE_CODE;
    return sizes.compact() ? share : Math.max(share, left);
  }

  private static int tokens(List<List<RepoFile>> told) {
    return told.stream().mapToInt(files -> PaperText.tokens(PlanText.numbered(files))).sum();
  }

  private static List<RepoFile> fitting(
      Plan plan, List<RepoFile> code, List<Requirement> group, int room) {
    int left = room;
    Set<RequirementId> ids = group.stream().map(Requirement::id).collect(Collectors.toSet());
    Set<RepoPath> wanted = new TreeSet<>();
    plan.logic().tasks().stream()
        .filter(task -> task.serves().stream().anyMatch(ids::contains))
        .forEach(task -> wanted.add(task.path()));
    wanted.add(dev.offprint.session.Logic.MAIN);
    List<RepoFile> fitting = new ArrayList<>();
    for (RepoFile file : code) {
      int tokens = PaperText.tokens(PlanText.numbered(List.of(file)));
      if (wanted.contains(file.path()) && tokens <= left) {
        left -= tokens;
        fitting.add(file);
      }
    }
    return fitting;
  }

  private static List<RepoFile> shown(Tree tree, boolean compact) {
    Set<String> beside = compact ? BESIDE_FOR_COMPACT : BESIDE;
    return tree.files().stream()
        .filter(
            file ->
                beside.contains(file.path().value())
                    || (file.path().isPython() && !Names.ours(file.path().value())))
        .toList();
  }

  private List<Judged> judged(
      Job job, Plan plan, Tree tree, List<String> shared, List<Requirement> group, String step)
      throws StageStopped {
    Sizes sizes = calls.sizes(job, Role.REVIEWER);
    List<String> ids = group.stream().map(each -> each.id().value()).toList();
    // Large models get one schema for all groups: providers keep it before the cached prefix.
    List<String> all =
        sizes.compact()
            ? ids
            : plan.requirements().stream().map(each -> each.id().value()).toList();
    List<String> files = new ArrayList<>(tree.files().stream().map(f -> f.path().value()).toList());
    files.add("");
    Shape shape =
        Shape.fields()
            .with(
                "verdicts",
                Shape.list(
                    Shape.fields()
                        .with("requirement", Shape.near(all))
                        .with("word", Shape.oneOf(List.of("implemented", "partial", "missing")))
                        .with("file", Shape.near(files))
                        .with("first_line", Shape.whole(0, 100_000))
                        .with("last_line", Shape.whole(0, 100_000))
                        .with("caveat", Shape.text(sizes.compact() ? 120 : 500)),
                    sizes.compact() ? ids.size() : 1,
                    sizes.compact() ? ids.size() : 2 * GROUP));
    return calls.ask(
        job,
        Role.REVIEWER,
        step,
        shared,
        new Template.ReviewRules(sizes.compact()),
        List.of(
            new Template.Review(
                group.stream().map(PlanText::requirement).collect(Collectors.joining("\n")),
                sizes.compact())),
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
