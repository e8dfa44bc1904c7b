package dev.offprint.command.bench;

import dev.offprint.engine.Papers;
import dev.offprint.session.Paper;
import java.util.ArrayList;
import java.util.List;

/** Reads every file as one paper of a given length. */
record SyntheticPaper(Assumptions assumed) implements Papers {
  private static final int SENTENCE = 100;
  private static final int SECTIONS = 6;
  private static final int PAGES = 10;

  private Paper paper() {
    int all = assumed.paper() * assumed.letters() / SENTENCE;
    List<Paper.Sentence> sentences = new ArrayList<>();
    for (int number = 1; number <= all; number++) {
      sentences.add(
          new Paper.Sentence(number, 1 + (number - 1) * PAGES / all, sentence(number) + "."));
    }
    List<Paper.Section> sections = new ArrayList<>();
    for (int i = 0; i < SECTIONS; i++) {
      sections.add(
          new Paper.Section(
              String.valueOf(i + 1),
              "Section " + (i + 1),
              1,
              1 + i * PAGES / SECTIONS,
              1 + i * all / SECTIONS,
              (i + 1) * all / SECTIONS));
    }
    return new Paper(
        "A paper of the simulation",
        List.of("Ada"),
        "",
        PAGES,
        sections,
        sentences,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** The words of a sentence; its number costs some characters too. */
  static String sentence(int number) {
    return Prose.of("sentence " + number, SENTENCE - 8);
  }

  @Override
  public Read read(byte[] file, String name) {
    return new Read.Done(paper(), List.of());
  }

  @Override
  public Read read(byte[] file, byte[] latex, String name) {
    return read(file, name);
  }

  @Override
  public Drawn pictures(byte[] file, List<Paper.Region> regions) {
    return new Drawn.Undrawable("a synthetic paper has no pages");
  }

  @Override
  public Spoken withoutInstructions(String words, int page) {
    return new Spoken(words, List.of());
  }
}
