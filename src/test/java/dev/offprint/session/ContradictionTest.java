package dev.offprint.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a configuration is held against the paper, and what is not. */
class ContradictionTest {
  private static final Quote SENTENCE =
      new Quote(12, "We train with a learning rate of 0.001.", "3 Training", 4);
  private static final String SILENT = "the paper does not say";

  private static Setting assumed(String key, String value, String why) {
    return new Setting(key, new Setting.Value.Num(new BigDecimal(value)), "", null, why);
  }

  private static Stated stated(String name, String value, String unit) {
    return new Stated(name, value, unit, SENTENCE);
  }

  private static List<String> found(Setting setting, Stated... stated) {
    return Contradiction.in(List.of(setting), List.of(), List.of(stated)).stream()
        .map(Contradiction::words)
        .toList();
  }

  @Test
  void bothValuesAreSaidWithSentenceAndPage() {
    assertThat(
            found(
                assumed("training.learning_rate", "0.01", SILENT),
                stated("learning rate", "0.001", "")))
        .containsExactly(
            "training.learning_rate is 0.01, but the paper states learning rate 0.001"
                + " (sentence 12, p. 4)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.learning_rate  | 0.001  | learning rate | 1e-3         |",
        "training.learning_rate  | 0.001  | learning rate | 10^-3        |",
        "training.lr             | 0.001  | learning rate | 10^{−3}      |",
        "training.lr             | 0.0003 | learning rate | 3 × 10^{-4}  |",
        "training.lr             | 1E-3   | learning rate | .001         |",
        "model.dropout           | 0.1    | dropout       | 10           | %",
        "model.dropout           | 10     | dropout       | 10           | %",
        "model.dropout_percent   | 10     | dropout       | 0.1          |",
        "training.batch_size     | 1024   | batch size    | 1,024        |",
        "training.batch_size     | 64     | batch size    | {32, 64}     |",
        "training.weight_decay   | 0.02   | weight decay  | 0.01–0.05    |",
        "model.vocab_size        | 10000  | vocabulary size | 10         | k",
        "training.warmup         | 500    | warm-up       | 0.5          | k",
        "model.alpha             | 0.05   | alpha         | 0.050        |",
        "model.b_1               | 4      | b_1           | 2.0 to 6.2   |"
      })
  void theSameValueInAnotherFormIsRight(
      String key, String value, String name, String printed, String unit) {
    assertThat(found(assumed(key, value, SILENT), stated(name, printed, unit == null ? "" : unit)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.learning_rate | 0.01  | learning rate | 10^-3       |",
        "training.lr            | 3e-3  | learning rate | 3 × 10^{-4} |",
        "model.dropout          | 0.2   | dropout       | 10          | %",
        "training.batch_size    | 16    | batch size    | {32, 64}    |",
        "training.weight_decay  | 0.5   | weight decay  | 0.01–0.05   |",
        "model.b_1              | 7     | b_1           | 2.0 to 6.2  |",
        "training.n_epochs      | 10    | epochs        | 100         |"
      })
  void anotherValueIsFound(String key, String value, String name, String printed, String unit) {
    assertThat(found(assumed(key, value, SILENT), stated(name, printed, unit == null ? "" : unit)))
        .hasSize(1);
  }

  @Test
  void aValueFromItsOwnSentenceIsHeldAgainstThatSentence() {
    Setting mixedUp =
        new Setting(
            "training.learning_rate",
            new Setting.Value.Num(new BigDecimal("32")),
            "",
            new Quote(12, "A learning rate of 0.001 and batches of 32.", "", 4),
            "");
    assertThat(found(mixedUp, stated("learning rate", "0.001", ""))).hasSize(1);
    Setting elsewhere =
        new Setting(mixedUp.key(), mixedUp.value(), "", new Quote(40, "Then with 32.", "", 9), "");
    assertThat(found(elsewhere, stated("learning rate", "0.001", ""))).isEmpty();
  }

  @Test
  void aReasonDecidesButThatThePaperIsSilentIsNone() {
    Stated rate = stated("learning rate", "0.001", "");
    assertThat(found(assumed("lr", "0.01", "ten times as fast on one CPU"), rate)).isEmpty();
    for (String silent :
        List.of(
            SILENT,
            "not specified in the text",
            "The paper is silent",
            "no sentence of the paper was named for it",
            "sentence 3 was named for it, but does not state this value",
            "")) {
      assertThat(found(assumed("lr", "0.01", silent), rate)).as(silent).hasSize(1);
    }
  }

  @Test
  void whatAPersonChoseIsNotHeldAgainstThePaper() {
    Setting rate = assumed("training.learning_rate", "0.01", SILENT);
    List<Stated> stated = List.of(stated("learning rate", "0.001", ""));
    Person ada = new Person(new PersonId("terminal:ada"), "ada");
    QuestionId asked = new QuestionId("Q1");
    assertThat(
            Contradiction.in(
                List.of(rate), List.of(new Answer(asked, "use 0.01, not 1e-3", ada)), stated))
        .isEmpty();
    assertThat(Contradiction.in(List.of(rate), List.of(new Answer(asked, "0.01", null)), stated))
        .as("a default is nobody's choice")
        .hasSize(1);
    assertThat(
            Contradiction.in(
                List.of(rate.chosen("asked for by ada: the paper does not say")),
                List.of(),
                stated))
        .isEmpty();
  }

  @Test
  void whatCannotBeToldIsNotFound() {
    Setting rate = assumed("training.learning_rate", "0.01", SILENT);
    assertThat(
            found(rate, stated("learning rate", "0.001", ""), stated("learning rate", "0.1", "")))
        .as("two values for two experiments")
        .isEmpty();
    assertThat(found(rate, stated("batch size", "32", ""))).isEmpty();
    assertThat(
            found(assumed("smoke.learning_rate", "0.01", SILENT), stated("learning rate", "1", "")))
        .as("small on purpose")
        .isEmpty();
    Stated flat =
        new Stated("learning rate", "10", "", new Quote(3, "a learning rate of 10−3", "", 1));
    assertThat(found(rate, flat)).as("a lost superscript").isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.epochs     | epochs     | 10  | We stop in epoch 10 of the run.",
        "training.iterations | iterations | 1   | Repeat this for k − 1 iterations.",
        "solver.steps        | steps      | 000 | We run 10 000 steps.",
        "solver.dt           | time step  | 0   | From time step 0 on it is stable.",
        "model.i             | i          | 1   | for i = 1 to k do",
        "model.dim           | dimension  | 150 | We drop 150 dimensions.",
        "filter.threshold    | threshold  | 66  | The best threshold was 66 here."
      })
  void whatCountsAlongOrMayBeOfAnotherThingIsNotHeldAgainstASetting(
      String key, String name, String value, String sentence) {
    Stated stated = new Stated(name, value, "", new Quote(5, sentence, "", 1));
    assertThat(found(assumed(key, "7", SILENT), stated)).isEmpty();
  }

