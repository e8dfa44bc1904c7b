package dev.offprint.paper;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocks of lines: running text goes on over columns and pages; what floats beside it
 * (captions, tables, notes) waits until the paragraph has ended.
 */
final class Flow {
  private static final Pattern ENDED = Pattern.compile(".*[.!?:;][)\\]”\"’']*(\\^[\\d,]+)?$");
  private static final Pattern ITEM =
      Pattern.compile("([•◦▪–*∙·‣►]|\\(?(\\d{1,2}|[a-z]|[ivx]{1,4})[.)]|Step \\d+)\\s+.*");
  private static final Pattern MARKED = Pattern.compile("\\^?[∗*†‡§].*");
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,2})*)\\.?\\s+(.*)");
  private static final Pattern NOTE_MARK =
      Pattern.compile("(\\^[\\d∗*†‡§a-z]{1,3}|\\d{1,2} |[∗*†‡§]).*");

  /** A sentence that ends in a long address is no code, though most of it is set as code is. */
  private static final Pattern ADDRESS = Pattern.compile("(\\p{L}+ ){3,}.*https?://\\S+");

  /** Lines. */
  private static final int LONGEST_HEADING = 3;

  private final Style style;
  private final Headings headings;
  private final Captions captions;
  private final Equations equations;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Block> beside = new ArrayList<>();
  private final Set<Floats.Place> taken = Collections.newSetFromMap(new IdentityHashMap<>());
  private List<Line> prose = new ArrayList<>();
  private Floats floats = Floats.NONE;
  private int lastNumber;

  private Flow(Style style) {
    this.style = style;
    this.headings = new Headings(style);
    this.captions = new Captions(style);
    this.equations = new Equations(style);
  }

  /**
   * @param sheets what the pages were made of
   */
  static List<Block> of(List<Page> pages, List<Sheet> sheets, Style style) {
    Flow flow = new Flow(style);
    List<Floats> floats = Floats.of(pages, sheets, style);
    for (int i = 0; i < pages.size(); i++) {
      flow.page(pages.get(i), floats.get(i));
    }
    flow.endParagraph();
    return Mentions.moored(Levels.ranked(flow.blocks));
  }

  private void page(Page page, Floats found) {
    floats = found;
    List<Line> lines = page.lines();
    for (int i = 0; i < lines.size(); ) {
      i = next(page, lines, i);
    }
    for (Floats.Place place : found.unnamed()) {
      if (taken.add(place)) {
        beside.add(afloat(place));
      }
    }
  }

  /** Takes the block that begins at {@code i}; where the next begins. */
  private int next(Page page, List<Line> lines, int i) {
    Line line = lines.get(i);
    Line before = i == 0 ? null : lines.get(i - 1);
    Line after = i + 1 == lines.size() ? null : lines.get(i + 1);
    Floats.Place place = floats.place(line);
    if (place != null) {
      if (taken.add(place)) {
        beside.add(afloat(place));
      }
      return i + 1;
    }
    if (captions.starts(line, before)) {
      return caption(page, lines, i);
    }
    boolean inline = inline(line, before, after);
    boolean marked = MARKED.matcher(line.text()).matches();
    if ((!isCode(line) || inline || marked) && isNote(page, lines, i)) {
      int end = i + 1;
      while (end < lines.size()
          && lines.get(end).size() < style.body() * 0.95f
          && style.near(lines.get(end - 1), lines.get(end), 1.6f)
          && !NOTE_MARK.matcher(lines.get(end).text()).matches()) {
        end++;
      }
      beside.add(new Block.Note(lines.subList(i, end)));
      return end;
    }
    if (equations.displayed(page, line)) {
      int end = i + 1;
      while (end < lines.size() && equations.goesOn(page, lines.get(end - 1), lines.get(end))) {
        end++;
      }
      interrupt();
      Equations.parted(lines.subList(i, end)).forEach(part -> blocks.add(new Block.Equation(part)));
      return end;
    }
    if (!inline && isRow(line, before, after)) {
      int end = i + 1;
      while (end < lines.size()
          && (isRow(lines.get(end), lines.get(end - 1), null) || isCode(lines.get(end)))) {
        end++;
      }
      if (isCode(line)) {
        // Code stands where it is printed; tables float.
        endParagraph();
        blocks.add(new Block.Listing("", lines.subList(i, end)));
      } else {
        beside.add(rows(Captions.Kind.TABLE, "", lines.subList(i, end)));
      }
      return end;
    }
    Block.Heading heading = headings.heading(line, before, after);
    if (heading != null && follows(heading) && !paragraph(lines, i)) {
      return heading(lines, i, heading);
    }
    if (opensParagraph(page, line) && after != null && headings.fills(line, after)) {
      endParagraph();
      blocks.add(lead(line, line.prose()));
      return i + 1;
    }
    text(page, line);
    return i + 1;
  }

  /** A number that does not go on from the last one belongs to a list, unless it looks large. */
  private boolean follows(Block.Heading heading) {
    Line line = heading.lines().get(0);
    if (!heading.number().matches("\\d{1,2}") || line.isBold() || style.larger(line)) {
      return true;
    }
    int number = Integer.parseInt(heading.number());
    return number > lastNumber && number <= lastNumber + 2;
  }

  private static Block afloat(Floats.Place place) {
    List<Block> parts = new ArrayList<>();
    if (!place.caption().isEmpty()) {
      parts.add(new Block.Caption(place.caption()));
    }
    parts.add(
        place.kind() == Captions.Kind.FIGURE
            ? new Block.Figure(place.label(), place.page(), place.lines(), place.box())
            : rows(place.kind(), place.label(), place.lines()));
    if (!place.notes().isEmpty()) {
      parts.add(new Block.Note(place.notes()));
    }
    return new Block.Afloat(place.kind(), place.label(), place.page(), parts);
  }

  private static Block rows(Captions.Kind kind, String label, List<Line> lines) {
    if (kind == Captions.Kind.ALGORITHM) {
      return new Block.Listing(label, lines);
    }
    Sheet.Box box = Sheet.Box.of(lines.get(0));
    for (Line line : lines) {
      box = box.with(Sheet.Box.of(line));
    }
    return new Block.Table(label, Grid.of(lines), lines, box);
  }

  private int heading(List<Line> lines, int i, Block.Heading heading) {
    Line line = lines.get(i);
    int end = i + 1;
    StringBuilder words = new StringBuilder(heading.text());
    while (end < lines.size()
        && end < i + LONGEST_HEADING
        && continues(line, lines.get(end - 1), lines.get(end))) {
      words.append(' ').append(lines.get(end).prose());
      end++;
    }
    endParagraph();
    if (heading.number().matches("\\d{1,2}")) {
      lastNumber = Integer.parseInt(heading.number());
    }
    Block.Heading whole =
        heading.with(words.toString().strip(), heading.level(), lines.subList(i, end));
    blocks.add(whole);
    return end;
  }

  /** What goes on for more lines than headings have is a paragraph in another font. */
  private boolean paragraph(List<Line> lines, int i) {
    int end = i + 1;
    while (end < lines.size()
        && end <= i + LONGEST_HEADING
        && continues(lines.get(i), lines.get(end - 1), lines.get(end))) {
      end++;
    }
    return end > i + LONGEST_HEADING;
  }

  private boolean continues(Line first, Line last, Line next) {
    boolean centred = Math.abs(first.x0() + first.x1() - next.x0() - next.x1()) < 8;
    return (next.x0() > first.x0() - 3 || centred)
        && Math.abs(next.size() - first.size()) < 0.3f
        && next.isBold() == first.isBold()
        && next.face().equals(first.face())
        && (first.isBold() || first.size() > style.body() * 1.07f)
        && style.near(last, next, 1.5f * first.size() / style.body())
        && !headingStart(next.text())
        && next.cells() == 1;
  }

  private static boolean headingStart(String text) {
    return text.matches("(\\d{1,2}(\\.\\d{1,2})*|[A-Z](\\.\\d+)+)[.)]?\\s+\\p{Lu}.*");
  }

  private int caption(Page page, List<Line> lines, int i) {
    Line first = lines.get(i);
    int end = captions.end(page, lines, i);
    List<Block> parts = new ArrayList<>();
    parts.add(new Block.Caption(lines.subList(i, end)));
    Captions.Kind kind = Captions.Kind.of(first.text());
    boolean rows = kind != Captions.Kind.FIGURE;
    int last = end;
    while (rows && last < lines.size() && inFloat(page, lines, last)) {
      last++;
    }
    if (last > end) {
      parts.add(rows(kind, Captions.label(first.text()), lines.subList(end, last)));
    }
    beside.add(new Block.Afloat(kind, Captions.label(first.text()), page.number(), parts));
    return last;
  }

  /** Under the caption of a table or algorithm all belongs to it until running text begins. */
  private boolean inFloat(Page page, List<Line> lines, int i) {
    Line line = lines.get(i);
    Line last = lines.get(i - 1);
    if (captions.starts(line, last)
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
    return Glyph.Face.mono(line.face())
        && !line.face().equals(style.face())
        && !ADDRESS.matcher(line.text()).matches();
  }

  /** A line of running text may consist of one long name of a file or address. */
  private boolean inline(Line line, @Nullable Line before, @Nullable Line after) {
    return isCode(line)
        && line.cells() == 1
        && !(before != null && isCode(before) && style.near(before, line, 1.6f))
        && !(after != null && isCode(after) && style.near(line, after, 1.6f))
        && (before != null && runs(before) && style.near(before, line, 1.3f)
            || after != null && runs(after) && style.near(line, after, 1.3f));
  }

  private boolean runs(Line line) {
    return style.isBody(line) && !isCode(line) && line.cells() == 1 && line.text().length() > 30;
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
    if (!prose.isEmpty()
        && (opens(page, prose.get(prose.size() - 1), line)
            || !beside.isEmpty() && betweenSentences(prose.get(prose.size() - 1), line))) {
      endParagraph();
    }
    String lead = prose.isEmpty() ? Headings.runIn(line) : null;
    if (lead != null) {
      endParagraph();
      blocks.add(lead(line, lead));
      String rest = line.text().substring(line.lead()).replaceFirst("^[.:]", "").strip();
      if (!rest.isEmpty()) {
        prose.add(line.with(rest));
      }
      return;
    }
    prose.add(line);
  }

  /** The words that open a paragraph as a heading of their own. */
  private static Block.Heading lead(Line line, String lead) {
    Matcher number = NUMBER.matcher(lead);
    String words = number.matches() ? number.group(2) : lead;
    Block.Heading made = Headings.made(number.matches() ? number.group(1) : "", words, line);
    return made.with(made.text(), Math.max(3, made.level()), made.lines());
  }

  private boolean opensParagraph(Page page, Line line) {
    return prose.isEmpty() || opens(page, prose.get(prose.size() - 1), line);
  }

  /** What stands beside a paragraph is read at the first end of a sentence. */
  private static boolean betweenSentences(Line last, Line next) {
    return ENDED.matcher(last.text()).matches()
        && Character.isUpperCase(next.text().codePointAt(0));
  }

  private boolean opens(Page page, Line last, Line line) {
    boolean ended = ENDED.matcher(last.text()).matches();
    boolean same = last.page() == line.page() && line.y() > last.y();
    String title = same ? Headings.runIn(line) : null;
    if (title != null && (ended || title.endsWith(":") || style.endsEarly(page, last))) {
      return true;
    }
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

  private void interrupt() {
    if (!prose.isEmpty()) {
      blocks.add(new Block.Prose(prose));
      prose = new ArrayList<>();
    }
  }

  private void endParagraph() {
    interrupt();
    blocks.addAll(beside);
    beside.clear();
  }
}
