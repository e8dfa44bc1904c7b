package dev.offprint.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Documents.PlanFile;
import dev.offprint.session.Person;
import dev.offprint.session.PersonId;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanFixtures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** plan.yaml there and back, as it is and edited. */
class PlanFileTest {
  private static final Person CY = new Person(new PersonId("terminal:cy"), "cy");
  private final PlanDocuments documents = new PlanDocuments();

  @Test
  void uneditedFileGivesTheSamePlanAsTheNextVersion() {
    Plan plan = PlanFixtures.plan();
    assertThat(read(documents.planYaml(plan), plan))
        .isEqualTo(new PlanFile.Valid(plan.as(plan.version().next())));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1000, 2000, 3000})
  void hostileTextsComeBackAsTheyWere(long first) {
    for (long seed = first; seed < first + 250; seed++) {
      Plan plan = PlanFixtures.wild(seed);
      assertThat(read(documents.planYaml(plan), plan))
          .as("seed " + seed)
          .isEqualTo(new PlanFile.Valid(plan.as(plan.version().next())));
    }
  }

  private PlanFile read(String yaml, @Nullable Plan base) {
    return documents.readPlan(yaml, base, PlanFixtures.paper(), CY);
  }
}
