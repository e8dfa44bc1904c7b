package dev.offprint.paper;

import java.util.List;

/**
 * What is drawn on a page, in the order of its content stream.
 *
 * @param number from 1
 * @param rules thin horizontal strokes: fraction bars, table rules
 * @param images how many pictures are drawn
 * @param hidden characters that a reader of the printed page does not see
 */
record Sheet(
    int number,
    float width,
    float height,
    List<Glyph> glyphs,
    List<Rule> rules,
    int images,
    int hidden) {
  /** A horizontal stroke at {@code y}. */
  record Rule(float x0, float x1, float y) {}
}
