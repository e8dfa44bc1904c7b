package dev.offprint.paper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Tells one build of the reader from another: what an older one read is read again. */
final class ReaderVersion {
  private static final String OWN = made();

  private ReaderVersion() {}

  /** Of the program that runs. */
  static String own() {
    return OWN;
  }

  private static String made() {
    try {
      Path place =
          Path.of(ReaderVersion.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      StringBuilder all = new StringBuilder();
      for (Path file : Files.isDirectory(place) ? classes(place) : List.of(place)) {
        all.append(place.relativize(file))
            .append(Files.size(file))
            .append(Files.getLastModifiedTime(file));
      }
      return Hash.of(all.toString().getBytes(StandardCharsets.UTF_8));
    } catch (URISyntaxException | IOException unreadable) {
      throw new UncheckedIOException(
          "the program's own files cannot be read", new IOException(unreadable));
    }
  }

  private static List<Path> classes(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place.resolve("dev/offprint/paper"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
