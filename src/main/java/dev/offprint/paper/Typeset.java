package dev.offprint.paper;

import dev.offprint.session.Paper;
import dev.offprint.session.Paper.Exhibit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A paper read from its LaTeX and from the PDF that was made of it: the words and formulas of the
 * one, the pages and regions of the other. Sentences are found on pages by runs of words that they
 * share.
 */
final class Typeset {
  /** Words that follow each other in both. */
  private static final int RUN = 4;

  /** A run that stands in more places says nothing about one. */
  private static final int MOST_PLACES = 4;

  /** Sentences with fewer words are not looked for when the two are compared. */
  private static final int TELLING = 8;

  private static final double SAME = 0.6;

  private final Paper latex;
  private final Paper pdf;
  private final Map<String, List<Integer>> runs = new HashMap<>();
  private final int[] pages;
  private int looked;
  private final List<Integer> missed = new ArrayList<>();

  private Typeset(Paper latex, Paper pdf) {
    this.latex = latex;
    this.pdf = pdf;
    this.pages = new int[latex.sentences().size()];
    List<String> words = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (Paper.Sentence sentence : pdf.sentences()) {
      for (String word : words(sentence.text())) {
        words.add(word);
        places.add(sentence.page());
      }
    }
    for (int i = 0; i + RUN <= words.size(); i++) {
      runs.computeIfAbsent(String.join(" ", words.subList(i, i + RUN)), run -> new ArrayList<>())
          .add(places.get(i));
    }
  }

  /** The paper of both; empty where they are not the same paper. */
  static Optional<Paper> merged(Paper latex, Paper pdf) {
    Typeset typeset = new Typeset(latex, pdf);
    typeset.find();
    int found = typeset.looked - typeset.missed.size();
    return typeset.looked > 0 && found >= SAME * typeset.looked
        ? Optional.of(typeset.paper())
        : Optional.empty();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    String plain = text.replaceAll("(?<!\\\\)\\$[^$]*\\$", " ").replaceAll("[-\u00ad\u2010]", "");
    for (String word : plain.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (word.length() > 1) {
        words.add(word);
      }
    }
    return words;
  }

  private void find() {
    int last = 1;
    for (Paper.Sentence sentence : latex.sentences()) {
      List<String> words = words(sentence.text());
      Map<Integer, Integer> votes = new HashMap<>();
      boolean met = false;
      for (int i = 0; i + RUN <= words.size(); i++) {
        List<Integer> places = runs.get(String.join(" ", words.subList(i, i + RUN)));
        met |= places != null;
        if (places != null && places.size() <= MOST_PLACES) {
          places.forEach(page -> votes.merge(page, 1, Integer::sum));
        }
      }
      if (words.size() >= TELLING) {
        looked++;
        if (!met) {
          missed.add(sentence.number());
        }
      }
      int before = last;
      int page =
          votes.entrySet().stream()
              .max(
                  Map.Entry.<Integer, Integer>comparingByValue()
                      .thenComparing(vote -> -Math.abs(vote.getKey() - before)))
              .map(Map.Entry::getKey)
              .orElse(before);
      pages[sentence.number() - 1] = page;
      last = page;
    }
  }

  private int page(int sentence) {
    return sentence < 1 || sentence > pages.length ? 1 : pages[sentence - 1];
  }

  private Paper paper() {
    List<String> notes = new ArrayList<>(latex.notes());
    notes.addAll(pdf.notes());
    notes.add("The words and formulas are from the LaTeX source, the pages from the PDF.");
    if (!missed.isEmpty()) {
      notes.add(
          missed.size()
              + (missed.size() == 1 ? " sentence was" : " sentences were")
              + " not found in the PDF but only in the LaTeX source, the first is number "
              + missed.get(0)
              + ".");
    }
    List<Paper.Passage> passages = new ArrayList<>(pdf.passages());
    passages.addAll(latex.passages());
    return new Paper(
        latex.title().isBlank() ? pdf.title() : latex.title(),
        latex.authors().isEmpty() ? pdf.authors() : latex.authors(),
        latex.summary().isBlank() ? pdf.summary() : latex.summary(),
        pdf.pages(),
        latex.sections().stream().map(this::placed).toList(),
        latex.sentences().stream()
            .map(s -> new Paper.Sentence(s.number(), page(s.number()), s.text()))
            .toList(),
        latex.captions().stream().map(this::placed).toList(),
        latex.references().isEmpty() ? pdf.references() : latex.references(),
        links(),
        notes,
        latex.language().isBlank() ? pdf.language() : latex.language(),
        exhibits(),
        passages,
        latex.facts());
  }

  private Paper.Section placed(Paper.Section section) {
    return new Paper.Section(
        section.number(),
        section.heading(),
        section.level(),
        page(section.last() < section.first() ? section.first() - 1 : section.first()),
        section.first(),
        section.last());
  }

  private Paper.Caption placed(Paper.Caption caption) {
    int page =
        pdf.captions().stream()
            .filter(
                other -> other.kind() == caption.kind() && other.label().equals(caption.label()))
            .map(Paper.Caption::page)
            .findFirst()
            .orElseGet(() -> page(sentence(caption.text())));
    return new Paper.Caption(caption.kind(), caption.label(), caption.text(), page);
  }

  private int sentence(String text) {
    return latex.sentences().stream()
        .filter(sentence -> text.startsWith(sentence.text()))
        .map(Paper.Sentence::number)
        .findFirst()
        .orElse(1);
  }

  private List<Paper.Link> links() {
    Map<String, Paper.Link> links = new LinkedHashMap<>();
    for (List<Paper.Link> some : List.of(latex.links(), pdf.links())) {
      for (Paper.Link link : some) {
        Paper.Link there =
            pdf.links().stream()
                .filter(other -> other.address().equals(link.address()))
                .findFirst()
                .orElse(link);
        links.putIfAbsent(
            link.address().replaceFirst("/+$", ""),
            new Paper.Link(link.kind(), link.address(), there.page(), link.whose()));
      }
    }
    return links.values().stream().sorted(Comparator.comparing(Paper.Link::whose)).toList();
  }

  /** What the LaTeX says of tables, formulas and lines, where the PDF shows them; its figures. */
  private List<Exhibit> exhibits() {
    List<Exhibit> all = new ArrayList<>();
    for (Exhibit exhibit : latex.exhibits()) {
      all.add(
          switch (exhibit) {
            case Exhibit.Figure figure -> figure;
            case Exhibit.Table table ->
                new Exhibit.Table(
                    table.label(),
                    table.rows(),
                    table.first(),
                    table.last(),
                    region(table, table.first()));
            case Exhibit.Listing listing ->
                new Exhibit.Listing(
                    listing.label(),
                    listing.first(),
                    listing.last(),
                    region(listing, listing.first()));
            case Exhibit.Equation equation ->
                new Exhibit.Equation(
                    equation.label(),
                    equation.sentence(),
                    false,
                    region(equation, equation.sentence()));
          });
    }
    for (Exhibit exhibit : pdf.exhibits()) {
      if (exhibit instanceof Exhibit.Figure) {
        all.add(exhibit);
      }
    }
    return all;
  }

  private Paper.Region region(Exhibit exhibit, int sentence) {
    String label = exhibit.label().replaceAll("[()]", "");
    return pdf.exhibits().stream()
        .filter(
            other ->
                !label.isEmpty()
                    && other.getClass() == exhibit.getClass()
                    && other.label().replaceAll("[()]", "").equals(label))
        .map(Exhibit::region)
        .findFirst()
        .orElse(new Paper.Region(page(sentence), 0, 0, 0, 0));
  }
}
