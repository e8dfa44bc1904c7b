package dev.offprint.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Paper;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What journals do otherwise than most papers, set letter by letter. */
class JournalStylesTest {
  private static final Glyph.Face ROMAN = new Glyph.Face("Roman", false, false, false);
  private static final Glyph.Face BOLD = new Glyph.Face("Roman-Bold", true, false, false);
  private static final String FULL =
      "running text goes from one edge of the column to the other, line by line by line";

  private final List<Glyph> glyphs = new ArrayList<>();
  private final List<Sheet> sheets = new ArrayList<>();

  private void write(String text, float x, float y, float size, Glyph.Face face) {
    float at = x;
    for (char c : text.toCharArray()) {
      glyphs.add(new Glyph(String.valueOf(c), at, at + size / 2, y, size, face, false));
      at += size / 2;
    }
  }

  private void text(float from, float to) {
    for (float y = from; y < to; y += 12) {
      write(FULL, 100, y, 10, ROMAN);
    }
    write("and ends.", 100, to, 10, ROMAN);
  }

  private void page() {
    sheets.add(
        new Sheet(
            sheets.size() + 1,
            600,
            800,
            List.copyOf(glyphs),
            List.of(),
            List.of(),
            0,
            0,
            List.of(),
            false,
            false));
    glyphs.clear();
  }

  private Manuscript read() {
    List<Page> pages = Furniture.without(sheets.stream().map(Page::of).toList());
    Manuscript manuscript = new Manuscript(Words.of(pages), 1000);
    manuscript.take(Flow.of(pages, sheets, Style.of(pages)));
    return manuscript;
  }

  private static List<String> texts(Manuscript manuscript) {
    return manuscript.sentences().stream().map(Paper.Sentence::text).toList();
  }

  private void heading(String text, float y) {
    write(text, 100, y, 10, BOLD);
  }

  @Test
  void lettersAndNumbersUnderRomanNumbersAreLevelsBelow() {
    heading("I. Introduction", 100);
    text(120, 180);
    heading("II. Methods", 210);
    heading("A. The Data", 234);
    text(254, 302);
    heading("1. Their Sources", 330);
    text(350, 398);
    heading("III. Results", 426);
    text(446, 600);
    page();
    assertThat(read().sections())
        .extracting(Paper.Section::number, Paper.Section::level)
        .containsExactly(
            Tuple.tuple("I", 1),
            Tuple.tuple("II", 1),
            Tuple.tuple("A", 2),
            Tuple.tuple("1", 3),
            Tuple.tuple("III", 1));
  }

  @Test
  void aBoldParagraphIsNoHeading() {
    heading("Methods of the Work", 100);
    text(120, 200);
    for (int i = 0; i < 4; i++) {
      write("Bold words that run on and on until they", 100, 240 + 12 * i, 10, BOLD);
    }
    text(310, 500);
    page();
    assertThat(read().sections())
        .extracting(Paper.Section::heading)
        .containsExactly("Methods of the Work");
  }

  @Test
  void aHeadingInTheMiddleAndOneAtTheEdgeAreTwo() {
    write("Method", 280, 100, 10, BOLD);
    write("Participants", 100, 112, 10, BOLD);
    text(124, 400);
    page();
    assertThat(read().sections())
        .extracting(Paper.Section::heading)
        .containsExactly("Method", "Participants");
  }

  @Test
  void aListOfReferencesNeedsNoHeading() {
    heading("I. Introduction", 100);
    text(120, 300);
    for (int i = 1; i <= 7; i++) {
      write("[" + i + "] Ada Lovelace, Notes on the engine, 1843.", 100, 330 + 12 * i, 10, ROMAN);
    }
    page();
    Manuscript manuscript = read();
    assertThat(manuscript.bibliography()).hasSize(7);
    assertThat(manuscript.sections())
        .extracting(Paper.Section::heading)
        .containsExactly("Introduction", "References");
    assertThat(texts(manuscript)).noneMatch(text -> text.contains("Lovelace"));
  }

  @Test
  void aFewNumberedNotesAreNoReferences() {
    heading("I. Introduction", 100);
    text(120, 300);
    for (int i = 1; i <= 3; i++) {
      write("[" + i + "] Ada Lovelace, Notes on the engine, 1843.", 100, 330 + 12 * i, 10, ROMAN);
    }
    page();
    assertThat(read().bibliography()).isEmpty();
  }

