package dev.offprint.command;

import dev.offprint.engine.Blobs;
import dev.offprint.engine.PaperLink;
import dev.offprint.session.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Files and links that the command line names, and the archive that goes back. */
final class LocalFiles {
  static final String SAMPLE = "sample";
  private static final String SAMPLE_FILE = "rescience-food-chain-chaos.pdf";
  private static final long LARGEST = 200_000_000;

  private LocalFiles() {}

  /** A source as named: the sample, a link, or a file, whose bytes are stored. */
  static Source source(String named, Source.Role role, Blobs blobs) {
    if (!Files.exists(Path.of(named))) {
      Optional<Source> link = PaperLink.named(named);
      if (link.isPresent()) {
        return new Source(role, link.get().origin(), link.get().name(), null);
      }
      if (named.matches("(?i)https?://.*")) {
        throw new CannotOpen(ExitCode.USAGE, "This is not a link: " + named);
      }
    }
    byte[] bytes = named.equals(SAMPLE) ? sample() : read(Path.of(named));
    String name = named.equals(SAMPLE) ? SAMPLE_FILE : name(Path.of(named));
    return new Source(role, new Source.Origin.Attachment(), name, blobs.put(bytes));
  }

  private static String name(Path path) {
    Path last = path.getFileName();
    return last == null ? path.toString() : last.toString();
  }

  private static byte[] sample() {
    try (InputStream in = LocalFiles.class.getResourceAsStream("/sample/" + SAMPLE_FILE)) {
      if (in == null) {
        throw new IllegalStateException("the sample paper is not in this build");
      }
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static byte[] read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new CannotOpen(
            ExitCode.PAPER, file + " is larger than " + LARGEST / 1_000_000 + " MB.");
      }
      return Files.readAllBytes(file);
    } catch (IOException missing) {
      throw new CannotOpen(ExitCode.USAGE, "Cannot read " + file + ": is it there, is it a file?");
    }
  }

  static String text(Path file) {
    return new String(read(file), StandardCharsets.UTF_8);
  }

  /** Writes an archive; another file of that name stays, and the archive gets a number. */
  static Path write(Path directory, String name, byte[] bytes) {
    try {
      Files.createDirectories(directory.toAbsolutePath());
      for (int n = 1; ; n++) {
        Path file = directory.resolve(n == 1 ? name : numbered(name, n));
        if (!Files.exists(file)) {
          Path part = directory.resolve(file.getFileName() + ".part");
          Files.write(part, bytes);
          return Files.move(part, file);
        }
        if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
          return file;
        }
      }
    } catch (IOException broken) {
      throw new CannotOpen(
          ExitCode.USAGE,
          "The archive cannot be written to "
              + directory.toAbsolutePath()
              + ": "
              + broken.getMessage()
              + ". It is saved; name another directory with --out.");
    }
  }

  private static String numbered(String name, int n) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name + "-" + n : name.substring(0, dot) + "-" + n + name.substring(dot);
  }
}
