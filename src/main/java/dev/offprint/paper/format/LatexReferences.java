package dev.offprint.paper.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bibliographies: as BibTeX and biblatex leave them, in the text, or as their sources. */
final class LatexReferences {
  private static final int MOST = 3_000;
  private static final Pattern YEAR = Pattern.compile("(1[5-9]|20)\\d\\d[a-z]?");
  private static final Pattern NATBIB = Pattern.compile("(?s)(.*?)\\((\\d{4}\\w?|n\\.d\\.)\\).*");

  private LatexReferences() {}

  /**
   * One entry.
   *
   * @param label as it is cited: a number, or names and year
   */
  record Entry(String key, String label, String text) {}

  /** The entries of a {@code thebibliography}. */
  static List<Entry> items(String body) {
    LatexText text = new LatexText();
    List<Entry> entries = new ArrayList<>();
    Cursor in = new Cursor(body);
    in.until("\\bibitem");
    while (in.more() && entries.size() < MOST) {
      String written = in.bracket();
      String key = in.argument();
      String entry =
          in.until("\\bibitem")
              .replaceAll(
                  "\\\\(newblock|bibinfo\\{\\w+}|bibfnamefont|bibnamefont|bibfield|natexlab|enquote)(?![A-Za-z])",
                  " ");
      entries.add(
          new Entry(
              key,
              label(written, entries.size() + 1, text),
              text.read(entry.replace("\\end{thebibliography}", ""))));
    }
    return entries;
  }

  private static String label(@Nullable String written, int number, LatexText text) {
    if (written == null) {
      return Integer.toString(number);
    }
    String read = text.read(written.replaceAll("\\\\(protect|citeauthoryear|natexlab)", ""));
    Matcher natbib = NATBIB.matcher(read);
    return natbib.matches() ? natbib.group(1).strip() + ", " + natbib.group(2) : read;
  }

  /** The entries that biblatex sorted. */
  static List<Entry> sorted(String bbl) {
    List<Entry> entries = new ArrayList<>();
    Cursor in = new Cursor(bbl);
    in.until("\\entry");
    while (in.more() && entries.size() < MOST) {
      String key = in.argument();
      String entry = in.until("\\entry");
      Map<String, String> fields = new HashMap<>();
      Matcher field =
          Pattern.compile("\\\\(?:field|strng|list(?=\\{\\w+}\\{\\d+}))\\{(\\w+)}").matcher(entry);
      while (field.find()) {
        Cursor value = new Cursor(entry);
        value.to(field.end());
        String content = value.argument();
        fields.putIfAbsent(
            field.group(1), field.group().startsWith("\\list") ? value.argument() : content);
      }
      List<String> authors = new ArrayList<>();
      int names = entry.indexOf("\\name{author}");
      int end = names < 0 ? -1 : entry.indexOf("\\strng", names);
      Matcher family =
          Pattern.compile(
                  "family=\\{((?:[^{}]|\\{[^{}]*})*)}(?:(?s:.){0,400}?given=\\{((?:[^{}]|\\{[^{}]*})*)})?")
              .matcher(names < 0 ? "" : entry.substring(names, end < 0 ? entry.length() : end));
      while (family.find()) {
        authors.add(family.group(1) + (family.group(2) == null ? "" : ", " + family.group(2)));
      }
      fields.put("author", String.join(" and ", authors));
      entries.add(entry(key, fields));
    }
    return entries;
  }

