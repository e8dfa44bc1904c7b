package dev.offprint.paper;

import dev.offprint.engine.Papers.Read;
import dev.offprint.session.Paper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/** Files of the tests, read in this process where they are harmless. */
final class Files {
  /** Reading is the same every time; the tests share it. */
  private static final Map<String, Read> READ = new ConcurrentHashMap<>();

  static {
    FontMappers.set(new OneFont());
  }

  private Files() {}

  static byte[] bytes(String resource) {
    try (InputStream in = Files.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no such resource: " + resource);
      }
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static Read read(byte[] file) {
    return new PdfReader(PaperSettings.DEFAULT).read(file);
  }

  static Read.Done done(String resource) {
    return switch (READ.computeIfAbsent(resource, name -> read(bytes(name)))) {
      case Read.Done done -> done;
      case Read.NoPaper no -> throw new AssertionError(no.words());
      case Read.Scan no -> throw new AssertionError(no.words());
      case Read.Unreadable unreadable -> throw new AssertionError(unreadable.words());
    };
  }

  static Paper sample() {
    return done("sample/rescience-food-chain-chaos.pdf").paper();
  }
}
