package dev.offprint.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.offprint.engine.ChildJvm;
import dev.offprint.engine.Json;
import dev.offprint.engine.Papers.Drawing;
import dev.offprint.engine.Papers.Drawn;
import dev.offprint.engine.Papers.Read;
import dev.offprint.session.Paper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PdfPapersTest {
  private final List<PdfPapers> opened = new ArrayList<>();

  private PdfPapers papers(PaperSettings settings) {
    PdfPapers papers = new PdfPapers(settings);
    opened.add(papers);
    return papers;
  }

  @AfterEach
  void close() {
    opened.forEach(PdfPapers::close);
  }

  private static PaperSettings settings(int largest, Duration readTime) {
    PaperSettings usual = PaperSettings.DEFAULT;
    return new PaperSettings(
        largest,
        usual.fetchTime(),
        usual.idleTime(),
        128,
        readTime,
        usual.pages(),
        usual.characters(),
        usual.sentences());
  }

  @Test
  void paperComesWholeFromTheChild() {
    byte[] file = Files.bytes("papers/compression-text-ranking.pdf");
    assertThat(papers(PaperSettings.DEFAULT).read(file, "paper.pdf"))
        .isEqualTo(
            new Read.Done(
                Files.done("papers/compression-text-ranking.pdf").paper(),
                List.of(
                    "sha256:518a025bea279359df9392af129c789f1b187be91d1af409c526a9b8a280d48b")));
  }

  @Test
  void pageThatIsABombIsNotDecompressed() {
    PdfPapers papers = papers(settings(50_000_000, Duration.ofSeconds(20)));
    assertThat(papers.read(Files.bytes("odd/bomb_text_200mb.pdf"), "bomb.pdf"))
        .isEqualTo(
            new Read.Unreadable(
                "Page 1 is too large to be read. The PDF has hardly any text. Attach the paper itself."));
  }

  @Test
  void whatIsNamedPdfAndIsNoneIsSaidToBeNone() {
    byte[] pointer = "../../elsewhere/paper.pdf".getBytes(StandardCharsets.UTF_8);
    PdfPapers papers = papers(settings(1_000_000, Duration.ofSeconds(20)));
    assertThat(papers.read(pointer, "Paper.PDF"))
        .isEqualTo(
            new Read.Unreadable(
                "The file is named .pdf and is no PDF but plain text, as a download that went wrong"
                    + " leaves it. Download it again and attach that."));
    assertThat(papers.read(pointer, "notes.txt")).isInstanceOf(Read.NoPaper.class);
  }

  @Test
  void regionsAreDrawnInTheChild() throws Exception {
    byte[] file = Files.bytes("papers/compression-text-ranking.pdf");
    Paper.Region figure =
        Files.done("papers/compression-text-ranking.pdf").paper().exhibits().stream()
            .filter(exhibit -> exhibit instanceof Paper.Exhibit.Figure)
            .findFirst()
            .orElseThrow()
            .region();
    Paper.Region nowhere = new Paper.Region(99, 0, 0, 100, 100);
    assertThat(papers(PaperSettings.DEFAULT).pictures(file, List.of(nowhere, figure)))
        .isInstanceOfSatisfying(
            Drawn.Done.class,
            done -> {
              assertThat(done.pictures()).extracting(Drawing::region).containsExactly(figure);
              BufferedImage image = image(done.pictures().get(0));
              assertThat(image.getWidth())
                  .isCloseTo(Math.round((figure.x1() - figure.x0()) * 2.5f), within(2));
              assertThat(colours(image)).isGreaterThan(10);
            });
  }

  @Test
  void noMoreThanFortyRegionsAreDrawnAtOnce() {
    List<Paper.Region> many = Collections.nCopies(41, new Paper.Region(1, 0, 0, 10, 10));
    PdfPapers papers = papers(PaperSettings.DEFAULT);
    assertThatThrownBy(() -> papers.pictures(new byte[0], many))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static BufferedImage image(Drawing drawing) {
    try {
      return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(drawing.png())));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static long colours(BufferedImage image) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
        .distinct()
        .count();
  }

  @Test
  void childIsKilledAtItsDeadline() {
    PdfPapers papers = papers(settings(50_000_000, Duration.ofMillis(1)));
    assertThat(papers.read(Files.bytes("odd/good_small_paper.pdf"), "paper.pdf"))
        .isInstanceOfSatisfying(
            Read.Unreadable.class,
            read -> assertThat(read.words()).startsWith("The file could not be read within 0 s"));
  }

  @Test
  void fileAboveTheCapStartsNoChild() {
    assertThat(
            papers(settings(1024 * 1024, Duration.ofSeconds(20)))
                .read(new byte[1024 * 1024 + 1], "paper.pdf"))
        .isEqualTo(
            new Read.Unreadable(
                "The file is larger than 1 MB. Attach the paper without its supplement, or a"
                    + " version with smaller pictures."));
  }

  @Test
  void childEndsWithItsInput() throws Exception {
    try (ChildJvm child = child(Duration.ofSeconds(60))) {
      child.input().close();
      assertThat(child.await()).isNotZero();
      assertThat(child.late()).isFalse();
    }
  }

  @Test
  void childEndsByItselfWhenItsTimeIsOver() throws Exception {
    try (ChildJvm child = child(Duration.ofMillis(10))) {
      DataOutputStream out = new DataOutputStream(child.input());
      out.writeInt(0);
      // Less than is announced: the child waits for the rest.
      out.writeInt(1000);
      out.flush();
      assertThat(child.await()).isEqualTo(4);
    }
  }

  private static ChildJvm child(Duration readTime) throws Exception {
    return ChildJvm.start(
        PdfChild.class, 64, List.of(), List.of(Json.write(settings(1_000_000, readTime))));
  }
}
