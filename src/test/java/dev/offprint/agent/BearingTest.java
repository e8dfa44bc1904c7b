package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Paper;
import dev.offprint.session.Quote;
import java.util.List;
import org.junit.jupiter.api.Test;

class BearingTest {
  // 1 introduction, 2 to 4 method, 5 to 6 results
  private final Paper paper = TestPapers.growth();
  private final Bearing bearing = new Bearing(paper);

  private List<Integer> sentences(String statement, Integer... cited) {
    return bearing.quotes(statement, List.of(cited)).stream().map(Quote::sentence).toList();
  }

  @Test
  void aCitedSentenceThatBearsTheStatementIsKept() {
    assertThat(sentences("Iterate the logistic image for 500 generations.", 4)).containsExactly(4);
  }

  @Test
  void aCitedSentenceThatHasNothingToDoWithItGivesWayToTheOneThatHas() {
    assertThat(sentences("Use logistic growth with a rate of 3.7 per generation.", 1, 6))
        .containsExactly(2);
  }

  @Test
  void whatThePaperNeverSaysIsNotGrounded() {
    assertThat(sentences("Train a convolutional network with dropout.", 1, 2)).isEmpty();
  }

  @Test
  void ofAPaperInAnotherLanguageTheCitedSentencesAreTaken() {
    Paper russian =
        TestPapers.of(
            "Модель", "1 Метод", List.of("Мы моделируем рост популяции.", "Шаг равен 0.5."));
    assertThat(new Bearing(russian).quotes("Model the growth of the population.", List.of(1)))
        .extracting(Quote::sentence)
        .containsExactly(1);
  }

  @Test
  void whereNoCitedSentenceExistsNothingIsGrounded() {
    assertThat(sentences("Iterate the logistic image for 500 generations.", 99)).isEmpty();
  }

  @Test
  void sentencesThatDoNotExistBearNothing() {
    assertThat(sentences("Iterate the logistic image for 500 generations.", 99, -1, 4))
        .containsExactly(4);
  }

  @Test
  void aPageIsNamedWhereItBearsTheAnswer() {
    assertThat(bearing.pages("It is 500 generations.", List.of(2))).containsExactly(2);
    assertThat(bearing.pages("It is 500 generations.", List.of(1, 3))).containsExactly(2);
    assertThat(bearing.pages("The spread of the mean population is 0.71.", List.of(2)))
        .as("page 2 speaks of the population too, and says another number")
        .containsExactly(3);
    assertThat(bearing.pages("Train a network with dropout.", List.of(1))).isEmpty();
    assertThat(bearing.pages("The population is modelled by logistic growth.", List.of()))
        .as("none where none was named")
        .isEmpty();
  }

  @Test
  void numbersThatSayWhereDoNotDisplaceAPage() {
    assertThat(bearing.pages("R500 is in model.py:71; logistic growth is modelled.", List.of(2)))
        .containsExactly(2);
  }

  @Test
  void pagesOfAPaperInAnotherLanguageAreTakenAsCited() {
    Paper russian =
        TestPapers.of(
            "Модель", "1 Метод", List.of("Мы моделируем рост популяции.", "Шаг равен 0.5."));
    assertThat(new Bearing(russian).pages("Model the growth of the population.", List.of(7)))
        .containsExactly(7);
  }
}
