package dev.offprint.paper;

import java.util.ArrayList;
import java.util.List;

/**
 * Figures that no caption names: drawings as large as figures are, on which nothing is written that
 * reads as text, code or a table. Logos at the head of the first page and what every page has are
 * none.
 */
final class Uncaptioned {
  /** In points: plots have gaps between their panels, and text stands further off. */
  private static final float GAP = 16;

  /** In points: further apart are two figures. */
  private static final float FAR = 60;

  private static final float LEAST_WIDTH = 100;
  private static final float LEAST_HEIGHT = 60;

  /** In points; what is thinner is a rule of a table or of a frame. */
  private static final float THIN = 2;

  /** Letters within a figure: names of axes and boxes. */
  private static final int MOST_LETTERS = 250;

  /** Of the first page's height: where journals have their marks. */
  private static final float HEAD = 0.25f;

  /** In points: the same place on two pages. */
  private static final float SAME = 3;

  private final Page page;
  private final Sheet sheet;
  private final Style style;

  Uncaptioned(Page page, Sheet sheet, Style style) {
    this.page = page;
    this.sheet = sheet;
    this.style = style;
  }

  /**
   * @param taken by floats that have a caption
   * @param elsewhere what is drawn on the pages beside this one
   */
  List<Sheet.Box> boxes(List<Sheet.Box> taken, List<Sheet.Box> elsewhere) {
    List<Sheet.Box> found = new ArrayList<>();
    for (Sheet.Box box : panels(Clusters.of(sheet.drawings(), GAP))) {
      boolean large = box.width() >= LEAST_WIDTH && box.height() >= LEAST_HEIGHT;
      boolean head = sheet.number() == 1 && box.y0() < HEAD * page.height();
      if (large
          && !head
          && taken.stream().noneMatch(box::touches)
          && elsewhere.stream().noneMatch(other -> same(other, box))
          && drawn(box)
          && !written(box)) {
        found.add(box);
      }
    }
    return found;
  }

  /** Panels of one figure stand beside or under each other with nothing to read between them. */
  private List<Sheet.Box> panels(List<Sheet.Box> boxes) {
    List<Sheet.Box> joined = new ArrayList<>();
    for (Sheet.Box box : boxes) {
      Sheet.Box whole = box;
      boolean large = box.height() >= LEAST_HEIGHT / 2 && box.width() >= LEAST_HEIGHT / 2;
      for (int i = 0; large && i < joined.size(); i++) {
        Sheet.Box both = joined.get(i).with(whole);
        if (beside(joined.get(i), whole) && !written(both)) {
          whole = both;
          joined.remove(i);
          i = -1;
        }
      }
      joined.add(whole);
    }
    return joined;
  }

  private static boolean beside(Sheet.Box one, Sheet.Box other) {
    boolean row = Math.abs(one.y0() - other.y0()) < GAP && Math.abs(one.y1() - other.y1()) < GAP;
    boolean column = Math.abs(one.x0() - other.x0()) < GAP && Math.abs(one.x1() - other.x1()) < GAP;
    float across = Math.max(one.x0(), other.x0()) - Math.min(one.x1(), other.x1());
    float down = Math.max(one.y0(), other.y0()) - Math.min(one.y1(), other.y1());
    return row && across < FAR || column && down < FAR;
  }

  private static boolean same(Sheet.Box one, Sheet.Box other) {
    return Math.abs(one.x0() - other.x0()) < SAME
        && Math.abs(one.y0() - other.y0()) < SAME
        && Math.abs(one.x1() - other.x1()) < SAME
        && Math.abs(one.y1() - other.y1()) < SAME;
  }

  /** Whether more is drawn than rules. */
  private boolean drawn(Sheet.Box box) {
    return sheet.drawings().stream()
        .anyMatch(one -> box.touches(one) && one.width() > THIN && one.height() > THIN);
  }

  /** Whether what is drawn is the frame or the ground of something to be read. */
  private boolean written(Sheet.Box box) {
    int letters = 0;
    int rows = 0;
    for (Line line : page.lines()) {
      if (!box.holds(line)) {
        continue;
      }
      boolean reads =
          style.isBody(line) && line.words().size() > 5
              || Glyph.Face.mono(line.face()) && line.words().size() > 1;
      if (reads) {
        return true;
      }
      letters += (int) line.text().chars().filter(Character::isLetter).count();
      rows += line.cells() > 2 ? 1 : 0;
    }
    return letters > MOST_LETTERS || rows > 3;
  }
}
