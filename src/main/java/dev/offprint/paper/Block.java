package dev.offprint.paper;

import java.util.List;

/** A piece of the paper's text, in reading order. */
sealed interface Block {
  /** A heading; {@code number} is empty where none is printed. */
  record Heading(String number, String text, int level, int page, List<Line> lines)
      implements Block {
    Heading with(String words, int depth, List<Line> printed) {
      return new Heading(number, words, depth, page, printed);
    }
  }

  /** Lines that read as running text. */
  record Prose(List<Line> lines) implements Block {}

  /** The rows of a table, where it stands, and what it is called if a caption names it. */
  record Table(String label, List<List<String>> rows, List<Line> lines, Sheet.Box box)
      implements Block {}

  /** Code or an algorithm: lines each of which stands for itself. */
  record Listing(String label, List<Line> lines) implements Block {}

  /** A displayed equation. */
  record Equation(List<Line> lines) implements Block {}

  /** What is drawn; {@code lines} are the words in it. */
  record Figure(String label, int page, List<Line> lines, Sheet.Box box) implements Block {}

  /** What is said under or over a float. */
  record Caption(List<Line> lines) implements Block {}

  /** A figure, table or algorithm with its caption and notes: read where it is first mentioned. */
  record Afloat(Captions.Kind kind, String label, int page, List<Block> parts) implements Block {}

  /** A note at the foot or in the margin of a page. */
  record Note(List<Line> lines) implements Block {}
}
