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
  private static final float LEAST_CLEAR_OF_FEW = 0.45f;
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

  /** A row is what begins at one height, or ends at one; a cell of several lines is one cell. */
  private static List<List<Line.Word>> rows(List<Line> lines) {
    List<Cell> cells = Cell.of(lines);
    List<Row> found = new ArrayList<>();
    Cell last = null;
    for (Cell cell : cells) {
      if (last == null || !last.before(cell)) {
        found.add(new Row(new ArrayList<>()));
      }
      found.getLast().cells().add(cell);
      last = cell;
    }
    found.sort(Comparator.comparingDouble(Row::y));
    List<List<Line.Word>> rows = new ArrayList<>();
    float height = -1000;
    for (Row row : found) {
      if (row.y() - height > 0.45f * row.cells().getFirst().size()) {
        rows.add(new ArrayList<>());
        height = row.y();
      }
      row.cells().forEach(cell -> rows.getLast().addAll(cell.words()));
    }
    rows.forEach(row -> row.sort(Comparator.comparingDouble(Line.Word::x0)));
    return rows;
  }

  /** Cells that were drawn one after the other, from left to right. */
  private record Row(List<Cell> cells) {
    float y() {
      float top = Float.MAX_VALUE;
      for (Cell cell : cells) {
        top = Math.min(top, cell.first().y());
      }
      return top;
    }
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
    // Cells of several lines were drawn one by one: what is between them is between columns.
    boolean stacked = rows.stream().flatMap(List::stream).anyMatch(w -> w.text().contains(" "));
    List<Float> cuts = new ArrayList<>();
    int start = -1;
    for (int x = from; x <= to; x++) {
      boolean free = covered[x] <= allowed;
      if (free && start < 0) {
        start = x;
      } else if (!free && start >= 0) {
        float empty = empty(covered, start, x);
        boolean clear =
            rows.size() >= MANY && empty >= LEAST_CLEAR * em * 2
                || stacked && rows.size() > FEW && empty >= LEAST_CLEAR_OF_FEW * em * 2;
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
