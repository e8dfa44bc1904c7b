package dev.offprint.paper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offprint.engine.Papers.Read;
import dev.offprint.session.Paper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures the reader on papers with a trusted text, beside {@code pdftotext} and {@code pdftotext
 * -raw}: {@code mvn -q test-compile exec:exec@score -Dpapers=DIR}. The directory holds {@code
 * NAME.pdf}, {@code ground-truth/NAME.txt} and {@code score_extraction.py}, which says what is
 * measured. The trusted texts, like {@code pdftotext}, have {@code 10^6} as {@code 106}: what the
 * reader gives is measured without the marks of raised and lowered parts, as it is, and without the
 * references, which the trusted texts do not have. A text named {@code scan-of-NAME} is also that
 * of the paper which was scanned. What is below the better of the two others is listed at the end.
 */
public final class Score {
  private static final List<String> MEASURES =
      List.of(
          "order",
          "head_line",
          "hyper",
          "tok_recall",
          "tok_f1",
          "shingle",
          "head_any",
          "num_recall");

  private static final String WHOLE = "offprint";
  private static final String MARKED = "offprint, marks kept";
  private static final String BODY = "offprint, body alone";

  /** What is raised or lowered; an underscore within a name, as code has, is none. */
  private static final Pattern MARK =
      Pattern.compile(
          "(?<=[\\p{L}\\p{N})\\]])\\^(?=[\\p{L}\\p{N}∗*+−-])"
              + "|(?<=(?<![\\p{L}\\p{N}_])[\\p{L}])_(?=[\\p{L}\\p{N}∗*+−-])"
              + "|(?<=[\\p{L})\\]])_(?=[\\p{N}+−-]{1,2}(?![\\p{L}\\p{N}_]))");

  /** Rounding of the table. */
  private static final double SAME = 0.0005;

  private Score() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path papers = Path.of(arguments[0]);
    Path scratch = Files.createTempDirectory("score");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> below = new ArrayList<>();
    out.println("| paper | read by | " + String.join(" | ", MEASURES) + " |");
    out.println("|---|---|" + "---|".repeat(MEASURES.size()));
    for (Pair pair : pairs(papers)) {
      Map<String, Path> texts = new LinkedHashMap<>();
      Optional<Paper> paper = offprint(out, pair);
      if (paper.isPresent()) {
        String body = text(paper.get());
        String references = references(paper.get());
        texts.put(WHOLE, file(scratch, pair, "whole", joined(body + references)));
        texts.put(MARKED, file(scratch, pair, "marked", body + references));
        texts.put(BODY, file(scratch, pair, "body", joined(body)));
      }
      pdftotext(pair, scratch, "").ifPresent(text -> texts.put("pdftotext", text));
      pdftotext(pair, scratch, "-raw").ifPresent(text -> texts.put("pdftotext -raw", text));
      Map<String, JsonNode> scores = new LinkedHashMap<>();
      for (Map.Entry<String, Path> text : texts.entrySet()) {
        JsonNode score = score(papers, text.getValue(), pair.truth());
        scores.put(text.getKey(), score);
        StringBuilder row = new StringBuilder("| " + pair.name() + " | " + text.getKey() + " |");
        MEASURES.forEach(
            one -> row.append(String.format(Locale.ROOT, " %.3f |", score.path(one).asDouble())));
        out.println(row);
      }
      List.of(WHOLE, MARKED, BODY).forEach(row -> below(pair, row, scores, below));
    }
    out.println(
        below.isEmpty()
            ? "\nNowhere below the better of the two others."
            : "\nBelow the better of the two others:\n\n"
                + "| paper | read by | measure | is | other |\n|---|---|---|---|---|\n"
                + String.join("\n", below));
    System.exit(0);
  }

  private static void below(
      Pair pair, String row, Map<String, JsonNode> scores, List<String> below) {
    for (String one : MEASURES) {
      double ours = scores.containsKey(row) ? scores.get(row).path(one).asDouble() : 0;
      double best =
          scores.entrySet().stream()
              .filter(score -> score.getKey().startsWith("pdftotext"))
              .mapToDouble(score -> score.getValue().path(one).asDouble())
              .max()
              .orElse(0);
      if (ours < best - SAME) {
        below.add(
            String.format(
                Locale.ROOT, "| %s | %s | %s | %.3f | %.3f |", pair.name(), row, one, ours, best));
      }
    }
  }

  private record Pair(String name, Path pdf, Path truth) {}

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

  private static Optional<Paper> offprint(PrintStream out, Pair pair) throws IOException {
    Read read =
        new PdfPapers(PaperSettings.DEFAULT).read(Files.readAllBytes(pair.pdf()), pair.name());
    return switch (read) {
      case Read.NoPaper no -> refused(out, pair, no.words());
      case Read.Unreadable no -> refused(out, pair, no.words());
      case Read.Scan no -> refused(out, pair, no.words());
      case Read.Done done -> Optional.of(done.paper());
    };
  }

  private static Optional<Paper> refused(PrintStream out, Pair pair, String words) {
    out.println("| " + pair.name() + " | offprint | " + words + " |");
    return Optional.empty();
  }

  private static Path file(Path scratch, Pair pair, String form, String text) throws IOException {
    return Files.writeString(scratch.resolve(pair.name() + "." + form), text);
  }

  /** Without the marks of what is raised and lowered, which the trusted texts do not have. */
  private static String joined(String text) {
    return MARK.matcher(text.replaceAll("[_^]\\{([^{}]*)}", "$1")).replaceAll("");
  }

  private static String references(Paper paper) {
    return paper.references().stream()
        .map(entry -> entry.label() + " " + entry.text() + "\n")
        .collect(Collectors.joining());
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
    for (Paper.Exhibit exhibit : paper.exhibits()) {
      if (exhibit instanceof Paper.Exhibit.Figure figure) {
        text.append(figure.words()).append('\n');
      }
    }
    return text.toString();
  }

  /** Empty where it is not installed. */
  private static Optional<Path> pdftotext(Pair pair, Path scratch, String option)
      throws InterruptedException {
    Path text = scratch.resolve(pair.name() + ".pdftotext" + option);
    List<String> command = new ArrayList<>(List.of("pdftotext", "-enc", "UTF-8"));
    if (!option.isEmpty()) {
      command.add(option);
    }
    command.addAll(List.of(pair.pdf().toString(), text.toString()));
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0
          ? Optional.of(text)
          : Optional.empty();
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  private static JsonNode score(Path papers, Path text, Path truth)
      throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder(
                "python3",
                papers.resolve("score_extraction.py").toString(),
                text.toString(),
                truth.toString(),
                "--json")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] answer = python.getInputStream().readAllBytes();
    python.waitFor();
    return new ObjectMapper().readTree(answer);
  }
}
