package dev.offprint.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which drawings on small pages are figures though no caption says so. */
class UncaptionedTest {
  private static final Glyph.Face ROMAN = new Glyph.Face("Roman", false, false, false);
  private static final Glyph.Face MONO = new Glyph.Face("Courier", false, false, false);
  private static final String FULL =
      "running text goes from one edge of the column to the other, line by line by line";
  private static final Sheet.Box PLOT = new Sheet.Box(150, 300, 400, 450);

  private final List<Glyph> glyphs = new ArrayList<>();
  private final List<Sheet.Box> drawings = new ArrayList<>();

  private void write(String text, float x, float y, Glyph.Face face) {
    float at = x;
    for (char c : text.toCharArray()) {
      glyphs.add(new Glyph(String.valueOf(c), at, at + 5, y, 10, face, false));
      at += 5;
    }
  }

  private void text(float from, float to) {
    for (float y = from; y < to; y += 12) {
      write(FULL, 100, y, ROMAN);
    }
  }

  private Sheet sheet(int number) {
    Sheet sheet =
        new Sheet(
            number,
            600,
            800,
            List.copyOf(glyphs),
            List.of(),
            List.copyOf(drawings),
            0,
            0,
            List.of(),
            false,
            false);
    glyphs.clear();
    drawings.clear();
    return sheet;
  }

  /** Labels of figures and the words in them. */
  private static Map<String, String> figures(Sheet... sheets) {
    List<Page> pages = List.of(sheets).stream().map(Page::of).toList();
    Manuscript manuscript = new Manuscript(Words.of(pages), 1000);
    manuscript.take(Flow.of(pages, List.of(sheets), Style.of(pages)));
    Map<String, String> found = new java.util.TreeMap<>();
    manuscript
        .exhibits()
        .forEach(
            exhibit -> {
              if (exhibit instanceof dev.offprint.session.Paper.Exhibit.Figure figure) {
                found.put(figure.label() + "@" + Math.round(figure.region().y0()), figure.words());
              }
            });
    return found;
  }

  /** A page of text with room for a plot. */
  private void room() {
    text(100, 280);
    text(480, 700);
  }

  @Test
  void whatIsDrawnLargeBetweenTextIsAFigureWithTheWordsInIt() {
    room();
    drawings.add(PLOT);
    write("time", 260, 440, ROMAN);
    assertThat(figures(sheet(2))).containsExactly(Map.entry("@298", "time"));
  }

  @Test
  void aFigureThatHasACaptionIsThatOneOnly() {
    room();
    drawings.add(PLOT);
    write("Figure 3: The rates.", 100, 464, ROMAN);
    assertThat(figures(sheet(2))).containsOnlyKeys("3@298");
  }

  @Test
  void groundsOfTextAndCodeAndSmallOrThinThingsAreNoFigures() {
    room();
    drawings.add(new Sheet.Box(98, 90, 510, 285));
    drawings.add(new Sheet.Box(150, 300, 400, 400));
    write("for all x do", 160, 330, MONO);
    Sheet written = sheet(2);
    room();
    drawings.add(new Sheet.Box(150, 300, 200, 450));
    Sheet narrow = sheet(3);
    room();
    drawings.add(new Sheet.Box(150, 300, 151, 450));
    drawings.add(new Sheet.Box(150, 300, 400, 301));
    assertThat(figures(written, narrow, sheet(4))).isEmpty();
  }

  @Test
  void marksOfAJournalAreNoFigures() {
    text(300, 700);
    drawings.add(new Sheet.Box(150, 40, 400, 120));
    Sheet first = sheet(1);
    Sheet[] all = new Sheet[3];
    for (int page = 0; page < 3; page++) {
      room();
      drawings.add(PLOT);
      all[page] = sheet(page + 2);
    }
    assertThat(figures(first, all[0], all[1], all[2])).isEmpty();
  }

  @Test
  void panelsBesideEachOtherAreOneFigureAndWordsDrawnInItAreItsOwn() {
    room();
    drawings.add(new Sheet.Box(110, 300, 290, 450));
    drawings.add(new Sheet.Box(320, 300, 500, 450));
    for (char c : "rate".toCharArray()) {
      glyphs.add(
          new Glyph(String.valueOf(c), 200 + c % 7 * 6, 206 + c % 7 * 6, 400, 10, ROMAN, true));
    }
    Map<String, String> found = figures(sheet(2));
    assertThat(found).containsOnlyKeys("@298");
    assertThat(String.join("", found.values()).replace(" ", "")).hasSize(4);
  }
}
