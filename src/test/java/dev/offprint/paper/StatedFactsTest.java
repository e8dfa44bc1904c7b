package dev.offprint.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Paper.Exhibit;
import dev.offprint.session.Paper.Fact;
import dev.offprint.session.Paper.Region;
import dev.offprint.session.Paper.Sentence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatedFactsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "We use a learning rate of 0.01.; learning rate; 0.01",
        "The learning rate was set to 3e-4 and decayed.; learning rate; 3e-4",
        "The initial learning rate is 10^{-3}.; learning rate; 10^{-3}",
        "All models use batch size 32.; batch size; 32",
        "We train for 100 epochs.; epochs; 100",
        "Results are averaged over 5 random seeds.; seeds; 5",
        "A network with 3 hidden layers was used.; layers; 3",
        "dropout (rate) = 0.5; dropout; 0.5",
        "Weight decay is fixed to 1 × 10^{-4} throughout.; weight decay; 1 × 10^{-4}",
        "The hidden size was chosen as 1,024.; hidden size; 1,024",
        "learning rate | 0.001; learning rate; 0.001",
        "The random seed was 42.; seed; 42"
      })
  void settingsHaveTheirValues(String sentence, String name, String value) {
    assertThat(of(sentence)).containsExactly(new Fact.Value(name, value, "", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The learning rate has a strong effect, as Section 4 shows.",
        "We vary the batch size.",
        "Seeds were planted in 2019 at the station.",
        "Dropout was proposed in 2014."
      })
  void numbersOfOtherThingsAreNoSettings(String sentence) {
    assertThat(of(sentence)).isEmpty();
  }

  @Test
  void unitsAreKept() {
    assertThat(of("The time step was 0.5 ms and the window of 20 s was kept."))
        .containsExactlyInAnyOrder(
            new Fact.Value("time step", "0.5", "ms", 1),
            new Fact.Value("window size", "20", "s", 1));
  }

  @Test
  void thousandsSetApartAreOneNumber() {
    assertThat(of("We train for 10 000 epochs."))
        .containsExactly(new Fact.Value("epochs", "10 000", "", 1));
    assertThat(of("A batch size of 4\u2009096 is used."))
        .containsExactly(new Fact.Value("batch size", "4\u2009096", "", 1));
    assertThat(of("In 2019 100 epochs were enough."))
        .as("a year is no part of it")
        .doesNotContain(new Fact.Value("epochs", "2019 100", "", 1));
  }

  @Test
  void dataSetsAndMetricsAreNamedOnce() {
    assertThat(
            StatedFacts.of(
                List.of(
                    new Sentence(1, 1, "We evaluate on MNIST and on the Street View corpus."),
                    new Sentence(2, 1, "On MNIST the test accuracy is reported.")),
                List.of()))
        .containsExactly(
            new Fact.Name(Fact.Name.Kind.DATASET, "MNIST", 1),
            new Fact.Name(Fact.Name.Kind.DATASET, "Street View", 1),
            new Fact.Name(Fact.Name.Kind.METRIC, "test accuracy", 2));
  }

  @Test
  void numbersOfATableHaveTheirRowAndColumn() {
    Exhibit.Table table =
        new Exhibit.Table(
            "2",
            List.of(
                List.of("Approach", "CS", "", "Bio", ""),
                List.of("", "prec.", "yield", "prec.", "yield"),
                List.of("Statistical", "98.4", "712", "94.4", "928")),
            1,
            3,
            new Region(1, 0, 0, 1, 1));
    assertThat(
            StatedFacts.of(
                List.of(
                    new Sentence(1, 1, "Approach | CS | | Bio"),
                    new Sentence(2, 1, "prec. | yield | prec. | yield"),
                    new Sentence(3, 1, "Statistical | 98.4 | 712 | 94.4 | 928")),
                List.of(table)))
        .containsExactly(
            new Fact.Result("2", "Statistical", "CS prec.", "98.4", 3),
            new Fact.Result("2", "Statistical", "CS yield", "712", 3),
            new Fact.Result("2", "Statistical", "Bio prec.", "94.4", 3),
            new Fact.Result("2", "Statistical", "Bio yield", "928", 3));
  }

  private static List<Fact> of(String sentence) {
    return StatedFacts.of(List.of(new Sentence(1, 1, sentence)), List.of());
  }
}
