package dev.offprint.paper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds where on a page its tables and figures stand, from their captions, from rules and from what
 * is drawn, so that their words are not taken for running text.
 */
final class Floats {
  /** In line pitches: how far a table's first rule may be from its caption. */
  private static final float NEAR_CAPTION = 3.5f;

  /** In points. */
  private static final float LEAST_HEIGHT = 20;

  private static final float LEAST_RULE = 50;

  /** In points: rules of neighbouring cells. */
  private static final float SAME_HEIGHT = 1;

  private static final float NEXT_CELL = 2;

  private final Page page;
  private final Sheet sheet;
  private final Style style;
  private final Captions captions;
  private final Headings headings;
  private final Map<Line, Place> places = new IdentityHashMap<>();
  private final Map<Line, Captioned> captioned = new IdentityHashMap<>();
  private final List<Captioned> all = new ArrayList<>();
  private final List<Place> unnamed = new ArrayList<>();

  /** A table or figure, its caption, and the small print under it. */
  record Place(
      Captions.Kind kind,
      String label,
      int page,
      Sheet.Box box,
      List<Line> lines,
      List<Line> caption,
      List<Line> notes) {}

  /** A caption, lines {@code from} to {@code to} (excluded) of the page. */
  private record Captioned(Captions.Kind kind, String label, int from, int to, Sheet.Box box) {}

  static final Floats NONE =
      of(
          new Page(1, 0, 0, -1, List.of(), List.of()),
          new Sheet(1, 0, 0, List.of(), List.of(), List.of(), 0, 0, List.of(), false, false),
          Style.of(List.of()));

  private Floats(Page page, Sheet sheet, Style style) {
    this.page = page;
    this.sheet = sheet;
    this.style = style;
    this.captions = new Captions(style);
    this.headings = new Headings(style);
  }

  static Floats of(Page page, Sheet sheet, Style style) {
    Floats floats = new Floats(page, sheet, style);
    floats.captions();
    floats.all.forEach(floats::table);
    floats.all.forEach(floats::figure);
    return floats;
  }

  /** The floats of all pages, page by page. */
  static List<Floats> of(List<Page> pages, List<Sheet> sheets, Style style) {
    List<Floats> all = new ArrayList<>();
    for (int i = 0; i < pages.size(); i++) {
      all.add(of(pages.get(i), sheets.get(i), style));
    }
    for (int i = 0; i + 1 < all.size(); i++) {
      all.get(i).parted(all.get(i + 1));
    }
    for (int i = 0; i < all.size(); i++) {
      List<Sheet.Box> elsewhere = new ArrayList<>();
      if (i > 0) {
        elsewhere.addAll(sheets.get(i - 1).drawings());
      }
      if (i + 1 < all.size()) {
        elsewhere.addAll(sheets.get(i + 1).drawings());
      }
      all.get(i).unnamed(elsewhere);
    }
    return all;
  }

  /** Figures without a caption; a caption that has found no figure has the only one there is. */
  private void unnamed(List<Sheet.Box> elsewhere) {
    List<Sheet.Box> taken = places.values().stream().map(Place::box).distinct().toList();
    List<Sheet.Box> boxes = new Uncaptioned(page, sheet, style).boxes(taken, elsewhere);
    List<Captioned> waiting =
        all.stream()
            .filter(one -> one.kind() == Captions.Kind.FIGURE)
            .filter(one -> !places.containsKey(page.lines().get(one.from())))
            .toList();
    if (waiting.size() == 1 && boxes.size() == 1) {
      take(waiting.getFirst(), boxes.getFirst());
      return;
    }
    for (Sheet.Box box : boxes) {
      List<Line> lines = withDrawn(held(box), box);
      Place place =
          new Place(Captions.Kind.FIGURE, "", page.number(), box, lines, List.of(), List.of());
      lines.forEach(line -> places.put(line, place));
      unnamed.add(place);
    }
  }

  /** Figures that no caption names. */
  List<Place> unnamed() {
    return unnamed;
  }

  /** A page may end between a table and its caption, whichever comes first. */
  private void parted(Floats next) {
    Captioned foot = all.isEmpty() ? null : all.get(all.size() - 1);
    if (foot != null && waits(foot) && ends(foot)) {
      Sheet.Box box = next.atEdge(true);
      if (box != null) {
        next.take(foot, this, box);
      }
    }
    Captioned head = next.all.isEmpty() ? null : next.all.get(0);
    if (head != null && next.waits(head) && head.from() == 0) {
      Sheet.Box box = atEdge(false);
      if (box != null) {
        take(head, next, box);
      }
    }
  }

