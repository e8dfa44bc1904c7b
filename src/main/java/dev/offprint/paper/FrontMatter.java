package dev.offprint.paper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Title and authors of a paper, from the top of its first page.
 *
 * @param lines how many lines of the first page they and what stands between them and the text take
 * @param beside those of them that are not the title
 */
record FrontMatter(String title, List<String> authors, int lines, List<Line> beside) {
  private static final Pattern TEXT =
      Pattern.compile("(?iu)(abstract|summary|аннотация|резюме|introduction|введение)\\b.{0,3}");
  private static final Pattern RUN_IN =
      Pattern.compile("(?iu)(abstract|аннотация|summary)\\s*[.:—–-].*");
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "(?iu).*(@|\\biit\\b|universit|institut|department|laborator|school of|college|faculty|centre|center\\b|hospital|academy|inc\\.|ltd|gmbh|research\\b|https?:|www\\.|street|edited by|reviewed by|received|published|accepted|submitted|licen[sc]e|copyright|preprint|correspond|keywords|доктор|университет|институт|кафедра|факультет|москва).*");
  private static final Pattern NAME =
      Pattern.compile(
          "(\\p{Lu}[\\p{L}\\p{M}'’.\\-]*|de|da|van|von|der|den|del|la|le|el|bin|al|di|du|dos)(\\s+(\\p{Lu}[\\p{L}\\p{M}'’.\\-]*|de|da|van|von|der|den|del|la|le|el|bin|al|di|du|dos)){1,5}");

  /** The mark of a note at a line's end. */
  private static final String MARKED =
      "\\s*(?:\\^?[∗*†‡§¶]+|\\^(?:\\{[^}]{0,6}}|[∗*†‡§¶\\d]{1,2}|[a-z]\\)?)?)$";

  /** Lines of running text that follow each other: so many are an abstract, whatever is over it. */
  private static final int RUNNING = 4;

  /** Characters of a line of running text. */
  private static final int LONG = 40;

  /** The share of bold letters in which lines of one title may differ. */
  private static final float MIXED = 0.7f;

  /** Of the page's width: what a line takes that is broken because it is full. */
  private static final float FULL = 0.5f;

  static FrontMatter of(Page page, Style style, @Nullable String told) {
    List<Line> lines = page.lines();
    int text = textStart(page, lines);
    int[] title = title(lines.subList(0, text), told);
    if (title[1] == title[0]) {
      return new FrontMatter("", List.of(), 0, List.of());
    }
    StringBuilder words = new StringBuilder();
    for (Line line : lines.subList(title[0], title[1])) {
      String part = line.prose().replaceFirst(MARKED, "");
      if (words.toString().endsWith("-")) {
        words.setLength(words.length() - 1);
      } else if (!words.isEmpty()) {
        words.append(' ');
      }
      words.append(part);
    }
    List<Named> named = new ArrayList<>();
    for (int i = title[1]; i < text; i++) {
      Line line = lines.get(i);
      if (line.x1() < Math.min(lines.get(title[0]).x0() - 2, style.left()[0] - 4)) {
        // The margin has editors and dates.
        continue;
      }
      if (style.isBody(line) && line.prose().length() > 75 && !line.prose().contains(",")) {
        break;
      }
      StringBuilder list = new StringBuilder(line.text());
      while (i + 1 < text && goesOn(page, lines.get(i), lines.get(i + 1), list)) {
        i++;
        list.append(' ').append(lines.get(i).text());
      }
      List<String> names = names(list.toString());
      if (!names.isEmpty()) {
        named.add(new Named(line.face() + " " + Math.round(line.size()), names, i + 1));
      } else if (!named.isEmpty()
          && !ELSEWHERE.matcher(line.prose()).matches()
          && !line.prose().matches("^[\\^\\d∗*†‡].*")
          && line.prose().length() > 60) {
        break;
      }
      if (named.size() >= 200) {
        break;
      }
    }
    List<Named> authors = alike(named);
    int end = authors.isEmpty() ? title[1] : authors.get(authors.size() - 1).end();
    boolean known =
        text < lines.size()
            && (TEXT.matcher(bare(lines.get(text))).matches()
                || RUN_IN.matcher(lines.get(text).prose()).matches());
    int taken = known ? running(lines, end, text) : end;
    List<Line> beside = new ArrayList<>(lines.subList(0, taken));
    beside.subList(title[0], title[1]).clear();
    return new FrontMatter(
        words.toString().strip(),
        authors.stream().flatMap(one -> one.names().stream()).distinct().toList(),
        taken,
        beside);
  }

  /** Where an abstract without a heading begins; the end where there is none. */
  private static int running(List<Line> lines, int from, int to) {
    int since = from;
    for (int i = from; i < to; i++) {
      Line line = lines.get(i);
      boolean goesOn =
          i > since
              && Math.abs(line.size() - lines.get(i - 1).size()) < 0.3f
              && line.y() > lines.get(i - 1).y()
              && line.y() - lines.get(i - 1).y() < 1.75f * line.size();
      if (!goesOn) {
        since = i;
      }
      boolean reads =
          line.prose().length() > LONG
              && line.words().size() > 5
              && !ELSEWHERE.matcher(line.prose()).matches();
      if (!reads) {
        since = i + 1;
      } else if (i - since + 1 >= RUNNING) {
        return since;
      }
    }
    return to;
  }

  /** Names on a line, and how it is set. */
  private record Named(String look, List<String> names, int end) {}

  /** Authors are all set alike; places and firms that look like names are set otherwise. */
  private static List<Named> alike(List<Named> named) {
    Map<String, Integer> looks = new LinkedHashMap<>();
    named.forEach(one -> looks.merge(one.look(), one.names().size(), Integer::sum));
    String most = "";
    for (Map.Entry<String, Integer> look : looks.entrySet()) {
      most = look.getValue() > looks.getOrDefault(most, 0) ? look.getKey() : most;
    }
    String look = most;
    return named.stream().filter(one -> one.look().equals(look)).toList();
  }

  private static String bare(Line line) {
    return line.prose().replaceFirst("^(\\d+|I)\\.?\\s+", "").strip();
  }

  /** Where abstract or introduction begin; else the end of the page. */
  private static int textStart(Page page, List<Line> lines) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.y() < page.height() * 0.85f
          && (TEXT.matcher(bare(line)).matches() || RUN_IN.matcher(line.prose()).matches())) {
        return i;
      }
    }
    return Math.min(lines.size(), 40);
  }

  /** The largest words near the top, or the lines that say what the file's own title says. */
  private static int[] title(List<Line> lines, @Nullable String told) {
    int[] best = {0, 0};
    float bestScore = 0;
    for (int i = 0; i < lines.size(); ) {
      int end = i + 1;
      while (end < lines.size() && same(lines.get(end - 1), lines.get(end)) && end - i < 6) {
        end++;
      }
      StringBuilder text = new StringBuilder();
      lines.subList(i, end).forEach(line -> text.append(line.prose()).append(' '));
      String words = text.toString().strip();
      if (told != null
          && told.length() > 12
          && letters(words).contains(letters(told))
          && words.length() < 2 * told.length() + 20) {
        return new int[] {i, end};
      }
      float score = lines.get(i).size() + (lines.get(i).isBold() ? 0.5f : 0) - i * 0.01f;
      boolean long_ = words.split("\\s+").length >= 3 && words.matches(".*\\p{L}{3}.*");
      boolean fits =
          words.length() <= 300
              && !ELSEWHERE.matcher(words).matches()
              && !words.matches("(?iu)arxiv:.*");
      if (fits && score * (long_ ? 1 : 0.6f) > bestScore + 0.2f) {
        best = new int[] {i, end};
        bestScore = score * (long_ ? 1 : 0.6f);
      }
      i = end;
    }
    return best;
  }

  /** A name in letters of another font, or capitals among small ones, break no title. */
  private static boolean same(Line last, Line next) {
    float off = Math.min(Math.abs(last.size() - next.size()), Math.abs(tall(last) - tall(next)));
    return off < Math.max(0.4f, 0.07f * last.size())
        && Math.abs(last.bold() - next.bold()) < MIXED
        && next.y() > last.y()
        && next.y() - last.y() < last.size() * 1.75f;
  }

  /** The largest size on a line, points. */
  private static float tall(Line line) {
    return (line.y() - line.top()) / 0.75f;
  }

  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\d]", "");
  }

  /** A list of names that fills a line goes on in the next, in the middle of a name or not. */
  private static boolean goesOn(Page page, Line last, Line next, CharSequence list) {
    return last.face().equals(next.face())
        && Math.abs(last.size() - next.size()) < 0.4f
        && next.y() > last.y()
        && next.y() - last.y() < last.size() * 1.75f
        && last.width() > FULL * page.width()
        && list.chars().anyMatch(c -> c == ',' || c == ';')
        && !ELSEWHERE.matcher(list).matches()
        && !ELSEWHERE.matcher(next.text()).matches();
  }

  private static List<String> names(String line) {
    String text =
        line.replaceAll("\\^(\\{[^}]*}|ID|[\\d,∗*†‡§¶a-z]+)", " , ")
            .replaceAll("\\bID\\b|[∗*†‡§¶✉]|\\d", " ");
    List<String> names = new ArrayList<>();
    if (ELSEWHERE.matcher(text).matches()) {
      return names;
    }
    for (String part : text.split("[,;\\t]|\\band\\b|&|\\bи\\b|·")) {
      String name = part.strip().replaceAll("\\s+", " ").replaceFirst("^(Dr|Prof)\\.? ", "");
      if (name.length() < 50
          && NAME.matcher(name).matches()
          && name.matches(".*\\p{Ll}.*|.*\\p{Lu}\\. .*")) {
        names.add(name);
      }
    }
    return names;
  }
}
