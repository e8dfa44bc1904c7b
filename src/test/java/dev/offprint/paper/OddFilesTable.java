package dev.offprint.paper;

import dev.offprint.engine.Papers.Read;
import dev.offprint.session.Paper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads every PDF of a directory, and the files that are none of {@link OutcomesTest}, as
 * attachments would be, and prints what became of each: {@code mvn -q test-compile exec:exec@odd
 * -Dpapers=DIR}. Time is by the clock, memory the peak of resident memory of the child JVM. It ends
 * with 1 where a file takes more than is allowed, or where a good paper is not read after all.
 */
public final class OddFilesTable {
  private static final long MOST_MILLIS = 20_000;
  private static final long MOST_MEBIBYTES = 512;

  private OddFilesTable() {}

  private enum Outcome {
    READ,
    PARTLY,
    REFUSED
  }

  private record Row(String name, Outcome outcome, String said, long millis, long mebibytes) {}

  private record Given(String name, byte[] file) {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PdfPapers papers = new PdfPapers(PaperSettings.DEFAULT);
    List<Row> rows = new ArrayList<>();
    out.println("| file | outcome | what is said | ms | MB |\n|---|---|---|---|---|");
    for (Given given : files(Path.of(arguments[0]))) {
      Row row = read(papers, given);
      out.printf(
          "| %s | %s | %s | %d | %d |%n",
          row.name(), word(row.outcome()), row.said(), row.millis(), row.mebibytes());
      rows.add(row);
    }
    byte[] good = dev.offprint.paper.Files.bytes("papers/compression-text-ranking.pdf");
    Row after = read(papers, new Given("a good paper after all", good));
    out.printf(
        "%n%d files: %d read, %d partly read, %d refused. After them a good paper is %s.%n",
        rows.size(),
        count(rows, Outcome.READ),
        count(rows, Outcome.PARTLY),
        count(rows, Outcome.REFUSED),
        word(after.outcome()));
    Row slowest = rows.stream().max(Comparator.comparingLong(Row::millis)).orElse(after);
    Row largest = rows.stream().max(Comparator.comparingLong(Row::mebibytes)).orElse(after);
    out.printf("Slowest: %s, %d ms. ", slowest.name(), slowest.millis());
    out.printf("Largest: %s, %d MB.%n", largest.name(), largest.mebibytes());
    boolean within = slowest.millis() <= MOST_MILLIS && largest.mebibytes() <= MOST_MEBIBYTES;
    System.exit(within && after.outcome() == Outcome.READ ? 0 : 1);
  }

  private static List<Given> files(Path directory) throws IOException {
    List<Given> given = new ArrayList<>();
    try (Stream<Path> all = Files.list(directory)) {
      for (Path file : all.filter(OddFilesTable::odd).sorted().toList()) {
        given.add(new Given(file.getFileName().toString(), Files.readAllBytes(file)));
      }
    }
    OutcomesTest.all().forEach((name, file) -> given.add(new Given(name, file)));
    return given;
  }

  /** The list of the files is none of them. */
  private static boolean odd(Path file) {
    return Files.isRegularFile(file) && !file.toString().matches(".*\\.(tsv|md)");
  }

  private static Row read(PdfPapers papers, Given given) {
    try (Footprint footprint = Footprint.ofChildren()) {
      long started = System.nanoTime();
      Read read = papers.read(given.file(), given.name());
      long took = (System.nanoTime() - started) / 1_000_000;
      return switch (read) {
        case Read.Unreadable no ->
            new Row(given.name(), Outcome.REFUSED, no.words(), took, footprint.peak());
        case Read.Scan no ->
            new Row(given.name(), Outcome.REFUSED, no.words(), took, footprint.peak());
        case Read.NoPaper no ->
            new Row(given.name(), Outcome.REFUSED, no.words(), took, footprint.peak());
        case Read.Done done -> {
          String left = leftOut(done.paper());
          yield new Row(
              given.name(),
              left.isEmpty() ? Outcome.READ : Outcome.PARTLY,
              left.isEmpty() ? "“" + done.paper().title() + "”" : left,
              took,
              footprint.peak());
        }
      };
    }
  }

  private static String leftOut(Paper paper) {
    List<String> said = new ArrayList<>(paper.notes());
    said.addAll(paper.notRead());
    if (!paper.passages().isEmpty()) {
      said.add(
          "Kept from models: "
              + paper.passages().stream()
                  .map(passage -> passage.why().name().toLowerCase(java.util.Locale.ROOT))
                  .distinct()
                  .collect(java.util.stream.Collectors.joining(", "))
              + ".");
    }
    return String.join(" ", said);
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case READ -> "read";
      case PARTLY -> "partly read";
      case REFUSED -> "refused";
    };
  }

  private static long count(List<Row> rows, Outcome outcome) {
    return rows.stream().filter(row -> row.outcome() == outcome).count();
  }
}
