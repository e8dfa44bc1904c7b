package dev.offprint.paper;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells the captions of figures, tables and algorithms from sentences that begin like one. */
final class Captions {
  private static final Pattern CAPTION =
      Pattern.compile(
          "(?<kind>(?:Supplementary |Extended Data )?(?:Figures?|Fig\\.?|FIGURE|FIG\\.?|Tables?|TABLE|Tab\\.|Algorithm|ALGORITHM|Listing|Scheme|Abbildung|Tabelle|Рис\\.|Рисунок|Таблица|Алгоритм))\\s*(?<label>[A-Z]?\\d{1,3}[a-z]?|[IVX]{1,5}|[A-Z]\\.\\d+|\\d{1,2}\\.\\d{1,2}|\\d{1,2}\\s*[—–-]\\s*\\p{Ll}+ supplement \\d{1,2})(?<end>\\s*[.:|]|\\s+\\p{Lu}|\\s*$| \\().*");
  private static final Pattern ALGORITHM =
      Pattern.compile("(?:Algorithm|ALGORITHM|Алгоритм)\\s*(?<label>\\d{1,3}[a-z]?)\\b.{0,120}");
  private static final Pattern ENDED = Pattern.compile(".*[.!?:;][)\\]”\"’']*(\\^[\\d,]+)?$");

  private final Style style;
  private final Headings headings;

  Captions(Style style) {
    this.style = style;
    this.headings = new Headings(style);
  }

  /** What a caption is of. */
  enum Kind {
    FIGURE,
    TABLE,
    ALGORITHM;

    static Kind of(String text) {
      String lower =
          text.toLowerCase(Locale.ROOT).replaceFirst("^(supplementary|extended data) ", "");
      return lower.startsWith("tab") || lower.startsWith("таб")
          ? TABLE
          : lower.startsWith("alg") || lower.startsWith("list") || lower.startsWith("алг")
              ? ALGORITHM
              : FIGURE;
    }
  }

  /** The number of what is captioned; empty where the text is no caption. */
  static String label(String text) {
    Matcher caption = CAPTION.matcher(text);
    Matcher algorithm = ALGORITHM.matcher(text);
    if (caption.matches()) {
      return caption.group("label");
    }
    return algorithm.matches() ? algorithm.group("label") : "";
  }

  boolean starts(Line line, @Nullable Line before) {
    Matcher caption = CAPTION.matcher(line.text());
    if (!caption.matches()) {
      return false;
    }
    boolean marked =
        caption.group("end").strip().matches("[.:|]")
            || line.lead() > 4
            || line.isBold()
            || !style.isBody(line);
    boolean opens =
        before == null
            || !style.near(before, line, 1.3f)
            || ENDED.matcher(before.text()).matches() && marked
            || Math.abs(before.size() - line.size()) > 0.4f;
    return marked && opens || opens && !line.face().equals(style.face());
  }

  /** Where the caption that begins at {@code i} ends. */
  int end(Page page, List<Line> lines, int i) {
    Line first = lines.get(i);
    int end = i + 1;
    while (end < lines.size()) {
      Line line = lines.get(end);
      boolean goesOn =
          style.near(lines.get(end - 1), line, 1.35f)
              && Math.abs(line.size() - first.size()) < 0.5f
              && line.cells() == 1
              && page.column(line) == page.column(first)
              && !punctuated(line.text())
              && !(end == i + 1 && first.isBold() && headings.heading(line, first, null) != null);
      if (!goesOn) {
        break;
      }
      end++;
    }
    return end;
  }

  /** Whether a text may be the title of an algorithm. */
  static boolean algorithm(String text) {
    return ALGORITHM.matcher(text).matches();
  }

  /** Whether a text begins as only captions do: with label and punctuation. */
  static boolean punctuated(String text) {
    Matcher caption = CAPTION.matcher(text);
    return caption.matches() && caption.group("end").strip().matches("[.:|]");
  }
}
