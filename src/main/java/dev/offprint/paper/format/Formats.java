package dev.offprint.paper.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a file of any kind but PDF, told by its content; an archive is opened for the paper. */
public final class Formats {
  private static final int HEAD = 64 * 1024;
  private static final int DEEPEST = 2;
  private static final String MAIN = "paper.tex";

  private Formats() {}

  /** What became of a file. */
  public sealed interface Outcome {
    /** A paper. */
    record Read(Written written) implements Outcome {}

    /** A PDF, which others read. */
    record Pdf(byte[] bytes, List<String> notes) implements Outcome {
      public Pdf {
        notes = List.copyOf(notes);
      }
    }

    /** Why there is no paper and what to do, in words for people. */
    record Refused(String words) implements Outcome {}
  }

  public static Outcome read(byte[] file) {
    try {
      return read(file, 0);
    } catch (Archive.Broken broken) {
      return new Outcome.Refused(String.valueOf(broken.getMessage()));
    }
  }

  private static Outcome read(byte[] file, int depth) throws Archive.Broken {
    FileKind kind = FileKind.of(file);
    return switch (kind) {
      case PDF -> new Outcome.Pdf(file, List.of());
      case TEX -> new Outcome.Read(LatexReader.read(Map.of(MAIN, file), MAIN));
      case TEXT -> new Outcome.Read(MarkdownReader.read(Flattened.text(file)));
      case HTML -> HtmlReader.read(file);
      case ZIP -> opened(Archive.zip(file), depth);
      case TAR -> opened(Archive.tar(new ByteArrayInputStream(file)), depth);
      case GZIP -> gzip(file, depth);
      case EMPTY, JSON, XML, PNG, JPEG, GIF, POSTSCRIPT, WORD, RICH_TEXT, OTHER_ARCHIVE, UNKNOWN ->
          new Outcome.Refused(refusal(kind));
    };
  }

  /** Why a file of this kind is no paper. */
  public static String refusal(FileKind kind) {
    if (kind == FileKind.EMPTY) {
      return "The file is empty. Attach the PDF again.";
    }
    return "The file is "
        + kind.words()
        + ", not a paper. Attach the paper's PDF, or its LaTeX, Word (.docx), Markdown, HTML or plain text.";
  }

  private static Outcome gzip(byte[] file, int depth) throws Archive.Broken {
    try (InputStream in = new BufferedInputStream(Archive.gunzip(file), HEAD)) {
      in.mark(HEAD);
      byte[] head = in.readNBytes(HEAD / 2);
      in.reset();
      if (FileKind.of(head) == FileKind.TAR) {
        return opened(Archive.tar(in), depth);
      }
      if (depth >= DEEPEST) {
        return nested();
      }
      return read(Archive.whole(in), depth + 1);
    } catch (IOException broken) {
      return new Outcome.Refused(
          "The archive is damaged or cut off and cannot be opened. Pack it again, or attach the PDF.");
    }
  }

  private static Outcome.Refused nested() {
    return new Outcome.Refused(
        "The archive has archives in archives. Pack the LaTeX alone, or attach the PDF.");
  }

  private static Outcome opened(Archive archive, int depth) throws Archive.Broken {
    Map<String, byte[]> files = archive.files();
    if (files.containsKey("word/document.xml")) {
      return new Outcome.Read(WordReader.read(files));
    }
    if (files.containsKey("[Content_Types].xml")
        || files.containsKey("META-INF/container.xml")
        || files.containsKey("META-INF/manifest.xml")) {
      return new Outcome.Refused(
          "The file is an office document or e-book that is not read here. Save it as PDF or .docx and attach that.");
    }
    Optional<String> main = Flattened.main(files).or(() -> onlyTex(files));
    if (main.isPresent()) {
      Written written = LatexReader.read(files, main.get());
      return new Outcome.Read(written.noted(archive.notes()));
    }
    Map<FileKind, List<String>> kinds = kinds(files);
    List<String> pdfs = kinds.getOrDefault(FileKind.PDF, List.of());
    if (!pdfs.isEmpty()) {
      return pdf(archive, pdfs);
    }
    for (FileKind kind :
        List.of(FileKind.ZIP, FileKind.TEXT, FileKind.HTML, FileKind.GZIP, FileKind.TAR)) {
      List<String> found = kinds.getOrDefault(kind, List.of());
      boolean packed = kind == FileKind.ZIP || kind == FileKind.GZIP || kind == FileKind.TAR;
      if (found.isEmpty() || packed && (found.size() > 1 || depth >= DEEPEST)) {
        continue;
      }
      return noted(read(bytes(files, best(files, found)), depth + 1), archive.notes());
    }
    if (kinds.containsKey(FileKind.ZIP) || kinds.containsKey(FileKind.GZIP)) {
      return nested();
    }
    return new Outcome.Refused(
        "There is no paper in the archive: no LaTeX, PDF, Word, Markdown, HTML or text file."
            + (archive.notes().isEmpty() ? "" : " " + String.join(" ", archive.notes()))
            + " Attach the PDF instead.");
  }

  private static Outcome noted(Outcome outcome, List<String> notes) {
    return switch (outcome) {
      case Outcome.Read read -> new Outcome.Read(read.written().noted(notes));
      case Outcome.Pdf pdf -> {
        List<String> all = new ArrayList<>(notes);
        all.addAll(pdf.notes());
        yield new Outcome.Pdf(pdf.bytes(), all);
      }
      case Outcome.Refused refused -> refused;
    };
  }

  private static Outcome pdf(Archive archive, List<String> pdfs) {
    List<String> named =
        pdfs.stream()
            .filter(
                path ->
                    path.matches("(?i)(.*/)?(main|ms|paper|manuscript|article|preprint).*\\.pdf"))
            .toList();
    List<String> found = pdfs.size() > 1 && named.size() == 1 ? named : pdfs;
    if (found.size() > 1) {
      return new Outcome.Refused(
          "The archive has "
              + found.size()
              + " PDF files and none says that it is the paper. Attach the paper itself.");
    }
    return new Outcome.Pdf(bytes(archive.files(), found.get(0)), archive.notes());
  }

  private static byte[] bytes(Map<String, byte[]> files, String path) {
    return files.getOrDefault(path, new byte[0]);
  }

  /** A file of LaTeX without a beginning of its own, where there is no other. */
  private static Optional<String> onlyTex(Map<String, byte[]> files) {
    List<String> found =
        files.keySet().stream()
            .filter(path -> path.toLowerCase(Locale.ROOT).matches(".*\\.(tex|ltx|latex)"))
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static Map<FileKind, List<String>> kinds(Map<String, byte[]> files) {
    Map<FileKind, List<String>> kinds = new TreeMap<>();
    files.forEach(
        (path, bytes) -> {
          if (!path.matches(
              "(?i).*\\.(bib|bbl|xml|rels)|(.*/)?(licen[cs]e|00readme|makefile)[^/]*")) {
            kinds.computeIfAbsent(FileKind.of(bytes), kind -> new ArrayList<>()).add(path);
          }
        });
    return kinds;
  }

  /** The highest and, of those, the longest. */
  private static String best(Map<String, byte[]> files, List<String> paths) {
    return paths.stream()
        .min(
            Comparator.<String>comparingLong(path -> path.chars().filter(c -> c == '/').count())
                .thenComparing(path -> path.toLowerCase(Locale.ROOT).contains("readme"))
                .thenComparing(path -> -bytes(files, path).length)
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }
}
