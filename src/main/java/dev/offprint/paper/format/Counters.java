package dev.offprint.paper.format;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts sections, equations, floats and theorems as LaTeX would. */
final class Counters {
  private static final int DEEPEST_NUMBERED = 3;

  private final boolean chapters;
  private final boolean roman;
  private final int[] sections = new int[6];
  private final Map<String, Integer> counts = new HashMap<>();
  private boolean appendix;

  /** What of each counter is reset by and prefixed with the section's number. */
  private final Map<String, Boolean> within = new TreeMap<>();

  /**
   * @param chapters whether the highest heading is a chapter
   * @param roman whether sections have Roman numbers
   */
  Counters(boolean chapters, boolean roman) {
    this.chapters = chapters;
    this.roman = roman;
  }

  /** From here on, the highest headings have letters. */
  void appendix() {
    appendix = true;
    sections[0] = 0;
    sections[1] = 0;
  }

  /** This counter begins anew in every section. */
  void within(String counter) {
    within.put(counter, true);
  }

  /**
   * The number of the next section.
   *
   * @param depth 0 for a chapter, 1 for a section and so on
   * @return empty where such headings have no number
   */
  String section(int depth) {
    if (depth > DEEPEST_NUMBERED || depth == 0 && !chapters) {
      return "";
    }
    sections[depth]++;
    for (int i = depth + 1; i < sections.length; i++) {
      sections[i] = 0;
    }
    if (depth == (chapters ? 0 : 1)) {
      within.keySet().forEach(counts::remove);
    }
    int top = chapters ? 0 : 1;
    StringBuilder number = new StringBuilder();
    for (int i = top; i <= depth; i++) {
      if (i == top) {
        number.append(top(sections[i]));
      } else if (roman && !appendix && i == top + 1) {
        number.append('-').append(letter(sections[i]));
      } else {
        number.append(roman && !appendix ? '-' : '.').append(sections[i]);
      }
    }
    return number.toString();
  }

  private String top(int count) {
    return appendix ? letter(count) : roman ? roman(count) : Integer.toString(count);
  }

  private static String letter(int count) {
    return count < 1 || count > 26
        ? Integer.toString(count)
        : String.valueOf((char) ('A' + count - 1));
  }

  private static String roman(int count) {
    String[] tens = {"", "X", "XX", "XXX"};
    String[] ones = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
    return count < 40 ? tens[count / 10] + ones[count % 10] : Integer.toString(count);
  }

  /** The next number of a counter such as {@code equation} or {@code table}. */
  String next(String counter) {
    int count = counts.merge(counter, 1, Integer::sum);
    boolean prefixed =
        within.containsKey(counter)
            || chapters && counter.toLowerCase(Locale.ROOT).matches("equation|figure|table");
    int top = sections[chapters ? 0 : 1];
    return prefixed && top > 0 ? top(top) + "." + count : Integer.toString(count);
  }
}
