package dev.offprint.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "We use Adam. It works.; We use Adam.|It works.",
        "See e.g. Smith et al. (2020) for this. Then stop.; See e.g. Smith et al. (2020) for this.|Then stop.",
        "The rate is 0.01 and 1.5 times more. Good.; The rate is 0.01 and 1.5 times more.|Good.",
        "As in Fig. 3 and Eq. 4, x grows. Done!; As in Fig. 3 and Eq. 4, x grows.|Done!",
        "Data, i.e. The Pile, is large. No.; Data, i.e. The Pile, is large.|No.",
        "By J. R. R. Tolkien it was. Yes.; By J. R. R. Tolkien it was.|Yes.",
        "We set K. Then we run.; We set K.|Then we run.",
        "Table 1. Values used. More follows.; Table 1. Values used.|More follows.",
        "It holds [3]. However, not here.; It holds [3].|However, not here.",
        "“It ends.” She said so.; “It ends.”|She said so.",
        "Is it so? Yes (really). Fine.; Is it so?|Yes (really).|Fine.",
        "As shown.^12 Next comes.; As shown.^12|Next comes.",
        "Accuracy vs. Speed matters. End.; Accuracy vs. Speed matters.|End.",
        "Мы сравнили, т.е. Проверили (см. Рис. 2). Готово.; Мы сравнили, т.е. Проверили (см. Рис. 2).|Готово."
      })
  void sentencesEndWhereTheyEnd(String text, String expected) {
    assertThat(Sentences.of(text)).isEqualTo(List.of(expected.split("\\|")));
  }
}
