package dev.offprint.engine;

import dev.offprint.session.Analysis;
import dev.offprint.session.BlobId;
import dev.offprint.session.Contract;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Task;
import dev.offprint.session.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of the plan's tasks; those that nothing new touches are taken over without a call. */
final class Generating implements StageRun {
  private final Ports ports;

  Generating(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Event.OfEffect run(Effect.RunStage effect, Asking asking) throws StageStopped {
    Artifacts artifacts = ports.artifacts();
    BlobId planId = StageRun.needed(effect.inputs().plan(), "plan");
    BlobId specifiedId = StageRun.needed(effect.inputs().analyses(), "specifications");
    Plan plan = artifacts.plan(planId);
    List<Analysis> analyses = artifacts.specified(specifiedId).analyses();
    Tree tree =
        ports
            .stages()
            .generate(
                StageRun.job(artifacts, effect, asking),
                plan,
                analyses,
                taken(plan, analyses, effect.inputs().tree(), artifacts));
    return new Event.Generated(
        effect.key(),
        artifacts.put(effect.key().session(), new Written(planId, specifiedId, tree)));
  }

  private static Tree taken(
      Plan plan, List<Analysis> analyses, @Nullable BlobId earlier, Artifacts artifacts) {
    if (earlier == null) {
      return Tree.EMPTY;
    }
    Written old = artifacts.written(earlier);
    Set<RepoPath> touched =
        touched(
            plan,
            new Built(artifacts.plan(old.plan()), old.tree()),
            analyses,
            artifacts.specified(old.specified()).analyses());
    List<RepoFile> files = new ArrayList<>();
    for (Task task : plan.logic().tasks()) {
      if (!touched.contains(task.path())) {
        old.tree().file(task.path()).ifPresent(files::add);
      }
    }
    return new Tree(files);
  }

  /** Touched by the plan, specified otherwise, or built on a contract that changed. */
  static Set<RepoPath> touched(
      Plan plan, Built before, List<Analysis> analyses, List<Analysis> analysesBefore) {
    Set<RepoPath> touched = new LinkedHashSet<>(before.touchedBy(plan));
    Map<RepoPath, Analysis> old = new HashMap<>();
    analysesBefore.forEach(analysis -> old.put(analysis.path(), analysis));
    Map<RepoPath, Analysis> now = new HashMap<>();
    analyses.forEach(analysis -> now.put(analysis.path(), analysis));
    for (Task task : plan.logic().tasks()) {
      boolean same =
          Objects.equals(old.get(task.path()), now.get(task.path()))
              && task.dependsOn().stream()
                  .allMatch(path -> Objects.equals(contract(old, path), contract(now, path)));
      if (!same) {
        touched.add(task.path());
      }
    }
    return touched;
  }

  private static @Nullable Contract contract(Map<RepoPath, Analysis> analyses, RepoPath path) {
    Analysis analysis = analyses.get(path);
    return analysis == null ? null : analysis.contract();
  }
}
