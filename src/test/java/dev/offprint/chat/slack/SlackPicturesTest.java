package dev.offprint.chat.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * The documentation's pictures are those of the kept drawings; {@code -Dpictures=write} draws them
 * anew. Fonts differ between machines, so what is compared is what each was drawn from.
 */
class SlackPicturesTest {
  private static final Path PICTURES = Path.of("src/site/slack");
  private static final Path DRAWN_FROM = PICTURES.resolve("drawn-from.txt");
  private static final Map<String, String> NAMES = Map.of("U0ADA", "ada", "U0BEN", "ben");

  private static String kept(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/slack", name + ".json"), UTF_8);
  }

  private static JsonNode blocks(String name) throws IOException {
    return new ObjectMapper().readTree(kept(name)).path("blocks");
  }

  private static String digest(String text) throws NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  private static String drawnFrom() throws IOException, NoSuchAlgorithmException {
    Map<String, String> all = new TreeMap<>();
    for (String name : Drawn.all().keySet()) {
      all.put(name, digest(kept(name)));
    }
    return all.entrySet().stream()
        .map(one -> one.getKey() + " " + one.getValue() + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void everyPictureIsDrawnFromTheMessageAsItIsNow() throws IOException, NoSuchAlgorithmException {
    if (System.getProperty("pictures", "").equals("write")) {
      Files.createDirectories(PICTURES);
      for (String name : Drawn.all().keySet()) {
        ImageIO.write(
            Picture.of(blocks(name), NAMES), "png", PICTURES.resolve(name + ".png").toFile());
      }
      Files.writeString(DRAWN_FROM, drawnFrom(), UTF_8);
    }
    assertThat(Files.readString(DRAWN_FROM, UTF_8)).isEqualTo(drawnFrom());
    try (Stream<Path> files = Files.list(PICTURES)) {
      Set<String> there =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".png"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(there)
          .isEqualTo(
              Drawn.all().keySet().stream()
                  .map(name -> name + ".png")
                  .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @Test
  void theDocumentationShowsEveryPicture() throws IOException {
    String page = Files.readString(Path.of("src/site/slack.md"), UTF_8);
    for (String name : Drawn.all().keySet()) {
      assertThat(page).contains("(slack/" + name + ".png)");
    }
  }

  @Test
  void everyKindOfMessageCanBeDrawn() throws IOException {
    for (String name : Drawn.all().keySet()) {
      BufferedImage picture = Picture.of(blocks(name), NAMES);
      assertThat(picture.getHeight()).as(name).isBetween(100, 2_300);
    }
  }
}
