package dev.offprint.paper;

import java.util.ArrayList;
import java.util.List;

/**
 * A cell of a table: what stands under each other in it. A file draws most tables cell by cell, so
 * lines of a cell follow each other, and what is drawn next stands beside them.
 */
record Cell(List<Piece> pieces) {
  /** In ems: words of a cell stand closer than cells. */
  private static final float WORD_GAP = 0.6f;

  /** In points: lines of one cell begin, end or are centred at one place. */
  private static final float ALIGNED = 1.5f;

  /** Words of a line that goes on under it. */
  private static final int RUNNING = 3;

  /** What is printed at one height within a cell. */
  record Piece(float x0, float x1, float y, float size, List<Line.Word> words) {
    String text() {
      return String.join(" ", words.stream().map(Line.Word::text).toList());
    }

    boolean level(Piece other) {
      return Math.abs(y - other.y) < 0.5f * size;
    }

    boolean under(Piece above) {
      float off = y - above.y;
      boolean aligned =
          Math.abs(x0 - above.x0) < ALIGNED
              || Math.abs(x1 - above.x1) < ALIGNED
              || Math.abs(x0 + x1 - above.x0 - above.x1) < 2 * ALIGNED;
      return off > 0.5f * size && off < 1.7f * size && aligned;
    }
  }

  Piece first() {
    return pieces.getFirst();
  }

  private Piece last() {
    return pieces.getLast();
  }

  float size() {
    return first().size();
  }

  /** Whether the other stands to the right in the same row. */
  boolean before(Cell other) {
    boolean level = first().level(other.first()) || last().level(other.last());
    return level && other.first().x0() > first().x1() - ALIGNED;
  }

  /** Its words where they are; of several lines one word that is as wide as the cell. */
  List<Line.Word> words() {
    if (pieces.size() == 1) {
      return first().words();
    }
    float x0 = Float.MAX_VALUE;
    float x1 = 0;
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      x0 = Math.min(x0, piece.x0());
      x1 = Math.max(x1, piece.x1());
      boolean half =
          text.toString().matches(".*\\p{L}[-\u2010]") && piece.text().matches("\\p{Ll}.*");
      if (half) {
        text.setLength(text.length() - 1);
      }
      text.append(text.isEmpty() || half ? "" : " ").append(piece.text());
    }
    return List.of(new Line.Word(x0, x1, text.toString()));
  }

  /** The cells of a table in the order in which they were drawn. */
  static List<Cell> of(List<Line> lines) {
    List<Piece> pieces = new ArrayList<>();
    lines.forEach(line -> split(line, pieces));
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < pieces.size(); ) {
      Cell cell = stack(pieces, i);
      int end = i + cell.pieces().size();
      Cell next = end < pieces.size() ? stack(pieces, end) : null;
      boolean goesOn =
          next != null && cell.before(next)
              || !cells.isEmpty()
                  && cells.getLast().before(cell)
                  && (next == null || next.first().x0() < cell.first().x0())
                  && (cells.getLast().pieces().size() > 1 || cell.runs());
      Cell whole = goesOn ? cell : new Cell(pieces.subList(i, i + 1));
      cells.add(whole);
      i += whole.pieces().size();
    }
    return cells;
  }

  /** Whether its lines are such as a sentence breaks into. */
  private boolean runs() {
    return pieces.subList(0, pieces.size() - 1).stream()
        .allMatch(
            piece -> piece.words().size() >= RUNNING || piece.text().matches(".*\\p{L}[-\u2010]"));
  }

  /** All that stands under each other from {@code i} on. */
  private static Cell stack(List<Piece> pieces, int i) {
    int end = i + 1;
    while (end < pieces.size() && pieces.get(end).under(pieces.get(end - 1))) {
      end++;
    }
    return new Cell(pieces.subList(i, end));
  }

  private static void split(Line line, List<Piece> pieces) {
    List<Line.Word> words = new ArrayList<>();
    for (Line.Word word : line.words()) {
      if (!words.isEmpty() && word.x0() - words.getLast().x1() > WORD_GAP * line.size()) {
        pieces.add(piece(line, words));
        words = new ArrayList<>();
      }
      words.add(word);
    }
    if (!words.isEmpty()) {
      pieces.add(piece(line, words));
    }
  }

  private static Piece piece(Line line, List<Line.Word> words) {
    return new Piece(
        words.getFirst().x0(), words.getLast().x1(), line.y(), line.size(), List.copyOf(words));
  }
}
