package dev.offprint.engine;

import dev.offprint.session.BlobId;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import org.jspecify.annotations.Nullable;

/** Runs one kind of stage on its inputs, outside any transaction. */
interface StageRun {
  Event.OfEffect run(Effect.RunStage effect, Asking asking) throws StageStopped;

  /** What models get to know of this run. */
  static Stages.Job job(Artifacts artifacts, Effect.RunStage effect, Asking asking) {
    Effect.Inputs inputs = effect.inputs();
    return new Stages.Job(
        effect.key(),
        inputs.version(),
        inputs.deliveries() + 1,
        artifacts.paper(needed(inputs.paper(), "paper")),
        artifacts.brief(inputs.brief()),
        asking);
  }

  /** An input that the rules always give to this stage. */
  static BlobId needed(@Nullable BlobId id, String what) {
    if (id == null) {
      throw new IllegalStateException("the stage was issued without its " + what);
    }
    return id;
  }
}
