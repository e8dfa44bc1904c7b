package dev.offprint.engine;

import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.OpenQuestion;

/** Screening and the first half of the plan. */
final class Planning implements StageRun {
  private final Ports ports;

  Planning(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Event.OfEffect run(Effect.RunStage effect, Asking asking) throws StageStopped {
    Artifacts artifacts = ports.artifacts();
    return switch (ports.stages().plan(StageRun.job(artifacts, effect, asking))) {
      case Stages.Planned.Declined no -> new Event.ScreenedOut(effect.key(), no.reason());
      case Stages.Planned.Drafted drafted ->
          new Event.DraftPlanned(
              effect.key(),
              artifacts.put(effect.key().session(), drafted.draft()),
              drafted.draft().questions().stream().map(OpenQuestion::of).toList());
    };
  }
}
