package dev.offprint.paper;

import java.time.Duration;

/**
 * Caps on what is fetched and read.
 *
 * @param largestFile bytes of a file, fetched or attached
 * @param fetchTime from the first look-up to the last byte, all redirects included
 * @param idleTime the longest silence of a server
 * @param heap of the child JVM that parses, in MiB
 * @param readTime processor time until the child is killed
 * @param pages that are read; a longer file is read up to there, and a note says so
 * @param characters of text that are kept, likewise
 * @param sentences that are kept, likewise
 */
public record PaperSettings(
    int largestFile,
    Duration fetchTime,
    Duration idleTime,
    int heap,
    Duration readTime,
    int pages,
    int characters,
    int sentences) {
  public static final PaperSettings DEFAULT =
      new PaperSettings(
          50 * 1024 * 1024,
          Duration.ofMinutes(2),
          Duration.ofSeconds(20),
          512,
          Duration.ofSeconds(20),
          300,
          2_000_000,
          20_000);

  public PaperSettings {
    if (largestFile < 1 || heap < 64 || pages < 1 || characters < 1 || sentences < 1) {
      throw new IllegalArgumentException(
          "caps on papers must be positive, the heap 64 MiB or more");
    }
  }

  /** The same for the first pages only. */
  PaperSettings withPages(int first) {
    return new PaperSettings(
        largestFile, fetchTime, idleTime, heap, readTime, first, characters, sentences);
  }
}
