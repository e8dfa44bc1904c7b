package dev.offprint.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocks of lines: running text goes on over columns and pages; what floats beside it
 * (captions, tables, notes) waits until the paragraph has ended.
 */
final class Flow {
  private static final Pattern CAPTION =
      Pattern.compile(
          "(?<kind>Figures?|Fig\\.?|FIGURE|FIG\\.?|Tables?|TABLE|Tab\\.|Algorithm|ALGORITHM|Listing|Рис\\.|Рисунок|Таблица)\\s*(?<label>[A-Z]?\\d{1,3}[a-z]?|[IVX]{1,5}|[A-Z]\\.\\d+)(?<end>\\s*[.:|]|\\s+\\p{Lu}|\\s*$| \\().*");
  private static final Pattern ENDED = Pattern.compile(".*[.!?:;][)\\]”\"’']*(\\^[\\d,]+)?$");
  private static final Pattern ITEM =
      Pattern.compile("([•◦▪–*∙·‣►]|\\(?(\\d{1,2}|[a-z]|[ivx]{1,4})[.)]|Step \\d+)\\s+.*");
  private static final Pattern NOTE_MARK =
      Pattern.compile("(\\^[\\d∗*†‡§a-z]{1,3}|\\d{1,2} |[∗*†‡§]).*");

  private final Style style;
  private final Headings headings;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Block> beside = new ArrayList<>();
  private List<Line> prose = new ArrayList<>();

  private Flow(Style style) {
    this.style = style;
    this.headings = new Headings(style);
  }

  static List<Block> of(List<Page> pages, Style style) {
    Flow flow = new Flow(style);
    pages.forEach(flow::page);
    flow.endParagraph();
    return flow.blocks;
  }

  /** Kind and label of a caption's first line. */
  static java.util.regex.Matcher caption(String text) {
    return CAPTION.matcher(text);
  }

  private void page(Page page) {
    List<Line> lines = page.lines();
    for (int i = 0; i < lines.size(); ) {
      i = next(page, lines, i);
    }
  }

  /** Takes the block that begins at {@code i}; where the next begins. */
  private int next(Page page, List<Line> lines, int i) {
    Line line = lines.get(i);
    Line before = i == 0 ? null : lines.get(i - 1);
    Line after = i + 1 == lines.size() ? null : lines.get(i + 1);
    if (isCaption(line, before)) {
      return caption(page, lines, i);
    }
    if (isNote(page, lines, i)) {
      int end = i + 1;
      while (end < lines.size()
          && lines.get(end).size() < style.body() * 0.95f
          && near(lines.get(end - 1), lines.get(end), 1.6f)
          && !NOTE_MARK.matcher(lines.get(end).text()).matches()) {
        end++;
      }
      beside.add(new Block.Note(lines.subList(i, end)));
      return end;
    }
    if (isRow(line, before, after)) {
      int end = i + 1;
      while (end < lines.size()
          && (isRow(lines.get(end), lines.get(end - 1), null) || isCode(lines.get(end)))) {
        end++;
      }
      Block.Table rows = new Block.Table(lines.subList(i, end));
      if (isCode(line)) {
        // Code stands where it is printed; tables float.
        endParagraph();
        blocks.add(rows);
      } else {
        beside.add(rows);
      }
      return end;
    }
    Block.Heading heading = headings.heading(line, before, after);
    if (heading != null) {
      return heading(lines, i, heading);
    }
    text(page, line);
    return i + 1;
  }

  private int heading(List<Line> lines, int i, Block.Heading heading) {
    Line line = lines.get(i);
    int end = i + 1;
    StringBuilder words = new StringBuilder(heading.text());
    while (end < lines.size()
        && end < i + 3
        && continues(line, lines.get(end - 1), lines.get(end))) {
      words.append(' ').append(lines.get(end).prose());
      end++;
    }
    endParagraph();
    Block.Heading whole =
        heading.with(words.toString().strip(), heading.level(), lines.subList(i, end));
    blocks.add(whole);
    return end;
  }

  private boolean continues(Line first, Line last, Line next) {
    return Math.abs(next.size() - first.size()) < 0.3f
        && next.isBold() == first.isBold()
        && next.face().equals(first.face())
        && (first.isBold() || first.size() > style.body() * 1.07f)
        && near(last, next, 1.5f * first.size() / style.body())
        && !headingStart(next.text())
        && next.cells() == 1;
  }

  private static boolean headingStart(String text) {
    return text.matches("(\\d{1,2}(\\.\\d{1,2})*|[A-Z](\\.\\d+)+)[.)]?\\s+\\p{Lu}.*");
  }

  private static boolean begins(Line line) {
    java.util.regex.Matcher caption = CAPTION.matcher(line.text());
    return caption.matches() && caption.group("end").strip().matches("[.:|]");
  }

  private boolean isCaption(Line line, @Nullable Line before) {
    java.util.regex.Matcher caption = CAPTION.matcher(line.text());
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
            || !near(before, line, 1.3f)
            || ENDED.matcher(before.text()).matches() && marked
            || Math.abs(before.size() - line.size()) > 0.4f;
    return marked && opens || opens && !line.face().equals(style.face());
  }

