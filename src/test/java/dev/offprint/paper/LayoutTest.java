package dev.offprint.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small pages, set letter by letter: what belongs together on them. */
class LayoutTest {
  private static final Glyph.Face ROMAN = new Glyph.Face("Roman", false, false, false);
  private static final Glyph.Face BOLD = new Glyph.Face("Roman-Bold", true, false, false);
  private static final Glyph.Face MONO = new Glyph.Face("Courier", false, false, false);
  private static final Glyph.Face ITALIC = new Glyph.Face("CMMI10", false, true, true);
  private static final String FULL =
      "running text goes from one edge of the column to the other, line by line by line";

  private static final String LAST = FULL.substring(0, FULL.length() - 1) + ".";

  private final List<Glyph> glyphs = new ArrayList<>();
  private final List<Sheet.Rule> rules = new ArrayList<>();

  private float write(String text, float x, float y, float size, Glyph.Face face) {
    float at = x;
    for (char c : text.toCharArray()) {
      glyphs.add(new Glyph(String.valueOf(c), at, at + size / 2, y, size, face, false));
      at += size / 2;
    }
    return at;
  }

  private void text(float from, float to) {
    for (float y = from; y <= to; y += 12) {
      write(y + 12 > to ? LAST : FULL, 100, y, 10, ROMAN);
    }
  }

  private void rule(float y) {
    rules.add(new Sheet.Rule(100, 500, y));
  }

  private void table(float y) {
    rule(y);
    write("set", 110, y + 12, 10, ROMAN);
    write("rate", 450, y + 12, 10, ROMAN);
    rule(y + 16);
    write("a", 110, y + 28, 10, ROMAN);
    write("0.1", 450, y + 28, 10, ROMAN);
    write("b", 110, y + 40, 10, ROMAN);
    write("0.2", 450, y + 40, 10, ROMAN);
    rule(y + 46);
  }

  private Sheet sheet(int number) {
    Sheet sheet =
        new Sheet(
            number,
            600,
            800,
            List.copyOf(glyphs),
            List.copyOf(rules),
            List.of(),
            0,
            0,
            List.of(),
            false,
            false);
    glyphs.clear();
    rules.clear();
    return sheet;
  }

  private static List<Block> flow(Sheet... sheets) {
    List<Page> pages = List.of(sheets).stream().map(Page::of).toList();
    return Flow.of(pages, List.of(sheets), Style.of(pages));
  }

  private static List<String> lines(Sheet sheet) {
    return Page.of(sheet).lines().stream().map(Line::text).toList();
  }

  private static void assertTableOne(List<Block> blocks) {
    List<Block.Table> tables =
        blocks.stream()
            .filter(Block.Afloat.class::isInstance)
            .flatMap(block -> ((Block.Afloat) block).parts().stream())
            .filter(Block.Table.class::isInstance)
            .map(Block.Table.class::cast)
            .toList();
    assertThat(tables).hasSize(1);
    assertThat(tables.get(0).label()).isEqualTo("1");
    assertThat(tables.get(0).rows())
        .containsExactly(List.of("set", "rate"), List.of("a", "0.1"), List.of("b", "0.2"));
  }

  @Test
  void tableAtTheHeadOfAPageHasItsCaptionAtTheFootOfTheOneBefore() {
    text(100, 652);
    write("Table 1: The rates.", 100, 690, 10, ROMAN);
    Sheet first = sheet(1);
    table(100);
    text(180, 700);
    assertTableOne(flow(first, sheet(2)));
  }

  @Test
  void tableAtTheFootOfAPageHasItsCaptionAtTheHeadOfTheNext() {
    text(100, 610);
    table(640);
    Sheet first = sheet(1);
    write("Table 1: The rates.", 100, 100, 10, ROMAN);
    text(136, 700);
    assertTableOne(flow(first, sheet(2)));
  }

