package dev.offprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.command.bench.Assumptions;
import dev.offprint.command.bench.Bench;
import dev.offprint.command.bench.BenchText;
import org.junit.jupiter.api.Test;

/** The bars of speed and of missed tokens, on the simulated server: its time is virtual. */
class BenchTest {
  private static final Bench BENCH = new Bench(Assumptions.DEFAULT, BenchPlace::open);

  @Test
  void sevenFilesTakeLessThanHalfOfWhatPaperCodersPatternMisses() {
    Bench.Row row = BENCH.run(7);

    assertThat(row.baseline().calls()).isEqualTo(4 + 2 * 7);
    // Roadmap, screening, requirements in two halves, questions; architecture, logic, config.
    assertThat(row.toFiles().calls()).isEqualTo(8 + 2 * 7);
    assertThat(row.toFiles().missedOf(row.baseline())).isLessThanOrEqualTo(0.5);
    assertThat(row.toFiles().timeOf(row.baseline())).isLessThanOrEqualTo(0.4);
    assertThat(row.whole().calls()).isGreaterThan(row.toFiles().calls());
    assertThat(row.whole().missedOf(row.baseline())).as("review included").isLessThan(0.85);
    assertThat(BenchText.row(row).get(3)).startsWith("  PaperCoder, in sequence       18 ");
  }

  @Test
  void twentyFilesTakeAFifthOfTheTimeAndMissTwoFifthsOfTheTokens() {
    Bench.Row row = BENCH.run(20);

    assertThat(row.baseline().calls()).isEqualTo(4 + 2 * 20);
    // Two specifications in each call, so that the paper is read again less often.
    assertThat(row.toFiles().calls()).isEqualTo(8 + 20 / 2 + 20);
    assertThat(row.toFiles().missedOf(row.baseline())).isLessThanOrEqualTo(0.4);
    assertThat(row.toFiles().timeOf(row.baseline())).isLessThanOrEqualTo(0.2);
    assertThat(row.whole().missedOf(row.baseline())).as("review included").isLessThan(0.85);
  }

  @Test
  void theSameRunCostsTheSameEachTime() {
    assertThat(BENCH.run(3)).isEqualTo(BENCH.run(3));
  }
}
