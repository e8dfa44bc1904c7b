package dev.offprint.agent;

import dev.offprint.engine.Traits;

/**
 * How much is asked for and told at once, as data about the model: lists by their longest length,
 * text in tokens.
 *
 * @param paper tokens of the paper at most
 * @param list tokens of a structured answer at most
 * @param code tokens of a file before it has to be continued
 */
record Sizes(
    boolean compact,
    int paper,
    int steps,
    int leastRequirements,
    int requirements,
    int questions,
    int datasets,
    int targets,
    int leastFiles,
    int files,
    int members,
    int settings,
    int packages,
    int conventions,
    int signatures,
    int words,
    int list,
    int code) {

  /** A small model reads about 30 tokens a second: five thousand are three minutes. */
  private static final int COMPACT_PAPER = 5_000;

  static Sizes of(Traits traits) {
    return traits.compact()
        ? new Sizes(true, COMPACT_PAPER, 4, 4, 8, 2, 1, 2, 3, 5, 3, 16, 4, 3, 4, 200, 1_000, 1_400)
        : new Sizes(
            false,
            Math.max(2_000, traits.context() / 2),
            12,
            1,
            60,
            5,
            12,
            20,
            1,
            80,
            30,
            80,
            25,
            20,
            40,
            2_000,
            traits.output(),
            traits.output());
  }

  /** Questions for a paper of so many pages: three, five for a long one. */
  int questions(int pages) {
    return pages > 20 ? questions : Math.min(3, questions);
  }
}
