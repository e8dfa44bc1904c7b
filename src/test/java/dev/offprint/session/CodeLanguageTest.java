package dev.offprint.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which language a paper names for its code. */
class CodeLanguageTest {
  private static Optional<CodeLanguage> of(String... sentences) {
    return under("2 Method", sentences);
  }

  private static Optional<CodeLanguage> under(String heading, String... texts) {
    List<Paper.Sentence> sentences = new ArrayList<>();
    for (String text : texts) {
      sentences.add(new Paper.Sentence(sentences.size() + 1, sentences.size() + 4, text));
    }
    return CodeLanguage.of(
        new Paper(
            "A Paper",
            List.of(),
            "",
            9,
            List.of(new Paper.Section("", heading, 1, 4, 1, sentences.size())),
            sentences,
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "We replicated all figures of the original article using Julia v1.3.1.    | Julia",
        "The original code was written in Matlab (R2019b).                        | MATLAB",
        "All analyses were done in R (version 3.5.1).                             | R",
        "We fitted it with the R package lme4.                                    | R",
        "Our solver is implemented in C++ with OpenMP.                            | C++",
        "The simulations were programmed in FORTRAN 77.                           | Fortran",
      })
  void aLanguageThatIsNamedForCodeIsFound(String sentence, String name) {
    assertThat(of("Nothing of the kind.", sentence)).contains(new CodeLanguage(name, 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "We implement it in Python and compare with the authors' MATLAB code by SciPy.",
        "Julia sets are drawn by this program.",
        "Rice was grown in Java for two years.",
        "Let x be a vector in R and simulate it.",
        "The code of Julia et al. was not available.",
        "We use R to denote the radius in all simulations.",
      })
  void whatIsNoLanguageOfItsCodeIsNot(String sentence) {
    assertThat(of(sentence)).isEmpty();
  }

  @Test
  void whatOthersUsedAmongTheReferencesDoesNotCount() {
    assertThat(under("References", "Ada. A MATLAB toolbox, version 2.1.")).isEmpty();
  }

  @Test
  void theOneThatIsNamedMoreOftenIsTaken() {
    assertThat(
            of(
                "The solver of the library is written in Fortran.",
                "Our code is in Julia.",
                "Julia packages were used for integration."))
        .map(CodeLanguage::name)
        .contains("Julia");
  }
}
