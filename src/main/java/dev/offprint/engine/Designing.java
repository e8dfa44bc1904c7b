package dev.offprint.engine;

import dev.offprint.session.Answer;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.OpenQuestion;
import dev.offprint.session.Pick;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.Question;
import java.util.ArrayList;
import java.util.List;

/** The second half of the plan, with the answers that are in use. */
final class Designing implements StageRun {
  private final Ports ports;
  private final Estimates estimates;

  Designing(Ports ports, Estimates estimates) {
    this.ports = ports;
    this.estimates = estimates;
  }

  @Override
  public Event.OfEffect run(Effect.RunStage effect, Asking asking) throws StageStopped {
    Artifacts artifacts = ports.artifacts();
    PlanDraft draft = artifacts.draft(StageRun.needed(effect.inputs().draft(), "draft"));
    List<Answer> answers = answers(draft.questions(), effect.inputs().questions(), ports.blobs());
    Plan plan = ports.stages().design(StageRun.job(artifacts, effect, asking), draft, answers);
    return new Event.PlanDesigned(
        effect.key(),
        artifacts.put(effect.key().session(), plan.as(effect.inputs().next())),
        estimates.of(effect, plan));
  }

  /** What is in use for each question, in words. */
  static List<Answer> answers(List<Question> questions, List<OpenQuestion> open, Blobs blobs) {
    List<Answer> answers = new ArrayList<>();
    for (Question question : questions) {
      for (OpenQuestion one : open) {
        Pick pick = one.inUse();
        if (one.id().equals(question.id()) && pick != null) {
          answers.add(new Answer(question.id(), words(question, pick, blobs), pick.by()));
        }
      }
    }
    return answers;
  }

  /** What a pick says: the option as it was offered, or the person's own words. */
  static String words(Question question, Pick pick, Blobs blobs) {
    if (pick.words() != null) {
      return blobs.text(pick.words());
    }
    if (pick.option() < 0 || pick.option() >= question.options().size()) {
      throw new IllegalStateException(
          question.id().value() + " has no option " + (pick.option() + 1));
    }
    return question.options().get(pick.option());
  }
}