  @Test
  void thousandsMayBeSetApart() {
    Stated steps = new Stated("epochs", "10 000", "", new Quote(5, "For 10 000 epochs.", "", 1));
    assertThat(found(assumed("epochs", "10000", SILENT), steps)).isEmpty();
    assertThat(found(assumed("epochs", "1000", SILENT), steps)).hasSize(1);
  }

  @Test
  void aListIsRightWhereEachOfItsNumbersIs() {
    Setting sizes =
        new Setting(
            "training.batch_size",
            new Setting.Value.Items(
                List.of(
                    new Setting.Value.Num(new BigDecimal("32")),
                    new Setting.Value.Num(new BigDecimal("64")))),
            "",
            null,
            SILENT);
    assertThat(found(sizes, stated("batch size", "32", ""), stated("batch size", "64", "")))
        .isEmpty();
    assertThat(found(sizes, stated("batch size", "32", ""))).hasSize(1);
  }

  @Test
  void settingsAndSymbolsOfAPaperAreStated() {
    Paper paper =
        new Paper(
            "T",
            List.of(),
            "",
            1,
            List.of(),
            List.of(
                new Paper.Sentence(1, 1, "We use a batch size of 32."),
                new Paper.Sentence(2, 1, "k_1 5.0")),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "",
            List.of(),
            List.of(),
            List.of(new Paper.Fact.Value("batch size", "32", "", 1)));
    assertThat(Stated.in(paper))
        .containsExactly(
            new Stated("batch size", "32", "", paper.quote(1).orElseThrow()),
            new Stated("k_1", "5.0", "", paper.quote(2).orElseThrow()));
  }
}