  @Test
  void aRunningHeadFarFromTheEdgeIsNone() {
    for (int i = 0; i < 3; i++) {
      write("On Pages and Papers " + (i + 17), 200, 120, 8, ROMAN);
      text(160, 600);
      page();
    }
    assertThat(texts(read())).isNotEmpty().noneMatch(text -> text.contains("Papers"));
  }

  @Test
  void compoundsKeepTheirHyphenAtTheEndOfALine() {
    write("the cost of it is domain and of an inter", 100, 100, 10, ROMAN);
    write("face, and this is a cost that is domain-", 100, 112, 10, ROMAN);
    write("specific, as is the inter-", 100, 124, 10, ROMAN);
    write("esting one.", 100, 136, 10, ROMAN);
    text(160, 600);
    page();
    assertThat(String.join(" ", texts(read())))
        .contains("domain-specific")
        .contains("the interesting one");
  }

  @Test
  void aCompoundKeepsItsHyphenAlsoWhereItsFirstWordStandsNowhereElse() {
    write("This outperforms any task-", 100, 100, 10, ROMAN);
    write("agnostic way and all alignment-", 100, 112, 10, ROMAN);
    write("specific ones, if not inter-", 100, 124, 10, ROMAN);
    write("specific.", 100, 136, 10, ROMAN);
    text(160, 600);
    page();
    assertThat(String.join(" ", texts(read())))
        .contains("task-agnostic way")
        .contains("alignment-specific ones")
        .contains("interspecific");
  }

  @Test
  void theMarkOfANoteIsNoPartOfItsFirstWord() {
    text(100, 500);
    glyphs.add(new Glyph("1", 100, 103, 696, 6, ROMAN, false));
    write("Similar to the other one, which is dense.", 103, 700, 8, ROMAN);
    page();
    assertThat(texts(read())).contains("^1 Similar to the other one, which is dense.");
  }

  @Test
  void aNameWhoseLettersDanceIsThatName() {
    glyphs.add(new Glyph("L", 100, 105, 100, 10, ROMAN, false));
    glyphs.add(new Glyph("A", 103, 107, 98, 7, ROMAN, false));
    glyphs.add(new Glyph("T", 107, 112, 100, 10, ROMAN, false));
    glyphs.add(new Glyph("E", 111, 116, 102.2f, 10, ROMAN, false));
    write("X is used here.", 115, 100, 10, ROMAN);
    text(112, 500);
    page();
    assertThat(texts(read()).get(0)).startsWith("LaTeX is used here");
  }

  @Test
  void imprintIsNoPartOfTheText() {
    text(100, 500);
    write("Copyright 2021 by Ada, all rights reserved.", 100, 700, 8, ROMAN);
    write("Notes are welcome.", 100, 710, 8, ROMAN);
    page();
    List<Page> pages = sheets.stream().map(Page::of).toList();
    List<Block> blocks = Flow.of(pages, sheets, Style.of(pages));
    assertThat(Manuscript.imprint(blocks))
        .extracting(Line::text)
        .containsExactly("Copyright 2021 by Ada, all rights reserved.");
    assertThat(texts(read())).noneMatch(text -> text.contains("Copyright"));
  }

  @Test
  void cellsOfSeveralLinesAreOneWhateverTheyAreAlignedTo() {
    // Drawn cell by cell, the head aligned at its foot.
    List<Line> lines = new ArrayList<>();
    String[][] head = {{"Strongly", "disagree"}, {"Un-", "de-", "cided"}, {"Agree"}};
    for (int column = 0; column < 3; column++) {
      for (int i = 0; i < head[column].length; i++) {
        float y = 100 - 12 * (head[column].length - 1 - i);
        lines.add(line(head[column][i], 200 + 60 * column, y));
      }
    }
    for (int row = 0; row < 2; row++) {
      float y = 120 + 40 * row;
      lines.add(line("the lesson is", 100, y));
      lines.add(line("easy to follow", 100, y + 12));
      for (int column = 0; column < 3; column++) {
        lines.add(line("" + (row * 3 + column), 200 + 60 * column, y));
      }
    }
    assertThat(Grid.of(lines))
        .containsExactly(
            List.of("", "Strongly disagree", "Undecided", "Agree"),
            List.of("the lesson is easy to follow", "0", "1", "2"),
            List.of("the lesson is easy to follow", "3", "4", "5"));
  }

  private Line line(String text, float x, float y) {
    write(text, x, y, 10, ROMAN);
    page();
    Sheet sheet = sheets.removeLast();
    return Page.of(sheet).lines().getFirst();
  }
}
