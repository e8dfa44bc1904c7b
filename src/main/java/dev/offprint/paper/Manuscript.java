package dev.offprint.paper;

import dev.offprint.session.Paper;
import dev.offprint.session.Paper.Exhibit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numbers the sentences of blocks and puts sections, captions and references around them. */
final class Manuscript {
  private static final Pattern REFERENCES =
      Pattern.compile(
          "(?iu)references( and notes)?|bibliography|literature cited|works cited|список литературы|литература");
  private static final Pattern SUMMARY =
      Pattern.compile("(?iu)(structured )?abstract|summary|аннотация|резюме");

  private static final Pattern APPENDIX =
      Pattern.compile(
          "(?iu)(appendi|supplement|acknowledg|proofs?\\b|additional|приложение|author|data avail|checklist).*");

  /** Of what stands at the foot of a page, this says nothing about the work. */
  private static final Pattern IMPRINT =
      Pattern.compile(
          "(?iu)(copyright|©|correspond|permission to make|this work is licen|the authors have declared|open peer review).*");

  /** Characters. */
  private static final int LEAST_SUMMARY = 200;

  private static final int MOST_SUMMARY = 4000;

  private final Words words;
  private final int mostSentences;
  private final List<Paper.Sentence> sentences = new ArrayList<>();
  private final List<Paper.Section> sections = new ArrayList<>();
  private final List<Paper.Caption> captions = new ArrayList<>();
  private final List<Exhibit> exhibits = new ArrayList<>();
  private final List<Line> bibliography = new ArrayList<>();
  private Block.Heading open = new Block.Heading("", "", 1, 1, List.of());
  private int first = 1;
  private boolean cut;

  Manuscript(Words words, int mostSentences) {
    this.words = words;
    this.mostSentences = mostSentences;
  }

  List<Paper.Sentence> sentences() {
    return sentences;
  }

  List<Paper.Section> sections() {
    return sections;
  }

  List<Paper.Caption> captions() {
    return captions;
  }

  List<Exhibit> exhibits() {
    return exhibits;
  }

  List<Line> bibliography() {
    return bibliography;
  }

  boolean cut() {
    return cut;
  }

  /** What stands at the foot of a page about rights and letters. */
  static List<Line> imprint(List<Block> blocks) {
    List<Line> found = new ArrayList<>();
    for (Block block : blocks) {
      if (block instanceof Block.Note note) {
        note.lines().stream()
            .filter(line -> IMPRINT.matcher(line.prose()).matches())
            .forEach(found::add);
      }
    }
    return found;
  }

  /** What stands around title and authors: each line stands for itself. */
  void front(List<Line> lines) {
    open = new Block.Heading("", Paper.FRONT_MATTER, 1, 1, List.of());
    lines.forEach(line -> sentence(line.prose(), line.page()));
    if (sentences.size() >= first) {
      close();
    }
    open = new Block.Heading("", "", 1, 1, List.of());
  }

  void take(List<Block> blocks) {
    boolean headed =
        blocks.stream()
            .anyMatch(
                block ->
                    block instanceof Block.Heading heading
                        && REFERENCES.matcher(heading.text()).matches());
    boolean listing = false;
    for (Block block : headed ? blocks : Unheaded.headed(blocks)) {
      if (block instanceof Block.Heading heading) {
        if (listing && !closes(heading)) {
          bibliography.addAll(heading.lines());
          continue;
        }
        close();
        open = heading;
        listing = REFERENCES.matcher(heading.text()).matches();
      } else if (listing && block instanceof Block.Prose prose) {
        bibliography.addAll(prose.lines());
      } else if (listing && block instanceof Block.Note note) {
        bibliography.addAll(note.lines());
      } else if (listing && block instanceof Block.Table table) {
        bibliography.addAll(table.lines());
      } else if (listing && block instanceof Block.Equation equation) {
        bibliography.addAll(equation.lines());
      } else if (listing && block instanceof Block.Listing code) {
        bibliography.addAll(code.lines());
      } else {
        add(block);
      }
    }
    close();
  }

  /** The bibliography ends where an appendix begins, not at a bold name within it. */
  private boolean closes(Block.Heading heading) {
    String number = heading.number();
    boolean next =
        number.matches("\\d{1,2}")
            && lastNumber() > 0
            && Integer.parseInt(number) == lastNumber() + 1
            && !entry(heading);
    boolean appendix = number.matches("[A-Z]|[A-Z]\\.\\d.*") && !entry(heading);
    return next || appendix || APPENDIX.matcher(heading.text()).matches();
  }

  private static boolean entry(Block.Heading heading) {
    return heading.text().length() > 60
        || heading.text().matches(".*(\\d{4}|[“”\"]|\\p{Lu}\\. ).*");
  }

  private int lastNumber() {
    int last = 0;
    for (Paper.Section section : sections) {
      last = section.number().matches("\\d{1,2}") ? Integer.parseInt(section.number()) : last;
    }
    return last;
  }

  private void close() {
    if (!open.text().isEmpty() || sentences.size() >= first) {
      sections.add(
          new Paper.Section(
              open.number(), open.text(), open.level(), open.page(), first, sentences.size()));
    }
    first = sentences.size() + 1;
  }