  /** Whether a table's caption is known and the table is not. */
  private boolean waits(Captioned caption) {
    return caption.kind() == Captions.Kind.TABLE
        && !places.containsKey(page.lines().get(caption.from()));
  }

  /** Whether nothing but notes stands on the page after a caption. */
  private boolean ends(Captioned caption) {
    return page.lines().subList(caption.to(), page.lines().size()).stream()
        .allMatch(line -> line.size() < style.body() * 0.95f);
  }

  /** The table at the head or the foot of the page; whose lines have a caption has none to give. */
  private Sheet.@Nullable Box atEdge(boolean head) {
    Sheet.Box text = null;
    for (Line line : page.lines()) {
      Sheet.Box box = Sheet.Box.of(line);
      text = text == null ? box : text.with(box);
    }
    if (text == null) {
      return null;
    }
    // The rule that opens or closes a table stands just outside its words.
    float edge = head ? text.y0() - style.pitch() : text.y1() + style.pitch();
    Captioned none =
        new Captioned(
            Captions.Kind.TABLE, "", 0, 0, new Sheet.Box(text.x0(), edge, text.x1(), edge));
    return ruled(rules(none), none, head);
  }

  /** The table or figure that a line belongs to, its caption included, or null. */
  @Nullable Place place(Line line) {
    return places.get(line);
  }

  private void captions() {
    List<Line> lines = page.lines();
    for (int i = 0; i < lines.size(); ) {
      boolean starts = captions.starts(lines.get(i), i == 0 ? null : lines.get(i - 1));
      if (starts || titled(lines.get(i))) {
        int end = starts ? captions.end(page, lines, i) : i + 1;
        Sheet.Box box = Sheet.Box.of(lines.get(i));
        for (Line line : lines.subList(i, end)) {
          box = box.with(Sheet.Box.of(line));
        }
        String text = lines.get(i).text();
        Captioned one = new Captioned(Captions.Kind.of(text), Captions.label(text), i, end, box);
        lines.subList(i, end).forEach(line -> captioned.put(line, one));
        all.add(one);
        i = end;
      } else {
        i++;
      }
    }
  }

  /** An algorithm's title stands between two rules, with or without a stop after its number. */
  private boolean titled(Line line) {
    return Captions.algorithm(line.text())
        && sheet.rules().stream().anyMatch(rule -> near(rule, line.top() - rule.y(), line))
        && sheet.rules().stream().anyMatch(rule -> near(rule, rule.y() - line.bottom(), line));
  }

  private boolean near(Sheet.Rule rule, float off, Line line) {
    return off > -0.3f * line.size()
        && off < style.pitch()
        && rule.x0() < line.x0() + 6
        && rule.x1() > line.x1();
  }

  private void table(Captioned caption) {
    if (caption.kind() == Captions.Kind.FIGURE) {
      return;
    }
    List<Sheet.Rule> rules = rules(caption);
    Sheet.Box below = ruled(rules, caption, true);
    Sheet.Box above = ruled(rules, caption, false);
    Sheet.Box box = below == null ? above : below;
    if (below != null && above != null) {
      // Where both fit, what stands above belongs to this caption unless it has one of its own.
      box = captionOver(above, caption) ? below : above;
    }
    if (box != null) {
      take(caption, box);
    }
  }

