package dev.offprint.agent;

import dev.offprint.engine.Asking.Part;
import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Repetition;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.session.Analysis;
import dev.offprint.session.Cause;
import dev.offprint.session.Contract;
import dev.offprint.session.Logic;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Task;
import dev.offprint.session.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Writes the files: all at once from contracts where the model takes calls side by side, else in
 * order of dependency with the signatures that were really written.
 */
final class Coder {
  /** A file is continued so many times where its answer was cut. */
  private static final int MOST_PIECES = 4;

  private final Calls calls;

  Coder(Calls calls) {
    this.calls = calls;
  }

  Tree generate(Job job, Plan plan, List<Analysis> analyses, Tree taken) throws StageStopped {
    Map<RepoPath, Analysis> byPath = new LinkedHashMap<>();
    analyses.forEach(analysis -> byPath.put(analysis.path(), analysis));
    List<Task> open =
        plan.logic().tasks().stream().filter(task -> taken.file(task.path()).isEmpty()).toList();
    Map<RepoPath, Contract> known = new LinkedHashMap<>();
    byPath.forEach((path, analysis) -> known.put(path, analysis.contract()));
    taken.files().forEach(file -> known.put(file.path(), Python.of(file.text()).outline()));
    List<RepoFile> written = new ArrayList<>();
    if (EntryPoint.isOurs(calls.sizes(job, Role.CODER), plan)) {
      open.stream()
          .filter(task -> task.path().equals(Logic.MAIN))
          .forEach(main -> written.add(EntryPoint.written(plan, main)));
      open = open.stream().filter(task -> !task.path().equals(Logic.MAIN)).toList();
    }
    AtomicInteger done = new AtomicInteger(plan.logic().tasks().size() - open.size());
    int all = plan.logic().tasks().size();
    if (job.asking().traits(Role.CODER).parallel() > 1) {
      List<Part<RepoFile>> parts = new ArrayList<>();
      for (Task task : open) {
        parts.add(
            () -> {
              RepoFile file = write(job, plan, analyses, analysis(byPath, task), task, known);
              job.asking().progress(done.incrementAndGet(), all, task.path().value());
              return file;
            });
      }
      written.addAll(job.asking().together(Role.CODER, parts));
    } else {
      for (Task task : open) {
        RepoFile file = write(job, plan, analyses, analysis(byPath, task), task, known);
        known.put(task.path(), Python.of(file.text()).outline());
        job.asking().progress(done.incrementAndGet(), all, task.path().value());
        written.add(file);
      }
    }
    List<RepoFile> kept =
        taken.files().stream().filter(file -> plan.logic().task(file.path()).isPresent()).toList();
    return new Tree(kept).with(written);
  }

  private RepoFile write(
      Job job,
      Plan plan,
      List<Analysis> analyses,
      Analysis analysis,
      Task task,
      Map<RepoPath, Contract> known)
      throws StageStopped {
    Sizes sizes = calls.sizes(job, Role.CODER);
    Frame frame = Frame.of(plan, task, analysis, known);
    List<String> shared = PlanText.plan(plan, PlanText.contracts(analyses));
    Prompt prompt =
        calls.prompt(
            job,
            Role.CODER,
            "file:" + task.path(),
            sizes.compact() ? shared : calls.ruled(shared, rules(plan)),
            sizes.compact()
                ? small(plan, task, analysis, known, frame)
                : large(plan, task, analysis, known, frame, analyses),
            sizes.code());
    String start = sizes.compact() ? "```python\n" + frame.opening() : "";
    CodeRules rules = new CodeRules(task, analysis.contract(), known);
    return new RepoFile(task.path(), whole(job, prompt, start, task.path(), rules));
  }

  private static Template rules(Plan plan) {
    String usual =
        Frame.usual(plan, false).stream()
            .map(lines -> lines.replaceAll("\\n+", "; "))
            .collect(Collectors.joining("; "));
    return new Template.CodeRules(packages(plan), !usual.isEmpty(), usual);
  }

  /** What the author finds nowhere before the task: the specification, main.py's frame. */
  private static Template large(
      Plan plan,
      Task task,
      Analysis analysis,
      Map<RepoPath, Contract> known,
      Frame frame,
      List<Analysis> analyses) {
    List<RepoPath> others =
        task.dependsOn().stream()
            .filter(known::containsKey)
            .filter(path -> !said(path, contract(known, path), analyses))
            .toList();
    boolean entry = task.path().equals(Logic.MAIN);
    return new Template.Code(
        task.path().value(),
        Material.safe(analysis.specification()).strip(),
        !others.isEmpty(),
        signatures(others, known),
        entry,
        !plan.targets().isEmpty(),
        targets(plan),
        entry ? frame.whole().stripTrailing() : "");
  }

