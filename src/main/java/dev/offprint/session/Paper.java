package dev.offprint.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A paper as read: text in reading order, cut into sections and numbered sentences. Sentence
 * numbers start at 1 and are what models cite; {@link #quote} cuts the words from here, never from
 * a model's answer.
 *
 * @param language of most of the text, as ISO 639-1 names it; empty where it is not known
 * @param passages what was kept out of the text, and why
 * @param seen what a model said of parts that are looked at; never to be quoted
 * @param unread the parts that nobody has looked at
 */
public record Paper(
    String title,
    List<String> authors,
    String summary,
    int pages,
    List<Section> sections,
    List<Sentence> sentences,
    List<Caption> captions,
    List<Reference> references,
    List<Link> links,
    List<String> notes,
    String language,
    List<Exhibit> exhibits,
    List<Passage> passages,
    List<Fact> facts,
    List<Seen> seen,
    List<Unread> unread) {

  /**
   * The heading of what stands around the title: authors' places and addresses, dates, where it
   * appeared. Models are not shown it.
   */
  public static final String FRONT_MATTER = "Front matter";

  /**
   * A section in reading order; its sentences are {@code first} to {@code last}, both included
   * ({@code last < first}: none).
   */
  public record Section(String number, String heading, int level, int page, int first, int last) {}

  /** One sentence; {@code number} from 1, {@code page} from 1. */
  public record Sentence(int number, int page, String text) {}

  /** The caption of a figure, table or algorithm. */
  public record Caption(Kind kind, String label, String text, int page) {
    /** What is captioned. */
    public enum Kind {
      FIGURE,
      TABLE,
      ALGORITHM
    }
  }

  /** An entry of the bibliography. */
  public record Reference(String label, String text) {}

  /**
   * A link in the paper to code or data.
   *
   * @param kind {@code code} or {@code data}
   */
  public record Link(String kind, String address, int page, Whose whose) {
    /** Whose the code or data is. */
    public enum Whose {
      AUTHORS,
      CITED
    }

    public Link {
      // Links that were stored before this was told count as before.
      whose = Objects.requireNonNullElse(whose, Whose.AUTHORS);
    }
  }

  /** A rectangle on a page, {@code page} from 1: points from the page's upper left corner. */
  public record Region(int page, float x0, float y0, float x1, float y1) {}

  /** What is looked at rather than read, and where it stands; {@code label} is empty for none. */
  public sealed interface Exhibit {
    String label();

    Region region();

    /** A figure, without its caption; {@code words} are printed in it, in no certain order. */
    record Figure(String label, String words, Region region) implements Exhibit {}

    /** A table: its cells row by row, each row also a sentence, {@code first} to {@code last}. */
    record Table(String label, List<List<String>> rows, int first, int last, Region region)
        implements Exhibit {
      public Table {
        rows = rows.stream().map(List::copyOf).toList();
      }

      /** The table as Markdown, its first row as the head. */
      public String markdown() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
          text.append('|');
          for (int j = 0; j < columns; j++) {
            String cell = j < rows.get(i).size() ? rows.get(i).get(j) : "";
            text.append(' ').append(cell.replace("|", "\\|")).append(" |");
          }
          text.append('\n');
          if (i == 0) {
            text.append('|').append(" --- |".repeat(columns)).append('\n');
          }
        }
        return text.toString();
      }
    }

    /** Lines of code or of an algorithm, each a sentence, {@code first} to {@code last}. */
    record Listing(String label, int first, int last, Region region) implements Exhibit {}

    /**
     * A displayed equation, one sentence.
     *
     * @param garbled whether its text cannot be trusted: the printed page says more
     */
    record Equation(String label, int sentence, boolean garbled, Region region)
        implements Exhibit {}
  }

  /** Words of the file that are no part of the text that models get. */
  public record Passage(Why why, int page, String text) {
    /** Why they were kept out. */
    public enum Why {
      /** Printed in the colour of the page. */
      WHITE,
      /** Too small to be read. */
      TINY,
      /** Outside the page or cut off by a clip. */
      OUTSIDE,
      /** Drawn by no ink, and not the text layer of a scan. */
      INVISIBLE,
      /** Under a picture or an area drawn later. */
      COVERED,
      /** On a layer that is off when the file is opened. */
      LAYER,
      /** Says something else than what is printed. */
      REPLACED,
      /** Speaks to whoever reads by machine. */
      INSTRUCTION
    }
  }

  /** Something that a rule found stated in a sentence; never from a model. */
  public sealed interface Fact {
    int sentence();

    /** A setting with its value as printed; {@code unit} is empty for none. */
    record Value(String name, String value, String unit, int sentence) implements Fact {}

    /** A data set or a metric that is named. */
    record Name(Kind kind, String name, int sentence) implements Fact {
      /** What is named. */
      public enum Kind {
        DATASET,
        METRIC
      }
    }

    /** A number of a table of results: what could be reached. */
    record Result(String table, String row, String column, String value, int sentence)
        implements Fact {}
  }

  /**
   * A part of the pages whose text does not say what is printed there.
   *
   * @param label as printed, empty for none
   * @param page from 1
   * @param sentence of an equation; 0 for all else
   */
  public record Part(Kind kind, String label, int page, int sentence) {
    /** What has to be looked at. */
    public enum Kind {
      FIGURE,
      EQUATION,
      /** A page that is a picture. */
      PAGE
    }

    /** The part in words for people: {@code Fig. 2 (p. 4)}. */
    public String words() {
      return switch (kind) {
        case FIGURE -> "Fig. " + (label.isEmpty() ? "without a number" : label) + onPage();
        case EQUATION ->
            (label.isEmpty() ? "an equation" : "Eq. (" + label.replaceAll("[()]", "") + ")")
                + onPage();
        case PAGE -> "p. " + page;
      };
    }

    private String onPage() {
      return " (p. " + page + ")";
    }
  }

  /**
   * What a model said of a part: its words, not the paper's.
   *
   * @param model as {@code provider:model}
   */
  public record Seen(Part part, String words, String model) {}

  /** A part that nobody looked at, and why, in words for people. */
  public record Unread(Part part, String why) {}

  /** A paper whose parts nobody has looked at yet. */
  public Paper(
      String title,
      List<String> authors,
      String summary,
      int pages,
      List<Section> sections,
      List<Sentence> sentences,
      List<Caption> captions,
      List<Reference> references,
      List<Link> links,
      List<String> notes,
      String language,
      List<Exhibit> exhibits,
      List<Passage> passages,
      List<Fact> facts) {
    this(
        title,
        authors,
        summary,
        pages,
        sections,
        sentences,
        captions,
        references,
        links,
        notes,
        language,
        exhibits,
        passages,
        facts,
        List.of(),
        List.of());
  }

  /** A paper of which no more than its words is known. */
  public Paper(
      String title,
      List<String> authors,
      String summary,
      int pages,
      List<Section> sections,
      List<Sentence> sentences,
      List<Caption> captions,
      List<Reference> references,
      List<Link> links,
      List<String> notes) {
    this(
        title,
        authors,
        summary,
        pages,
        sections,
        sentences,
        captions,
        references,
        links,
        notes,
        "",
        List.of(),
        List.of(),
        List.of());
  }

  public Paper {
    // Papers that were stored before these were read have none.
    language = Objects.requireNonNullElse(language, "");
    exhibits = exhibits == null ? List.of() : List.copyOf(exhibits);
    passages = passages == null ? List.of() : List.copyOf(passages);
    facts = facts == null ? List.of() : List.copyOf(facts);
    seen = seen == null ? List.of() : List.copyOf(seen);
    unread = unread == null ? List.of() : List.copyOf(unread);
    authors = List.copyOf(authors);
    sections = List.copyOf(sections);
    sentences = List.copyOf(sentences);
    captions = List.copyOf(captions);
    references = List.copyOf(references);
    links = List.copyOf(links);
    notes = List.copyOf(notes);
    for (int i = 0; i < sentences.size(); i++) {
      if (sentences.get(i).number() != i + 1) {
        throw new IllegalArgumentException("sentences must be numbered from 1 without a gap");
      }
    }
  }

  /** The same with something more to be known about how it was read. */
  public Paper noted(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new Paper(
        title,
        authors,
        summary,
        pages,
        sections,
        sentences,
        captions,
        references,
        links,
        all,
        language,
        exhibits,
        passages,
        facts,
        seen,
        unread);
  }

  /** The same under the title that was found for it. */
  public Paper titled(String found) {
    return new Paper(
        found,
        authors,
        summary,
        pages,
        sections,
        sentences,
        captions,
        references,
        links,
        notes,
        language,
        exhibits,
        passages,
        facts,
        seen,
        unread);
  }

  /** The same with what came of looking at it, and what is kept out of that. */
  public Paper looked(List<Seen> said, List<Unread> left, List<Passage> keptOut) {
    List<Passage> all = new ArrayList<>(passages);
    all.addAll(keptOut);
    return new Paper(
        title,
        authors,
        summary,
        pages,
        sections,
        sentences,
        captions,
        references,
        links,
        notes,
        language,
        exhibits,
        all,
        facts,
        said,
        left);
  }

  /** The caption of a figure. */
  public Optional<Caption> caption(Part figure) {
    return captions.stream()
        .filter(one -> one.kind() == Caption.Kind.FIGURE && !one.label().isEmpty())
        .filter(one -> one.label().equals(figure.label()))
        .findFirst();
  }

  /** The sentences that speak of a figure by its number, in order. */
  public List<Sentence> mentions(Part figure) {
    if (figure.label().isEmpty()) {
      return List.of();
    }
    String label = Pattern.quote(figure.label());
    Pattern mention =
        Pattern.compile(
            "(?<!\\p{L})fig(?:ure|s|ures)?\\.?[\\s~]*(?:\\d+[a-z]?(?:,| and|–|-)\\s*)?"
                + label
                + "(?!\\d)",
            Pattern.CASE_INSENSITIVE);
    return sentences.stream().filter(one -> mention.matcher(one.text()).find()).toList();
  }

  /** What nobody has looked at, in words for people: one line for each reason. */
  public List<String> notRead() {
    Map<String, List<String>> parts = new LinkedHashMap<>();
    for (Unread one : unread) {
      parts.computeIfAbsent(one.why(), why -> new ArrayList<>()).add(one.part().words());
    }
    return parts.entrySet().stream()
        .map(one -> "not read: " + String.join(", ", one.getValue()) + " (" + one.getKey() + ")")
        .toList();
  }

  /** The words of a sentence with section and page; empty where the paper has no such sentence. */
  public Optional<Quote> quote(int sentence) {
    if (sentence < 1 || sentence > sentences.size()) {
      return Optional.empty();
    }
    Sentence found = sentences.get(sentence - 1);
    String heading = "";
    for (Section section : sections) {
      if (section.first() <= sentence && sentence <= section.last()) {
        heading = (section.number() + " " + section.heading()).strip();
      }
    }
    return Optional.of(new Quote(sentence, found.text(), heading, found.page()));
  }
}