  private void add(Block block) {
    switch (block) {
      case Block.Heading heading -> throw new IllegalStateException("taken before: " + heading);
      case Block.Prose prose -> prose(prose.lines());
      case Block.Note note -> {
        List<Line> told =
            note.lines().stream().filter(line -> !IMPRINT.matcher(line.prose()).matches()).toList();
        if (!told.isEmpty()) {
          prose(told);
        }
      }
      case Block.Table table -> table(table);
      case Block.Listing listing -> listing(listing);
      case Block.Equation equation -> equation(equation);
      case Block.Figure figure -> {
        StringBuilder drawn = new StringBuilder();
        figure.lines().forEach(line -> words.append(drawn, line.prose()));
        exhibits.add(
            new Exhibit.Figure(
                figure.label(), drawn.toString().strip(), region(figure.page(), figure.box())));
      }
      case Block.Afloat afloat -> afloat.parts().forEach(this::add);
      case Block.Caption caption -> {
        String text = prose(caption.lines());
        captions.add(
            new Paper.Caption(
                kind(text), Captions.label(text), text, caption.lines().get(0).page()));
      }
    }
  }

  private static Paper.Region region(int page, Sheet.Box box) {
    return new Paper.Region(page, box.x0() - 2, box.y0() - 2, box.x1() + 2, box.y1() + 2);
  }

  private static Paper.Region region(List<Line> lines) {
    Sheet.Box box = Sheet.Box.of(lines.get(0));
    for (Line line : lines) {
      box = box.with(Sheet.Box.of(line));
    }
    return region(lines.get(0).page(), box);
  }

  private void table(Block.Table table) {
    int begin = sentences.size() + 1;
    int page = table.lines().get(0).page();
    for (List<String> row : table.rows()) {
      String text = String.join(" | ", row).strip();
      sentence(text.replaceFirst("^\\|\\s*", ""), page);
    }
    if (sentences.size() >= begin) {
      exhibits.add(
          new Exhibit.Table(
              table.label(), table.rows(), begin, sentences.size(), region(page, table.box())));
    }
  }

  /** Indents are kept in characters: they are part of what an algorithm says. */
  private void listing(Block.Listing listing) {
    int begin = sentences.size() + 1;
    float left = Float.MAX_VALUE;
    for (Line line : listing.lines()) {
      left = Math.min(left, line.x0());
    }
    for (Line line : listing.lines()) {
      int indent = Math.clamp(Math.round((line.x0() - left) / (0.55f * line.size())), 0, 40);
      sentence(" ".repeat(indent) + line.prose(), line.page());
    }
    if (sentences.size() >= begin) {
      exhibits.add(
          new Exhibit.Listing(listing.label(), begin, sentences.size(), region(listing.lines())));
    }
  }

  private void equation(Block.Equation equation) {
    StringBuilder text = new StringBuilder();
    equation.lines().forEach(line -> words.append(text, line.prose()));
    String whole = text.toString().replaceAll("\\s+", " ").strip();
    sentence(whole, equation.lines().get(0).page());
    if (!cut) {
      exhibits.add(
          new Exhibit.Equation(
              Equations.label(whole),
              sentences.size(),
              Equations.garbled(equation.lines()),
              region(equation.lines())));
    }
  }

  private static Paper.Caption.Kind kind(String text) {
    return switch (Captions.Kind.of(text)) {
      case FIGURE -> Paper.Caption.Kind.FIGURE;
      case TABLE -> Paper.Caption.Kind.TABLE;
      case ALGORITHM -> Paper.Caption.Kind.ALGORITHM;
    };
  }

  private String prose(List<Line> lines) {
    StringBuilder text = new StringBuilder();
    List<Integer> starts = new ArrayList<>();
    for (Line line : lines) {
      words.append(text, line.prose());
      starts.add(text.length());
    }
    String whole = text.toString().replaceAll("\\s+", " ").strip();
    int at = 0;
    for (String sentence : Sentences.of(whole)) {
      at = Math.max(at, whole.indexOf(sentence, at));
      int line = 0;
      while (line < starts.size() - 1 && starts.get(line) <= at) {
        line++;
      }
      sentence(sentence, lines.get(line).page());
      at += sentence.length();
    }
    return whole;
  }

  private void sentence(String text, int page) {
    if (sentences.size() >= mostSentences) {
      cut = true;
    } else {
      sentences.add(new Paper.Sentence(sentences.size() + 1, page, text));
    }
  }

  /** The abstract's words, or what stands before the first heading in its place, or none. */
  String summary() {
    String named = named();
    if (!named.isEmpty()) {
      return named;
    }
    for (Paper.Section section : sections) {
      if (!section.heading().equals(Paper.FRONT_MATTER)) {
        String text = section.heading().isEmpty() ? text(section) : "";
        return text.length() < LEAST_SUMMARY || text.length() > MOST_SUMMARY ? "" : text;
      }
    }
    return "";
  }

  private String text(Paper.Section section) {
    return sentences.subList(section.first() - 1, section.last()).stream()
        .map(Paper.Sentence::text)
        .collect(Collectors.joining(" "));
  }

  private String named() {
    StringBuilder text = new StringBuilder();
    boolean in = false;
    for (Paper.Section section : sections) {
      if (SUMMARY.matcher(section.heading()).matches()) {
        in = true;
      } else if (in && section.level() < 3) {
        break;
      }
      if (in) {
        for (int i = section.first(); i <= section.last(); i++) {
          text.append(text.isEmpty() ? "" : " ").append(sentences.get(i - 1).text());
        }
      }
    }
    return text.toString();
  }
}
