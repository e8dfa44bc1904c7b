package dev.offprint.engine;

import dev.offprint.session.Paper;
import dev.offprint.session.Paper.Part;
import dev.offprint.session.Paper.Seen;
import dev.offprint.session.Paper.Unread;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Has a model look at what the text of a paper does not tell: figures that the method needs,
 * garbled equations, pages that are pictures. What nobody looks at is listed with the reason.
 */
final class Looking {
  static final String BLIND = "the model sees no pictures";
  static final String NOT_NEEDED = "the method does not need it";
  static final String TOO_MANY = "more than are looked at";
  static final String NO_PLACE = "its place on the pages is not known";
  static final String TOO_LARGE = "its picture is too large";

  private static final int MOST_FIGURES = 12;
  private static final int MOST_EQUATIONS = 24;
  private static final int MOST_PAGES = 40;

  /** Drawn and sent at once; a page that is a picture may take megabytes. */
  private static final int AT_ONCE = 8;

  /** In points. */
  private static final float BESIDE = 24;

  private static final float ABOVE = 6;

  /** In points; a page ends where it ends. */
  private static final float WHOLE = 100_000;

  /** What a picture of the method says of itself, or the section that speaks of it. */
  private static final Pattern METHOD =
      Pattern.compile(
          "architect|overview|framework|pipeline|schema|diagram|flow ?chart|workflow|network|"
              + "structure|algorithm|procedure|protocol|set-?up|design|method|model|approach|"
              + "implement|illustrat|formulation|system|training|geometry|circuit|state machine");

  private final Ports ports;

  Looking(Ports ports) {
    this.ports = ports;
  }

  /**
   * The paper with what came of looking at it.
   *
   * @param file whose pages are drawn
   */
  Paper at(byte[] file, Stages.Job job) throws StageStopped {
    Paper paper = job.paper();
    List<Unread> unread = new ArrayList<>();
    Map<Part, Paper.Region> wanted = new LinkedHashMap<>();
    boolean sees = job.asking().traits(Role.VIEWER).images();
    parts(paper)
        .forEach(
            (part, region) -> {
              String why = sees ? without(paper, part, region, wanted.keySet()) : BLIND;
              if (why.isEmpty()) {
                wanted.put(part, region);
              } else {
                unread.add(new Unread(part, why));
              }
            });
    List<Seen> seen = new ArrayList<>();
    List<Part> all = List.copyOf(wanted.keySet());
    for (int first = 0; first < all.size(); first += AT_ONCE) {
      List<Part> some = all.subList(first, Math.min(all.size(), first + AT_ONCE));
      job.asking().progress(first, all.size(), "looking at " + some.getFirst().words());
      List<Stages.View> views = views(file, some, wanted, unread);
      if (!views.isEmpty()) {
        Stages.Looked looked = ports.stages().look(job, views);
        seen.addAll(looked.seen());
        unread.addAll(looked.unread());
      }
    }
    List<Paper.Passage> keptOut = new ArrayList<>();
    List<Seen> clean =
        seen.stream()
            .map(
                one -> {
                  Papers.Spoken spoken =
                      ports.papers().withoutInstructions(one.words(), one.part().page());
                  keptOut.addAll(spoken.keptOut());
                  return new Seen(one.part(), spoken.words(), one.model());
                })
            .toList();
    return paper.looked(clean, unread, keptOut);
  }

  /** A paper of which nothing is known but that its pages are pictures. */
  static Paper scan(int pages) {
    List<Unread> all =
        IntStream.rangeClosed(1, pages)
            .mapToObj(page -> new Unread(new Part(Part.Kind.PAGE, "", page, 0), "a picture"))
            .toList();
    return new Paper(
            "", List.of(), "", pages, List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of())
        .looked(List.of(), all, List.of());
  }

