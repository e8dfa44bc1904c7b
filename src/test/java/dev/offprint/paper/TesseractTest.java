package dev.offprint.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Papers.Read;
import dev.offprint.session.Paper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans, read by a program that speaks as Tesseract does. */
class TesseractTest {
  private static final String BODY =
      "We study things with care, as many did before us [1], and report what we found there.";
  private static final List<String> LINES =
      List.of(
          "A Paper on Things",
          "Ada Example",
          "Abstract",
          BODY,
          "1 Introduction",
          BODY,
          BODY,
          "2 Method",
          BODY,
          BODY,
          "3 Results",
          BODY,
          BODY,
          "References",
          "[1] Ada. One. 2020.",
          "[2] Ben. Two. 2021.");

  @TempDir Path directory;

  /** Rows of Tesseract's table for lines of words, in pixels of 200 to the inch. */
  private static String table() {
    StringBuilder table =
        new StringBuilder(
            "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
                + "1\t1\t0\t0\t0\t0\t0\t0\t1700\t2200\t-1\t\n");
    for (int i = 0; i < LINES.size(); i++) {
      boolean large = i == 0;
      boolean heading = LINES.get(i).matches("Abstract|\\d .*|References");
      int height = large ? 50 : heading ? 38 : 28;
      int left = 200;
      int word = 0;
      table.append("4\t1\t1\t1\t%d\t0\t200\t%d\t900\t40\t-1\t\n".formatted(i + 1, 200 + i * 70));
      for (String text : LINES.get(i).split(" ")) {
        int width = text.length() * height / 2;
        table.append(
            "5\t1\t1\t1\t%d\t%d\t%d\t%d\t%d\t%d\t91.5\t%s\n"
                .formatted(i + 1, ++word, left, 200 + i * 70, width, height, text));
        left += width + height / 3;
      }
      // Specks are recognised too, without confidence.
      table.append("5\t1\t1\t1\t%d\t%d\t1600\t10\t5\t5\t3.0\t~\n".formatted(i + 1, ++word));
    }
    return table.toString();
  }

  private Tesseract program(String table) throws IOException {
    Path answer = directory.resolve("answer.tsv");
    java.nio.file.Files.writeString(answer, table);
    Path program = directory.resolve("tesseract");
    java.nio.file.Files.writeString(
        program,
        "#!/bin/sh\n"
            + "if [ \"$1\" = --list-langs ]; then\n"
            + "  printf 'List of available languages (4):\\nfra\\nosd\\neng\\nchi_sim\\n'; exit\n"
            + "fi\n"
            + "echo \"$*\" >> '"
            + directory.resolve("asked")
            + "'\nhead -c 8 > '"
            + directory.resolve("picture")
            + "'; cat > /dev/null; cat '"
            + answer
            + "'\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return new Tesseract(program.toString());
  }

  private static byte[] scan(int pages) throws IOException {
    try (PDDocument document = new PDDocument()) {
      for (int i = 0; i < pages; i++) {
        PDPage page = new PDPage(PDRectangle.LETTER);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          BufferedImage grey = new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_GRAY);
          content.drawImage(LosslessFactory.createFromImage(document, grey), 0, 0, 612, 792);
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }

  @Test
  void scanIsReadWhereTheProgramIsAndTheNoteSaysSo() throws IOException {
    Read read = new PdfReader(PaperSettings.DEFAULT, program(table())).read(scan(1));
    assertThat(read).isInstanceOf(Read.Done.class);
    Paper paper = ((Read.Done) read).paper();
    assertThat(paper.title()).isEqualTo("A Paper on Things");
    assertThat(paper.sections())
        .extracting(Paper.Section::heading)
        .containsExactly(
            "Front matter", "Abstract", "Introduction", "Method", "Results", "References");
    assertThat(paper.references()).hasSize(2);
    assertThat(paper.sentences()).extracting(Paper.Sentence::text).contains(BODY);
    assertThat(paper.notes())
        .containsExactly(
            "Page 1 of the file is a picture; what is written there was recognised by Tesseract and may be wrong in places.");
    assertThat(directory.resolve("asked"))
        .hasContent("stdin stdout --dpi 300 -l eng+fra+chi_sim tsv");
    assertThat(directory.resolve("picture"))
        .hasBinaryContent(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
  }

  @Test
  void scanIsNamedWhereTheProgramIsNot() throws IOException {
    Tesseract none = new Tesseract(directory.resolve("none").toString());
    assertThat(new PdfReader(PaperSettings.DEFAULT, none).read(scan(1)))
        .isEqualTo(
            new Read.Scan(
                1,
                List.of(),
                "The PDF is a scan: its pages are pictures without text. Attach the publisher's"
                    + " PDF, or run it through text recognition and save the text visibly."));
  }

  @Test
  void aPageThatTakesTooLongIsLeft() throws IOException {
    Path endless = directory.resolve("endless");
    java.nio.file.Files.writeString(
        endless,
        "#!/bin/sh\n"
            + "if [ \"$1\" = --list-langs ]; then printf 'List of languages (1):\\neng\\n'; exit; fi\n"
            + "while true; do :; done\n");
    assertThat(endless.toFile().setExecutable(true)).isTrue();
    Tesseract slow = new Tesseract(endless.toString(), Duration.ofMillis(300));
    assertThat(new PdfReader(PaperSettings.DEFAULT, slow).read(scan(1)))
        .isInstanceOf(Read.Scan.class);
  }

  @Test
  void scanThatTheProgramSaysNothingOfIsNamed() throws IOException {
    assertThat(new PdfReader(PaperSettings.DEFAULT, program("no table")).read(scan(1)))
        .isInstanceOfSatisfying(
            Read.Scan.class, no -> assertThat(no.words()).startsWith("The PDF is a scan"));
  }

  @Test
  void wordsOfALineHaveOneSizeOneBaselineAndSpacesBetweenThem() {
    List<Glyph> glyphs =
        Tesseract.glyphs(
            """
            level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
            4\t1\t1\t1\t1\t0\t100\t100\t300\t40\t-1\t
            5\t1\t1\t1\t1\t1\t100\t112\t60\t18\t96.1\tare
            5\t1\t1\t1\t1\t2\t180\t102\t80\t36\t12\tpaged
            5\t1\t1\t1\t1\t3\t300\t112\t50\t18\t95\tnow
            5\t1\t1\t1\t1\t4\t400\t104\t50\t26\t12\tspeck
            5\t1\t1\t1\t2\t1\t100\t209\t60\t21\t88\tNext
            """,
            2);
    Glyph.Face face = new Glyph.Face("recognised", false, false, false);
    assertThat(glyphs)
        .containsExactly(
            new Glyph("are", 50, 80, 65, 19.5f, face, false),
            new Glyph(" ", 80, 90, 65, 19.5f, face, false),
            new Glyph("paged", 90, 130, 65, 19.5f, face, false),
            new Glyph(" ", 130, 150, 65, 19.5f, face, false),
            new Glyph("now", 150, 175, 65, 19.5f, face, false),
            new Glyph("Next", 50, 80, 115, 15, face, false));
  }
}
