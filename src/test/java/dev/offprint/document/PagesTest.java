package dev.offprint.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Ledger;
import dev.offprint.session.PlanFixtures;
import dev.offprint.session.RepoPath;
import dev.offprint.session.RequirementId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** plan.md and ledger.md. */
class PagesTest {
  private final PlanDocuments documents = new PlanDocuments();

  @Test
  void ledgerShowsVerdictPlaceAndCaveat() {
    Ledger ledger =
        new Ledger(
            List.of(
                new Ledger.Entry(
                    new RequirementId("R1"),
                    Ledger.Verdict.IMPLEMENTED,
                    new RepoPath("decay/model.py"),
                    17,
                    22,
                    "only | for constant rates"),
                new Ledger.Entry(
                    new RequirementId("R2"), Ledger.Verdict.MISSING, null, 0, 0, "no table")));
    assertThat(documents.ledgerMarkdown(PlanFixtures.plan(), ledger))
        .isEqualTo(
            """
            # Ledger

            What became of each requirement of the plan, version 1. Lines are those of the files as delivered.

            1 implemented, 0 assumed, 1 missing.

            | | Requirement | Verdict | Where | Note |
            |---|---|---|---|---|
            | R1 | Integrate the decay equation | implemented | `decay/model.py`, 17–22 | only \\| for constant rates |
            | R2 | Report the rates of Table 1 | missing |  | no table |
            """);
  }

  @Test
  void planShowsQuotesAnswersDataTargetsAndDiagrams() {
    assertThat(documents.planMarkdown(PlanFixtures.plan()))
        .contains(
            "# Plan, version 1",
            "*You asked for:* only Table 1, in NumPy",
            "  > “Sentence 6 says that the rate k6 is 0.06.” (§ 2 Method, p. 2, sentence 6)",
            "*Not grounded: no sentence of the paper was found for it.*",
            "In use: **0.01**, chosen by nobody (default)",
            "| T1 | rate | Table 1 | 0.50 | 0.01 | 3 | 5 minutes |",
            "- Fig. 5",
            "classDiagram",
            "    run(self, steps: int) list[float]",
            "n1->>n3: run(steps)",
            "*assumed:* enough");
  }
}
