package dev.offprint.store;

import dev.offprint.engine.Blobs;
import dev.offprint.engine.Journal;
import dev.offprint.engine.Listening;
import dev.offprint.engine.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The real store for tests: no threads, no waiting for the disk, opened in milliseconds. To crash,
 * {@link #close} it in the middle of something and {@link #open} the directory again.
 */
public final class HandStore implements AutoCloseable {
  private static final StoreSettings FAST = new StoreSettings(false, 1, 1);

  private final JdbcStore store;
  private final HandSchedule schedule;

  private HandStore(JdbcStore store, Clock clock) {
    this.store = store;
    this.schedule = new HandSchedule(store, clock);
  }

  /** Opens the store of a directory; an empty one gets a migrated database. */
  public static HandStore open(Path directory, Clock clock) {
    Path file = directory.resolve("offprint.db");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(directory);
        Files.copy(Template.FILE, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return new HandStore(JdbcStore.open(directory, FAST, clock), clock);
  }

  public JdbcStore store() {
    return store;
  }

  public Journal journal() {
    return store.journal();
  }

  public Blobs blobs() {
    return store.blobs();
  }

  public Progress progress() {
    return store.progress();
  }

  public Listening listening() {
    return store.listening();
  }

  public HandSchedule schedule() {
    return schedule;
  }

  @Override
  public void close() {
    store.close();
  }

  /** A migrated, empty database. */
  private static final class Template {
    static final Path FILE = made();

    private static Path made() {
      try {
        Path directory = Files.createTempDirectory("offprint-template");
        JdbcStore.open(directory, FAST, Clock.systemUTC()).close();
        Path file = Files.createTempFile("offprint-template", ".db");
        Files.move(directory.resolve("offprint.db"), file, StandardCopyOption.REPLACE_EXISTING);
        file.toFile().deleteOnExit();
        try (Stream<Path> left = Files.walk(directory)) {
          List<Path> deepestFirst = left.sorted(Comparator.reverseOrder()).toList();
          for (Path path : deepestFirst) {
            Files.delete(path);
          }
        }
        return file;
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }
}
