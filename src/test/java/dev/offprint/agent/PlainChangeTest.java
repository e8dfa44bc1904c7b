package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.StageStopped;
import dev.offprint.session.Plan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Changes of one number, by rule. The plan has experiment.rate 3.7, .seed 7, .size 200, .steps 500,
 * and for the smoke run smoke.size 20 and smoke.steps 10.
 */
class PlainChangeTest {
  private static Optional<Plan> plan = Optional.empty();

  @BeforeAll
  static void make() throws StageStopped {
    plan =
        Optional.of(
            PipelineTest.made(new ScriptedAsking(ScriptedAsking.large(), PipelineTest::sensible))
                .plan());
  }

  private static Optional<PlainChange> read(String words) {
    return PlainChange.of(words, plan.orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "simulate 2000 steps instead of 500            | experiment.steps | 2000",
        "please use 2,000 steps rather than 500.       | experiment.steps | 2000",
        "Change the seed from 7 to 11                  | experiment.seed  | 11",
        "change 200 to a size of 400                   |                  |",
        "set the rate to 1e-3                          | experiment.rate  | 1e-3",
        "rate = 0.5                                    | experiment.rate  | 0.5",
        "experiment.size: 400                          | experiment.size  | 400",
        "the smoke size should be 5                    | smoke.size       | 5",
        "use size 400 instead                          | experiment.size  | 400",
        "64 instead of 200                             | experiment.size  | 64",
        "take -1 for the seed instead of 7             | experiment.seed  | -1",
      })
  void whatIsPlainIsTaken(String words, String key, String value) {
    assertThat(read(words))
        .map(change -> List.of(change.setting().key(), change.value()))
        .isEqualTo(Optional.ofNullable(key).map(k -> List.of(k, value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "average over 5 seeds",
        "use 5 seeds",
        "do not use 400 steps",
        "use 400 steps in the decoder",
        "increase the size by 64",
        "use 400 steps instead of 300",
        "use 10 instead of 20 and 30",
        "use 64, 128 as the size",
        "use 64x size",
        "use 50% as the rate",
        "set experiment to 4",
        "12",
        "use 12",
        "T1 is 0.5",
        "steps?",
        "simulate longer",
        "the steps are 400 (p. 3)",
      })
  void whatIsNotIsLeftToAModel(String words) {
    assertThat(read(words)).isEmpty();
  }

  @Test
  void longTextsAreNotRead() {
    assertThat(read("use 11 as the seed" + " ".repeat(200))).isEmpty();
  }

  @Test
  void anOrderDiffersFromASentenceThatTells() {
    assertThat(read("the seed is 11")).map(PlainChange::ordered).contains(false);
    assertThat(read("make the seed 11")).map(PlainChange::ordered).contains(true);
  }
}
