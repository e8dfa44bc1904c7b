package dev.offprint.paper;

import dev.offprint.engine.Papers.Read;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.multipdf.PDFMergerUtility;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * Time and memory of reading 10, 20, 40 and 120 pages, beside {@code pdftotext} and PDFBox's plain
 * text in a JVM of its own, in one run: {@code mvn -q test-compile exec:exec@reading -Dpapers=DIR}.
 * The pages are those of the directory's papers one after the other, or of the one file that is
 * named, repeated where they are too few. Each is measured three times and the middle one is
 * printed: by the clock, child JVM included; of the processor; the peak of resident memory.
 */
public final class ReadingBenchmark {
  private static final int RUNS = 3;
  private static final long SETTLED_MILLIS = 300;
  private static final List<Integer> PAGES = List.of(10, 20, 40, 120);

  private ReadingBenchmark() {}

  private record Cost(long millis, long worked, long mebibytes) {}

  private interface Reader {
    Cost read() throws IOException, InterruptedException;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 2) {
      plain(Path.of(arguments[1]));
      return;
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<Path> papers = papers(Path.of(arguments[0]));
    out.printf("%s; %d processors%n", System.getProperty("java.vm.version"), processors());
    out.println("| pages | reader | ms | processor ms | peak MB |\n|---|---|---|---|---|");
    for (int pages : PAGES) {
      Path file = Files.createTempFile("pages", ".pdf");
      Files.write(file, joined(papers, pages));
      String path = file.toString();
      report(out, pages, "offprint", () -> offprint(file, true));
      report(out, pages, "offprint, nothing started", () -> offprint(file, false));
      report(out, pages, "pdftotext", () -> process(List.of("pdftotext", path, "-")));
      report(out, pages, "pdftotext -raw", () -> process(List.of("pdftotext", "-raw", path, "-")));
      report(out, pages, "PDFBox, plain text", () -> process(java(path)));
      Files.delete(file);
    }
    idle(out);
    System.exit(0);
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static List<Path> papers(Path given) throws IOException {
    if (Files.isRegularFile(given)) {
      return List.of(given);
    }
    try (Stream<Path> files = Files.list(given)) {
      // A scan has no text to be read.
      return files
          .filter(file -> file.toString().endsWith(".pdf") && !file.toString().contains("scan"))
          .sorted()
          .toList();
    }
  }

  private static List<String> java(String path) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        ReadingBenchmark.class.getName(),
        "plain",
        path);
  }

  private static void report(PrintStream out, int pages, String name, Reader reader)
      throws IOException, InterruptedException {
    Cost[] costs = new Cost[RUNS];
    try {
      for (int run = 0; run < RUNS; run++) {
        costs[run] = reader.read();
      }
    } catch (IOException missing) {
      out.printf("| %d | %s | %s | | |%n", pages, name, missing.getMessage());
      return;
    }
    java.util.Arrays.sort(costs, java.util.Comparator.comparingLong(Cost::millis));
    Cost middle = costs[RUNS / 2];
    out.printf(
        "| %d | %s | %d | %d | %d |%n",
        pages, name, middle.millis(), middle.worked(), middle.mebibytes());
  }

  /**
   * As the program reads an attachment that it never read before.
   *
   * @param started whether a child waits for it, as while the program serves
   */
  private static Cost offprint(Path file, boolean started)
      throws IOException, InterruptedException {
    byte[] bytes = Files.readAllBytes(file);
    try (PdfPapers papers = new PdfPapers(PaperSettings.DEFAULT)) {
      if (started) {
        papers.expect();
        settled();
      }
      try (Footprint footprint = Footprint.ofChildren()) {
        long begun = System.nanoTime();
        Read read = papers.read(bytes, "paper.pdf");
        long took = (System.nanoTime() - begun) / 1_000_000;
        return switch (read) {
          case Read.Done done -> new Cost(took, footprint.worked(), footprint.peak());
          case Read.NoPaper no -> throw new IOException(no.words());
          case Read.Scan no -> throw new IOException(no.words());
          case Read.Unreadable no -> throw new IOException(no.words());
        };
      }
    }
  }

  /** Waits until the children of this process do nothing. */
  private static void settled() throws InterruptedException {
    long last = -1;
    for (long now = worked(); now != last || now == 0; now = worked()) {
      last = now;
      Thread.sleep(SETTLED_MILLIS);
    }
  }

  private static long worked() {
    return ProcessHandle.current()
        .descendants()
        .mapToLong(one -> one.info().totalCpuDuration().orElse(Duration.ZERO).toMillis())
        .sum();
  }

  /** What a child takes that waits for a file. */
  private static void idle(PrintStream out) throws IOException, InterruptedException {
    try (PdfPapers papers = new PdfPapers(PaperSettings.DEFAULT)) {
      papers.expect();
      settled();
      for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
        long kibibytes =
            Files.readAllLines(Path.of("/proc", "" + child.pid(), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        out.printf(
            "A child that waits: %d MB, started with %d ms of the processor.%n",
            kibibytes / 1024, worked());
      }
    }
  }

  private static Cost process(List<String> command) throws IOException, InterruptedException {
    long started = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (Footprint footprint = Footprint.of(process)) {
      process.getInputStream().readAllBytes();
      process.waitFor();
      long took = (System.nanoTime() - started) / 1_000_000;
      return new Cost(took, footprint.worked(), footprint.peak());
    }
  }

  private static void plain(Path file) throws IOException {
    try (PDDocument document = Loader.loadPDF(Files.readAllBytes(file))) {
      PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
      out.print(new PDFTextStripper().getText(document));
      out.flush();
    }
  }

  private static byte[] joined(List<Path> papers, int wanted) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDFMergerUtility merger = new PDFMergerUtility();
      for (int i = 0; document.getNumberOfPages() < wanted; i++) {
        try (PDDocument part = Loader.loadPDF(Files.readAllBytes(papers.get(i % papers.size())))) {
          merger.appendDocument(document, part);
        }
      }
      while (document.getNumberOfPages() > wanted) {
        document.removePage(wanted);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }
}
