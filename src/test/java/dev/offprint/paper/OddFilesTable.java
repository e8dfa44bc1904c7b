package dev.offprint.paper;

import dev.offprint.engine.Papers.Read;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads every file of a directory as an attachment would be, and prints what became of each: {@code
 * mvn -q test-compile exec:exec@odd -Dpapers=DIR}. Time is by the clock, child JVM included; memory
 * is bounded by the child's heap.
 */
public final class OddFilesTable {
  private OddFilesTable() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PdfPapers papers = new PdfPapers(PaperSettings.DEFAULT);
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    int read = 0;
    int partly = 0;
    int refused = 0;
    long longest = 0;
    for (Path file : files) {
      long started = System.nanoTime();
      String name = file.getFileName().toString();
      Read outcome = papers.read(Files.readAllBytes(file), name);
      long took = (System.nanoTime() - started) / 1_000_000;
      longest = Math.max(longest, took);
      String said =
          switch (outcome) {
            case Read.Unreadable no -> "refused | " + no.words();
            case Read.NoPaper no -> "refused | " + no.words();
            case Read.Done done ->
                (done.paper().notes().isEmpty() ? "read | " : "partly read | ")
                    + done.paper().title()
                    + " "
                    + done.paper().notes()
                    + (done.paper().passages().isEmpty()
                        ? ""
                        : " " + done.paper().passages().size() + " passages kept out");
          };
      read += said.startsWith("read") ? 1 : 0;
      partly += said.startsWith("partly") ? 1 : 0;
      refused += said.startsWith("refused") ? 1 : 0;
      out.printf("%6d ms | %s | %s%n", took, name, said);
    }
    out.printf(
        "%n%d files: %d read, %d partly read, %d refused; the longest took %d ms%n",
        files.size(), read, partly, refused, longest);
    System.exit(0);
  }
}
