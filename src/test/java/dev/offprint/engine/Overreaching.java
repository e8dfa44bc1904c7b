package dev.offprint.engine;

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

/** Stages whose repair writes whatever files it likes. */
record Overreaching(Stages stages, List<RepoFile> files) implements Stages {
  @Override
  public Looked look(Job job, List<View> views) throws StageStopped {
    return stages.look(job, views);
  }

  @Override
  public Planned plan(Job job, List<Beside> beside) throws StageStopped {
    return stages.plan(job, beside);
  }

  @Override
  public Plan design(Job job, PlanDraft draft, List<Answer> answers) throws StageStopped {
    return stages.design(job, draft, answers);
  }

  @Override
  public Revised revise(Job job, Plan plan, List<Wanted> wanted) throws StageStopped {
    return stages.revise(job, plan, wanted);
  }

  @Override
  public Optional<String> screen(Job job, Plan plan) throws StageStopped {
    return stages.screen(job, plan);
  }

  @Override
  public List<Analysis> analyse(Job job, Plan plan, List<Analysis> taken) throws StageStopped {
    return stages.analyse(job, plan, taken);
  }

  @Override
  public Tree generate(Job job, Plan plan, List<Analysis> analyses, Tree taken)
      throws StageStopped {
    return stages.generate(job, plan, analyses, taken);
  }

  @Override
  public List<Judged> review(Job job, Plan plan, List<Tree> versions, List<GateResult> gates)
      throws StageStopped {
    return stages.review(job, plan, versions, gates);
  }

  @Override
  public List<RepoFile> fix(
      Job job, Plan plan, List<Analysis> analyses, Tree tree, List<Finding> findings, int round) {
    return files;
  }

  @Override
  public Sorted followUp(Job job, Plan plan, Tree tree, Ledger ledger, String words)
      throws StageStopped {
    return stages.followUp(job, plan, tree, ledger, words);
  }
}
