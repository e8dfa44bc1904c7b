package dev.offprint.paper;

import dev.offprint.session.Paper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers the sentences of blocks and puts sections, captions and references around them. */
final class Manuscript {
  private static final Pattern REFERENCES =
      Pattern.compile(
          "(?i)references( and notes)?|bibliography|literature cited|works cited|список литературы|литература");
  private static final Pattern SUMMARY =
      Pattern.compile("(?i)(structured )?abstract|summary|аннотация|резюме");

  private static final Pattern APPENDIX =
      Pattern.compile(
          "(?i)(appendi|supplement|acknowledg|proofs?\\b|additional|приложение|author|data avail|checklist).*");

  /** Of what stands at the foot of a page, this says nothing about the work. */
  private static final Pattern IMPRINT =
      Pattern.compile(
          "(?i)(copyright|©|correspond|permission to make|this work is licen|the authors have declared|open peer review).*");

  private final Words words;
  private final int mostSentences;
  private final List<Paper.Sentence> sentences = new ArrayList<>();
  private final List<Paper.Section> sections = new ArrayList<>();
  private final List<Paper.Caption> captions = new ArrayList<>();
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

  List<Line> bibliography() {
    return bibliography;
  }

  boolean cut() {
    return cut;
  }

  void take(List<Block> blocks) {
    boolean listing = false;
    for (Block block : blocks) {
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
      case Block.Table table ->
          table.lines().forEach(row -> sentence(row.text().replace("\t", " | "), row.page()));
      case Block.Caption caption -> {
        String text = prose(caption.lines());
        Matcher head = Flow.caption(text);
        String label = head.matches() ? head.group("label") : "";
        captions.add(new Paper.Caption(kind(text), label, text, caption.lines().get(0).page()));
      }
    }
  }

  private static Paper.Caption.Kind kind(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("tab") || lower.startsWith("таб")
        ? Paper.Caption.Kind.TABLE
        : lower.startsWith("alg") || lower.startsWith("list")
            ? Paper.Caption.Kind.ALGORITHM
            : Paper.Caption.Kind.FIGURE;
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

  /** The abstract's words, or none. */
  String summary() {
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
