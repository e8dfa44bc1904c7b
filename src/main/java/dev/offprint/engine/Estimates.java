package dev.offprint.engine;

import dev.offprint.session.Effect;
import dev.offprint.session.Estimate;
import dev.offprint.session.Plan;
import dev.offprint.session.SessionId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What carrying out a plan is expected to take, reckoned when it is made and kept with it. */
final class Estimates {
  private final Ports ports;
  private final PastSessions past;

  Estimates(Ports ports) {
    this.ports = ports;
    this.past = new PastSessions(ports.journal(), ports.models());
  }

  /** Null where nothing is known to reckon it from. */
  @Nullable Estimate of(Effect.RunStage effect, Plan plan) {
    List<Journal.Entry> made = ports.journal().all(effect.key().session());
    Forecast.Basis basis = basis(made, past.before(effect.key().session()), ports.models());
    int tasks =
        built(effect.inputs())
            .map(built -> plan.touchedSince(built).size())
            .orElseGet(() -> plan.logic().tasks().size());
    return Forecast.afterApproval(basis, tasks)
        .map(forecast -> forecast.estimate(free(ports.models())))
        .orElse(null);
  }

  /**
   * All of a plan that is copied from another session, by what that one took so far. Null where
   * nothing is known to reckon it from.
   */
  @Nullable Estimate ofFork(SessionId other, Plan plan) {
    Models models = ports.models();
    return Forecast.afterApproval(
            basis(ports.journal().all(other), past.before(other), models),
            plan.logic().tasks().size())
        .map(forecast -> forecast.estimate(free(models)))
        .orElse(null);
  }

  /** The plan that files or specifications are there of. */
  private Optional<Plan> built(Effect.Inputs inputs) {
    Artifacts artifacts = ports.artifacts();
    return Optional.ofNullable(inputs.tree())
        .map(tree -> artifacts.written(tree).plan())
        .or(
            () ->
                Optional.ofNullable(inputs.analyses())
                    .map(analyses -> artifacts.specified(analyses).plan()))
        .map(artifacts::plan);
  }

  static Forecast.Basis basis(List<Journal.Entry> made, Past past, Models models) {
    Traits reader = models.traits(Role.PLANNER);
    return new Forecast.Basis(
        made,
        Money.spent(made, models, reader.name()),
        past,
        stage -> models.price(models.traits(PastSessions.role(stage)).name()),
        Math.max(1, reader.parallel()));
  }

  /** Whether every model works on this machine, for nothing. */
  private static boolean free(Models models) {
    for (Role role : Role.values()) {
      Traits traits = models.traits(role);
      if (!traits.local() || models.price(traits.name()).isPresent()) {
        return false;
      }
    }
    return true;
  }
}
