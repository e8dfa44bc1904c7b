package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracebackTest {
  private static Finding of(String words) {
    return Traceback.finding(words, Samples.plan());
  }

  @Test
  void theInnermostFileOfOursIsThePlaceAndTheOthersAreBesideIt() {
    String words =
        """
        File "/home/me/repo/main.py", line 3, in <module>
        File "C:\\repo\\model.py", line 7, in run
        File "/usr/lib/python3/json.py", line 9, in loads
        ValueError: no
        """;
    assertThat(of(words))
        .isEqualTo(
            new Finding(
                Samples.MODEL, 7, "A run of it failed:\n" + words.strip(), List.of(Samples.MAIN)));
  }

  @Test
  void anErrorWithoutAFileOfOursIsLookedForInMain() {
    assertThat(of("Killed"))
        .isEqualTo(new Finding(Samples.MAIN, 0, "A run of it failed:\nKilled", List.of()));
  }

  @Test
  void ofALongOutputTheEndIsKept() {
    assertThat(of("x".repeat(9_000) + "the error").message())
        .endsWith("the error")
        .hasSizeLessThan(2_100);
  }
}
