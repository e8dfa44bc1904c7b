package dev.offprint.paper;

import dev.offprint.engine.Papers.Read;
import dev.offprint.session.Paper;
import dev.offprint.session.Paper.Exhibit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints what is read of every PDF of a directory, to be held against its pages: {@code mvn -q
 * test-compile exec:exec@contents -Dpapers=DIR}. Of a single file all sentences too.
 */
public final class Contents {
  private Contents() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path given = Path.of(arguments[0]);
    boolean full = Files.isRegularFile(given);
    PdfPapers papers = new PdfPapers(PaperSettings.DEFAULT);
    for (Path file : files(given)) {
      out.println("\n# " + file.getFileName());
      switch (papers.read(Files.readAllBytes(file), file.getFileName().toString())) {
        case Read.Scan no -> out.println(no.words());
        case Read.Unreadable no -> out.println(no.words());
        case Read.NoPaper no -> out.println(no.words());
        case Read.Done done -> print(out, done.paper(), full);
      }
    }
    System.exit(0);
  }

  private static List<Path> files(Path given) throws IOException {
    if (Files.isRegularFile(given)) {
      return List.of(given);
    }
    try (Stream<Path> all = Files.list(given)) {
      return all.filter(file -> file.toString().endsWith(".pdf")).sorted().toList();
    }
  }

  private static void print(PrintStream out, Paper paper, boolean full) {
    out.println("title       " + paper.title());
    out.println("authors     " + paper.authors().size() + ": " + paper.authors());
    out.println("language    " + paper.language() + ", " + paper.pages() + " pages");
    out.println("summary     " + paper.summary().length() + " characters");
    for (Paper.Section section : paper.sections()) {
      out.println(
          "  ".repeat(section.level())
              + (section.number() + " " + section.heading()).strip()
              + " (p. "
              + section.page()
              + ")");
      if (full) {
        for (int i = section.first(); i <= section.last(); i++) {
          out.println("[" + i + "] " + paper.sentences().get(i - 1).text());
        }
      }
    }
    out.println("captions    " + labels(paper.captions().stream().map(Contents::label)));
    out.println("figures     " + labels(exhibits(paper, Exhibit.Figure.class)));
    out.println("tables      " + labels(exhibits(paper, Exhibit.Table.class)));
    out.println("listings    " + labels(exhibits(paper, Exhibit.Listing.class)));
    out.println("equations   " + labels(exhibits(paper, Exhibit.Equation.class)));
    out.println(
        "references  "
            + paper.references().size()
            + ": "
            + paper.references().stream()
                .map(Paper.Reference::label)
                .collect(Collectors.joining(" ")));
    out.println("links       " + paper.links());
    out.println("notes       " + paper.notes() + " " + paper.passages());
    for (Exhibit exhibit : paper.exhibits()) {
      if (full && exhibit instanceof Exhibit.Table table) {
        out.println("\nTable " + table.label() + " " + table.region() + "\n" + table.markdown());
      }
    }
    if (full) {
      paper.references().forEach(entry -> out.println(entry.label() + " " + entry.text()));
    }
  }

  private static String label(Paper.Caption caption) {
    return caption.kind().name().charAt(0) + caption.label() + "@" + caption.page();
  }

  private static Stream<String> exhibits(Paper paper, Class<? extends Exhibit> kind) {
    return paper.exhibits().stream()
        .filter(exhibit -> exhibit.getClass() == kind)
        .map(exhibit -> "“" + exhibit.label() + "”@" + exhibit.region().page());
  }

  private static String labels(Stream<String> all) {
    List<String> labels = all.toList();
    return labels.size() + ": " + String.join(" ", labels);
  }
}