  /** The rules that a caption's table may have, downwards; those of single cells are one. */
  private List<Sheet.Rule> rules(Captioned caption) {
    List<Sheet.Rule> joined = new ArrayList<>();
    for (Sheet.Rule rule :
        sheet.rules().stream()
            .sorted(
                Comparator.<Sheet.Rule>comparingDouble(one -> Math.round(one.y()))
                    .thenComparingDouble(Sheet.Rule::x0))
            .toList()) {
      Sheet.Rule last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null
          && Math.abs(last.y() - rule.y()) < SAME_HEIGHT
          && rule.x0() - last.x1() < NEXT_CELL) {
        joined.set(
            joined.size() - 1, new Sheet.Rule(last.x0(), Math.max(last.x1(), rule.x1()), last.y()));
      } else {
        joined.add(rule);
      }
    }
    return joined.stream()
        .filter(rule -> rule.x1() - rule.x0() > LEAST_RULE && beside(rule, caption.box()))
        .sorted(Comparator.comparingDouble(Sheet.Rule::y))
        .toList();
  }

  private boolean captionOver(Sheet.Box box, Captioned own) {
    return all.stream()
        .anyMatch(
            other ->
                other != own
                    && other.kind() != Captions.Kind.FIGURE
                    && other.box().y1() < box.y0() + 3
                    && box.y0() - other.box().y1() < NEAR_CAPTION * style.pitch());
  }

  private static boolean beside(Sheet.Rule rule, Sheet.Box box) {
    return Math.min(rule.x1(), box.x1()) - Math.max(rule.x0(), box.x0())
        > 0.5f * Math.min(rule.x1() - rule.x0(), box.width());
  }

  /** From the rule next to the caption to the last one before something else begins. */
  private Sheet.@Nullable Box ruled(List<Sheet.Rule> rules, Captioned caption, boolean down) {
    float near = NEAR_CAPTION * style.pitch();
    float edge = down ? caption.box().y1() : caption.box().y0();
    List<Sheet.Rule> way = new ArrayList<>(rules);
    if (!down) {
      way.sort(Comparator.comparingDouble(Sheet.Rule::y).reversed());
    }
    Sheet.Rule last = null;
    Sheet.Box box = null;
    for (Sheet.Rule rule : way) {
      float off = down ? rule.y() - edge : edge - rule.y();
      if (off < -3) {
        continue;
      }
      if (last == null || box == null) {
        if (off > near) {
          return null;
        }
        last = rule;
        box = new Sheet.Box(rule.x0(), rule.y(), rule.x1(), rule.y());
        continue;
      }
      boolean same = rule.x0() > box.x0() - 6 && rule.x1() < box.x1() + 6 || aligned(rule, box);
      if (!same) {
        continue;
      }
      if (interrupted(last, rule, caption)) {
        break;
      }
      box = box.with(new Sheet.Box(rule.x0(), rule.y(), rule.x1(), rule.y()));
      last = rule;
    }
    if (box == null || box.height() < 0.8f * style.pitch()) {
      return null;
    }
    return box;
  }

  private static boolean aligned(Sheet.Rule rule, Sheet.Box box) {
    return Math.abs(rule.x0() - box.x0()) < 6 || Math.abs(rule.x1() - box.x1()) < 6;
  }

  /** Whether running text, a heading or another caption stands between two rules. */
  private boolean interrupted(Sheet.Rule one, Sheet.Rule other, Captioned own) {
    float from = Math.min(one.y(), other.y());
    float to = Math.max(one.y(), other.y());
    int running = 0;
    int filled = 0;
    for (Line line : page.lines()) {
      boolean between =
          line.y() > from
              && line.y() <= to + 2
              && line.x0() < Math.max(one.x1(), other.x1())
              && line.x1() > Math.min(one.x0(), other.x0());
      if (!between) {
        continue;
      }
      filled++;
      Captioned caption = captioned.get(line);
      if (caption != null && caption != own) {
        return true;
      }
      boolean runs = running(line);
      running += runs ? 1 : 0;
      if (running >= 3 && own.kind() == Captions.Kind.TABLE && !cellular(line)) {
        return true;
      }
      if (own.kind() == Captions.Kind.TABLE
          && headings.heading(line, null, null) != null
          && style.larger(line)) {
        return true;
      }
    }
    return filled == 0 && to - from > 3 * style.pitch();
  }

  private boolean running(Line line) {
    return style.isBody(line)
        && line.cells() == 1
        && style.full(page, line)
        && line.face().equals(style.face());
  }

  /** Whether the words of a line stand as far apart as cells do. */
  private static boolean cellular(Line line) {
    float widest = 0;
    for (int i = 1; i < line.words().size(); i++) {
      widest = Math.max(widest, line.words().get(i).x0() - line.words().get(i - 1).x1());
    }
    return widest > line.size();
  }

  private void figure(Captioned caption) {
    if (caption.kind() != Captions.Kind.FIGURE) {
      return;
    }
    Sheet.Box above = drawn(caption, true);
    Sheet.Box below = above == null ? drawn(caption, false) : null;
    Sheet.Box box = above == null ? below : above;
    if (box != null) {
      take(caption, box);
    }
  }

  /** What is drawn between the caption and the text over it, or under it. */
  private Sheet.@Nullable Box drawn(Captioned caption, boolean up) {
    float from = up ? 0 : caption.box().y1();
    float to = up ? caption.box().y0() : page.height();
    float x0 = 0;
    float x1 = page.width();
    int side = page.gutter() < 0 ? 2 : page.column(page.lines().get(caption.from()));
    if (side == 0) {
      x1 = page.gutter();
    } else if (side == 1) {
      x0 = page.gutter();
    }
    for (Line line : page.lines()) {
      Captioned other = captioned.get(line);
      boolean text = running(line) && line.words().size() > 4 || other != null && other != caption;
      if (!text || line.x0() > x1 || line.x1() < x0) {
        continue;
      }
      // A caption beside this one has a figure of its own beside this one.
      if (other != null && (line.x1() < caption.box().x0() || line.x0() > caption.box().x1())) {
        continue;
      }
      if (up && line.bottom() < to + 1) {
        from = Math.max(from, line.bottom());
      } else if (!up && line.top() > from - 1) {
        to = Math.min(to, line.top());
      }
    }
    Sheet.Box box = null;
    for (Sheet.Box drawing : sheet.drawings()) {
      float middle = (drawing.y0() + drawing.y1()) / 2;
      float across = (drawing.x0() + drawing.x1()) / 2;
      if (middle > from && middle < to && across > x0 - 3 && across < x1 + 3) {
        box = box == null ? drawing : box.with(drawing);
      }
    }
    if (box == null || box.height() < LEAST_HEIGHT) {
      return null;
    }
    // What is drawn may reach over the edge of its column; what is written there is another's.
    box =
        new Sheet.Box(
            Math.max(box.x0(), x0),
            Math.max(box.y0(), from),
            Math.min(box.x1(), x1),
            Math.min(box.y1(), to));
    for (Line line : page.lines()) {
      Sheet.Box at = Sheet.Box.of(line);
      boolean label =
          !running(line)
              && !captioned.containsKey(line)
              && headings.heading(line, null, null) == null
              && line.bottom() <= to + 1
              && line.top() >= from - 1
              && line.x0() > x0 - 3
              && line.x1() < x1 + 3
              && new Sheet.Box(box.x0() - 14, box.y0() - 14, box.x1() + 14, box.y1() + 14)
                  .touches(at);
      box = label ? box.with(at) : box;
    }
    return box.height() < LEAST_HEIGHT ? null : box;
  }

  private void take(Captioned caption, Sheet.Box box) {
    take(caption, this, box);
  }

  /** The caption may stand on another page. */
  private void take(Captioned caption, Floats of, Sheet.Box box) {
    List<Line> lines = held(box);
    boolean rows = caption.kind() != Captions.Kind.FIGURE;
    if (!rows) {
      lines = withDrawn(lines, box);
    }
    if (rows && lines.isEmpty()) {
      return;
    }
    List<Line> notes = rows ? notes(box) : List.of();
    List<Line> own = of.page.lines().subList(caption.from(), caption.to());
    Place place = new Place(caption.kind(), caption.label(), page.number(), box, lines, own, notes);
    lines.forEach(line -> places.put(line, place));
    notes.forEach(line -> places.put(line, place));
    own.forEach(line -> of.places.put(line, place));
  }

  /** Words that are part of what is drawn are read with it. */
  private List<Line> withDrawn(List<Line> lines, Sheet.Box box) {
    List<Line> all = new ArrayList<>(lines);
    page.drawn().stream().filter(box::holds).forEach(all::add);
    return all;
  }

  private List<Line> held(Sheet.Box box) {
    return page.lines().stream()
        .filter(line -> box.holds(line))
        .filter(line -> !captioned.containsKey(line) && !places.containsKey(line))
        .toList();
  }

  private List<Line> notes(Sheet.Box box) {
    List<Line> notes = new ArrayList<>();
    float edge = box.y1();
    for (Line line : page.lines()) {
      boolean under =
          line.top() > edge - 3
              && line.y() - edge < 2.2f * style.pitch()
              && line.x0() > box.x0() - 20
              && line.x1() < box.x1() + 20
              && line.size() < style.body() * 0.95f
              && !captioned.containsKey(line);
      if (under) {
        notes.add(line);
        edge = line.y();
      }
    }
    return notes;
  }
}
