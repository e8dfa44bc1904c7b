package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.StageStopped;
import dev.offprint.session.Answer;
import dev.offprint.session.Logic;
import dev.offprint.session.Plan;
import dev.offprint.session.QuestionId;
import dev.offprint.session.Setting;
import dev.offprint.session.Task;
import java.math.BigDecimal;
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
        "increase the size to 400                      | experiment.size  | 400",
        "we should use 400 steps, please               | experiment.steps | 400",
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
        "use 400 time steps",
        "lower the size to 400",
        "increase the size with 64",
        "make the rate lower than 0.1",
        "instead of 100 steps",
        "set the rate to 0,001",
        "use a train set size of 1000",
        "is the size 64 instead of 200?",
        "0.93 instead of 0.95",
        "sweep the rate from 3.7 to 4",
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
    for (String tells :
        List.of("the seed is 11", "we set the seed to 11", "it is a size of 64 instead of 200")) {
      assertThat(read(tells)).as(tells).map(PlainChange::ordered).contains(false);
    }
    for (String orders :
        List.of(
            "set the seed to 11",
            "please run 400 steps",
            "the seed should be 11",
            "64 instead of 200")) {
      assertThat(read(orders)).as(orders).map(PlainChange::ordered).contains(true);
    }
  }

  @Test
  void anAnswerInUseThatSaysTheOldNumberIsLeftToAModel() {
    Plan made = plan.orElseThrow();
    QuestionId first = made.questions().getFirst().id();
    Plan answered = made.with(List.of(new Answer(first, "500 steps", null)));
    assertThat(PlainChange.of("use 400 steps", answered)).isEmpty();
    assertThat(PlainChange.of("use 400 steps", made)).isPresent();
  }

  @Test
  void anEndOfARangeIsNotTakenForItsValue() {
    assertThat(PlainChange.of("use a rate of 4 instead of 3.7", renamed("experiment.rate_from")))
        .isEmpty();
    assertThat(PlainChange.of("use a rate of 4 instead of 3.7", renamed("experiment.rate_used")))
        .isPresent();
  }

  /** The plan with another key for its rate, which no file reads then. */
  private static Plan renamed(String key) {
    Plan made = plan.orElseThrow();
    List<Task> tasks =
        made.logic().tasks().stream()
            .map(
                task ->
                    new Task(
                        task.path(),
                        task.purpose(),
                        task.dependsOn(),
                        task.serves(),
                        task.configKeys().stream()
                            .filter(read -> !read.equals("experiment.rate"))
                            .toList()))
            .toList();
    List<Setting> config =
        made.config().stream()
            .map(
                one ->
                    one.key().equals("experiment.rate")
                        ? new Setting(key, one.value(), one.unit(), one.quote(), one.assumption())
                        : one)
            .toList();
    return new Plan(
        made.version(),
        made.title(),
        made.brief(),
        made.requirements(),
        made.questions(),
        made.answers(),
        made.datasets(),
        made.targets(),
        made.roadmap(),
        made.architecture(),
        new Logic(tasks, made.logic().packages(), made.logic().conventions()),
        config);
  }

  @Test
  void aUnitMayStandBesideTheNumber() {
    Plan made = plan.orElseThrow();
    Plan ranged =
        made.with(
            new Setting(
                "experiment.size", new Setting.Value.Num(BigDecimal.TWO), "ms", null, "so"));
    assertThat(PlainChange.of("use 3 ms instead of 2", ranged)).isPresent();
    assertThat(PlainChange.of("use 3 s instead of 2", ranged)).isEmpty();
  }
}
