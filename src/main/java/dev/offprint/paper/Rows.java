package dev.offprint.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Puts the pieces of printed lines together again: fractions by their bar, large delimiters and
 * cells by their place, never across the gutter between columns.
 */
final class Rows {
  /** In points; what is wider is no part of a fraction. */
  private static final float WIDEST = 220;

  /** In ems: letters of one word touch, though one of them stands lower, as in some names. */
  private static final float TIGHT = 0.2f;

  private static final float DROP = 0.3f;

  private static final Pattern WORD = Pattern.compile("\\p{L}{4,}");

  private Rows() {}

  /**
   * @param gutter where the columns part, or a negative number where there is one column
   */
  static List<Line> of(List<Line> pieces, List<Sheet.Rule> rules, float gutter) {
    List<Line> rows = new ArrayList<>();
    List<Line> row = new ArrayList<>();
    for (Line piece : fractions(pieces, rules)) {
      if (!row.isEmpty() && !beside(row, piece, gutter)) {
        rows.add(Line.joined(row));
        row.clear();
      }
      row.add(piece);
    }
    if (!row.isEmpty()) {
      rows.add(Line.joined(row));
    }
    return rows;
  }

  private static boolean beside(List<Line> row, Line next, float gutter) {
    Line last = row.get(row.size() - 1);
    Line first = row.get(0);
    if (gutter > 0 && last.x1() <= gutter && next.x0() >= gutter) {
      return false;
    }
    if (Captions.punctuated(next.text())) {
      return false;
    }
    float em = Math.max(last.size(), next.size());
    boolean onwards = next.x0() > last.x1() - 0.3f * em;
    boolean level =
        Math.abs(next.y() - first.y()) < 0.15f * em || Math.abs(next.y() - last.y()) < 0.15f * em;
    boolean maths = next.maths() > 0.3f || last.maths() > 0.3f || symbol(next) || symbol(last);
    boolean near = next.x0() - last.x1() < 1.5f * em && Math.abs(next.y() - last.y()) < 1.1f * em;
    boolean under =
        maths && next.size() < 0.88f * last.size() && next.x0() > last.x0() - em && near;
    float gap = next.x0() - last.x1();
    boolean dropped =
        gap > -TIGHT * em && gap < TIGHT * em && Math.abs(next.y() - last.y()) < DROP * em;
    return onwards && level || onwards && maths && near || under || dropped;
  }

  private static boolean symbol(Line line) {
    return line.text().length() <= 2 && !Character.isLetterOrDigit(line.text().charAt(0));
  }

  /** A numerator over a bar over a denominator becomes {@code (a)/(b)}. */
  private static List<Line> fractions(List<Line> pieces, List<Sheet.Rule> rules) {
    List<Line> done = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      Line top = pieces.get(i);
      if (i + 1 < pieces.size()) {
        Line bottom = pieces.get(i + 1);
        Sheet.Rule bar = bar(top, bottom, rules);
        if (bar != null) {
          done.add(fraction(top, bottom, bar));
          i++;
          continue;
        }
      }
      done.add(top);
    }
    return done;
  }

  private static Sheet.@org.jspecify.annotations.Nullable Rule bar(
      Line top, Line bottom, List<Sheet.Rule> rules) {
    float em = Math.max(top.size(), bottom.size());
    if (bottom.y() - top.y() < 0.5f * em
        || bottom.y() - top.y() > 3 * em
        || !top.over(bottom) && top.width() > 3
        || spoken(top)
        || spoken(bottom)) {
      return null;
    }
    for (Sheet.Rule rule : rules) {
      boolean middle = centred(top, rule) && centred(bottom, rule);
      boolean between = rule.y() > top.y() - 0.1f * em && rule.y() < bottom.y();
      float width = Math.max(top.width(), bottom.width());
      boolean fits =
          rule.x0() < Math.min(top.x0(), bottom.x0()) + 2
              && rule.x1() > Math.max(top.x1(), bottom.x1()) - 2
              && rule.x1() - rule.x0() < width + 1.2f * em;
      if (between && fits && middle) {
        return rule;
      }
    }
    return null;
  }

  /** Captions and heads of tables stand over and under rules too; a fraction has few words. */
  private static boolean spoken(Line part) {
    return Captions.punctuated(part.text()) || WORD.matcher(part.text()).results().count() > 3;
  }

  /** A heading may be underlined; only a fraction is centred on its bar, above and below. */
  private static boolean centred(Line part, Sheet.Rule rule) {
    float off = (part.x0() + part.x1() - rule.x0() - rule.x1()) / 2;
    return Math.abs(off) < Math.max(2, 0.12f * (rule.x1() - rule.x0())) && part.width() < WIDEST;
  }

  private static Line fraction(Line top, Line bottom, Sheet.Rule bar) {
    String text = braced(top.text()) + "/" + braced(bottom.text());
    Line wider = top.width() > bottom.width() ? top : bottom;
    return new Line(
        top.page(),
        bar.x0(),
        bar.x1(),
        bar.y() + 0.25f * top.size(),
        top.top(),
        bottom.bottom(),
        top.size(),
        text,
        0,
        0,
        1,
        0,
        1,
        top.figure(),
        wider.face(),
        List.of(new Line.Word(bar.x0(), bar.x1(), text)));
  }

  private static String braced(String text) {
    return text.matches("[\\p{L}\\p{N}_.^]{1,12}") ? text : "(" + text + ")";
  }
}
