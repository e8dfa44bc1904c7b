package dev.offprint.engine;

import dev.offprint.session.Analysis;
import dev.offprint.session.Answer;
import dev.offprint.session.Contract;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.Finding;
import dev.offprint.session.GateResult;
import dev.offprint.session.Ledger;
import dev.offprint.session.Paper;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.Question;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Requirement;
import dev.offprint.session.Task;
import dev.offprint.session.Tree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stages that ask the model a word each and do what it says: {@code bad} is no answer at all, the
 * others are named where they are read.
 */
final class FakeStages implements Stages {
  final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  Before before = (stage, job) -> {};

  /** Does the work instead, where it is there. */
  @Nullable Stages real;

  /** Looks at pictures instead, where it is there. */
  @Nullable Stages eyes;

  /** Looks at a job before it is done. */
  interface Before {
    void stage(String stage, Job job);
  }

  private String ask(Job job, Role role, String step, String task) throws StageStopped {
    return job.asking()
        .ask(
            new Prompt(role, step, "system", List.of("paper"), task, List.of(), "", null, 20),
            (reply, attempt) -> {
              if (reply.text().startsWith("bad") || reply.text().isBlank()) {
                throw new Asking.Unusable("say ok");
              }
              return reply.text();
            });
  }

  private void begin(String stage, Job job) {
    ran.add(stage);
    before.stage(stage, job);
  }

  @Override
  public Looked look(Job job, List<View> views) throws StageStopped {
    begin("look", job);
    if (eyes != null) {
      return eyes.look(job, views);
    }
    List<Paper.Seen> seen = new ArrayList<>();
    for (View view : views) {
      String step = "look:" + view.part().words();
      Prompt prompt =
          new Prompt(Role.VIEWER, step, "system", List.of(), "", List.of(), "", null, 20)
              .showing(List.of(view.picture()));
      seen.add(
          new Paper.Seen(
              view.part(), job.asking().ask(prompt, (reply, attempt) -> reply.text()), "fake:one"));
    }
    return new Looked(seen, List.of());
  }

  @Override
  public Planned plan(Job job, List<Beside> beside) throws StageStopped {
    begin("plan", job);
    if (real != null) {
      return real.plan(job, beside);
    }
    List<String> words =
        job.asking()
            .together(
                Role.PLANNER,
                List.of(
                    () -> ask(job, Role.SCREENER, "screening", ""),
                    () -> ask(job, Role.PLANNER, "roadmap", ""),
                    () -> ask(job, Role.PLANNER, "questions", "")));
    if (words.get(0).equals("decline")) {
      return new Planned.Declined("harmful");
    }
    List<Question> questions = new ArrayList<>(List.of(Samples.question(Samples.Q1, 0)));
    if (words.get(2).equals("open")) {
      questions.add(Samples.question(Samples.Q2, -1));
    }
    return new Planned.Drafted(Samples.draft(questions));
  }

  @Override
  public Plan design(Job job, PlanDraft draft, List<Answer> answers) throws StageStopped {
    begin("design", job);
    if (real != null) {
      return real.design(job, draft, answers);
    }
    ask(job, Role.PLANNER, "architecture", answers.toString());
    return Samples.plan(draft, answers);
  }

  @Override
  public Revised revise(Job job, Plan plan, List<Wanted> wanted) throws StageStopped {
    begin("revise", job);
    if (real != null) {
      return real.revise(job, plan, wanted);
    }
    String word = ask(job, Role.PLANNER, "revise", wanted.toString());
    if (word.equals("decline")) {
      Map<EventId, String> declined = new HashMap<>();
      wanted.forEach(one -> declined.put(one.event(), "not possible"));
      return new Revised(plan, declined);
    }
    String rate = "falling from 0." + (2 + Math.floorMod(wanted.hashCode(), 1_000));
    return new Revised(
        Samples.plan(
            new PlanDraft(
                plan.brief(),
                plan.requirements(),
                plan.questions(),
                plan.datasets(),
                plan.targets(),
                plan.roadmap()),
            plan.answers(),
            rate),
        Map.of());
  }

