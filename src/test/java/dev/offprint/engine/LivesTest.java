package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random lives with crashes; {@code -Dseed=N} lives one again and prints it. */
class LivesTest {
  private static final Long ONE = Long.getLong("seed");

  @TempDir Path directory;

  @Test
  void nothingIsLostOrDoubledInTwoHundredLives() throws IOException {
    if (ONE != null) {
      live(ONE);
    } else {
      for (long seed = 0; seed < 200; seed++) {
        live(seed);
      }
    }
  }

  @Test
  @Tag("long")
  void nothingIsLostOrDoubledInTenThousandLives() throws IOException {
    for (long seed = 1_000; seed < 11_000; seed++) {
      live(seed);
    }
  }

  private void live(long seed) throws IOException {
    Path home = Files.createDirectory(directory.resolve("life" + seed));
    Life life = new Life(home, seed);
    List<String> violations;
    try {
      violations = life.live();
    } catch (RuntimeException broken) {
      throw new AssertionError("seed " + seed + ":\n" + String.join("\n", life.trace()), broken);
    }
    if (ONE != null) {
      life.trace().forEach(System.out::println);
    }
    assertThat(violations).as("seed %d:%n%s", seed, String.join("\n", life.trace())).isEmpty();
    try (Stream<Path> left = Files.walk(home)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
