package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Message.Line;
import dev.offprint.session.Condition;
import dev.offprint.session.Event;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that stood in for another is named wherever people look. */
class StandInTest {
  @TempDir Path directory;

  @Test
  void headerDeliveryAndProvenanceNameIt() {
    try (Rig rig = new Rig(directory)) {
      rig.models.spare = new Traits("spare:m", "Spare", 1_000, 500, 1, true, false, false);
      SessionId session = rig.begin();
      assertThat(reader(rig, session))
          .as("before it is used")
          .endsWith("; where it does not answer, Spare (spare:m) does, and gets the text");

      rig.runDue();
      rig.receive(session, "yes", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
      rig.runDue();

      assertThat(rig.condition(session)).isEqualTo(new Condition.Delivered());
      int calls = rig.ports.journal().all(session).size();
      String said = "spare:m stood in for fake:one in " + calls + " of " + calls + " answers";
      assertThat(reader(rig, session)).startsWith(said);
      assertThat(rig.queries.delivery(session).orElseThrow().notes()).contains(said + ".");
      assertThat(rig.queries.delivery(session).orElseThrow().models()).containsExactly("spare:m");
      assertThat(rig.fakes.packed.get("on-rates/provenance.json"))
          .contains("\"instead_of\" : \"fake:one\"");
    }
  }

  private static String reader(Rig rig, SessionId session) {
    Wording.Desk desk =
        new Wording.Desk(
            rig.ports.store(),
            rig.ports.blobs(),
            rig.ports.journal(),
            rig.hand.progress(),
            rig.fakes,
            rig.models,
            rig.clock);
    Facts facts = new Facts(rig.ports.store().load(session).orElseThrow(), desk);
    return ((Message.Header) HeaderWords.header(facts))
        .lines().stream()
            .filter(line -> line.label().equals("Reader"))
            .map(Line::text)
            .findFirst()
            .orElseThrow();
  }
}