  @Override
  public Optional<String> screen(Job job, Plan plan) throws StageStopped {
    begin("screen", job);
    if (real != null) {
      return real.screen(job, plan);
    }
    return ask(job, Role.SCREENER, "screen", "").equals("decline")
        ? Optional.of("harmful")
        : Optional.empty();
  }

  @Override
  public List<Analysis> analyse(Job job, Plan plan, List<Analysis> taken) throws StageStopped {
    begin("analyse", job);
    if (real != null) {
      return real.analyse(job, plan, taken);
    }
    List<Asking.Part<Analysis>> parts = new ArrayList<>();
    for (Task task : plan.logic().tasks()) {
      Optional<Analysis> kept =
          taken.stream().filter(one -> one.path().equals(task.path())).findFirst();
      parts.add(
          () ->
              kept.isPresent()
                  ? kept.get()
                  : new Analysis(
                      task.path(),
                      "spec " + ask(job, Role.ANALYST, "analysis:" + task.path(), ""),
                      new Contract(List.of())));
    }
    return job.asking().together(Role.ANALYST, parts);
  }

  @Override
  public Tree generate(Job job, Plan plan, List<Analysis> analyses, Tree taken)
      throws StageStopped {
    begin("generate", job);
    if (real != null) {
      return real.generate(job, plan, analyses, taken);
    }
    List<Asking.Part<RepoFile>> parts = new ArrayList<>();
    for (Task task : plan.logic().tasks()) {
      Optional<RepoFile> kept = taken.file(task.path());
      parts.add(() -> kept.isPresent() ? kept.get() : file(job, task));
    }
    return new Tree(job.asking().together(Role.CODER, parts));
  }

  private RepoFile file(Job job, Task task) throws StageStopped {
    RepoPath path = task.path();
    return new RepoFile(path, "x = '" + ask(job, Role.CODER, "file:" + path, "") + "'\n");
  }

  @Override
  public List<Judged> review(Job job, Plan plan, List<Tree> versions, List<GateResult> gates)
      throws StageStopped {
    begin("review", job);
    if (real != null) {
      return real.review(job, plan, versions, gates);
    }
    String word = ask(job, Role.REVIEWER, "review:" + (versions.size() - 1), "");
    return plan.requirements().stream()
        .map(Requirement::id)
        .map(
            id ->
                word.equals("missing")
                    ? new Judged(id, Judged.Word.MISSING, null, 0, 0, "")
                    : new Judged(id, Judged.Word.IMPLEMENTED, Samples.MODEL, 1, 1, ""))
        .toList();
  }

  @Override
  public List<RepoFile> fix(
      Job job, Plan plan, List<Analysis> analyses, Tree tree, List<Finding> findings, int round)
      throws StageStopped {
    begin("fix", job);
    if (real != null) {
      return real.fix(job, plan, analyses, tree, findings, round);
    }
    String word = ask(job, Role.FIXER, "fix:" + round, "");
    return List.of(new RepoFile(Samples.MODEL, "x = '" + word + round + "'\n"));
  }

  @Override
  public Sorted followUp(Job job, Plan plan, Tree tree, Ledger ledger, String words)
      throws StageStopped {
    begin("followUp", job);
    if (real != null) {
      return real.followUp(job, plan, tree, ledger, words);
    }
    return switch (ask(job, Role.ANSWERER, "sort", words)) {
      case "traceback" -> new Sorted.Traceback();
      case "change" -> new Sorted.ChangeWanted();
      case "number" -> new Sorted.Reported(List.of(new Event.Reported(Samples.T1, BigDecimal.TEN)));
      default -> new Sorted.Answered("because", List.of(), List.of());
    };
  }
}
