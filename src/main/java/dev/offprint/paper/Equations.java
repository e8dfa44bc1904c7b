package dev.offprint.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells displayed equations from running text. */
final class Equations {
  private static final Pattern LABEL =
      Pattern.compile(".*?\\s*\\(((?:[A-Z]\\.?)?\\d{1,3}(?:\\.\\d{1,3})?[a-z]?)\\)$");
  private static final Pattern RELATION = Pattern.compile("[=≤≥≈∼≡<>∝∈→↦≜≪≫⊆←]|:=");
  private static final Pattern WORD =
      Pattern.compile("(?<![\\p{L}_^{\\\\])\\p{L}{4,}(?![\\p{L}_(])");
  private static final int MOST_WORDS = 4;

  /** Letters that are no variable and no function. */
  private static final Pattern SPOKEN =
      Pattern.compile(
          "(?<![\\p{L}_^{\\\\])(?!(?:log|ln|exp|sin|cos|tan|sinh|cosh|tanh|atan|acos|asin|arg|min|max|sup|inf|lim|det|dim|tr|rank|mod|sgn|sign|diag|softmax|relu|var|cov|Pr|erf|dx|dt|dy|dz)(?!\\p{L}))\\p{L}{2,}");

  /** What is drawn of parts, or mapped to no character, is not what is printed. */
  private static final Pattern GARBLED =
      Pattern.compile(".*[\\u0000\\ufffd\\ue000-\\uf8ff⎛-⎳].*|.*[∑∏∫].*", Pattern.DOTALL);

  private final Style style;

  Equations(Style style) {
    this.style = style;
  }

  boolean displayed(Page page, Line line) {
    float left = style.leftOf(page, line);
    float right = style.rightOf(page, line);
    boolean indented = line.x0() > left + 1.4f * style.body();
    boolean numbered = numbered(line) && line.x1() > right - 8 && line.x1() < right + 12;
    if (!indented && !(numbered && line.maths() > 0.2f)) {
      return false;
    }
    String text = line.prose();
    boolean words = WORD.matcher(text).results().count() > MOST_WORDS;
    if (words || text.matches("[•◦▪–∙·‣►].*|\\(?(\\d{1,2}|[a-z]|[ivx]{1,4})[.)]\\s.*")) {
      return false;
    }
    boolean relation = RELATION.matcher(text).find();
    boolean short_ = line.x1() < right - 1.2f * style.body() || numbered;
    return short_ && relation && (line.maths() > 0.15f || numbered)
        || numbered && line.maths() > 0.15f
        || short_ && (line.maths() > 0.45f || line.maths() > 0.2f && !SPOKEN.matcher(text).find());
  }

  boolean goesOn(Page page, Line last, Line next) {
    boolean near =
        next.page() == last.page()
            && page.column(next) == page.column(last)
            && Math.abs(next.y() - last.y()) < 2.4f * style.pitch();
    boolean label = near && next.prose().matches("\\((?:[A-Z]\\.?)?\\d{1,3}(\\.\\d+)?[a-z]?\\)");
    boolean part = near && next.maths() > 0.6f && next.width() < 60 && !style.full(page, next);
    return label || part || near && displayed(page, next);
  }

  /** Equations under each other that have a number each are one each. */
  static List<List<Line>> parted(List<Line> lines) {
    if (lines.stream().filter(Equations::numbered).count() < 2) {
      return List.of(lines);
    }
    List<List<Line>> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (numbered(lines.get(i))) {
        parts.add(lines.subList(from, i + 1));
        from = i + 1;
      }
    }
    if (from < lines.size()) {
      parts.add(lines.subList(from, lines.size()));
    }
    return parts;
  }

  private static boolean numbered(Line line) {
    return LABEL.matcher(line.prose()).matches();
  }

  /** The number of an equation; empty for none. */
  static String label(String text) {
    Matcher label = LABEL.matcher(text);
    return label.matches() ? label.group(1) : "";
  }

  /** Whether the printed page says more than the text: stacked parts that did not come together. */
  static boolean garbled(List<Line> lines) {
    float size = 0;
    for (Line line : lines) {
      size = Math.max(size, line.size());
    }
    for (Line line : lines) {
      if (GARBLED.matcher(line.text()).matches() || line.size() < 0.88f * size) {
        return true;
      }
      for (Line other : lines) {
        boolean stacked =
            other != line
                && other.y() > line.y()
                && other.y() - line.y() < 0.8f * size
                && other.over(line);
        if (stacked) {
          return true;
        }
      }
    }
    return false;
  }
}
