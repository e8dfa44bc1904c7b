package dev.offprint.agent;

import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages;
import dev.offprint.session.Analysis;
import dev.offprint.session.Answer;
import dev.offprint.session.Finding;
import dev.offprint.session.GateResult;
import dev.offprint.session.Ledger;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.RepoFile;
import dev.offprint.session.Tree;
import java.util.List;
import java.util.Optional;

/**
 * PaperCoder's planning, analysis and generation, with review and repair behind them: one agent for
 * each kind of work.
 */
public final class PaperCoderStages implements Stages {
  private final Viewer viewer;
  private final Screener screener;
  private final Planner planner;
  private final Designer designer;
  private final Reviser reviser;
  private final Analyst analyst;
  private final Coder coder;
  private final Reviewer reviewer;
  private final Fixer fixer;
  private final Answerer answerer;

  public PaperCoderStages(Prompts prompts) {
    Calls calls = new Calls(prompts);
    viewer = new Viewer(calls);
    screener = new Screener(calls);
    planner = new Planner(calls, screener);
    designer = new Designer(calls);
    reviser = new Reviser(calls);
    analyst = new Analyst(calls);
    coder = new Coder(calls);
    reviewer = new Reviewer(calls);
    fixer = new Fixer(calls);
    answerer = new Answerer(calls);
  }

  @Override
  public Looked look(Job job, List<View> views) throws StageStopped {
    return viewer.look(job, views);
  }

  @Override
  public Planned plan(Job job, List<Beside> beside) throws StageStopped {
    return planner.plan(job, beside);
  }

  @Override
  public Plan design(Job job, PlanDraft draft, List<Answer> answers) throws StageStopped {
    return designer.design(job, draft, answers);
  }

  @Override
  public Revised revise(Job job, Plan plan, List<Wanted> wanted) throws StageStopped {
    return reviser.revise(job, plan, wanted);
  }

  @Override
  public Optional<String> screen(Job job, Plan plan) throws StageStopped {
    return screener.screen(job, PlanText.plan(plan));
  }

  @Override
  public List<Analysis> analyse(Job job, Plan plan, List<Analysis> taken) throws StageStopped {
    return analyst.analyse(job, plan, taken);
  }

  @Override
  public Tree generate(Job job, Plan plan, List<Analysis> analyses, Tree taken)
      throws StageStopped {
    return coder.generate(job, plan, analyses, taken);
  }

  @Override
  public List<Judged> review(Job job, Plan plan, List<Tree> versions, List<GateResult> gates)
      throws StageStopped {
    return reviewer.review(job, plan, versions, gates);
  }

  @Override
  public List<RepoFile> fix(
      Job job, Plan plan, List<Analysis> analyses, Tree tree, List<Finding> findings, int round)
      throws StageStopped {
    return fixer.fix(job, plan, analyses, tree, findings, round);
  }

  @Override
  public Sorted followUp(Job job, Plan plan, Tree tree, Ledger ledger, String words)
      throws StageStopped {
    return answerer.followUp(job, plan, tree, ledger, words);
  }
}
