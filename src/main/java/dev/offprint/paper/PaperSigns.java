package dev.offprint.paper;

import dev.offprint.session.Paper;
import java.util.List;
import java.util.regex.Pattern;

/** Cheap signs by which a research paper is told from a recipe, a form or a newspaper. */
final class PaperSigns {
  private static final Pattern CITATION =
      Pattern.compile(
          "\\[\\d{1,3}([,–-] ?\\d{1,3})*\\]|\\(\\p{Lu}\\p{L}+( et al\\.| and \\p{Lu}\\p{L}+)?,? \\d{4}|et al\\.,? \\(?\\d{4}|\\p{L}\\^\\d{1,2}\\b");
  private static final Pattern HEADING =
      Pattern.compile(
          "(?iu).*(introduction|method|experiment|results|discussion|conclusion|related work|background|evaluation|analysis|введение|заключение|метод|эксперимент).*");
  private static final Pattern MATHS = Pattern.compile("[=≤≥≈∈∑∫√∇λσαβγθμ]|\\p{L}_\\p{L}|\\^\\d");
  private static final int ENOUGH = 3;

  private PaperSigns() {}

  /** Whether at least three of the signs are there; a page with hardly a word has none. */
  static boolean paper(Paper paper, String text) {
    int signs = 0;
    signs += paper.summary().isBlank() ? 0 : 1;
    signs += paper.references().isEmpty() ? 0 : 1;
    long headings =
        paper.sections().stream().filter(s -> HEADING.matcher(s.heading()).matches()).count();
    signs += headings >= 2 ? 2 : headings == 1 ? 1 : 0;
    signs += paper.sections().stream().filter(s -> !s.number().isEmpty()).count() >= 3 ? 1 : 0;
    signs += CITATION.matcher(text).results().limit(3).count() >= 3 ? 1 : 0;
    signs += MATHS.matcher(text).results().limit(8).count() >= 8 ? 1 : 0;
    signs += paper.captions().size() >= 2 ? 1 : 0;
    return signs >= ENOUGH && words(paper.sentences()) >= 60;
  }

  static long words(List<Paper.Sentence> sentences) {
    return sentences.stream().mapToLong(s -> s.text().split("\\s+").length).sum();
  }
}
