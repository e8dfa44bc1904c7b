package dev.offprint.engine;

import dev.offprint.session.Delivery;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.Person;
import dev.offprint.session.Plan;
import dev.offprint.session.SessionId;
import dev.offprint.session.State;
import dev.offprint.session.Tree;
import java.util.List;
import java.util.Optional;

/**
 * Sorts a message after delivery, and answers it where it is a question or what somebody got. A
 * model is asked only where the message does not say itself what it is.
 */
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
    Tree tree = artifacts.written(delivery.tree()).tree();
    Stages.Job job = StageRun.job(artifacts, effect, asking);
    String words = ports.blobs().text(followUp.words());
    Reader reader =
        new Reader(effect.key().session(), followUp.by(), new AnswerWords(plan, tree, job.paper()));
    Optional<RunReport> report = RunReport.of(words, plan);
    return new Event.FollowUpSorted(
        effect.key(),
        report.isPresent()
            ? reader.sorted(report.get())
            : reader.sorted(ports.stages().followUp(job, plan, tree, delivery.ledger(), words)));
  }

  /** What comes of one person's message. */
  private final class Reader {
    private final SessionId session;
    private final Person by;
    private final AnswerWords words;

    Reader(SessionId session, Person by, AnswerWords words) {
      this.session = session;
      this.by = by;
      this.words = words;
    }

    Event.FollowUpSorted.Sorted sorted(RunReport report) {
      return switch (report) {
        case RunReport.Failed failed -> new Event.FollowUpSorted.Sorted.Traceback();
        case RunReport.Ran ran -> answer(words.ran(by), List.of());
        case RunReport.Results results ->
            results.synthetic()
                ? answer(words.synthetic(), List.of())
                : answer(words.reported(results.numbers(), by), results.numbers());
      };
    }

    Event.FollowUpSorted.Sorted sorted(Stages.Sorted sorted) {
      return switch (sorted) {
        case Stages.Sorted.Answered answered -> answer(words.answered(answered), List.of());
        case Stages.Sorted.Reported reported -> {
          // A number for something that the plan does not name is answered, not stored.
          List<Event.Reported> known =
              reported.numbers().stream()
                  .filter(number -> words.target(number.target()).isPresent())
                  .toList();
          yield answer(words.reported(known, by), known);
        }
        case Stages.Sorted.Traceback traceback -> new Event.FollowUpSorted.Sorted.Traceback();
        case Stages.Sorted.ChangeWanted wanted -> new Event.FollowUpSorted.Sorted.ChangeWanted();
      };
    }

    private Event.FollowUpSorted.Sorted answer(String said, List<Event.Reported> reported) {
      return new Event.FollowUpSorted.Sorted.Answer(ports.blobs().putText(session, said), reported);
    }
  }
}
