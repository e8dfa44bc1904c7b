package dev.offprint.session;

import java.util.List;

/** What a gate said. What could not run says so, with the reason. */
public record GateResult(Gate gate, Outcome outcome, List<Finding> findings, String reason) {
  /** How the gate ended. */
  public enum Outcome {
    PASSED,
    FAILED,
    NOT_RUN
  }

  public GateResult {
    findings = List.copyOf(findings);
    if ((outcome == Outcome.FAILED) == findings.isEmpty()) {
      throw new IllegalArgumentException(
          gate + " has " + findings.size() + " findings and " + outcome);
    }
  }

  public static GateResult of(Gate gate, List<Finding> findings) {
    return new GateResult(gate, findings.isEmpty() ? Outcome.PASSED : Outcome.FAILED, findings, "");
  }

  public static GateResult notRun(Gate gate, String reason) {
    return new GateResult(gate, Outcome.NOT_RUN, List.of(), reason);
  }
}
