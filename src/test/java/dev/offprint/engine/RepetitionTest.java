package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepetitionTest {
  @Test
  void aRunOfLinesThatDifferInDigitsOnlyIsCutToItsFirst() {
    assertThat(Repetition.without("a = 1\n" + "# case 1 of many\n".repeat(6) + "b = 2"))
        .isEqualTo("a = 1\n# case 1 of many\nb = 2");
  }

  @Test
  void codeAndDataThatLookAlikeStay() {
    String code = "        }\n".repeat(9) + "x[1] = 2\n".repeat(9) + "say()\n".repeat(5);
    assertThat(Repetition.without(code)).isEqualTo(code);
    assertThat(Repetition.in(code)).isFalse();
  }
}
