package dev.offprint.paper;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages that are pictures by the Tesseract program, where the machine has it. Its words come
 * with their places (TSV: level, page, block, paragraph, line, word, left, top, width, height,
 * confidence, text) and become glyphs like any others.
 */
final class Tesseract {
  /** In pixels for a point: 200 dots an inch. */
  private static final float SCALE = 200f / 72;

  private static final Duration A_PAGE = Duration.ofSeconds(60);

  /** By the clock, for all pages of a file. */
  private static final Duration A_FILE = Duration.ofSeconds(90);

  private static final int WORD = 5;
  private static final float LEAST_CONFIDENCE = 20;
  private static final int MOST_LANGUAGES = 3;

  private final String command;
  private final long end = System.nanoTime() + A_FILE.toNanos();
  private @Nullable String languages;

  Tesseract(String command) {
    this.command = command;
  }

  /** The words of a page; none where there is no such program or it has no answer in time. */
  List<Glyph> read(PDDocument document, int page) {
    String known = languages();
    if (known.isEmpty() || System.nanoTime() > end) {
      return List.of();
    }
    try {
      float scale = Pictures.scale(document.getPage(page), SCALE);
      BufferedImage image = Pictures.page(document, page, scale, ImageType.GRAY);
      String dots = String.valueOf(Math.round(scale * 72));
      return glyphs(
          run(
              Pictures.png(image),
              List.of(command, "stdin", "stdout", "--dpi", dots, "-l", known, "tsv")),
          scale);
    } catch (IOException failed) {
      // The note says that the page was not read, and that is all there is to say.
      return List.of();
    }
  }

  /** What it can read, English first; empty where it is not installed. */
  private String languages() {
    String found = languages;
    if (found == null) {
      found = "";
      try {
        List<String> all =
            run(new byte[0], List.of(command, "--list-langs"))
                .lines()
                .skip(1)
                .map(String::strip)
                .filter(name -> name.matches("[a-z]{3}(_[a-z]+)?") && !name.equals("osd"))
                .sorted((a, b) -> Boolean.compare(b.equals("eng"), a.equals("eng")))
                .limit(MOST_LANGUAGES)
                .toList();
        found = String.join("+", all);
      } catch (IOException missing) {
        found = "";
      }
      languages = found;
    }
    return found;
  }

  private static String run(byte[] input, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("OMP_THREAD_LIMIT", "1");
    Process process = builder.start();
    CompletableFuture<Boolean> late =
        CompletableFuture.supplyAsync(
            () -> {
              process.destroyForcibly();
              return true;
            },
            CompletableFuture.delayedExecutor(A_PAGE.toSeconds(), TimeUnit.SECONDS));
    try {
      CompletableFuture<Void> written =
          CompletableFuture.runAsync(() -> write(process.getOutputStream(), input));
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      written.join();
      return answer;
    } finally {
      late.cancel(false);
      process.destroyForcibly();
    }
  }

  private static void write(OutputStream out, byte[] input) {
    try (out) {
      out.write(input);
    } catch (IOException closed) {
      // A program that ends before it has read all has said why by its answer, or has none.
      return;
    }
  }

  /** The words of an answer, with spaces between them, in the order of lines. */
  static List<Glyph> glyphs(String tsv, float scale) {
    List<Glyph> glyphs = new ArrayList<>();
    Glyph.Face face = new Glyph.Face("recognised", false, false, false);
    List<String[]> line = new ArrayList<>();
    String key = "";
    for (String row : tsv.lines().toList()) {
      String[] cells = row.split("\t", 12);
      if (cells.length < 12
          || !cells[0].equals(String.valueOf(WORD))
          || cells[11].isBlank()
          || Float.parseFloat(cells[10]) < LEAST_CONFIDENCE) {
        continue;
      }
      String own = cells[2] + "." + cells[3] + "." + cells[4];
      if (!own.equals(key)) {
        add(glyphs, line, scale, face);
        line.clear();
        key = own;
      }
      line.add(cells);
    }
    add(glyphs, line, scale, face);
    return glyphs;
  }

  /** A line has one baseline and one size, whatever its words look like. */
  private static void add(List<Glyph> glyphs, List<String[]> line, float scale, Glyph.Face face) {
    if (line.isEmpty()) {
      return;
    }
    List<Float> heights = new ArrayList<>();
    List<Float> bottoms = new ArrayList<>();
    for (String[] word : line) {
      float top = Float.parseFloat(word[7]) / scale;
      float height = Float.parseFloat(word[9]) / scale;
      heights.add(height);
      bottoms.add(top + height);
    }
    heights.sort(null);
    bottoms.sort(null);
    // A word with an ascender and a descender is as high as its print is large.
    float size = Math.round(heights.get(heights.size() * 3 / 4) * 2) / 2f;
    float base = bottoms.get(bottoms.size() / 4);
    Glyph last = null;
    for (String[] word : line) {
      float x0 = Float.parseFloat(word[6]) / scale;
      float x1 = x0 + Float.parseFloat(word[8]) / scale;
      if (last != null) {
        glyphs.add(new Glyph(" ", last.x1(), Math.max(last.x1(), x0), base, size, face, false));
      }
      last = new Glyph(word[11].strip(), x0, x1, base, size, face, false);
      glyphs.add(last);
    }
  }
}
