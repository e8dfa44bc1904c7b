package dev.offprint.paper;

import dev.offprint.engine.ChildJvm;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages that are pictures by the Tesseract program, where the machine has it. Its words come
 * with their places (TSV: level, page, block, paragraph, line, word, left, top, width, height,
 * confidence, text) and become glyphs like any others.
 */
final class Tesseract {
  /** In pixels for a point: 300 dots an inch, at which small print is told apart. */
  private static final float SCALE = 300f / 72;

  /**
   * Of a processor: a full page of a paper takes a few seconds, one of a newspaper half a minute.
   */
  private static final Duration A_PAGE = Duration.ofSeconds(12);

  /** By the clock, where a machine is busy to the brim. */
  private static final Duration A_PAGE_AT_MOST = Duration.ofSeconds(120);

  /** By the clock, for all pages of a file; no page is begun after it. */
  private static final Duration A_FILE = Duration.ofSeconds(300);

  private static final int WORD = 5;

  /** Percent; a word of less is kept where the words around it are sure. */
  private static final float LEAST_CONFIDENCE = 20;

  private static final float SURE_LINE = 50;

  /** In ems: how high letters are. */
  private static final float SMALL = 0.46f;

  private static final float TALL = 0.7f;
  private static final float BELOW = 0.21f;
  private static final int MOST_LANGUAGES = 3;

  private final String command;
  private final Duration page;
  private final long end = System.nanoTime() + A_FILE.toNanos();
  private @Nullable String languages;

  Tesseract(String command) {
    this(command, A_PAGE);
  }

  /**
   * @param page processor time for one
   */
  Tesseract(String command, Duration page) {
    this.command = command;
    this.page = page;
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

  private String run(byte[] input, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("OMP_THREAD_LIMIT", "1");
    Process process = builder.start();
    ScheduledFuture<?> end = ChildJvm.killAfter(process, page, A_PAGE_AT_MOST, () -> {});
    try {
      CompletableFuture<Void> written =
          CompletableFuture.runAsync(() -> write(process.getOutputStream(), input));
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      written.join();
      return answer;
    } finally {
      end.cancel(false);
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
      if (cells.length < 12 || !cells[0].equals(String.valueOf(WORD)) || cells[11].isBlank()) {
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
    List<String[]> words = sure(line);
    if (words.isEmpty()) {
      return;
    }
    List<Float> sizes = new ArrayList<>();
    for (String[] word : words) {
      sizes.add(Float.parseFloat(word[9]) / scale / (above(word[11]) + below(word[11])));
    }
    sizes.sort(null);
    float size = Math.round(sizes.get(sizes.size() / 2) * 2) / 2f;
    List<Float> bases = new ArrayList<>();
    for (String[] word : words) {
      float bottom = (Float.parseFloat(word[7]) + Float.parseFloat(word[9])) / scale;
      bases.add(bottom - below(word[11]) * size);
    }
    bases.sort(null);
    float base = bases.get(bases.size() / 2);
    Glyph last = null;
    for (String[] word : words) {
      float x0 = Float.parseFloat(word[6]) / scale;
      float x1 = x0 + Float.parseFloat(word[8]) / scale;
      if (last != null) {
        glyphs.add(new Glyph(" ", last.x1(), Math.max(last.x1(), x0), base, size, face, false));
      }
      last = new Glyph(word[11].strip(), x0, x1, base, size, face, false);
      glyphs.add(last);
    }
  }

  /** Without words that are hardly more than a guess, unless they stand between sure ones. */
  private static List<String[]> sure(List<String[]> line) {
    double mean = line.stream().mapToDouble(Tesseract::confidence).average().orElse(0);
    int first = -1;
    int last = -1;
    for (int i = 0; i < line.size(); i++) {
      if (confidence(line.get(i)) >= LEAST_CONFIDENCE) {
        first = first < 0 ? i : first;
        last = i;
      }
    }
    if (first < 0) {
      return List.of();
    }
    List<String[]> between = line.subList(first, last + 1);
    return mean >= SURE_LINE
        ? between
        : between.stream().filter(word -> confidence(word) >= LEAST_CONFIDENCE).toList();
  }

  private static float confidence(String[] word) {
    return Float.parseFloat(word[10]);
  }

  /** In ems: how far a word reaches over its baseline, by its letters. */
  private static float above(String word) {
    return word.chars().anyMatch(c -> "acegmnopqrsuvwxyz.,:-–".indexOf(c) < 0) ? TALL : SMALL;
  }

  private static float below(String word) {
    return word.chars().anyMatch(c -> "gjpqy,;()[]{}Q".indexOf(c) >= 0) ? BELOW : 0;
  }
}
