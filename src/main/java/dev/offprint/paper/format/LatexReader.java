package dev.offprint.paper.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a paper's LaTeX: what it would print, in the order in which it is written. */
final class LatexReader {
  private static final int MOST_NAMED = 8;
  private static final Pattern BIBLIOGRAPHY =
      Pattern.compile("\\\\(?:bibliography|addbibresource)\\s*(?:\\[[^\\]]*])?\\{([^}]*)}");

  private final Map<String, byte[]> files;
  private final String main;
  private final Marks marks = new Marks();
  private final List<String> notes = new ArrayList<>();

  private LatexReader(Map<String, byte[]> files, String main) {
    this.files = files;
    this.main = main;
  }

  /** The paper that begins with this file. */
  static Written read(Map<String, byte[]> files, String main) {
    return new LatexReader(files, main).read();
  }

  private Written read() {
    Flattened flat = Flattened.of(files, main);
    Macros.Expanded expanded = Macros.expand(flat.text());
    if (flat.cut() || expanded.cut()) {
      notes.add(
          "The LaTeX grows without end or beyond what a paper needs; it was read up to there.");
    }
    if (!flat.missing().isEmpty()) {
      notes.add("Missing in the LaTeX source: " + named(flat.missing()) + ".");
    }
    String text = expanded.text();
    int begin = text.indexOf("\\begin{document}");
    String preamble = begin < 0 ? "" : text.substring(0, begin);
    String body = begin < 0 ? text : text.substring(begin + "\\begin{document}".length());
    int end = body.indexOf("\\end{document}");
    body = end < 0 ? body : body.substring(0, end);
    LatexText words = new LatexText();
    LatexBody reader = new LatexBody(preamble, marks, words);
    List<Part> parts = new ArrayList<>(reader.read(body));
    List<LatexReferences.Entry> entries = entries(text, parts, reader.bibliography());
    entries.forEach(entry -> marks.entry(entry.key(), entry.label()));
    LatexFront front = LatexFront.of(text);
    List<Part> done = resolved(parts, entries);
    if (!marks.unknown().isEmpty()) {
      notes.add(
          "Named in the LaTeX source and defined nowhere in it: "
              + named(new TreeSet<>(marks.unknown()))
              + ".");
    }
    return new Written(
        front.title(), front.authors(), done, words.addresses(), words.hidden(), notes);
  }

  private static String named(Set<String> names) {
    return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
        + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
  }

  private List<LatexReferences.Entry> entries(
      String text, List<Part> parts, Optional<String> inText) {
    if (inText.isPresent()) {
      return LatexReferences.items(inText.get());
    }
    Optional<String> sorted =
        file(main.replaceFirst("\\.[^./]*$", "") + ".bbl").or(() -> only(".bbl"));
    if (sorted.isPresent()) {
      List<LatexReferences.Entry> entries =
          sorted.get().contains("\\entry{")
              ? LatexReferences.sorted(sorted.get())
              : LatexReferences.items(Macros.expand(sorted.get()).text());
      if (!entries.isEmpty()) {
        return entries;
      }
    }
    StringBuilder database = new StringBuilder();
    Matcher named = BIBLIOGRAPHY.matcher(text);
    Set<String> missing = new TreeSet<>();
    while (named.find()) {
      for (String name : named.group(1).split(",")) {
        String path = name.strip().replaceFirst("\\.bib$", "") + ".bib";
        file(path)
            .or(() -> ending("/" + path.replaceFirst(".*/", "")))
            .ifPresentOrElse(found -> database.append(found).append('\n'), () -> missing.add(path));
      }
    }
    if (!missing.isEmpty() && database.isEmpty()) {
      only(".bib").ifPresent(database::append);
    }
    if (!missing.isEmpty() && database.isEmpty()) {
      notes.add("The bibliography is missing in the LaTeX source: " + named(missing) + ".");
    }
    List<String> keys = new ArrayList<>(Marks.cited(marked(parts)));
    Matcher silent = Pattern.compile("\\\\nocite\\s*\\{([^}]*)}").matcher(text);
    while (silent.find()) {
      for (String key : silent.group(1).split(",")) {
        if (!keys.contains(key.strip())) {
          keys.add(key.strip());
        }
      }
    }
    return LatexReferences.cited(database.toString(), keys);
  }

  private static String marked(List<Part> parts) {
    return parts.stream().map(Object::toString).collect(Collectors.joining("\n"));
  }

  private Optional<String> file(String path) {
    return Optional.ofNullable(files.get(path)).map(Flattened::text);
  }

  private Optional<String> ending(String end) {
    return files.keySet().stream()
        .filter(path -> path.endsWith(end))
        .min(Comparator.naturalOrder())
        .flatMap(this::file);
  }

  private Optional<String> only(String extension) {
    List<String> found =
        files.keySet().stream()
            .filter(path -> path.toLowerCase(Locale.ROOT).endsWith(extension))
            .sorted()
            .toList();
    return found.size() == 1 ? file(found.get(0)) : Optional.empty();
  }

  private List<Part> resolved(List<Part> parts, List<LatexReferences.Entry> entries) {
    List<Part> done = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Part.Heading heading ->
            done.add(
                new Part.Heading(
                    heading.number(), marks.resolved(heading.text()), heading.level()));
        case Part.Prose prose -> done.add(new Part.Prose(marks.resolved(prose.text())));
        case Part.Equation equation -> done.add(equation);
        case Part.Table table ->
            done.add(
                new Part.Table(
                    table.label(),
                    table.rows().stream()
                        .map(row -> row.stream().map(marks::resolved).toList())
                        .toList()));
        case Part.Listing listing ->
            done.add(
                new Part.Listing(
                    listing.label(), listing.lines().stream().map(marks::resolved).toList()));
        case Part.Caption caption ->
            done.add(
                new Part.Caption(caption.kind(), caption.label(), marks.resolved(caption.text())));
        case Part.Reference reference -> done.add(reference);
      }
    }
    int at = 0;
    while (at < done.size() && !isReferences(done.get(at))) {
      at++;
    }
    if (at == done.size() && !entries.isEmpty()) {
      done.add(new Part.Heading("", "References", 1));
    }
    List<Part> references = new ArrayList<>();
    entries.forEach(entry -> references.add(new Part.Reference(entry.label(), entry.text())));
    done.addAll(Math.min(at + 1, done.size()), references);
    return done;
  }

  private static boolean isReferences(Part part) {
    return part instanceof Part.Heading heading
        && heading.text().matches("(?i)references|bibliography");
  }
}
