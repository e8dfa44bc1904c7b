package dev.offprint.paper.format;

import java.util.List;

/** A piece of a written paper, in reading order. Mathematics is LaTeX between dollar signs. */
public sealed interface Part {
  /**
   * A heading.
   *
   * @param number as the paper counts; empty where it does not
   * @param level from 1
   */
  record Heading(String number, String text, int level) implements Part {}

  /** A paragraph, an item of a list or a footnote. */
  record Prose(String text) implements Part {}

  /** A displayed equation as LaTeX, without dollar signs; {@code label} is empty for none. */
  record Equation(String label, String latex) implements Part {}

  /** A table's cells, row by row; {@code label} is empty for none. */
  record Table(String label, List<List<String>> rows) implements Part {
    public Table {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** Lines of code or of an algorithm, indents kept; {@code label} is empty for none. */
  record Listing(String label, List<String> lines) implements Part {
    public Listing {
      lines = List.copyOf(lines);
    }
  }

  /** What stands under a figure or over a table, its kind and label in front. */
  record Caption(Kind kind, String label, String text) implements Part {
    /** What is captioned. */
    public enum Kind {
      FIGURE,
      TABLE,
      ALGORITHM
    }
  }

  /** An entry of the bibliography. */
  record Reference(String label, String text) implements Part {}
}
