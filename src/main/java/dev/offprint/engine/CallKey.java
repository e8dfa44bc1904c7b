package dev.offprint.engine;

import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;

/**
 * Names one model call: prompts depend on the plan and on finished steps, so the same key asks the
 * same.
 */
public record CallKey(
    SessionId session, PlanVersion version, int delivery, Stage stage, String step, int attempt) {
  public CallKey {
    if (step.isBlank() || step.length() > 200 || attempt < 0) {
      throw new IllegalArgumentException("not a call: " + step + " attempt " + attempt);
    }
  }

  public CallKey attempt(int other) {
    return new CallKey(session, version, delivery, stage, step, other);
  }
}
