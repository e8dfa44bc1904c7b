package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random lives on Slack; {@code -Dseed=N} lives one again and prints it. */
class SlackLivesTest {
  private static final Long ONE = Long.getLong("seed");
  private static final long FROM = Long.getLong("from", 1_000);

  /** What has to happen to the lives, or they show nothing. */
  private static final List<String> FAULTS =
      List.of(
          "429",
          "Cut",
          "Cut of a post",
          "HalfReply",
          "HalfReply of a post",
          "Limited",
          "Limited of a post",
          "LostReply",
          "LostReply of a post",
          "Refused",
          "Refused of a post",
          "Status",
          "Status of a post",
          "connection dropped without a word",
          "connection refreshed",
          "died after the commit",
          "died after the post, before the record",
          "died before the commit",
          "died before the mark",
          "died before the post",
          "envelopes again",
          "envelopes doubled",
          "envelopes in another order",
          "lost while nothing was connected",
          "request deleted",
          "request edited",
          "restarted in good order");

  private final Map<String, Integer> seen = new TreeMap<>();

  @TempDir Path directory;

  @Test
  void nothingIsMissingOrDoubledInTwoHundredLives() throws IOException {
    if (ONE != null) {
      live(ONE);
    } else {
      live(0, 200);
    }
  }

  @Test
  @Tag("long")
  void nothingIsMissingOrDoubledInFiveThousandLives() throws IOException {
    live(FROM, FROM + Integer.getInteger("lives", 5_000));
  }

  private void live(long from, long to) throws IOException {
    long begun = System.nanoTime();
    for (long seed = from; seed < to; seed++) {
      live(seed);
      long lived = seed + 1 - from;
      if (lived % 200 == 0 || seed + 1 == to) {
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;
        System.out.printf("%d lives on Slack in %d s, with %s%n", lived, seconds, seen);
      }
    }
    assertThat(seen).containsKeys(FAULTS.toArray(String[]::new));
    assertThat(seen.values()).doesNotContain(0);
  }

  private void live(long seed) throws IOException {
    Path home = Files.createDirectory(directory.resolve("life" + seed));
    SlackLife life = new SlackLife(home, seed);
    List<String> broken;
    try {
      broken = life.live();
    } catch (RuntimeException failed) {
      throw new AssertionError("seed " + seed + ":\n" + String.join("\n", life.trace()), failed);
    }
    life.seen().forEach((what, times) -> seen.merge(what, times, Integer::sum));
    if (ONE != null) {
      life.trace().forEach(System.out::println);
    }
    assertThat(broken).as("seed %d:%n%s", seed, String.join("\n", life.trace())).isEmpty();
    try (Stream<Path> left = Files.walk(home)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
