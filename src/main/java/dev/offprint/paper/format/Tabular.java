package dev.offprint.paper.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cells of LaTeX's tables. */
final class Tabular {
  static final Pattern BEGIN =
      Pattern.compile(
          "\\\\begin\\{(tabular\\*?|tabularx|tabulary|longtable|supertabular|xltabular|tblr|NiceTabular|tabu)}");
  private static final int MOST_ROWS = 2_000;
  private static final int MOST_COLUMNS = 200;
  private static final Pattern SPANS =
      Pattern.compile("\\s*\\\\multicolumn\\s*\\{\\s*(\\d{1,3})\\s*}(?s:.*)");
  private static final Pattern LINES =
      Pattern.compile(
          "\\\\(hline|toprule|midrule|bottomrule|thickhline|Xhline\\s*\\{[^}]*}|specialrule\\{[^}]*}\\{[^}]*}\\{[^}]*}|(cline|cmidrule)\\s*(\\[[^\\]]*])?(\\([^)]*\\))?\\s*\\{[^}]*}|(addlinespace|arrayrulecolor|rowcolors?)(\\s*\\[[^\\]]*])*(\\{[^}]*})*|endhead|endfirsthead|endfoot|endlastfoot|noalign\\s*\\{[^}]*}|centering|arraybackslash|small|footnotesize|scriptsize)(?![A-Za-z])");

  private Tabular() {}

  /** The first table in a text; empty where there is none. */
  static List<List<String>> first(String latex, LatexText text) {
    Matcher begin = BEGIN.matcher(latex);
    if (!begin.find()) {
      return List.of();
    }
    Cursor cursor = new Cursor(latex);
    cursor.to(begin.end());
    return rows(begin.group(1), cursor.environment(begin.group(1)), text);
  }

  /**
   * The cells of an environment's body, row by row.
   *
   * @param kind the environment, which says how many arguments come before the cells
   */
  static List<List<String>> rows(String kind, String body, LatexText text) {
    Cursor in = new Cursor(body);
    in.bracket();
    if (kind.matches("tabular\\*|tabularx|tabulary|xltabular")) {
      in.argument();
      in.bracket();
    }
    in.bracket();
    in.argument();
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    int depth = 0;
    while (in.more() && rows.size() < MOST_ROWS) {
      int start = in.at();
      char c = in.next();
      if (c == '\\' && in.looksAt("\\") && depth == 0) {
        in.next();
        in.star();
        in.bracket();
        end(cell, row, rows, text);
        row = new ArrayList<>();
        cell.setLength(0);
      } else if (c == '\\') {
        String name = in.name();
        if (name.equals("tabularnewline") && depth == 0) {
          end(cell, row, rows, text);
          row = new ArrayList<>();
          cell.setLength(0);
        } else if (name.equals("begin")) {
          // A table in a cell, or lines in a cell, are one cell.
          String inner = in.optionalGroup();
          String content = in.environment(inner);
          cell.append(' ').append(inner(inner, content, text)).append(' ');
        } else {
          cell.append(in.from(start));
        }
      } else if (c == '&' && depth == 0) {
        add(cell, row, text);
        cell.setLength(0);
      } else {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        cell.append(c);
      }
    }
    end(cell, row, rows, text);
    return rows;
  }

  private static String inner(String kind, String content, LatexText text) {
    if (!kind.matches("tabular.*")) {
      return content;
    }
    List<String> cells = new ArrayList<>();
    rows(kind, content, text).forEach(row -> cells.add(String.join(" ", row)));
    // Read already: what it says must survive being read once more.
    return String.join(" ", cells).replace("%", "\\%").replace("&", "\\&").replace("#", "\\#");
  }

  private static void end(
      StringBuilder cell, List<String> row, List<List<String>> rows, LatexText text) {
    add(cell, row, text);
    if (row.stream().anyMatch(one -> !one.isBlank())) {
      rows.add(row);
    }
  }

  private static void add(StringBuilder cell, List<String> row, LatexText text) {
    String bare = LINES.matcher(cell).replaceAll(" ");
    Matcher spans = SPANS.matcher(bare);
    row.add(text.read(bare));
    int columns = spans.matches() ? Integer.parseInt(spans.group(1)) : 1;
    for (int i = 1; i < columns && row.size() < MOST_COLUMNS; i++) {
      row.add("");
    }
  }
}
