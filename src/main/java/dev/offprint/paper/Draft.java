package dev.offprint.paper;

import dev.offprint.engine.Papers.Read;
import dev.offprint.paper.format.Part;
import dev.offprint.paper.format.Written;
import dev.offprint.session.Paper;
import dev.offprint.session.Paper.Exhibit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes a paper of parts, as {@link Manuscript} does of the blocks of a PDF: sections, numbered
 * sentences, captions, references, links. There are no pages: all is on the first.
 */
final class Draft {
  private static final Pattern SUMMARY =
      Pattern.compile("(?iu)(structured )?abstract|summary|аннотация|резюме");
  private static final Pattern MATHS = Pattern.compile("(?<!\\\\)\\$(?:[^$\\\\]|\\\\.)+\\$");
  private static final Pattern MARKED = Pattern.compile("\\$([\uE100-\uF7FF])");
  private static final int FIRST_MARK = 0xE100;
  private static final int MARKS = 0x1600;

  /** Nothing is printed anywhere. */
  private static final Paper.Region NOWHERE = new Paper.Region(1, 0, 0, 0, 0);

  private final PaperSettings settings;
  private final List<Paper.Section> sections = new ArrayList<>();
  private final List<Paper.Sentence> sentences = new ArrayList<>();
  private final List<Paper.Caption> captions = new ArrayList<>();
  private final List<Paper.Reference> references = new ArrayList<>();
  private final List<Exhibit> exhibits = new ArrayList<>();
  private Part.Heading open = new Part.Heading("", "", 1);
  private int first = 1;
  private int characters;
  private boolean cut;

  private Draft(PaperSettings settings) {
    this.settings = settings;
  }

  /** The paper that was written, or why it is none. */
  static Read read(Written written, PaperSettings settings) {
    Draft draft = new Draft(settings);
    written.parts().forEach(draft::add);
    draft.close();
    List<String> notes = new ArrayList<>(written.notes());
    if (draft.cut) {
      notes.add("The text was cut at " + draft.sentences.size() + " sentences.");
    }
    Paper whole =
        new Paper(
            written.title(),
            written.authors(),
            draft.summary(),
            1,
            draft.sections,
            draft.sentences,
            draft.captions,
            draft.references,
            CodeLinks.of(
                written.addresses().stream().map(to -> new CodeLinks.Address(to, 1)).toList(),
                draft.sentences,
                draft.sections),
            notes,
            Language.of(draft.sentences),
            draft.exhibits,
            written.hidden().stream()
                .map(text -> new Paper.Passage(Paper.Passage.Why.INVISIBLE, 1, text))
                .toList(),
            List.of());
    Paper paper = Instructions.without(whole);
    String text =
        paper.sentences().stream().map(Paper.Sentence::text).collect(Collectors.joining(" "));
    return PaperSigns.paper(paper, text)
        ? new Read.Done(paper, List.of())
        : new Read.NoPaper(
            paper,
            "This does not look like a research paper: no abstract, sections, citations or references were found."
                + (notes.isEmpty() ? "" : " " + String.join(" ", notes))
                + " Attach the paper itself.");
  }

  private void add(Part part) {
    int begin = sentences.size() + 1;
    switch (part) {
      case Part.Heading heading -> {
        close();
        open = heading;
      }
      case Part.Prose prose -> prose(prose.text());
      case Part.Equation equation -> {
        String label = equation.label();
        sentence("$$" + equation.latex() + "$$" + (label.isEmpty() ? "" : " (" + label + ")"));
        if (sentences.size() >= begin) {
          exhibits.add(new Exhibit.Equation(label, begin, false, NOWHERE));
        }
      }
      case Part.Table table -> {
        table.rows().forEach(row -> sentence(String.join(" | ", row).strip()));
        if (sentences.size() >= begin) {
          exhibits.add(
              new Exhibit.Table(table.label(), table.rows(), begin, sentences.size(), NOWHERE));
        }
      }
      case Part.Listing listing -> {
        listing.lines().forEach(this::sentence);
        if (sentences.size() >= begin) {
          exhibits.add(new Exhibit.Listing(listing.label(), begin, sentences.size(), NOWHERE));
        }
      }
      case Part.Caption caption -> {
        prose(caption.text());
        captions.add(
            new Paper.Caption(
                Paper.Caption.Kind.valueOf(caption.kind().name()),
                caption.label(),
                caption.text(),
                1));
      }
      case Part.Reference reference ->
          references.add(new Paper.Reference(reference.label(), reference.text()));
    }
  }

  private void close() {
    if (!open.text().isEmpty() || sentences.size() >= first) {
      sections.add(
          new Paper.Section(open.number(), open.text(), open.level(), 1, first, sentences.size()));
    }
    first = sentences.size() + 1;
  }

  /** Full stops within mathematics end no sentence. */
  private void prose(String text) {
    List<String> maths = new ArrayList<>();
    Matcher found = MATHS.matcher(text);
    StringBuilder marked = new StringBuilder();
    int from = 0;
    while (found.find() && maths.size() < MARKS) {
      marked
          .append(text, from, found.start())
          .append('$')
          .append((char) (FIRST_MARK + maths.size()));
      maths.add(found.group());
      from = found.end();
    }
    marked.append(text.substring(from));
    for (String sentence : Sentences.of(marked.toString())) {
      sentence(
          MARKED
              .matcher(sentence)
              .replaceAll(
                  mark ->
                      Matcher.quoteReplacement(maths.get(mark.group(1).charAt(0) - FIRST_MARK))));
    }
  }

  private void sentence(String text) {
    if (text.isBlank()) {
      return;
    }
    if (sentences.size() >= settings.sentences()
        || characters + text.length() > settings.characters()) {
      cut = true;
      return;
    }
    characters += text.length();
    sentences.add(new Paper.Sentence(sentences.size() + 1, 1, text));
  }

  private String summary() {
    Set<String> words = new LinkedHashSet<>();
    for (Paper.Section section : sections) {
      if (SUMMARY.matcher(section.heading()).matches()) {
        for (int i = section.first(); i <= section.last(); i++) {
          words.add(sentences.get(i - 1).text());
        }
        break;
      }
    }
    return String.join(" ", words);
  }
}
