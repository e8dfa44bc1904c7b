package dev.offprint.paper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Running heads, page numbers, line numbers and stamps: printed on the page, no part of the text.
 */
final class Furniture {
  private static final float MARGIN = 0.11f;

  /** Some journals leave more. */
  private static final float WIDE = 0.2f;

  private static final Pattern PAGE_NUMBER =
      Pattern.compile(
          "(?i)[-–—|\\s]*(page\\s*)?\\d{1,4}(\\s*(/|of)\\s*\\d{1,4})?[-–—|\\s]*|[ivxl]{1,6}");
  private static final Pattern STAMP = Pattern.compile("arXiv:\\S+( \\[[\\w.\\-]+\\])?( .{5,20})?");

  private Furniture() {}

  static List<Page> without(List<Page> pages) {
    Map<String, Integer> seen = new HashMap<>();
    for (Page page : pages) {
      page.lines().stream()
          .filter(line -> inMargin(page, line))
          .map(Furniture::key)
          .distinct()
          .forEach(key -> seen.merge(key, 1, Integer::sum));
    }
    int often = pages.size() > 8 ? 3 : 2;
    List<Page> done = new ArrayList<>();
    for (Page page : pages) {
      boolean numbered = lineNumbers(page);
      List<Line> kept =
          page.lines().stream()
              .filter(
                  line ->
                      !(inMargin(page, line)
                          && (seen.getOrDefault(key(line), 0) >= often
                              || PAGE_NUMBER.matcher(line.text()).matches())))
              .filter(line -> !STAMP.matcher(line.text()).matches())
              .filter(line -> !(numbered && bareNumber(line)))
              .toList();
      done.add(page.with(kept));
    }
    return done;
  }

  /** Near the edge of the page, or nothing stands further out and it is not far from there. */
  private static boolean inMargin(Page page, Line line) {
    if (line.y() < MARGIN * page.height() || line.y() > (1 - MARGIN) * page.height()) {
      return true;
    }
    boolean near = line.y() < WIDE * page.height() || line.y() > (1 - WIDE) * page.height();
    return near
        && (page.lines().stream().noneMatch(other -> other.y() < line.y() - 2)
            || page.lines().stream().noneMatch(other -> other.y() > line.y() + 2));
  }

  private static String key(Line line) {
    String text =
        line.text().toLowerCase(Locale.ROOT).replaceAll("\\d+", "#").replaceAll("\\s+", " ");
    return text + "@" + Math.round(line.y() / 6);
  }

  /** Manuscripts for review carry a number beside every line. */
  private static boolean lineNumbers(Page page) {
    long bare = page.lines().stream().filter(Furniture::bareNumber).count();
    return bare > 15 && bare * 3 > page.lines().size();
  }

  private static boolean bareNumber(Line line) {
    return line.text().matches("\\d{1,4}");
  }
}