  private int caption(Page page, List<Line> lines, int i) {
    Line first = lines.get(i);
    int end = i + 1;
    while (end < lines.size()) {
      Line line = lines.get(end);
      boolean goesOn =
          near(lines.get(end - 1), line, 1.35f)
              && Math.abs(line.size() - first.size()) < 0.5f
              && line.cells() == 1
              && page.column(line) == page.column(first)
              && !begins(line)
              && !(end == i + 1 && first.isBold() && headings.heading(line, first, null) != null);
      if (!goesOn) {
        break;
      }
      end++;
    }
    beside.add(new Block.Caption(lines.subList(i, end)));
    String kind = first.text().toLowerCase(java.util.Locale.ROOT);
    boolean rows = kind.startsWith("tab") || kind.startsWith("alg") || kind.startsWith("таб");
    int last = end;
    while (rows && last < lines.size() && inFloat(page, lines, last)) {
      last++;
    }
    if (last > end) {
      beside.add(new Block.Table(lines.subList(end, last)));
    }
    return last;
  }

  /** Under the caption of a table or algorithm all belongs to it until running text begins. */
  private boolean inFloat(Page page, List<Line> lines, int i) {
    Line line = lines.get(i);
    Line last = lines.get(i - 1);
    if (isCaption(line, last)
        || line.y() < last.y() - style.pitch() * 0.5f
        || line.y() - last.y() > 4 * style.pitch()) {
      return false;
    }
    boolean running =
        style.isBody(line)
            && line.cells() == 1
            && style.full(page, line)
            && line.face().equals(style.face());
    boolean nextRuns =
        i + 1 < lines.size()
            && style.isBody(lines.get(i + 1))
            && style.full(page, lines.get(i + 1))
            && lines.get(i + 1).cells() == 1;
    boolean heading =
        headings.heading(line, last, i + 1 < lines.size() ? lines.get(i + 1) : null) != null
            && line.cells() == 1
            && (line.size() > style.body() * 1.07f || line.text().matches("\\d.*"));
    return !(running && (nextRuns || line.text().length() > 60)) && !heading;
  }

  private boolean isRow(Line line, @Nullable Line before, @Nullable Line after) {
    if (isCode(line)) {
      return true;
    }
    if (line.cells() < 2
        || line.maths() > 0.25f
        || line.prose().matches(".*\\([\\dA-Z.]{1,6}\\)$")) {
      return false;
    }
    return line.cells() >= 3
        || !style.isBody(line)
        || before != null && before.cells() >= 2
        || after != null && after.cells() >= 2;
  }

  private boolean isCode(Line line) {
    return line.face()
            .matches(
                "(?i).*(mono|courier|cmtt|sftt|typewriter|inconsolata|consol|code|menlo|lmtt|txtt|nimbusmon).*")
        && !line.face().equals(style.face());
  }

  private boolean isNote(Page page, List<Line> lines, int i) {
    Line line = lines.get(i);
    boolean small = line.size() < style.body() * 0.95f;
    boolean margin = style.left()[0] > 90 && line.x1() < style.left()[0] - 4 && page.gutter() < 0;
    if (margin) {
      return true;
    }
    if (!small || line.y() < page.height() * 0.5f) {
      return false;
    }
    for (Line other : lines) {
      if (other.y() > line.y() + 1
          && style.isBody(other)
          && other.over(line)
          && other.text().length() > 15) {
        return false;
      }
    }
    return NOTE_MARK.matcher(line.text()).matches() || line.size() < style.body() * 0.85f;
  }

  private void text(Page page, Line line) {
    if (!prose.isEmpty() && opens(page, prose.get(prose.size() - 1), line)) {
      endParagraph();
    }
    String lead = prose.isEmpty() ? Headings.runIn(line) : null;
    if (lead != null) {
      endParagraph();
      java.util.regex.Matcher number =
          Pattern.compile("(\\d{1,2}(?:\\.\\d{1,2})*)\\.?\\s+(.*)").matcher(lead);
      String words = number.matches() ? number.group(2) : lead;
      Block.Heading made = Headings.made(number.matches() ? number.group(1) : "", words, line);
      blocks.add(made.with(made.text(), Math.max(3, made.level()), made.lines()));
      String rest = line.text().substring(line.lead()).replaceFirst("^[.:]", "").strip();
      if (!rest.isEmpty()) {
        prose.add(line.with(rest));
      }
      return;
    }
    prose.add(line);
  }

  private boolean opens(Page page, Line last, Line line) {
    boolean ended = ENDED.matcher(last.text()).matches();
    boolean same = last.page() == line.page() && line.y() > last.y();
    boolean gap = same && line.y() - last.y() > 1.45f * style.pitch();
    boolean larger = Math.abs(last.size() - line.size()) > 1.1f && same && gap;
    if (larger) {
      return true;
    }
    if (ITEM.matcher(line.text()).matches() && (ended || line.text().charAt(0) == '•')) {
      return true;
    }
    boolean capital = !line.text().isEmpty() && !Character.isLowerCase(line.text().charAt(0));
    if (!ended) {
      return gap
          && capital
          && line.maths() < 0.2f
          && last.maths() < 0.2f
          && style.endsEarly(page, last);
    }
    if (last.text().endsWith(",")) {
      return false;
    }
    return gap && capital
        || style.indented(page, line) && !style.indented(page, last) && capital
        || style.endsEarly(page, last) && capital && same;
  }

  private boolean near(Line last, Line next, float pitches) {
    return last.page() == next.page()
        && next.y() > last.y()
        && next.y() - last.y() < pitches * style.pitch();
  }

  private void endParagraph() {
    if (!prose.isEmpty()) {
      blocks.add(new Block.Prose(prose));
      prose = new ArrayList<>();
    }
    blocks.addAll(beside);
    beside.clear();
  }
}
