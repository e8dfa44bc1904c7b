package dev.offprint.engine;

import dev.offprint.session.Analysis;
import dev.offprint.session.BlobId;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoPath;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A specification and contract per task; those that a new version leaves untouched are kept. */
final class Analysing implements StageRun {
  private final Ports ports;

  Analysing(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Event.OfEffect run(Effect.RunStage effect, Asking asking) throws StageStopped {
    Artifacts artifacts = ports.artifacts();
    BlobId planId = StageRun.needed(effect.inputs().plan(), "plan");
    Plan plan = artifacts.plan(planId);
    List<Analysis> analyses =
        ports
            .stages()
            .analyse(
                StageRun.job(artifacts, effect, asking),
                plan,
                taken(plan, effect.inputs().analyses(), artifacts));
    return new Event.Analysed(
        effect.key(), artifacts.put(effect.key().session(), new Specified(planId, analyses)));
  }

  private static List<Analysis> taken(Plan plan, @Nullable BlobId earlier, Artifacts artifacts) {
    if (earlier == null) {
      return List.of();
    }
    Specified old = artifacts.specified(earlier);
    Set<RepoPath> touched = plan.touchedSince(artifacts.plan(old.plan()));
    return old.analyses().stream()
        .filter(analysis -> plan.logic().task(analysis.path()).isPresent())
        .filter(analysis -> !touched.contains(analysis.path()))
        .toList();
  }
}
