package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Stages.Sorted.Answered;
import dev.offprint.engine.Stages.Sorted.Place;
import dev.offprint.session.Event;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Tree;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An answer names only what exists, and says of numbers only how they compare. */
class AnswerWordsTest {
  private final AnswerWords words =
      new AnswerWords(
          Samples.plan(),
          new Tree(List.of(new RepoFile(Samples.MODEL, "a = 1\nb = 2\n"))),
          Samples.PAPER);

  private String answered(String text, List<Place> places, List<Integer> pages) {
    return words.answered(new Answered(text, places, pages));
  }

  @Test
  void filesLinesAndPagesThatExistAreNamed() {
    assertThat(answered("So.", List.of(new Place(Samples.MODEL, 1, 2)), List.of(2, 2)))
        .isEqualTo("So. (model.py:1–2, paper p. 2)");
  }

  @Test
  void whatDoesNotExistIsNotNamed() {
    assertThat(
            answered(
                "So.",
                List.of(new Place(Samples.MODEL, 2, 3), new Place(new RepoPath("train.py"), 1, 1)),
                List.of(0, 3)))
        .isEqualTo("So. (model.py)");
  }

  @Test
  void anAnswerThatNamesWhatDoesNotExistIsSaidWithThat() {
    assertThat(answered("See src/train.py and model.py (p. 2, page 9).", List.of(), List.of()))
        .isEqualTo(
            "See src/train.py and model.py (p. 2, page 9).\n"
                + "Not confirmed: there is no src/train.py, no page 9 in the paper.");
  }

  @Test
  void aNumberIsComparedWithItsTarget() {
    assertThat(reported("1.0"))
        .isEqualTo(
            "T1 rate (Table 1, p. 1): 1.0 here, 1 ± 0 in the paper: target met, reported by @ada");
    assertThat(reported("1.5"))
        .isEqualTo(
            "T1 rate (Table 1, p. 1): 1.5 here, 1 ± 0 in the paper: target not met, off by 0.5,"
                + " reported by @ada");
  }

  private String reported(String value) {
    return words.reported(
        List.of(new Event.Reported(Samples.T1, new BigDecimal(value))), Samples.ADA.person());
  }
}
