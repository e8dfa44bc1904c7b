package dev.offprint.engine;

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

/** Random lives with crashes; {@code -Dseed=N} lives one again and prints it. */
class LivesTest {
  private static final Long ONE = Long.getLong("seed");

  private static final List<String> POINTS =
      List.of(
          "before the commit",
          "after the commit",
          "before the call is opened",
          "after the call is opened, before the model",
          "after the model's reply, before the journal",
          "after the journal, before the verdict",
          "after the verdict",
          "after the bytes, before the row that names them",
          "before the post",
          "after the post, before the record");

  private static final List<String> STAGES =
      List.of(
          "plan", "design", "revise", "screen", "analyse", "generate", "review", "fix", "followUp");

  private static final List<String> ENDS =
      List.of("AwaitingApproval", "Delivered", "Failed", "Cancelled");

  private final Set<String> died = new TreeSet<>();
  private final Set<String> reached = new TreeSet<>();

  @TempDir Path directory;

  @Test
  void nothingIsLostOrDoubledInTwoHundredLives() throws IOException {
    if (ONE != null) {
      live(ONE);
    } else {
      for (long seed = 0; seed < 200; seed++) {
        live(seed);
      }
      assertThat(died).containsAll(POINTS);
      assertThat(reached).containsAll(STAGES).containsAll(ENDS);
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
    died.addAll(life.died());
    reached.addAll(life.reached());
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
