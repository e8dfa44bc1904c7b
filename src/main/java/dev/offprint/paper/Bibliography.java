package dev.offprint.paper;

import dev.offprint.session.Paper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the list of references into its entries: by label, else by hanging indent. */
final class Bibliography {
  private static final Pattern LABEL =
      Pattern.compile(
          "(\\[[^\\]]{1,30}\\]|\\d{1,3}\\.(?=\\s|\\p{Lu})|\\^\\d{1,3}(?=\\s*[\\p{L}(“]))\\s*(.*)");

  private Bibliography() {}

  static List<Paper.Reference> of(List<Line> lines, Words words) {
    if (lines.isEmpty()) {
      return List.of();
    }
    long labelled = lines.stream().filter(line -> LABEL.matcher(line.prose()).matches()).count();
    boolean byLabel = labelled >= 2 && labelled * 12 >= lines.size() || labelled == lines.size();
    List<Paper.Reference> found = new ArrayList<>();
    String label = "";
    StringBuilder text = new StringBuilder();
    Line last = null;
    for (Line line : lines) {
      Matcher start = LABEL.matcher(line.prose());
      boolean starts =
          byLabel ? start.matches() : last != null && outdented(lines, line) && ended(last);
      if (starts && !text.isEmpty()) {
        found.add(new Paper.Reference(label, text.toString()));
        text.setLength(0);
      }
      String rest = line.prose();
      if (byLabel && start.matches()) {
        label = start.group(1).replaceAll("[\\[\\].^]", "");
        rest = start.group(2);
      }
      words.append(text, rest);
      if (text.length() > 0 && text.charAt(0) == ' ') {
        text.deleteCharAt(0);
      }
      last = line;
    }
    if (!text.isEmpty()) {
      found.add(new Paper.Reference(label, text.toString()));
    }
    return found;
  }

  private static boolean ended(Line line) {
    return line.text().matches(".*[.\\d)/\\p{L}]$") && !line.text().endsWith(",");
  }

  /** Whether the line begins further left than another line of its column. */
  private static boolean outdented(List<Line> lines, Line line) {
    boolean further = false;
    for (Line other : lines) {
      if (Math.abs(other.x0() - line.x0()) < 40 && other.page() == line.page()) {
        if (other.x0() < line.x0() - 3) {
          return false;
        }
        further |= other.x0() > line.x0() + 3;
      }
    }
    return further
        || lines.stream()
            .noneMatch(other -> other.x0() > line.x0() + 3 && other.x0() < line.x0() + 40);
  }
}
