package dev.offprint.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Json;
import dev.offprint.engine.Papers.Read;
import dev.offprint.engine.Shelf;
import dev.offprint.session.Paper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The same bytes are parsed once, whatever life of the program it is. */
class KeptReadingsTest {
  private static final byte[] FILE = "%PDF-1.7 of a kind".getBytes(StandardCharsets.UTF_8);
  private static final Paper PAPER =
      new Paper(
          "T", List.of(), "", 1, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  private final InMemoryShelf shelf = new InMemoryShelf();
  private final AtomicInteger parsed = new AtomicInteger();

  /** A new life of the program. */
  private PdfPapers papers(Shelf kept, PaperSettings settings, Read read) {
    return new PdfPapers(
        settings,
        kept,
        (file, task) -> {
          parsed.incrementAndGet();
          return Json.write(read);
        });
  }

  private PdfPapers papers(Read read) {
    return papers(shelf, PaperSettings.DEFAULT, read);
  }

  @Test
  void theSameBytesAreParsedOnceOverARestart() {
    Read first = papers(new Read.Done(PAPER, List.of())).read(FILE, "a.pdf");
    PdfPapers after = papers(new Read.Unreadable("parsed again"));
    assertThat(after.read(FILE, "b.pdf")).isEqualTo(first);
    assertThat(after.read(FILE, "c.pdf")).isEqualTo(first);
    assertThat(parsed).hasValue(1);
  }

  @Test
  void otherBytesAndOtherCapsAreParsed() {
    Read done = new Read.Done(PAPER, List.of());
    papers(done).read(FILE, "a.pdf");
    papers(done).read("%PDF-1.7 of another".getBytes(StandardCharsets.UTF_8), "a.pdf");
    assertThat(parsed).hasValue(2);
    PaperSettings d = PaperSettings.DEFAULT;
    PaperSettings fewer =
        new PaperSettings(
            d.largestFile(), d.fetchTime(), d.idleTime(), d.heap(), d.readTime(), 1, 500, 5);
    papers(shelf, fewer, done).read(FILE, "a.pdf");
    assertThat(parsed).hasValue(3);
  }

  @Test
  void whatALaterTryMayReadBetterIsNotKept() {
    Paper.Unread page =
        new Paper.Unread(new Paper.Part(Paper.Part.Kind.PAGE, "", 1, 0), "a picture");
    for (Read read :
        List.of(
            new Read.Unreadable("busy"),
            new Read.Scan(2, List.of(), "a scan"),
            new Read.Done(PAPER.looked(List.of(), List.of(page), List.of()), List.of()))) {
      papers(read).read(FILE, "a.pdf");
    }
    assertThat(parsed).hasValue(3);
    assertThat(shelf.size()).isZero();
  }
}
