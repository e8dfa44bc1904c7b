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

  /** Lines that read as running text, a display equation within included. */
  record Prose(List<Line> lines) implements Block {}

  /** Lines each of which stands for itself: rows of a table, of an algorithm, of code. */
  record Table(List<Line> lines) implements Block {}

  /** What is said under or over a float. */
  record Caption(List<Line> lines) implements Block {}

  /** A note at the foot or in the margin of a page. */
  record Note(List<Line> lines) implements Block {}
}
