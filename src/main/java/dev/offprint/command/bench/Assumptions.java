package dev.offprint.command.bench;

import java.util.List;
import java.util.Locale;

/**
 * What the simulation takes for granted; printed with every table.
 *
 * @param latency milliseconds before a server begins to read
 * @param reads tokens a second that miss the cache; those that hit it cost no time
 * @param writes tokens a second, of each answer
 * @param slots calls that are served at once
 * @param block tokens of a block of the prefix cache; only whole blocks hit
 * @param letters characters that make one token
 * @param paper tokens of the paper
 */
public record Assumptions(
    int latency, int reads, int writes, int slots, int block, int letters, int paper) {
  public static final Assumptions DEFAULT = new Assumptions(500, 5_000, 60, 16, 1_024, 4, 20_000);

  public Assumptions {
    if (latency < 0
        || reads < 1
        || writes < 1
        || slots < 1
        || block < 1
        || letters < 1
        || paper < 1) {
      throw new IllegalArgumentException("speeds, slots and sizes must be positive");
    }
  }

  /** The same with other slots and another paper. */
  public Assumptions with(int otherSlots, int otherPaper) {
    return new Assumptions(latency, reads, writes, otherSlots, block, letters, otherPaper);
  }

  long tokens(String text) {
    return (text.length() + letters - 1L) / letters;
  }

  List<String> words() {
    return List.of(
        String.format(
            Locale.ROOT,
            "one model server: %.1f s before it reads, %,d tokens/s read (nothing for those in its"
                + " cache), %d tokens/s written",
            latency / 1000.0,
            reads,
            writes),
        String.format(
            Locale.ROOT,
            "  %d answers at once; a prefix is cached in blocks of %,d tokens from the first token of"
                + " an answer on, and never forgotten",
            slots,
            block),
        String.format(
            Locale.ROOT,
            "  where blocks begin is chance: what misses is the mean over %d places, on both sides",
            SimulatedServer.PLACES),
        String.format(
            Locale.ROOT,
            "  %d characters are a token; the form of an answer is told in words, as OpenAI and"
                + " Anthropic need it for their caches",
            letters),
        "  no answer is unusable, no call fails; these are estimates, no provider was measured",
        String.format(
            Locale.ROOT,
            "a paper of %,d tokens: an estimate, as one of a conference with its appendix",
            paper),
        "answers have the same length on both sides, artifact by artifact; those below a table are"
            + " what came of them",
        "  a file: 2,100 tokens, an estimate (a strong model wrote about twice that when 12 files"
            + " of a long paper were counted)",
        "  all others: estimates; 20 requirements for each half of the paper, 12 settings",
        "time is virtual: what Offprint itself computes takes none of it");
  }
}
