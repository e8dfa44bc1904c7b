package dev.offprint.paper;

import java.util.ArrayList;
import java.util.List;

/**
 * A printed line, or a piece of one where it is interrupted: its words with raised and lowered
 * parts marked.
 *
 * @param page from 1
 * @param y of the baseline, points from the top
 * @param top where its highest characters end, points from the top; so {@code bottom}
 * @param size of most of its characters, points
 * @param bold share of its characters, 0 to 1; so {@code italic} and {@code maths}
 * @param lead how many characters at the start are bold or italic, where the rest is not
 * @param cells how many pieces with wide gaps between them it consists of
 * @param words its parts between spaces, from left to right
 */
record Line(
    int page,
    float x0,
    float x1,
    float y,
    float top,
    float bottom,
    float size,
    String text,
    float bold,
    float italic,
    float maths,
    int lead,
    int cells,
    boolean figure,
    String face,
    List<Word> words) {
  /** A word and where it stands. */
  record Word(float x0, float x1, String text) {}

  /** Stands between the cells of a row. */
  static final char CELL = '\t';

  boolean isBold() {
    return bold > 0.85f;
  }

  boolean isItalic() {
    return italic > 0.85f;
  }

  float width() {
    return x1 - x0;
  }

  /** Whether the other line's stretch of the page overlaps with this one's. */
  boolean over(Line other) {
    return Math.min(x1, other.x1) - Math.max(x0, other.x0) > 2;
  }

  Line with(String changed) {
    return new Line(
        page, x0, x1, y, top, bottom, size, changed, bold, italic, maths, lead, cells, figure, face,
        words);
  }

  /** The text with cells parted by nothing but a space. */
  String prose() {
    return text.replace(CELL, ' ');
  }

  /** A first piece that is emphasised as a whole leads the others. */
  private static int lead(List<Line> pieces) {
    Line first = pieces.get(0);
    if (first.lead > 0 || pieces.size() == 1) {
      return first.lead;
    }
    Line second = pieces.get(1);
    boolean leads =
        first.isBold() && second.bold < 0.2f || first.isItalic() && second.italic < 0.2f;
    return leads && first.maths < 0.1f ? first.text.length() : 0;
  }

  /** Pieces of one printed line, from left to right. */
  static Line joined(List<Line> pieces) {
    Line widest = pieces.get(0);
    float x0 = Float.MAX_VALUE;
    float x1 = 0;
    float top = Float.MAX_VALUE;
    float bottom = 0;
    List<Word> words = new ArrayList<>();
    float characters = 0;
    float bold = 0;
    float italic = 0;
    float maths = 0;
    float right = 0;
    StringBuilder text = new StringBuilder();
    for (Line piece : pieces) {
      int length = piece.text.length();
      widest = length > widest.text.length() ? piece : widest;
      x0 = Math.min(x0, piece.x0);
      x1 = Math.max(x1, piece.x1);
      top = Math.min(top, piece.top);
      bottom = Math.max(bottom, piece.bottom);
      words.addAll(piece.words);
      characters += length;
      bold += piece.bold * length;
      italic += piece.italic * length;
      maths += piece.maths * length;
      text.append(
              text.isEmpty()
                  ? ""
                  : String.valueOf(piece.x0 - right > 1.5f * piece.size ? CELL : ' '))
          .append(piece.text);
      right = piece.x1;
    }
    return new Line(
        widest.page,
        x0,
        x1,
        pieces.get(0).y,
        top,
        bottom,
        widest.size,
        Lines.mended(text.toString()),
        bold / characters,
        italic / characters,
        maths / characters,
        lead(pieces),
        1 + (int) text.chars().filter(c -> c == CELL).count(),
        widest.figure,
        widest.face,
        words);
  }
}
