package dev.offprint.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Heads of papers, set letter by letter: what is their title, and who wrote them. */
class FrontMatterTest {
  private static final Glyph.Face ROMAN = new Glyph.Face("Roman", false, false, false);
  private static final Glyph.Face BOLD = new Glyph.Face("Roman-Bold", true, false, false);
  private static final Glyph.Face MONO = new Glyph.Face("Courier", false, false, false);

  private final List<Glyph> glyphs = new ArrayList<>();

  private float write(String text, float x, float y, float size, Glyph.Face face) {
    float at = x;
    for (char c : text.toCharArray()) {
      glyphs.add(new Glyph(String.valueOf(c), at, at + size / 2, y, size, face, false));
      at += size / 2;
    }
    return at;
  }

  private FrontMatter read() {
    write("Ada Lovelace and Charles Babbage", 200, 150, 10, ROMAN);
    write("Abstract", 280, 190, 10, BOLD);
    for (float y = 210; y < 700; y += 12) {
      write("running text goes from one edge of the column to the other edge", 100, y, 10, ROMAN);
    }
    Sheet sheet =
        new Sheet(1, 600, 800, glyphs, List.of(), List.of(), 0, 0, List.of(), false, false);
    Page page = Page.of(sheet);
    return FrontMatter.of(page, Style.of(List.of(page)), null);
  }

  private static void assertWhole(FrontMatter front) {
    assertThat(front.title()).isEqualTo("LayoutReader: A Toolkit for Pages of Papers and Books");
    assertThat(front.authors()).containsExactly("Ada Lovelace", "Charles Babbage");
  }

  @Test
  void aNameInLettersOfAnotherFontIsPartOfTheTitle() {
    float end = write("LayoutReader", 100, 100, 14, MONO);
    write(": A Toolkit for Pages", end, 100, 14, BOLD);
    write("of Papers and Books", 150, 117, 14, BOLD);
    assertWhole(read());
  }

  @Test
  void capitalsAmongSmallOnesBreakNoTitle() {
    float end = write("LayoutReader", 100, 100, 14, BOLD);
    write(": A Toolkit for Pages", end, 100, 14, BOLD);
    end = write("of ", 150, 117, 11, BOLD);
    end = write("P", end, 117, 14, BOLD);
    end = write("apers and ", end, 117, 11, BOLD);
    end = write("B", end, 117, 14, BOLD);
    write("ooks", end, 117, 11, BOLD);
    assertWhole(read());
  }

  @Test
  void authorsOfTheSameSizeAreNoPartOfABoldTitle() {
    write("LayoutReader: A Toolkit for Pages", 100, 110, 10, BOLD);
    write("of Papers and Books", 150, 122, 10, BOLD);
    write("Cy Example", 250, 136, 10, ROMAN);
    FrontMatter front = read();
    assertThat(front.title()).isEqualTo("LayoutReader: A Toolkit for Pages of Papers and Books");
    assertThat(front.authors()).startsWith("Cy Example");
  }

  @Test
  void anAbstractWithoutAHeadingIsNoFrontMatter() {
    write("A Toolkit for Pages of Papers", 100, 100, 14, BOLD);
    write("Ada Lovelace and Charles Babbage", 200, 130, 10, ROMAN);
    write("University of Somewhere", 200, 142, 10, ROMAN);
    for (float y = 170; y < 230; y += 12) {
      write("we show in this work that pages can be read by all of us", 100, y, 9, ROMAN);
    }
    write("1 Introduction", 100, 260, 10, BOLD);
    for (float y = 280; y < 700; y += 12) {
      write("running text goes from one edge of the column to the other edge", 100, y, 10, ROMAN);
    }
    Sheet sheet =
        new Sheet(1, 600, 800, glyphs, List.of(), List.of(), 0, 0, List.of(), false, false);
    Page page = Page.of(sheet);
    FrontMatter front = FrontMatter.of(page, Style.of(List.of(page)), null);
    assertThat(page.lines().get(front.lines()).text()).startsWith("we show in this work");
    assertThat(front.beside())
        .extracting(Line::text)
        .containsExactly("Ada Lovelace and Charles Babbage", "University of Somewhere");
  }

  @Test
  void theMarkOfANoteIsNoPartOfTheTitle() {
    write("LayoutReader: A Toolkit for Pages", 100, 100, 14, BOLD);
    write("of Papers and Books", 150, 117, 14, BOLD);
    glyphs.add(new Glyph("∗", 283, 288, 111, 9, ROMAN, false));
    assertWhole(read());
  }
}
