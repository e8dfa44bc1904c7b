package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random lives on Slack; {@code -Dseed=N} lives one again and prints it. */
class SlackLivesTest {
  private static final Long ONE = Long.getLong("seed");

  private final Set<String> died = new TreeSet<>();

  @TempDir Path directory;

  @Test
  void nothingIsMissingOrDoubledInTwentyLives() throws IOException {
    if (ONE != null) {
      live(ONE);
    } else {
      for (long seed = 0; seed < 20; seed++) {
        live(seed);
      }
      assertThat(died).isNotEmpty();
    }
  }

  @Test
  @Tag("long")
  void nothingIsMissingOrDoubledInFiveThousandLives() throws IOException {
    for (long seed = 1_000; seed < 6_000; seed++) {
      live(seed);
    }
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
    died.addAll(life.died());
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