  /** The entries of a BibTeX database that a text cites, in the order of their citation. */
  static List<Entry> cited(String bib, List<String> keys) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    Map<String, String> strings = new HashMap<>();
    Cursor in = new Cursor(bib);
    in.until("@");
    while (in.more() && all.size() < MOST * 10) {
      int start = in.at();
      String type = in.name().toLowerCase(Locale.ROOT);
      in.spaces();
      if (!in.more() || in.peek() != '{' || type.equals("comment") || type.equals("preamble")) {
        in.to(start);
        in.until("@");
        continue;
      }
      Cursor entry = new Cursor(in.argument());
      String key = type.equals("string") ? "" : entry.until(",").strip();
      Map<String, String> fields = fields(entry, strings);
      if (type.equals("string")) {
        strings.putAll(fields);
      } else {
        all.putIfAbsent(key, fields);
      }
      in.until("@");
    }
    List<Entry> entries = new ArrayList<>();
    boolean everything = keys.contains("*");
    List<String> wanted = everything ? List.copyOf(all.keySet()) : keys;
    for (String key : wanted) {
      Map<String, String> fields = all.get(key);
      if (fields != null && entries.size() < MOST) {
        entries.add(entry(key, fields));
      }
    }
    return entries;
  }

  private static Map<String, String> fields(Cursor entry, Map<String, String> strings) {
    Map<String, String> fields = new HashMap<>();
    while (entry.more() && fields.size() < 60) {
      String name = entry.until("=").strip().toLowerCase(Locale.ROOT).replaceFirst("^,\\s*", "");
      StringBuilder value = new StringBuilder();
      do {
        entry.spaces();
        if (!entry.more()) {
          break;
        }
        if (entry.peek() == '#') {
          entry.next();
          entry.spaces();
        }
        value.append(value(entry, strings));
        entry.spaces();
      } while (entry.more() && entry.peek() == '#');
      if (!name.isEmpty()) {
        fields.put(name, value.toString());
      }
      entry.until(",");
    }
    return fields;
  }

  private static String value(Cursor entry, Map<String, String> strings) {
    if (!entry.more()) {
      return "";
    }
    if (entry.peek() == '{') {
      return entry.argument();
    }
    if (entry.peek() == '"') {
      entry.next();
      int start = entry.at();
      int depth = 0;
      while (entry.more()) {
        char c = entry.next();
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (c == '"' && depth == 0) {
          String value = entry.from(start);
          return value.substring(0, value.length() - 1);
        }
      }
      return entry.from(start);
    }
    int start = entry.at();
    while (entry.more() && ",#}".indexOf(entry.peek()) < 0) {
      entry.next();
    }
    String word = entry.from(start).strip();
    return strings.getOrDefault(word.toLowerCase(Locale.ROOT), word);
  }

  private static Entry entry(String key, Map<String, String> fields) {
    LatexText text = new LatexText();
    List<String> authors = new ArrayList<>();
    List<String> families = new ArrayList<>();
    String people = fields.getOrDefault("author", fields.getOrDefault("editor", ""));
    for (String person : people.split("\\s+and\\s+")) {
      String name = text.read(person);
      if (name.isBlank() || name.equals("others")) {
        continue;
      }
      int comma = name.indexOf(',');
      boolean organisation = person.strip().startsWith("{");
      String family =
          organisation
              ? name
              : comma >= 0 ? name.substring(0, comma) : name.replaceFirst(".*\\s", "");
      families.add(family.strip());
      authors.add(
          comma >= 0 && !organisation
              ? (name.substring(comma + 1).strip() + " " + name.substring(0, comma)).strip()
              : name);
    }
    Matcher found = YEAR.matcher(fields.getOrDefault("year", fields.getOrDefault("date", "")));
    String year = found.find() ? found.group() : "";
    String who =
        switch (families.size()) {
          case 0 -> text.read(fields.getOrDefault("key", key));
          case 1 -> families.get(0);
          case 2 -> families.get(0) + " and " + families.get(1);
          default -> families.get(0) + " et al.";
        };
    List<String> parts = new ArrayList<>();
    parts.add(String.join(", ", authors));
    parts.add(text.read(fields.getOrDefault("title", "")));
    for (String place :
        List.of(
            "journal",
            "journaltitle",
            "booktitle",
            "publisher",
            "school",
            "institution",
            "howpublished",
            "eprint",
            "volume",
            "pages")) {
      String value = text.read(fields.getOrDefault(place, ""));
      parts.add(place.equals("volume") && !value.isEmpty() ? "vol. " + value : value);
    }
    parts.add(year);
    parts.add(text.read(fields.getOrDefault("doi", fields.getOrDefault("url", ""))));
    parts.removeIf(String::isBlank);
    return new Entry(key, year.isEmpty() ? who : who + ", " + year, String.join(". ", parts) + ".");
  }
}
