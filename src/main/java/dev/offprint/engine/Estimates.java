package dev.offprint.engine;

import dev.offprint.session.Effect;
import dev.offprint.session.Estimate;
import dev.offprint.session.Plan;
import dev.offprint.session.SessionId;
import java.util.List;
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
        Built.of(ports.artifacts(), effect.inputs().tree(), effect.inputs().analyses())
            .map(built -> built.touchedBy(plan).size())
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