  private static Map<Part, Paper.Region> parts(Paper paper) {
    Map<Part, Paper.Region> parts = new LinkedHashMap<>();
    for (Unread one : paper.unread()) {
      int page = one.part().page();
      parts.put(one.part(), new Paper.Region(page, 0, 0, WHOLE, WHOLE));
    }
    for (Paper.Exhibit exhibit : paper.exhibits()) {
      Paper.Region region = exhibit.region();
      switch (exhibit) {
        case Paper.Exhibit.Figure figure -> {
          Part part = new Part(Part.Kind.FIGURE, figure.label(), region.page(), 0);
          // What no caption tells apart on a page is one picture.
          parts.merge(part, region, figure.label().isEmpty() ? Looking::both : (one, next) -> one);
        }
        case Paper.Exhibit.Equation equation -> {
          if (equation.garbled()) {
            parts.putIfAbsent(
                new Part(Part.Kind.EQUATION, equation.label(), region.page(), equation.sentence()),
                around(region));
          }
        }
        case Paper.Exhibit.Table table -> {
          // Its cells are text.
        }
        case Paper.Exhibit.Listing listing -> {
          // Its lines are text.
        }
      }
    }
    return parts;
  }

  private static Paper.Region both(Paper.Region one, Paper.Region other) {
    return new Paper.Region(
        one.page(),
        Math.min(one.x0(), other.x0()),
        Math.min(one.y0(), other.y0()),
        Math.max(one.x1(), other.x1()),
        Math.max(one.y1(), other.y1()));
  }

  /** Large brackets and what stands over a sign reach beyond the lines of an equation. */
  private static Paper.Region around(Paper.Region lines) {
    return lines.x1() - lines.x0() < 2
        ? lines
        : new Paper.Region(
            lines.page(),
            lines.x0() - BESIDE,
            lines.y0() - ABOVE,
            lines.x1() + BESIDE,
            lines.y1() + ABOVE);
  }

  /** Why a part is not looked at; empty where it is. */
  private static String without(
      Paper paper, Part part, Paper.Region region, Collection<Part> before) {
    if (region.x1() - region.x0() < 2 || region.y1() - region.y0() < 2) {
      return NO_PLACE;
    }
    if (part.kind() == Part.Kind.FIGURE && !needed(paper, part)) {
      return NOT_NEEDED;
    }
    long same = before.stream().filter(other -> other.kind() == part.kind()).count();
    int most =
        switch (part.kind()) {
          case FIGURE -> MOST_FIGURES;
          case EQUATION -> MOST_EQUATIONS;
          case PAGE -> MOST_PAGES;
        };
    return same < most ? "" : TOO_MANY;
  }

  /**
   * Whether a figure shows how something works: its caption or a section of the method says so, or
   * it has no caption and stands in one.
   */
  private static boolean needed(Paper paper, Part figure) {
    if (figure.label().isEmpty()) {
      return paper.sentences().stream()
          .filter(sentence -> sentence.page() == figure.page())
          .anyMatch(
              sentence ->
                  paper.quote(sentence.number()).map(q -> ofMethod(q.section())).orElse(false));
    }
    boolean captioned =
        paper.caption(figure).map(Paper.Caption::text).filter(Looking::ofMethod).isPresent();
    return captioned
        || paper.mentions(figure).stream()
            .anyMatch(
                sentence ->
                    paper.quote(sentence.number()).map(q -> ofMethod(q.section())).orElse(false));
  }

  private static boolean ofMethod(String words) {
    return METHOD.matcher(words.toLowerCase(Locale.ROOT)).find();
  }

  private List<Stages.View> views(
      byte[] file, List<Part> parts, Map<Part, Paper.Region> regions, List<Unread> unread) {
    List<Paper.Region> places = parts.stream().map(regions::get).toList();
    Map<Paper.Region, String> drawn = new HashMap<>();
    String missing = NO_PLACE;
    switch (ports.papers().pictures(file, places)) {
      case Papers.Drawn.Done done ->
          done.pictures().forEach(picture -> drawn.put(picture.region(), picture.png()));
      case Papers.Drawn.Undrawable no -> missing = no.words();
    }
    List<Stages.View> views = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      String png = drawn.get(places.get(i));
      if (png == null) {
        unread.add(new Unread(parts.get(i), missing));
        continue;
      }
      try {
        views.add(new Stages.View(parts.get(i), new Picture(png)));
      } catch (IllegalArgumentException tooLarge) {
        unread.add(new Unread(parts.get(i), TOO_LARGE));
      }
    }
    return views;
  }
}
