package dev.offprint.paper;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.offprint.engine.ChildJvm;
import dev.offprint.engine.Json;
import dev.offprint.engine.Papers;
import dev.offprint.paper.format.FileKind;
import dev.offprint.paper.format.Formats;
import dev.offprint.session.Paper;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads files, PDF or other, each in a child JVM of its own that is killed when it takes too long.
 */
public final class PdfPapers implements Papers {
  private static final Logger LOG = LoggerFactory.getLogger(PdfPapers.class);
  private static final int MOST_ANSWERED = 32 * 1024 * 1024;
  private static final int AT_ONCE = 2;
  private static final int KNOWN = 50;

  /** PDFBox says much about damaged files, and nobody reads it there. */
  static final List<String> QUIET =
      List.of(
          "-Dorg.apache.commons.logging.LogFactory=org.apache.commons.logging.impl.LogFactoryImpl",
          "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog");

  private final PaperSettings settings;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /** The same bytes are parsed once. */
  private final Cache<String, Read> known = Caffeine.newBuilder().maximumSize(KNOWN).build();

  public PdfPapers(PaperSettings settings) {
    this.settings = settings;
  }

  @Override
  public Read read(byte[] file, String name) {
    if (file.length > settings.largestFile()) {
      return new Read.Unreadable(
          "The file is larger than "
              + settings.largestFile() / (1024 * 1024)
              + " MB. Attach the paper without its supplement, or a version with smaller pictures.");
    }
    FileKind kind = FileKind.of(file);
    if (!kind.readable()) {
      return new Read.Unreadable(Formats.refusal(kind));
    }
    String hash = sha256(file);
    Read read = known.get(hash, same -> parsed(file));
    if (read instanceof Read.Unreadable) {
      // The machine may only have been too busy.
      known.invalidate(hash);
    }
    return read;
  }

  @Override
  public Read read(byte[] file, byte[] latex, String name) {
    if (FileKind.of(file) != FileKind.PDF) {
      return new Read.Unreadable(name + " is no PDF that LaTeX could be compared with.");
    }
    return switch (read(latex, "the LaTeX of " + name)) {
      case Read.Unreadable no -> no;
      case Read.NoPaper no -> new Read.Unreadable(no.words());
      case Read.Scan no -> new Read.Unreadable(no.words());
      case Read.Done source ->
          switch (read(file, name)) {
            case Read.Unreadable no -> no;
            case Read.NoPaper no -> no;
            case Read.Scan scan -> new Read.Unreadable("The PDF has no text to compare it with.");
            case Read.Done pdf ->
                Typeset.merged(source.paper(), pdf.paper())
                    .<Read>map(both -> new Read.Done(both, pdf.keys()))
                    .orElse(new Read.Unreadable("It says something else than the PDF."));
          };
    };
  }

  private Read parsed(byte[] file) {
    places.acquireUninterruptibly();
    try {
      return inChild(file);
    } catch (IOException broken) {
      throw new UncheckedIOException("the reader of PDF files cannot be started", broken);
    } finally {
      places.release();
    }
  }

  @Override
  public Drawn pictures(byte[] file, List<Paper.Region> regions) {
    if (regions.size() > MOST_PICTURES) {
      throw new IllegalArgumentException("more than " + MOST_PICTURES + " regions");
    }
    if (FileKind.of(file) != FileKind.PDF) {
      return new Drawn.Undrawable("The file is no PDF: it has no pages to draw.");
    }
    places.acquireUninterruptibly();
    try {
      String task = Json.writeList(regions, Paper.Region.class);
      String answer = inChild(file, List.of(Json.write(settings), task));
      return answer.isEmpty()
          ? new Drawn.Undrawable("The pages could not be drawn within the time and memory allowed.")
          : Json.read(answer, Drawn.class);
    } catch (IOException broken) {
      throw new UncheckedIOException("the reader of PDF files cannot be started", broken);
    } finally {
      places.release();
    }
  }

  @Override
  public Spoken withoutInstructions(String words, int page) {
    return Instructions.without(words, page);
  }

  /** The child's answer; empty where there is none. */
  private String inChild(byte[] file, List<String> arguments) throws IOException {
    try (ChildJvm child = ChildJvm.start(PdfChild.class, settings.heap(), QUIET, arguments)) {
      ScheduledFuture<?> deadline = child.killAfter(settings.readTime());
      String answer = exchange(child, file);
      deadline.cancel(false);
      if (answer.isEmpty()) {
        LOG.info("the reader of a PDF ended {}", child.late() ? "too late" : "early");
      }
      return answer;
    }
  }

  private Read inChild(byte[] file) throws IOException {
    String answer = inChild(file, List.of(Json.write(settings)));
    if (!answer.isEmpty()) {
      return keyed(Json.read(answer, Read.class), file);
    }
    return new Read.Unreadable(
        "The file could not be read within "
            + settings.readTime().toSeconds()
            + " s and "
            + settings.heap()
            + " MB of memory, which is enough for any paper. Print the paper to a new PDF and attach that.");
  }

  /** The child's whole answer; empty where it died or said too much. */
  private static String exchange(ChildJvm child, byte[] file) {
    try {
      DataOutputStream out = new DataOutputStream(child.input());
      out.writeInt(file.length);
      out.write(file);
      out.flush();
      byte[] answer = child.output().readNBytes(MOST_ANSWERED + 1);
      boolean whole = answer.length <= MOST_ANSWERED && child.await() == 0;
      return whole ? new String(answer, StandardCharsets.UTF_8) : "";
    } catch (IOException died) {
      return "";
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static Read keyed(Read read, byte[] file) {
    return switch (read) {
      case Read.Done done -> {
        List<String> keys = new ArrayList<>();
        keys.add("sha256:" + sha256(file));
        keys.addAll(done.keys());
        yield new Read.Done(done.paper(), keys);
      }
      case Read.Scan scan ->
          new Read.Scan(scan.pages(), List.of("sha256:" + sha256(file)), scan.words());
      case Read.NoPaper no -> no;
      case Read.Unreadable unreadable -> unreadable;
    };
  }

  private static String sha256(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
