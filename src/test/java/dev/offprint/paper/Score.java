package dev.offprint.paper;

import dev.offprint.engine.Papers.Read;
import dev.offprint.session.Paper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures the reader on papers with a trusted text, beside {@code pdftotext} and {@code pdftotext
 * -raw} where they are installed: {@code mvn -q test-compile exec:exec@score -Dpapers=DIR}. The
 * directory holds {@code NAME.pdf}, {@code ground-truth/NAME.txt} and {@code score_extraction.py},
 * which says what is measured. A text named {@code scan-of-NAME} is also that of the paper which
 * was scanned.
 */
public final class Score {
  private Score() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path papers = Path.of(arguments[0]);
    Path scratch = Files.createTempDirectory("score");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<Pair> pairs = pairs(papers);
    table(out, papers, scratch, "offprint", offprint(out, pairs, scratch));
    table(out, papers, scratch, "pdftotext", pdftotext(pairs, scratch, List.of()));
    table(out, papers, scratch, "pdftotext -raw", pdftotext(pairs, scratch, List.of("-raw")));
    System.exit(0);
  }

  private record Pair(String name, Path pdf, Path truth) {}

  private record Extracted(Pair pair, Path text) {}

  private static List<Pair> pairs(Path papers) throws IOException {
    List<Pair> pairs = new ArrayList<>();
    for (Path truth : list(papers.resolve("ground-truth"))) {
      String name = truth.getFileName().toString().replaceFirst("\\.txt$", "");
      for (Path pdf : list(papers)) {
        String file = pdf.getFileName().toString();
        boolean original = name.startsWith("scan-of-") && file.endsWith(name.substring(7) + ".pdf");
        if (file.equals(name + ".pdf") || original) {
          pairs.add(new Pair(file.replaceFirst("\\.pdf$", ""), pdf, truth));
        }
      }
    }
    return pairs;
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private static List<Extracted> offprint(PrintStream out, List<Pair> pairs, Path scratch)
      throws IOException {
    PdfPapers reader = new PdfPapers(PaperSettings.DEFAULT);
    List<Extracted> done = new ArrayList<>();
    for (Pair pair : pairs) {
      long started = System.nanoTime();
      switch (reader.read(Files.readAllBytes(pair.pdf()), pair.name())) {
        case Read.NoPaper no -> out.println(pair.name() + " is no paper: " + no.words());
        case Read.Unreadable no -> out.println(pair.name() + " is not read: " + no.words());
        case Read.Done read -> {
          long took = (System.nanoTime() - started) / 1_000_000;
          out.println(pair.name() + ": " + read.paper().pages() + " pages in " + took + " ms");
          done.add(
              new Extracted(
                  pair,
                  Files.writeString(
                      scratch.resolve(pair.name() + ".offprint"), text(read.paper()))));
        }
      }
    }
    return done;
  }

  /** A paper as plain text: headings on lines of their own, one sentence a line. */
  static String text(Paper paper) {
    StringBuilder text = new StringBuilder(paper.title()).append('\n');
    for (Paper.Section section : paper.sections()) {
      text.append('\n').append((section.number() + " " + section.heading()).strip()).append('\n');
      for (int i = section.first(); i <= section.last(); i++) {
        text.append(paper.sentences().get(i - 1).text()).append('\n');
      }
    }
    paper
        .references()
        .forEach(entry -> text.append(entry.label() + " " + entry.text()).append('\n'));
    return text.toString();
  }

  private static List<Extracted> pdftotext(List<Pair> pairs, Path scratch, List<String> options)
      throws IOException, InterruptedException {
    List<Extracted> done = new ArrayList<>();
    for (Pair pair : pairs) {
      Path text = scratch.resolve(pair.name() + ".pdftotext" + String.join("", options));
      List<String> command = new ArrayList<>(List.of("pdftotext", "-enc", "UTF-8"));
      command.addAll(options);
      command.addAll(List.of(pair.pdf().toString(), text.toString()));
      try {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() == 0) {
          done.add(new Extracted(pair, text));
        }
      } catch (IOException missing) {
        return List.of();
      }
    }
    return done;
  }

  private static void table(
      PrintStream out, Path papers, Path scratch, String name, List<Extracted> texts)
      throws IOException, InterruptedException {
    out.println("\n" + name + (texts.isEmpty() ? ": not installed" : ""));
    if (texts.isEmpty()) {
      return;
    }
    Path batch =
        Files.writeString(
            scratch.resolve("pairs.tsv"),
            texts.stream()
                .map(
                    one -> one.pair().name() + "\t" + one.text() + "\t" + one.pair().truth() + "\n")
                .collect(Collectors.joining()));
    new ProcessBuilder(
            "python3",
            papers.resolve("score_extraction.py").toString(),
            "--batch",
            batch.toString())
        .inheritIO()
        .start()
        .waitFor();
  }
}
