package dev.offprint.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final BlobId BLOB = new BlobId("0".repeat(64));

  private static boolean draft(List<GateResult> gates) {
    return new Delivery(
            1,
            new PlanVersion(1),
            BLOB,
            "a.zip",
            BLOB,
            gates,
            new Ledger(List.of()),
            List.of(),
            List.of(),
            Usage.NONE,
            Duration.ZERO,
            null)
        .draft();
  }

  /** All gates passed, but for the smoke run, which cannot run here. */
  private static List<GateResult> passed() {
    List<GateResult> gates = new ArrayList<>();
    for (Gate gate : Gate.values()) {
      gates.add(
          gate == Gate.SMOKE
              ? GateResult.notRun(gate, "no sandbox")
              : GateResult.of(gate, List.of()));
    }
    return gates;
  }

  @Test
  void everyGatePassedIsNoDraft() {
    assertThat(draft(passed())).isFalse();
  }

  @Test
  void aGateThatFailedOrDidNotRunMakesADraft() {
    for (int i = 0; i < Gate.SMOKE.ordinal(); i++) {
      Gate gate = Gate.values()[i];
      List<GateResult> notRun = passed();
      notRun.set(i, GateResult.notRun(gate, "no python"));
      List<GateResult> failed = passed();
      Finding finding = new Finding(Logic.MAIN, 1, "wrong", List.of());
      failed.set(i, GateResult.of(gate, List.of(finding)));
      assertThat(draft(notRun)).as("%s not run", gate).isTrue();
      assertThat(draft(failed)).as("%s failed", gate).isTrue();
    }
  }

  @Test
  void aGateThatNobodyAskedMakesADraft() {
    assertThat(draft(List.of())).isTrue();
    assertThat(draft(passed().subList(1, passed().size()))).isTrue();
  }
}
