package dev.offprint.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Paper;
import dev.offprint.session.Paper.Exhibit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypesetTest {
  private static final Paper.Region NOWHERE = new Paper.Region(1, 0, 0, 0, 0);
  private static final Paper.Region TABLE = new Paper.Region(2, 10, 20, 200, 90);
  private static final List<String> WORDS =
      List.of(
          "we present a small method that learns from very few examples",
          "the loss is minimised with a learning rate of one tenth each",
          "results on three data sets are better than those of others");

  private static Paper paper(
      List<String> sentences, int[] pages, int all, List<Exhibit> exhibits, List<String> notes) {
    List<Paper.Sentence> numbered = new ArrayList<>();
    for (String text : sentences) {
      numbered.add(new Paper.Sentence(numbered.size() + 1, pages[numbered.size()], text));
    }
    return new Paper(
        "A Title",
        List.of("Ada Example"),
        "",
        all,
        List.of(new Paper.Section("1", "Method", 1, 1, 2, numbered.size())),
        numbered,
        List.of(),
        List.of(),
        List.of(),
        notes,
        "en",
        exhibits,
        List.of(),
        List.of());
  }

  private static Paper pdf(List<String> sentences) {
    return paper(
        sentences,
        new int[] {1, 2, 3},
        3,
        List.of(
            new Exhibit.Table("1", List.of(List.of("garbled")), 2, 2, TABLE),
            new Exhibit.Figure("2", "", new Paper.Region(3, 1, 1, 2, 2))),
        List.of());
  }

  @Test
  void wordsAreOfTheLatexAndPagesOfThePdf() {
    List<String> latex = new ArrayList<>(WORDS);
    latex.set(1, "The loss $L(x)$ is minimised with a learning-rate of one tenth each.");
    latex.add("$$x = y$$ (1)");
    Paper source =
        paper(
            latex,
            new int[] {1, 1, 1, 1},
            1,
            List.of(
                new Exhibit.Table("1", List.of(List.of("a", "b")), 2, 2, NOWHERE),
                new Exhibit.Equation("1", 4, false, NOWHERE)),
            List.of("Missing in the LaTeX source: a.tex."));
    Paper both = Typeset.merged(source, pdf(WORDS)).orElseThrow();
    assertThat(both.pages()).isEqualTo(3);
    assertThat(both.sentences())
        .containsExactly(
            new Paper.Sentence(1, 1, latex.get(0)),
            new Paper.Sentence(2, 2, latex.get(1)),
            new Paper.Sentence(3, 3, latex.get(2)),
            new Paper.Sentence(4, 3, latex.get(3)));
    assertThat(both.sections()).containsExactly(new Paper.Section("1", "Method", 1, 2, 2, 4));
    assertThat(both.exhibits())
        .containsExactly(
            new Exhibit.Table("1", List.of(List.of("a", "b")), 2, 2, TABLE),
            new Exhibit.Equation("1", 4, false, new Paper.Region(3, 0, 0, 0, 0)),
            new Exhibit.Figure("2", "", new Paper.Region(3, 1, 1, 2, 2)));
    assertThat(both.notes())
        .containsExactly(
            "Missing in the LaTeX source: a.tex.",
            "The words and formulas are from the LaTeX source, the pages from the PDF.");
  }

  @Test
  void latexOfAnotherPaperIsNotUsed() {
    List<String> other =
        List.of(
            "an entirely different text about birds and their long winter journeys",
            "nothing in here was ever printed in the file beside it at all",
            WORDS.get(2));
    assertThat(
            Typeset.merged(paper(other, new int[] {1, 1, 1}, 1, List.of(), List.of()), pdf(WORDS)))
        .isEmpty();
  }

  @Test
  void sentencesThatThePdfDoesNotHaveAreTold() {
    List<String> more = new ArrayList<>(WORDS);
    more.add("this sentence stands only in the source and nobody who reads would see it");
    assertThat(
            Typeset.merged(paper(more, new int[] {1, 1, 1, 1}, 1, List.of(), List.of()), pdf(WORDS))
                .orElseThrow()
                .notes())
        .contains(
            "1 sentence was not found in the PDF but only in the LaTeX source, the first is number 4.");
  }
}
