package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Condition;
import dev.offprint.session.Event;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTest {
  @TempDir Path directory;
  private Rig rig;

  @BeforeEach
  void open() {
    rig = new Rig(directory);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private SessionId approved() {
    SessionId session = rig.begin();
    rig.runDue();
    rig.receive(session, "yes", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
    return session;
  }

  @Test
  void aPaperBecomesAPlanThatWaits() {
    SessionId session = rig.begin();
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.AwaitingApproval());
    assertThat(rig.queries.plan(session)).contains(Samples.plan());
    assertThat(rig.stages.ran).containsExactly("plan", "design");
  }

  @Test
  void anApprovedPlanBecomesADelivery() {
    SessionId session = approved();
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.Delivered());
    assertThat(rig.queries.delivery(session).orElseThrow().draft()).isFalse();
    assertThat(rig.fakes.packed.keySet())
        .containsExactlyInAnyOrder(
            "on-rates/README.md",
            "on-rates/main.py",
            "on-rates/model.py",
            "on-rates/docs/plan.md",
            "on-rates/docs/classes.png",
            "on-rates/docs/classes.svg",
            "on-rates/docs/ledger.md",
            "on-rates/provenance.json");
  }
}
