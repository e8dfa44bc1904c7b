package dev.offprint.engine;

import dev.offprint.session.Delivery;
import dev.offprint.session.Effect;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Event;
import dev.offprint.session.Plan;
import dev.offprint.session.State;

/** Sorts a message after delivery, and answers it where it is a question or a number. */
final class FollowingUp implements StageRun {
  private final Ports ports;

  FollowingUp(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Event.OfEffect run(Effect.RunStage effect, Asking asking) throws StageStopped {
    Artifacts artifacts = ports.artifacts();
    Effect.Inputs inputs = effect.inputs();
    State.FollowUp followUp = inputs.followUp();
    if (followUp == null) {
      throw new IllegalStateException("the stage was issued without its message");
    }
    Plan plan = artifacts.plan(StageRun.needed(inputs.plan(), "plan"));
    Delivery delivery = artifacts.delivery(StageRun.needed(inputs.delivered(), "delivery"));
    Stages.Sorted sorted =
        ports
            .stages()
            .followUp(
                StageRun.job(artifacts, effect, asking),
                plan,
                artifacts.written(delivery.tree()).tree(),
                delivery.ledger(),
                ports.blobs().text(followUp.words()));
    return new Event.FollowUpSorted(effect.key(), sorted(effect.key(), plan, sorted));
  }

  private Event.FollowUpSorted.Sorted sorted(EffectKey key, Plan plan, Stages.Sorted sorted) {
    return switch (sorted) {
      case Stages.Sorted.Answered answered ->
          new Event.FollowUpSorted.Sorted.Answer(
              ports.blobs().putText(key.session(), answered.words()), null);
      case Stages.Sorted.Reported reported ->
          new Event.FollowUpSorted.Sorted.Answer(
              ports.blobs().putText(key.session(), reported.words()),
              // A number for something that the paper does not report is answered, not stored.
              plan.targets().stream().anyMatch(one -> one.id().equals(reported.target()))
                  ? new Event.Reported(reported.target(), reported.value())
                  : null);
      case Stages.Sorted.Traceback ignored -> new Event.FollowUpSorted.Sorted.Traceback();
      case Stages.Sorted.ChangeWanted ignored -> new Event.FollowUpSorted.Sorted.ChangeWanted();
    };
  }
}
