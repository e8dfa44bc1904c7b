package dev.offprint.paper;

import dev.offprint.engine.ChildJvm;
import dev.offprint.engine.Json;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.multipdf.PDFMergerUtility;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * Time and memory of reading 10, 40 and 120 pages, beside {@code pdftotext} and PDFBox's plain text
 * in a JVM of its own, in one run: {@code mvn -q test-compile exec:exec@reading -Dpapers=FILE.pdf}.
 * The pages are those of the file, repeated. Each is measured three times and the best is kept;
 * memory is the peak of resident memory of the process where the system tells it.
 */
public final class ReadingBenchmark {
  private static final int RUNS = 3;

  private ReadingBenchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 2) {
      plain(Path.of(arguments[1]));
      return;
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    byte[] paper = Files.readAllBytes(Path.of(arguments[0]));
    out.printf("%-8s %-24s %10s %10s%n", "pages", "reader", "ms", "peak MB");
    for (int pages : List.of(10, 40, 120)) {
      Path file = Files.createTempFile("pages", ".pdf");
      Files.write(file, pages(paper, pages));
      String path = file.toString();
      List<String> java =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx512m",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"));
      report(out, pages, "offprint", () -> offprint(file));
      report(out, pages, "pdftotext", () -> process(List.of("pdftotext", path, "-")));
      report(out, pages, "pdftotext -raw", () -> process(List.of("pdftotext", "-raw", path, "-")));
      report(
          out,
          pages,
          "PDFBox plain text",
          () ->
              process(
                  Stream.concat(
                          java.stream(), Stream.of(ReadingBenchmark.class.getName(), "plain", path))
                      .toList()));
      Files.delete(file);
    }
    System.exit(0);
  }

  private interface Reader {
    /** Peak resident memory in KiB; 0 where the system does not tell, negative if not installed. */
    long read() throws IOException, InterruptedException;
  }

  private static void report(PrintStream out, int pages, String name, Reader reader)
      throws IOException, InterruptedException {
    long best = Long.MAX_VALUE;
    long peak = 0;
    for (int run = 0; run < RUNS; run++) {
      long started = System.nanoTime();
      long kibibytes = reader.read();
      if (kibibytes < 0) {
        out.printf("%-8d %-24s not installed%n", pages, name);
        return;
      }
      best = Math.min(best, (System.nanoTime() - started) / 1_000_000);
      peak = Math.max(peak, kibibytes);
    }
    out.printf("%-8d %-24s %10d %10d%n", pages, name, best, peak / 1024);
  }

  /** As the program reads it: a child JVM that is given the file. */
  private static long offprint(Path file) throws IOException, InterruptedException {
    byte[] bytes = Files.readAllBytes(file);
    try (ChildJvm child =
        ChildJvm.start(
            PdfChild.class,
            PaperSettings.DEFAULT.heap(),
            PdfPapers.QUIET,
            List.of(Json.write(PaperSettings.DEFAULT)))) {
      DataOutputStream in = new DataOutputStream(child.input());
      in.writeInt(bytes.length);
      in.write(bytes);
      in.flush();
      Peak peak = new Peak(child.pid());
      child.output().readAllBytes();
      long kibibytes = peak.stop();
      child.await();
      return kibibytes;
    }
  }

  private static long process(List<String> command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException missing) {
      return -1;
    }
    Peak peak = new Peak(process.pid());
    process.getInputStream().readAllBytes();
    long kibibytes = peak.stop();
    process.waitFor();
    return kibibytes;
  }

  private static void plain(Path file) throws IOException {
    try (PDDocument document = Loader.loadPDF(Files.readAllBytes(file))) {
      PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
      out.print(new PDFTextStripper().getText(document));
      out.flush();
    }
  }

  private static byte[] pages(byte[] paper, int wanted) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDFMergerUtility merger = new PDFMergerUtility();
      while (document.getNumberOfPages() < wanted) {
        try (PDDocument part = Loader.loadPDF(paper)) {
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

  /** Watches the peak of a process's resident memory, as Linux tells it. */
  private static final class Peak {
    private final Path status;
    private final Thread thread;
    private volatile long kibibytes;
    private volatile boolean over;

    Peak(long pid) {
      status = Path.of("/proc", String.valueOf(pid), "status");
      thread = new Thread(this::watch, "peak");
      thread.setDaemon(true);
      thread.start();
    }

    private void watch() {
      while (!over) {
        look();
        try {
          Thread.sleep(5);
        } catch (InterruptedException stopped) {
          return;
        }
      }
    }

    private void look() {
      try {
        for (String line : Files.readAllLines(status)) {
          if (line.startsWith("VmHWM:")) {
            kibibytes = Math.max(kibibytes, Long.parseLong(line.replaceAll("\\D", "")));
          }
        }
      } catch (IOException gone) {
        over = true;
      }
    }

    long stop() {
      look();
      over = true;
      return kibibytes;
    }
  }
}
