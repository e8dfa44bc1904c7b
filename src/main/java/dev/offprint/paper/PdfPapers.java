package dev.offprint.paper;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.offprint.engine.ChildJvm;
import dev.offprint.engine.ChildPool;
import dev.offprint.engine.Json;
import dev.offprint.engine.Papers;
import dev.offprint.engine.Shelf;
import dev.offprint.paper.format.FileKind;
import dev.offprint.paper.format.Formats;
import dev.offprint.session.BlobId;
import dev.offprint.session.Paper;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads files, PDF or other, each in a child JVM of its own that is killed when it takes too long:
 * two at once, and one started beforehand for the next file.
 */
public final class PdfPapers implements Papers, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PdfPapers.class);
  private static final int MOST_ANSWERED = 32 * 1024 * 1024;
  private static final int AT_ONCE = 2;
  private static final int KNOWN = 50;

  /** How long a child waits for a file after the last one was read. */
  private static final Duration IDLE = Duration.ofMinutes(10);

  /** PDFBox says much about damaged files, and nobody reads it there. */
  static final List<String> QUIET =
      List.of(
          "-Dorg.apache.commons.logging.LogFactory=org.apache.commons.logging.impl.LogFactoryImpl",
          "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog");

  /** Reads one file, or draws it, in a process of its own; empty where there is no answer. */
  interface Child {
    /**
     * @param task regions to be drawn, as JSON; empty where the file is to be read
     */
    String answer(byte[] file, String task) throws IOException;
  }

  private final PaperSettings settings;
  private final Shelf shelf;
  private final Child child;
  private final ChildPool children;

  /** The same bytes are parsed once. */
  private final Cache<String, Read> known = Caffeine.newBuilder().maximumSize(KNOWN).build();

  /** Reads what it does not remember from this life of the program. */
  public PdfPapers(PaperSettings settings) {
    this(settings, Shelf.NONE);
  }

  /** Reads what is not on the shelf. */
  public PdfPapers(PaperSettings settings, Shelf shelf) {
    this.settings = settings;
    this.shelf = shelf;
    this.child = this::inChild;
    this.children = children(settings);
  }

  PdfPapers(PaperSettings settings, Shelf shelf, Child child) {
    this.settings = settings;
    this.shelf = shelf;
    this.child = child;
    this.children = children(settings);
  }

  private static ChildPool children(PaperSettings settings) {
    return new ChildPool(
        AT_ONCE,
        IDLE,
        () ->
            ChildJvm.start(PdfChild.class, settings.heap(), QUIET, List.of(Json.write(settings))));
  }

  /** Starts what reads, for a paper may soon come; returns at once. */
  public void expect() {
    children.expect();
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
    String hash = Hash.of(file);
    Read read = known.get(hash, same -> kept(file, hash));
    if (read instanceof Read.Unreadable) {
      // The machine may only have been too busy.
      known.invalidate(hash);
    }
    boolean misnamed = kind != FileKind.PDF && name.toLowerCase(Locale.ROOT).endsWith(".pdf");
    return misnamed && read instanceof Read.NoPaper
        ? new Read.Unreadable(
            "The file is named .pdf and is no PDF but "
                + kind.words()
                + ", as a download that went wrong leaves it. Download it again and attach that.")
        : read;
  }

  @Override
  public Read read(byte[] file, byte[] latex, String name) {
    if (FileKind.of(file) != FileKind.PDF) {
      return new Read.Unreadable(name + " is no PDF that LaTeX could be compared with.");
    }
    return switch (read(latex, "its LaTeX")) {
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

  /** What this build read of the file before, in whatever life of the program. */
  private Read kept(byte[] file, String hash) {
    String name = hash + " " + ReaderVersion.own() + " " + settings;
    Optional<byte[]> before = shelf.find(Shelf.Kind.READ, name);
    if (before.isPresent()) {
      return Json.read(new String(before.get(), StandardCharsets.UTF_8), Read.class);
    }
    Read read = parsed(file);
    if (lasting(read)) {
      shelf.keep(
          Shelf.Kind.READ,
          name,
          new BlobId(hash),
          Json.write(read).getBytes(StandardCharsets.UTF_8));
    }
    return read;
  }

  /** Whether a later try would read the same: text recognition may be installed meanwhile. */
  private static boolean lasting(Read read) {
    return switch (read) {
      case Read.Done done -> done.paper().unread().isEmpty();
      case Read.NoPaper no -> no.text().unread().isEmpty();
      case Read.Scan scan -> false;
      case Read.Unreadable unreadable -> false;
    };
  }

  private Read parsed(byte[] file) {
    try {
      return inChild(file);
    } catch (IOException broken) {
      throw new UncheckedIOException("the reader of PDF files cannot be started", broken);
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
    try {
      String answer = child.answer(file, Json.writeList(regions, Paper.Region.class));
      return answer.isEmpty()
          ? new Drawn.Undrawable("The pages could not be drawn within the time and memory allowed.")
          : Json.read(answer, Drawn.class);
    } catch (IOException broken) {
      throw new UncheckedIOException("the reader of PDF files cannot be started", broken);
    }
  }

  @Override
  public Spoken withoutInstructions(String words, int page) {
    return Instructions.without(words, page);
  }

  /** The child's answer; empty where there is none. */
  private String inChild(byte[] file, String task) throws IOException {
    return children.use(
        started -> {
          ScheduledFuture<?> deadline = started.killAfter(settings.readTime());
          try {
            String answer = exchange(started, file, task);
            if (answer.isEmpty()) {
              LOG.info("the reader of a PDF ended {}", started.late() ? "too late" : "early");
            }
            return answer;
          } finally {
            deadline.cancel(false);
          }
        });
  }

  private Read inChild(byte[] file) throws IOException {
    String answer = child.answer(file, "");
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
  private static String exchange(ChildJvm child, byte[] file, String task) {
    try {
      DataOutputStream out = new DataOutputStream(child.input());
      byte[] wanted = task.getBytes(StandardCharsets.UTF_8);
      out.writeInt(wanted.length);
      out.write(wanted);
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
        keys.add("sha256:" + Hash.of(file));
        keys.addAll(done.keys());
        yield new Read.Done(done.paper(), keys);
      }
      case Read.Scan scan ->
          new Read.Scan(scan.pages(), List.of("sha256:" + Hash.of(file)), scan.words());
      case Read.NoPaper no -> no;
      case Read.Unreadable unreadable -> unreadable;
    };
  }

  /** Ends the child that waits for a file. */
  @Override
  public void close() {
    children.close();
  }
}
