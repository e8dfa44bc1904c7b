package dev.offprint.agent;

import dev.offprint.session.Paper;
import java.util.ArrayList;
import java.util.List;

/** Papers for tests, made of a few sentences. */
public final class TestPapers {
  private TestPapers() {}

  /** A paper of three sections. */
  public static Paper growth() {
    return of(
        "Growth in Small Ponds",
        "1 Introduction",
        List.of("Ponds are small and that is why they have long been studied by many people."),
        "2 Method",
        List.of(
            "We model the population by logistic growth with a rate of 3.7 per generation.",
            "The population starts from a random state between zero and one.",
            "Every step replaces the state by its logistic image, for 500 generations."),
        "3 Results",
        List.of(
            "The mean population over all generations is 0.55 with a spread of 0.71.",
            "We compute the spread as the largest mean minus the smallest one."));
  }

  /** Headings and their sentences, in turn. */
  static Paper of(String title, Object... parts) {
    List<Paper.Section> sections = new ArrayList<>();
    List<Paper.Sentence> sentences = new ArrayList<>();
    for (int i = 0; i < parts.length; i += 2) {
      String heading = String.valueOf(parts[i]);
      int space = heading.indexOf(' ');
      int first = sentences.size() + 1;
      int page = i / 2 + 1;
      if (parts[i + 1] instanceof List<?> texts) {
        for (Object text : texts) {
          sentences.add(new Paper.Sentence(sentences.size() + 1, page, String.valueOf(text)));
        }
      }
      sections.add(
          new Paper.Section(
              heading.substring(0, space),
              heading.substring(space + 1),
              1,
              page,
              first,
              sentences.size()));
    }
    return new Paper(
        title,
        List.of("Ada"),
        "",
        parts.length / 2,
        sections,
        sentences,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
