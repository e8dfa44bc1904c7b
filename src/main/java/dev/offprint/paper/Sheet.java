package dev.offprint.paper;

import dev.offprint.session.Paper;
import java.util.List;

/**
 * What is drawn on a page, in the order of its content stream.
 *
 * @param number from 1
 * @param rules thin horizontal strokes: fraction bars, table rules
 * @param drawings what else is drawn: pictures and painted paths
 * @param images how many pictures are drawn
 * @param unseen characters that a reader of the printed page does not see
 * @param hidden words that a reader of the printed page does not see, or sees otherwise
 * @param recognised whether the glyphs are the text layer of a scan, which nobody has checked
 * @param picture whether a picture fills the page and no text is known of it
 */
record Sheet(
    int number,
    float width,
    float height,
    List<Glyph> glyphs,
    List<Rule> rules,
    List<Box> drawings,
    int images,
    int unseen,
    List<Paper.Passage> hidden,
    boolean recognised,
    boolean picture) {
  /** The same with what was recognised on it. */
  Sheet with(List<Glyph> read) {
    return new Sheet(
        number, width, height, read, List.of(), List.of(), images, unseen, hidden, false, false);
  }

  /** A horizontal stroke at {@code y}. */
  record Rule(float x0, float x1, float y) {}

  /** A rectangle on the page, points from its upper left corner. */
  record Box(float x0, float y0, float x1, float y1) {
    Box with(Box other) {
      return new Box(
          Math.min(x0, other.x0),
          Math.min(y0, other.y0),
          Math.max(x1, other.x1),
          Math.max(y1, other.y1));
    }

    static Box of(Line line) {
      return new Box(line.x0(), line.top(), line.x1(), line.bottom());
    }

    boolean touches(Box other) {
      return x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1;
    }

    /** Whether most of the line lies in it. */
    boolean holds(Line line) {
      float middle = (line.top() + line.bottom()) / 2;
      float inside = Math.min(x1, line.x1()) - Math.max(x0, line.x0());
      return middle > y0 && middle < y1 && inside > 0.6f * line.width();
    }

    float width() {
      return x1 - x0;
    }

    float height() {
      return y1 - y0;
    }
  }
}
