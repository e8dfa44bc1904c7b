package dev.offprint.agent;

import dev.offprint.engine.Asking.Part;
import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Repetition;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.engine.Traits;
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
    if (job.asking().traits(Role.CODER).compact() && !EntryPoint.runs(plan).isEmpty()) {
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
    Traits traits = job.asking().traits(Role.CODER);
    Frame frame = Frame.of(plan, task, analysis, known);
    Template.Code template =
        new Template.Code(
            task.path().value(),
            task.purpose(),
            Material.safe(analysis.specification()),
            packages(plan),
            imports(task, known, analyses, traits.compact()),
            PlanText.joined(task.configKeys(), key -> "config" + subscripts(key)),
            task.path().equals(Logic.MAIN),
            !plan.targets().isEmpty(),
            PlanText.joined(plan.targets(), target -> target.id().value()),
            frame.whole().stripTrailing(),
            traits.compact());
    List<String> shared = PlanText.plan(plan, PlanText.contracts(analyses));
    Prompt prompt =
        calls.prompt(
            job,
            Role.CODER,
            "file:" + task.path(),
            traits.compact() ? shared : calls.ruled(shared, new Template.CodeRules(packages(plan))),
            template,
            null,
            Sizes.of(traits).code());
    String start = traits.compact() ? "```python\n" + frame.opening() : "";
    CodeRules rules = new CodeRules(task, analysis.contract(), known);
    return new RepoFile(task.path(), whole(job, prompt, start, task.path(), rules));
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

  /** What the task may import; signatures that stand in the contracts are not said again. */
  private static String imports(
      Task task, Map<RepoPath, Contract> known, List<Analysis> analyses, boolean compact) {
    String lines =
        task.dependsOn().stream()
            .filter(known::containsKey)
            .map(path -> imported(path, contract(known, path), analyses, compact))
            .collect(Collectors.joining());
    return lines.isEmpty() ? "(no other file)" : lines.stripTrailing();
  }

  private static String imported(
      RepoPath path, Contract contract, List<Analysis> analyses, boolean compact) {
    boolean said =
        analyses.stream()
            .anyMatch(each -> each.path().equals(path) && each.contract().equals(contract));
    return said && !compact
        ? "# "
            + path
            + ": "
            + PlanText.joined(contract.signatures(), Contract.Signature::name)
            + ", as in <contracts>\n"
        : "# " + path + "\n" + PlanText.signatures(contract);
  }

  /** A whole file, continued where the answer was cut; never half of one. */
  static String whole(Job job, Prompt prompt, String start, RepoPath path, CodeRules rules)
      throws StageStopped {
    String soFar = start;
    int pieces = job.asking().traits(prompt.role()).compact() ? 1 : MOST_PIECES;
    for (int piece = 0; piece <= pieces; piece++) {
      String before = soFar;
      AtomicInteger attempt = new AtomicInteger();
      Prompt next = from(prompt, before, piece);
      Piece got =
          job.asking().ask(next, reply -> piece(before, reply, rules, attempt.incrementAndGet()));
      if (got.complete()) {
        return got.text();
      }
      soFar = got.text();
    }
    throw new StageStopped(
        new Cause.UnusableAnswer(
            path
                + " came out longer than the model can write, "
                + (pieces + 1)
                + " answers in a row were cut. Split the file in the plan."));
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
