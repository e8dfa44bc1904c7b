package dev.offprint.session;

import java.util.List;
import java.util.Optional;

/**
 * A paper as read: text in reading order, cut into sections and numbered sentences. Sentence
 * numbers start at 1 and are what models cite; {@link #quote} cuts the words from here, never from
 * a model's answer.
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
    List<String> notes) {

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

  /** A link in the paper to code or data. */
  public record Link(String kind, String address, int page) {}

  public Paper {
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
