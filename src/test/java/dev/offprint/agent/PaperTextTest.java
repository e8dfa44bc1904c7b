package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Paper;
import dev.offprint.session.Paper.Exhibit;
import dev.offprint.session.Paper.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A paper as models read it: what is looked at has a form of its own. */
final class PaperTextTest {
  private static final Paper.Region SOMEWHERE = new Paper.Region(1, 10, 10, 90, 90);

  private static String read(List<Exhibit> exhibits, List<Fact> facts, String... sentences) {
    Paper plain = TestPapers.of("P", "1 Method", List.of(sentences));
    Paper paper =
        new Paper(
            plain.title(),
            plain.authors(),
            "",
            1,
            plain.sections(),
            plain.sentences(),
            List.of(new Paper.Caption(Paper.Caption.Kind.TABLE, "1", "Table 1. The rates.", 1)),
            List.of(),
            List.of(),
            List.of(),
            "en",
            exhibits,
            List.of(),
            facts);
    return PaperText.of(paper, 9_000).text();
  }

  @Test
  void everyRowOfATableStandsOnALineOfItsOwn() {
    List<List<String>> rows = List.of(List.of("set", "rate"), List.of("a", "0.1"));
    assertThat(
            read(
                List.of(new Exhibit.Table("1", rows, 2, 3, SOMEWHERE)),
                List.of(),
                "Before it.",
                "set | rate",
                "a | 0.1",
                "After it."))
        .contains("[1] Before it. \n[2] set | rate\n[3] a | 0.1\n[4] After it.");
  }

  @Test
  void linesOfAListingKeepTheirIndents() {
    assertThat(
            read(
                List.of(new Exhibit.Listing("1", 1, 2, SOMEWHERE)),
                List.of(),
                "for all x do",
                "  x ← x + 1"))
        .contains("\n[1] for all x do\n[2]   x ← x + 1\n");
  }

  @Test
  void equationsAreMarkedAndSoIsWhatCannotBeTrusted() {
    assertThat(
            read(
                List.of(
                    new Exhibit.Equation("1", 1, false, SOMEWHERE),
                    new Exhibit.Equation("2", 2, true, SOMEWHERE)),
                List.of(),
                "x = 2y (1)",
                "∑ i x (2)"))
        .contains("[1] $$ x = 2y (1) $$ [2] $$ ∑ i x (2) $$ (garbled in the file)");
  }

  @Test
  void captionsAndWhatRulesFoundAreListedWithTheirPlaces() {
    assertThat(
            read(
                List.of(),
                List.of(
                    new Fact.Value("learning rate", "0.1", "", 1),
                    new Fact.Value("time", "3", "h", 1),
                    new Fact.Name(Fact.Name.Kind.DATASET, "MNIST", 2),
                    new Fact.Name(Fact.Name.Kind.METRIC, "accuracy", 2),
                    new Fact.Result("1", "a", "acc.", "0.9", 2)),
                "The rate is 0.1.",
                "We use MNIST."))
        .endsWith(
            """
            ## Figures and tables
            (p. 1) Table 1. The rates.

            ## Found stated by rule, with the sentence
            learning rate = 0.1 [1]
            time = 3 h [1]
            data set: MNIST [2]
            metric: accuracy [2]""");
  }

  @Test
  void whatStandsAroundTitleAndAuthorsIsNotShown() {
    Paper paper =
        TestPapers.of(
            "P",
            " " + Paper.FRONT_MATTER,
            List.of("University of Somewhere", "Edited by Cy"),
            "1 Method",
            List.of("The rate is 0.1."));
    assertThat(PaperText.of(paper, 9_000))
        .isEqualTo(
            new PaperText(
                """
                Title: P
                Authors: Ada
                Pages: 2

                ## 1 Method (p. 2)
                [3] The rate is 0.1.""",
                List.of()));
  }
}