  @Test
  void tableOfAnotherCaptionIsNotTaken() {
    text(100, 652);
    write("Table 1: The rates.", 100, 690, 10, ROMAN);
    Sheet first = sheet(1);
    write("Table 2: Other rates.", 100, 100, 10, ROMAN);
    table(110);
    text(190, 700);
    List<Block> blocks = flow(first, sheet(2));
    assertThat(blocks)
        .filteredOn(Block.Afloat.class::isInstance)
        .extracting(block -> ((Block.Afloat) block).label(), block -> size((Block.Afloat) block))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("1", 1),
            org.assertj.core.groups.Tuple.tuple("2", 2));
  }

  private static int size(Block.Afloat afloat) {
    return afloat.parts().size();
  }

  @Test
  void rulesOfSingleCellsAreOneTable() {
    text(100, 652);
    write("Table 1: The rates.", 100, 690, 10, ROMAN);
    Sheet first = sheet(1);
    table(100);
    List<Sheet.Rule> whole = List.copyOf(rules);
    rules.clear();
    for (Sheet.Rule rule : whole) {
      rules.add(new Sheet.Rule(100, 290, rule.y()));
      rules.add(new Sheet.Rule(290.5f, 500, rule.y() + 0.3f));
    }
    text(180, 700);
    assertTableOne(flow(first, sheet(2)));
  }

  @Test
  void accentsDrawnByThemselvesJoinTheLettersUnderThem() {
    float at = write("Universit", 100, 100, 10, ROMAN);
    glyphs.add(new Glyph("´", at + 1, at + 4, 97.5f, 10, ROMAN, false));
    write("e Plze", at, 100, 10, ROMAN);
    float end = at + 30;
    write("n", end, 100, 10, ROMAN);
    glyphs.add(new Glyph("ˇ", end + 1, end + 4, 98f, 10, ROMAN, false));
    assertThat(lines(sheet(1))).containsExactly("Université Plzeň");
  }

  @Test
  void captionOverTheHeadOfATableIsNoFraction() {
    write("Table 1: Rates of sets", 100, 100, 10, ROMAN);
    rules.add(new Sheet.Rule(97, 217, 104));
    write("model rate emb. sizes x", 99, 114, 10, ROMAN);
    assertThat(lines(sheet(1)))
        .containsExactly("Table 1: Rates of sets", "model rate emb. sizes x");
    write("a + b", 100, 100, 10, ITALIC);
    rules.add(new Sheet.Rule(99, 126, 103));
    write("c + d", 100, 114, 10, ITALIC);
    assertThat(lines(sheet(1))).containsExactly("(a + b)/(c + d)");
  }

  @Test
  void whatIsDrawnLateIsReadWhereItStands() {
    write("A title over it all", 100, 80, 10, ROMAN);
    text(300, 324);
    write(FULL + ", in a box.", 100, 120, 10, ROMAN);
    assertThat(lines(sheet(1)))
        .containsExactly("A title over it all", FULL + ", in a box.", FULL, FULL, LAST);
  }

  @Test
  void equationsWithANumberEachAreOneEach() {
    text(100, 136);
    for (int i = 0; i < 3; i++) {
      write("xyz=ab" + i, 200, 160 + i * 14, 10, ITALIC);
      write("(" + (i + 1) + ")", 485, 160 + i * 14, 10, ROMAN);
    }
    text(214, 400);
    assertThat(flow(sheet(1)).stream().filter(Block.Equation.class::isInstance)).hasSize(3);
  }

  @Test
  void nameOfAFileInRunningTextIsNoListing() {
    text(100, 136);
    write("data_of_the_two_mosaics.Rda", 100, 148, 10, MONO);
    text(160, 400);
    assertThat(flow(sheet(1)))
        .singleElement()
        .isInstanceOfSatisfying(
            Block.Prose.class,
            prose ->
                assertThat(prose.lines())
                    .extracting(Line::text)
                    .contains("data_of_the_two_mosaics.Rda"));
  }

  @Test
  void codeOfManyLinesIsAListing() {
    text(100, 136);
    write("import rates", 100, 160, 10, MONO);
    write("rates.run()", 100, 172, 10, MONO);
    text(196, 400);
    assertThat(flow(sheet(1)))
        .filteredOn(Block.Listing.class::isInstance)
        .singleElement()
        .satisfies(block -> assertThat(((Block.Listing) block).lines()).hasSize(2));
  }

  @Test
  void lettersOfCodeThatStandInCellsAreWords() {
    float at = 100;
    for (char c : "using Rates".toCharArray()) {
      if (c != ' ') {
        glyphs.add(new Glyph(String.valueOf(c), at, at + 5, 100, 10, MONO, false));
      }
      at += 6.5f;
    }
    assertThat(lines(sheet(1))).containsExactly("using Rates");
  }

  @Test
  void figureTakesNoTextOfTheOtherColumn() {
    for (float y = 100; y <= 700; y += 12) {
      write("text in the left column, on and on, for the line", 50, y, 10, ROMAN);
    }
    for (float y = 100; y <= 700; y += 12) {
      if (y < 300 || y > 532) {
        write("text in the right column, on and on, for a line.", 320, y, 10, ROMAN);
      } else if (y > 500 && y < 515) {
        write("Figure 1: What was drawn.", 320, y, 9, ROMAN);
      }
    }
    Sheet page = sheet(1);
    Sheet drawn =
        new Sheet(
            1,
            600,
            800,
            page.glyphs(),
            List.of(),
            List.of(new Sheet.Box(40, 300, 590, 490)),
            0,
            0,
            List.of(),
            false,
            false);
    long left =
        flow(drawn).stream()
            .filter(Block.Prose.class::isInstance)
            .flatMap(block -> ((Block.Prose) block).lines().stream())
            .filter(line -> line.text().contains("left"))
            .count();
    assertThat(left).isEqualTo(51);
  }

  private static List<String> headings(List<Block> blocks) {
    return blocks.stream()
        .filter(Block.Heading.class::isInstance)
        .map(block -> ((Block.Heading) block).text())
        .toList();
  }

  @Test
  void boldWordsThatOpenAParagraphAreAHeading() {
    text(100, 136);
    float at = write("Figures and tables. ", 110, 150, 10, BOLD);
    write(FULL.substring(20), at, 150, 10, ROMAN);
    text(162, 210);
    at = write("Results on ", 110, 224, 10, BOLD);
    at = write("KDD", at, 224, 10, MONO);
    at = write(" data: ", at, 224, 10, BOLD);
    write(FULL.substring(22), at, 224, 10, ROMAN);
    text(236, 284);
    at = write("Speed of it", 110, 298, 10, BOLD);
    write(FULL.substring(14), at + 12, 298, 10, ROMAN);
    text(310, 358);
    write(
        "Understanding what is said and who has said it, all of it, citations.",
        110,
        372,
        10,
        BOLD);
    text(384, 432);
    List<Block> blocks = flow(sheet(1));
    assertThat(headings(blocks))
        .containsExactly("Figures and tables", "Results on KDD data", "Speed of it");
  }

  @Test
  void boldLineThatOpensAParagraphIsAHeadingThoughItIsFull() {
    text(100, 136);
    write("Understanding and predicting citations.", 110, 150, 10, BOLD);
    text(162, 300);
    assertThat(headings(flow(sheet(1)))).containsExactly("Understanding and predicting citations");
  }
}
