package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepetitionTest {
  @Test
  void aRunOfLinesThatDifferInDigitsOnlyIsCutToItsFirst() {
    StringBuilder cases = new StringBuilder("a = 1\n");
    for (int i = 0; i < 20; i++) {
      cases.append("# case ").append(i).append(" of many\n");
    }
    assertThat(Repetition.without(cases + "b = 2")).isEqualTo("a = 1\n# case 0 of many\nb = 2");
  }

  @Test
  void aRunOfTheSameLinesIsCutToItsFirstTime() {
    assertThat(Repetition.without("x = 1\n" + "    # ...\n".repeat(6) + "y"))
        .isEqualTo("x = 1\n    # ...\ny");
    assertThat(Repetition.without("say(x)\nstep(y)\n\n".repeat(6)))
        .isEqualTo("say(x)\nstep(y)\n\n");
  }

  @Test
  void codeAndDataThatLookAlikeStay() {
    String code =
        "        }\n".repeat(9)
            + "x[1] = 2\n".repeat(9)
            + "say()\n".repeat(5)
            + "rates[0] = 1\nrates[1] = 2\nrates[2] = 3\nrates[3] = 4\nrates[4] = 5\n"
            + "rates[5] = 6\nrates[6] = 7\n";
    assertThat(Repetition.without(code)).isEqualTo(code);
    assertThat(Repetition.in(code)).isFalse();
  }
}
