package dev.offprint.paper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rows and columns of a table, told from where its words stand. */
final class Grid {
  /** In ems: columns are further apart than words; with few rows words align by chance. */
  private static final float LEAST_GAP = 0.55f;

  private static final float LEAST_GAP_OF_FEW = 0.9f;
  private static final int FEW = 3;

  /** With many rows even a narrow stretch that none of them prints on parts two columns. */
  private static final int MANY = 7;

  private static final float LEAST_CLEAR = 0.3f;
  private static final int WIDEST_PAGE = 4000;

  private Grid() {}

  /** Cells row by row, every row as long as there are columns. */
  static List<List<String>> of(List<Line> lines) {
    List<List<Line.Word>> rows = rows(lines);
    float em = (float) lines.stream().mapToDouble(Line::size).average().orElse(10);
    List<Float> cuts = cuts(rows, em);
    List<List<String>> cells = new ArrayList<>();
    for (List<Line.Word> row : rows) {
      List<StringBuilder> texts = new ArrayList<>();
      for (int i = 0; i <= cuts.size(); i++) {
        texts.add(new StringBuilder());
      }
      float right = -1;
      int column = 0;
      for (Line.Word word : row) {
        // What runs on over a cut is one cell.
        boolean runsOn = right >= 0 && word.x0() - right < LEAST_GAP * em * 0.75f;
        int own = column(cuts, word);
        column = runsOn && own > column && crosses(cuts, right, word) ? column : own;
        StringBuilder text = texts.get(column);
        text.append(text.isEmpty() ? "" : " ").append(word.text());
        right = word.x1();
      }
      cells.add(texts.stream().map(StringBuilder::toString).toList());
    }
    return cells;
  }

  private static boolean crosses(List<Float> cuts, float right, Line.Word word) {
    return cuts.stream().noneMatch(cut -> cut > right - 0.5f && cut < word.x0() + 0.5f);
  }

  private static int column(List<Float> cuts, Line.Word word) {
    int column = 0;
    while (column < cuts.size()
        && word.x0() + Math.min(1, word.x1() - word.x0()) > cuts.get(column)) {
      column++;
    }
    return column;
  }

  /** A row is what begins at one height; a cell of several lines is one cell. */
  private static List<List<Line.Word>> rows(List<Line> lines) {
    List<List<Line>> cells = new ArrayList<>();
    for (int i = 0; i < lines.size(); ) {
      int end = wrapped(lines, i, cells);
      cells.add(lines.subList(i, end));
      i = end;
    }
    cells.sort(Comparator.comparingDouble(cell -> cell.get(0).y()));
    List<List<Line.Word>> rows = new ArrayList<>();
    float last = -1000;
    for (List<Line> cell : cells) {
      Line first = cell.get(0);
      if (first.y() - last > 0.45f * first.size()) {
        rows.add(new ArrayList<>());
        last = first.y();
      }
      rows.get(rows.size() - 1).addAll(cell.size() == 1 ? first.words() : List.of(one(cell)));
    }
    rows.forEach(row -> row.sort(Comparator.comparingDouble(Line.Word::x0)));
    return rows;
  }

  private static Line.Word one(List<Line> cell) {
    float x0 = Float.MAX_VALUE;
    float x1 = 0;
    StringBuilder text = new StringBuilder();
    for (Line line : cell) {
      x0 = Math.min(x0, line.x0());
      x1 = Math.max(x1, line.x1());
      boolean half =
          text.toString().matches(".*\\p{L}[-\u2010]") && line.prose().matches("\\p{Ll}.*");
      if (half) {
        text.setLength(text.length() - 1);
      }
      text.append(text.isEmpty() || half ? "" : " ").append(line.prose());
    }
    return new Line.Word(x0, x1, text.toString());
  }

  /**
   * Where the cell ends that begins at {@code i}: a file draws a table cell by cell, so lines under
   * each other are one cell if what is drawn next stands beside the first of them.
   */
  private static int wrapped(List<Line> lines, int i, List<List<Line>> before) {
    Line first = lines.get(i);
    int end = i + 1;
    while (end < lines.size() && under(lines.get(end - 1), lines.get(end), first)) {
      end++;
    }
    if (end == i + 1) {
      return end;
    }
    boolean next = end < lines.size() && beside(first, lines.get(end));
    boolean last =
        !before.isEmpty()
            && beside(before.get(before.size() - 1).get(0), first)
            && (end == lines.size() || lines.get(end).x0() < first.x0());
    return next || last ? end : i + 1;
  }

  private static boolean under(Line above, Line line, Line first) {
    float off = line.y() - above.y();
    return off > 0.5f * line.size() && off < 1.7f * line.size() && line.over(first);
  }

  private static boolean beside(Line left, Line right) {
    return Math.abs(right.y() - left.y()) < 0.5f * left.size() && right.x0() > left.x1();
  }

  /** The middles of the stretches that hardly any row prints on. */
  private static List<Float> cuts(List<List<Line.Word>> rows, float em) {
    int[] covered = new int[WIDEST_PAGE];
    int from = WIDEST_PAGE;
    int to = 0;
    for (List<Line.Word> row : rows) {
      boolean[] here = new boolean[WIDEST_PAGE];
      for (Line.Word word : row) {
        int x0 = Math.clamp(Math.round(word.x0() * 2), 0, WIDEST_PAGE - 1);
        int x1 = Math.clamp(Math.round(word.x1() * 2), 0, WIDEST_PAGE - 1);
        from = Math.min(from, x0);
        to = Math.max(to, x1);
        for (int x = x0; x < x1; x++) {
          here[x] = true;
        }
      }
      for (int x = 0; x < WIDEST_PAGE; x++) {
        covered[x] += here[x] ? 1 : 0;
      }
    }
    int allowed = rows.size() < 6 ? rows.size() > FEW ? 1 : 0 : Math.round(rows.size() * 0.2f);
    float least = (rows.size() > FEW ? LEAST_GAP : LEAST_GAP_OF_FEW) * em * 2;
    List<Float> cuts = new ArrayList<>();
    int start = -1;
    for (int x = from; x <= to; x++) {
      boolean free = covered[x] <= allowed;
      if (free && start < 0) {
        start = x;
      } else if (!free && start >= 0) {
        boolean clear = rows.size() >= MANY && empty(covered, start, x) >= LEAST_CLEAR * em * 2;
        if ((x - start >= least || clear) && start > from) {
          cuts.add(emptiest(covered, start, x));
        }
        start = -1;
      }
    }
    return cuts;
  }

  /** The longest stretch between that no row prints on. */
  private static int empty(int[] covered, int from, int to) {
    int longest = 0;
    int length = 0;
    for (int x = from; x < to; x++) {
      length = covered[x] == 0 ? length + 1 : 0;
      longest = Math.max(longest, length);
    }
    return longest;
  }

  /** The middle of the emptiest stretch between, in points. */
  private static float emptiest(int[] covered, int from, int to) {
    int least = Integer.MAX_VALUE;
    for (int x = from; x < to; x++) {
      least = Math.min(least, covered[x]);
    }
    int first = -1;
    int last = -1;
    for (int x = from; x < to; x++) {
      if (covered[x] == least) {
        first = first < 0 ? x : first;
        last = x;
      }
    }
    return (first + last) / 4f;
  }
}