  /** All that a file needs in one place: a small model finds nothing far above. */
  private static Template small(
      Plan plan, Task task, Analysis analysis, Map<RepoPath, Contract> known, Frame frame) {
    List<RepoPath> imported = task.dependsOn().stream().filter(known::containsKey).toList();
    return new Template.CodeCompact(
        task.path().value(),
        task.purpose(),
        Material.safe(analysis.specification()),
        packages(plan),
        imported.isEmpty() ? "(no other file)" : signatures(imported, known),
        PlanText.joined(task.configKeys(), key -> "config" + subscripts(key)),
        task.path().equals(Logic.MAIN),
        !plan.targets().isEmpty(),
        targets(plan),
        frame.whole().stripTrailing());
  }

  private static String targets(Plan plan) {
    return PlanText.joined(plan.targets(), target -> target.id().value());
  }

  private static String packages(Plan plan) {
    return PlanText.joined(plan.logic().packages(), p -> Names.imported(p.name()));
  }

  private static Analysis analysis(Map<RepoPath, Analysis> byPath, Task task) {
    return byPath.getOrDefault(
        task.path(), new Analysis(task.path(), task.purpose(), new Contract(List.of())));
  }

  static Contract contract(Map<RepoPath, Contract> known, RepoPath path) {
    return known.getOrDefault(path, new Contract(List.of()));
  }

  /** {@code ["a"]["b"]} for {@code a.b}. */
  static String subscripts(String key) {
    return "[\"" + key.replace(".", "\"][\"") + "\"]";
  }

  /** Whether the contracts that all authors see have these very signatures. */
  private static boolean said(RepoPath path, Contract contract, List<Analysis> analyses) {
    return analyses.stream()
        .anyMatch(each -> each.path().equals(path) && each.contract().equals(contract));
  }

  private static String signatures(List<RepoPath> paths, Map<RepoPath, Contract> known) {
    return paths.stream()
        .map(path -> "# " + path + "\n" + PlanText.signatures(contract(known, path)))
        .collect(Collectors.joining())
        .stripTrailing();
  }

  /** A whole file, continued where the answer was cut; never half of one. */
  static String whole(Job job, Prompt prompt, String start, RepoPath path, CodeRules rules)
      throws StageStopped {
    String soFar = start;
    int pieces = job.asking().traits(prompt.role()).compact() ? 1 : MOST_PIECES;
    for (int piece = 0; piece <= pieces; piece++) {
      String before = soFar;
      Prompt next = from(prompt, before, piece);
      boolean last = piece == pieces;
      Piece got =
          job.asking()
              .ask(
                  next,
                  (reply, attempt) -> {
                    Piece more = piece(before, reply, rules, attempt);
                    if (last && !more.complete()) {
                      // Not taken, so that whoever tries again, maybe another model, is asked.
                      throw new Unusable(tooLong(path, pieces + 1));
                    }
                    return more;
                  });
      if (got.complete()) {
        return got.text();
      }
      soFar = got.text();
    }
    throw new StageStopped(new Cause.UnusableAnswer(tooLong(path, pieces + 1)));
  }

  private static String tooLong(RepoPath path, int answers) {
    return path
        + " came out longer than the model can write, "
        + answers
        + " answers in a row were cut. Split the file in the plan.";
  }

  /** What came so far; complete: the finished code. */
  private record Piece(boolean complete, String text) {}

  private static Piece piece(String before, Reply reply, CodeRules rules, int attempt)
      throws Unusable {
    String raw = CodeBlock.joined(before, reply.text());
    if (raw.length() > CodeRules.MOST_CHARACTERS) {
      throw new Unusable(
          "a file of at most " + CodeRules.MOST_CHARACTERS + " characters is wanted");
    }
    if (reply.finish() == Reply.Finish.LENGTH) {
      if (reply.text().isBlank()) {
        throw new Unusable("the answer is empty");
      }
      if (Repetition.in(reply.text())) {
        throw new Unusable(
            "the answer says the same line over and over; write the code itself, without lists of"
                + " comments");
      }
      return new Piece(false, raw);
    }
    return new Piece(true, rules.checked(CodeBlock.in(raw), attempt));
  }

  private static Prompt from(Prompt prompt, String start, int piece) {
    return new Prompt(
        prompt.role(),
        piece == 0 ? prompt.step() : prompt.step() + "+" + piece,
        prompt.system(),
        prompt.prefix(),
        prompt.task(),
        prompt.exchanges(),
        start,
        null,
        prompt.most());
  }
}
