package dev.offprint.paper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The lines of a page in reading order.
 *
 * @param gutter where its two columns part, in points; negative where there is one column
 * @param drawn lines that are part of drawings, in the order in which they were drawn
 */
record Page(
    int number, float width, float height, float gutter, List<Line> lines, List<Line> drawn) {
  private static final int LEAST = 6;
  private static final int MOST_IN_FIGURE = 1500;

  /** In ems: parts of a formula or of a row jump back less. */
  private static final int BACK = 10;

  static Page of(Sheet sheet) {
    List<Line> pieces = Lines.of(sheet);
    long inFigures = pieces.stream().filter(Line::figure).count();
    int drawn = pieces.stream().filter(Line::figure).mapToInt(line -> line.text().length()).sum();
    // Some producers wrap whole pages in a form; no figure has that many words.
    List<Line> apart = List.of();
    if (inFigures * 2 < pieces.size() || drawn < MOST_IN_FIGURE) {
      apart = pieces.stream().filter(Line::figure).toList();
      pieces = pieces.stream().filter(line -> !line.figure()).toList();
    }
    float gutter = gutter(pieces, sheet.width());
    List<Line> rows = Rows.of(pieces, sheet.rules(), gutter);
    if (gutter < 0) {
      rows = downwards(rows);
    }
    if (gutter > 0 && crossings(rows, gutter) > Math.max(8, rows.size() / 5)) {
      rows = byColumns(rows, gutter);
    }
    return new Page(sheet.number(), sheet.width(), sheet.height(), gutter, rows, apart);
  }

  /** The same with some of its lines. */
  Page with(List<Line> kept) {
    return new Page(number, width, height, gutter, kept, drawn);
  }

  /** 0: left or the only column; 1: right; 2: across both. */
  int column(Line line) {
    return gutter < 0 ? 0 : side(line, gutter);
  }

  private static int side(Line line, float gutter) {
    return line.x1() <= gutter + 3 ? 0 : line.x0() >= gutter - 3 ? 1 : 2;
  }

  private static float gutter(List<Line> pieces, float width) {
    List<Line> wide = pieces.stream().filter(line -> line.width() > 0.22f * width).toList();
    float best = -1;
    int fewest = Integer.MAX_VALUE;
    for (float part = 0.38f; part < 0.62f; part += 0.004f) {
      float x = part * width;
      int across = 0;
      int left = 0;
      int right = 0;
      for (Line line : wide) {
        if (line.x1() <= x) {
          left++;
        } else if (line.x0() >= x) {
          right++;
        } else {
          across++;
        }
      }
      if (left >= LEAST && right >= LEAST && across * 2 < left + right && across < fewest) {
        fewest = across;
        best = x;
      }
    }
    return best;
  }

  /**
   * In one column, what is drawn late but stands in a gap of what was drawn before, as boxes with a
   * background do, is read there.
   */
  private static List<Line> downwards(List<Line> rows) {
    List<Line> done = new ArrayList<>();
    float width = (float) rows.stream().mapToDouble(Line::width).max().orElse(0);
    for (int i = 0; i < rows.size(); ) {
      int end = i + 1;
      while (end < rows.size()
          && rows.get(end).y() > rows.get(end - 1).y() - 2 * rows.get(end).size()) {
        end++;
      }
      List<Line> run = rows.subList(i, end);
      boolean back =
          !done.isEmpty()
              && run.get(0).y() < done.get(done.size() - 1).y() - BACK * run.get(0).size();
      done.addAll(back ? gap(done, run, width) : done.size(), run);
      i = end;
    }
    return done;
  }

  /** Where in the lines the run fits; their end where it does not, or is no part of the column. */
  private static int gap(List<Line> lines, List<Line> run, float width) {
    float top = Float.MAX_VALUE;
    float bottom = 0;
    boolean wide = false;
    for (Line line : run) {
      top = Math.min(top, line.top());
      bottom = Math.max(bottom, line.bottom());
      wide |= line.width() > 0.5f * width;
    }
    for (int i = 0; wide && i < lines.size(); i++) {
      boolean after = i == 0 || lines.get(i - 1).bottom() <= top + 1;
      if (after && lines.get(i).top() >= bottom - 1) {
        return i;
      }
    }
    return lines.size();
  }

  /** How often the stream jumps back from the right column to the left. */
  private static int crossings(List<Line> rows, float gutter) {
    int found = 0;
    int last = 0;
    for (Line row : rows) {
      int side = side(row, gutter);
      if (side == 0 && last == 1) {
        found++;
      }
      last = side == 2 ? last : side;
    }
    return found;
  }

  /** Lines across both columns cut the page into bands; in each, left comes before right. */
  private static List<Line> byColumns(List<Line> rows, float gutter) {
    List<Line> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingDouble(Line::y).thenComparingDouble(Line::x0));
    List<Line> done = new ArrayList<>();
    List<Line> left = new ArrayList<>();
    List<Line> right = new ArrayList<>();
    for (Line row : sorted) {
      switch (side(row, gutter)) {
        case 0 -> left.add(row);
        case 1 -> right.add(row);
        default -> {
          done.addAll(left);
          done.addAll(right);
          done.add(row);
          left.clear();
          right.clear();
        }
      }
    }
    done.addAll(left);
    done.addAll(right);
    return done;
  }
}
