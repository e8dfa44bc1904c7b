package dev.offprint.paper.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Markdown, and plain text, which is Markdown that says less. */
final class MarkdownReader {
  private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*?)\\s*#*");
  private static final Pattern NUMBERED =
      Pattern.compile(
          "(?<number>\\d{1,2}(\\.\\d{1,2}){0,3}|[A-Z](\\.\\d{1,2})*)[.)]?\\s+(?<text>\\p{Lu}.*)");
  private static final Pattern PLAIN_HEADING =
      Pattern.compile(
          "(?iu)(abstract|summary|introduction|background|related work|methods?|materials and methods|experiments?|results?|discussion|conclusions?|acknowledge?ments?|references|bibliography|appendix.{0,40}|data availability|code availability|аннотация|введение|заключение|литература)\\s*[.:]?");
  private static final Pattern ITEM = Pattern.compile("\\s*([-*+•]|\\d{1,3}[.)])\\s+(.*)");
  private static final Pattern CAPTION =
      Pattern.compile(
          "(?i)[*_]{0,2}(Figure|Fig\\.|Table|Algorithm|Listing)\\s+([A-Z]?\\.?\\d{1,3}[a-z]?)[*_]{0,2}[.:]\\s*(.*)");
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?:[-*+]\\s+)?(?:\\[(?<a>[^\\]]{1,40})]:?|(?<b>\\d{1,3})[.)])\\s+(?<text>.*)");
  private static final Pattern LINK =
      Pattern.compile(
          "!?\\[([^\\[\\]]{0,500})]\\((https?://[^\\s()]{1,1000}(?:\\([^\\s()]*\\))?)(?:\\s+\"[^\"]*\")?\\)");
  private static final Pattern IMAGE = Pattern.compile("!\\[([^\\[\\]]{0,500})]\\([^()]*\\)");
  private static final int MOST_TITLE = 300;

  private final List<Part> parts = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private final List<String> authors = new ArrayList<>();
  private String title = "";
  private boolean references;

  private MarkdownReader() {}

  static Written read(String text) {
    MarkdownReader reader = new MarkdownReader();
    reader.lines(new ArrayList<>(Arrays.asList(text.split("\n", -1))));
    return new Written(
        reader.title, reader.authors, reader.parts, reader.addresses, List.of(), List.of());
  }

  private void lines(List<String> lines) {
    int i = front(lines);
    boolean first = true;
    while (i < lines.size()) {
      String line = lines.get(i);
      String bare = line.strip();
      String next = i + 1 < lines.size() ? lines.get(i + 1).strip() : "";
      Matcher heading = HEADING.matcher(bare);
      if (bare.isEmpty()) {
        end();
        i++;
      } else if (bare.startsWith("```") || bare.startsWith("~~~")) {
        i = code(lines, i, bare.substring(0, 3));
      } else if (bare.startsWith("$$")) {
        i = maths(lines, i);
      } else if (heading.matches()) {
        heading(heading.group(2), heading.group(1).length());
        i++;
      } else if (next.matches("={3,}|-{3,}") && paragraph.isEmpty() && !bare.startsWith("|")) {
        heading(bare, next.startsWith("=") ? 1 : 2);
        i += 2;
      } else if (bare.startsWith("|")
          && next.matches("\\|?\\s*:?-+:?\\s*(\\|\\s*:?-+:?\\s*)*\\|?")) {
        i = table(lines, i);
      } else if (line.startsWith("    ")
          && paragraph.isEmpty()
          && !ITEM.matcher(line).matches()
          && !references) {
        i = indented(lines, i);
      } else if (first && title.isEmpty() && parts.isEmpty() && alone(lines, i)) {
        title = inline(bare);
        i++;
      } else if (paragraph.isEmpty() && plainHeading(lines, i)) {
        Matcher numbered = NUMBERED.matcher(bare);
        heading(
            bare,
            numbered.matches()
                ? 1 + (int) numbered.group("number").chars().filter(c -> c == '.').count()
                : 1);
        i++;
      } else {
        text(line);
        i++;
      }
      first &= bare.isEmpty();
    }
    end();
  }

  /** The block of keys that some put first. */
  private int front(List<String> lines) {
    if (lines.isEmpty() || !lines.get(0).strip().equals("---")) {
      return 0;
    }
    for (int i = 1; i < Math.min(lines.size(), 100); i++) {
      String line = lines.get(i).strip();
      if (line.equals("---") || line.equals("...")) {
        return i + 1;
      }
      if (line.startsWith("title:")) {
        title = inline(line.substring(6).strip().replaceAll("^[\"']|[\"']$", ""));
      }
      Matcher name =
          Pattern.compile("(?:-\\s+)?(?:author|name):\\s*[\"']?([^\"'\\[\\]{}]{3,80}?)[\"']?")
              .matcher(line);
      if (name.matches()) {
        authors.add(name.group(1).strip());
      }
    }
    return 0;
  }

  private static boolean alone(List<String> lines, int i) {
    String line = lines.get(i).strip();
    return line.length() <= MOST_TITLE
        && !line.endsWith(".")
        && line.split("\\s+").length >= 2
        && (i + 1 >= lines.size() || lines.get(i + 1).isBlank());
  }

  private static boolean plainHeading(List<String> lines, int i) {
    String line = lines.get(i).strip();
    boolean between =
        (i == 0 || lines.get(i - 1).isBlank())
            && (i + 1 >= lines.size()
                || lines.get(i + 1).isBlank()
                || PLAIN_HEADING.matcher(line).matches());
    boolean numbered =
        NUMBERED.matcher(line).matches() && line.length() < 80 && !line.matches(".*[.;,:]");
    return between && (numbered || PLAIN_HEADING.matcher(line).matches());
  }

  private void heading(String written, int level) {
    end();
    String text = inline(written);
    boolean top = level == 1 && title.isEmpty() && parts.isEmpty();
    Matcher numbered = NUMBERED.matcher(text);
    boolean known = PLAIN_HEADING.matcher(text).matches();
    // "A Survey" is a title; only further down "A Proofs" is an appendix.
    boolean number = numbered.matches() && !numbered.group("number").matches("\\p{Lu}");
    if (top && !number && !known) {
      title = text;
      return;
    }
    references =
        text.matches(
            "(?iu)(\\d+\\.?\\s+)?(references|bibliography|literature cited|литература)[.:]?");
    parts.add(
        numbered.matches()
            ? new Part.Heading(numbered.group("number"), numbered.group("text"), level)
            : new Part.Heading("", known ? text.replaceFirst("\\s*[.:]$", "") : text, level));
  }

  private void text(String line) {
    Matcher item = ITEM.matcher(line);
    Matcher entry = ENTRY.matcher(line.strip());
    if (references && entry.matches()) {
      end();
      paragraph.append(line.strip());
    } else if (item.matches()) {
      end();
      paragraph
          .append(item.group(1).matches("\\d+.") ? item.group(1) + " " : "• ")
          .append(item.group(2));
    } else {
      paragraph
          .append(paragraph.isEmpty() ? "" : " ")
          .append(line.strip().replaceFirst("^>\\s?", ""));
    }
  }

  private void end() {
    String text = inline(paragraph.toString());
    paragraph.setLength(0);
    if (text.isBlank()) {
      return;
    }
    Matcher entry = ENTRY.matcher(text.replaceFirst("^• ", ""));
    Matcher caption = CAPTION.matcher(text);
    if (references) {
      boolean labelled = entry.matches();
      String label = labelled ? entry.group("a") != null ? entry.group("a") : entry.group("b") : "";
      parts.add(
          new Part.Reference(label, labelled ? entry.group("text") : text.replaceFirst("^• ", "")));
    } else if (caption.matches()) {
      parts.add(caption(caption));
    } else {
      parts.add(new Part.Prose(text));
    }
  }

  /** A caption as this and other readers find it at the start of a paragraph. */
  static Part.Caption caption(Matcher caption) {
    String kind = caption.group(1).toLowerCase(java.util.Locale.ROOT);
    Part.Caption.Kind known =
        kind.startsWith("tab")
            ? Part.Caption.Kind.TABLE
            : kind.startsWith("fig") ? Part.Caption.Kind.FIGURE : Part.Caption.Kind.ALGORITHM;
    String said = known == Part.Caption.Kind.FIGURE ? "Figure" : caption.group(1);
    return new Part.Caption(
        known, caption.group(2), said + " " + caption.group(2) + ": " + caption.group(3));
  }

  static Matcher captioned(String text) {
    return CAPTION.matcher(text);
  }

  private int code(List<String> lines, int start, String fence) {
    end();
    List<String> code = new ArrayList<>();
    int i = start + 1;
    while (i < lines.size() && !lines.get(i).strip().startsWith(fence)) {
      if (!lines.get(i).isBlank()) {
        code.add(lines.get(i).replace("\t", "    ").stripTrailing());
      }
      i++;
    }
    if (!code.isEmpty()) {
      parts.add(new Part.Listing("", code));
    }
    return i + 1;
  }

  private int indented(List<String> lines, int start) {
    end();
    List<String> code = new ArrayList<>();
    int i = start;
    while (i < lines.size() && lines.get(i).startsWith("    ")) {
      code.add(lines.get(i).substring(4).stripTrailing());
      i++;
    }
    parts.add(new Part.Listing("", code));
    return i;
  }

  private int maths(List<String> lines, int start) {
    end();
    StringBuilder maths = new StringBuilder(lines.get(start).strip().substring(2));
    int i = start + 1;
    while (!maths.toString().contains("$$") && i < lines.size() && i < start + 100) {
      maths.append(' ').append(lines.get(i++).strip());
    }
    String latex = maths.toString().replaceFirst("\\$\\$.*", "").strip();
    Matcher tag = Pattern.compile("\\\\tag\\{([^}]*)}").matcher(latex);
    String label = tag.find() ? tag.group(1) : "";
    if (!latex.isEmpty()) {
      parts.add(
          new Part.Equation(label, LatexText.clean(latex.replaceAll("\\\\tag\\{[^}]*}", ""))));
    }
    return i;
  }

  private int table(List<String> lines, int start) {
    end();
    List<List<String>> rows = new ArrayList<>();
    int i = start;
    while (i < lines.size() && lines.get(i).strip().startsWith("|")) {
      if (i != start + 1) {
        String row = lines.get(i).strip().replaceAll("^\\||\\|$", "");
        rows.add(
            Arrays.stream(row.split("(?<!\\\\)\\|", -1))
                .map(cell -> inline(cell.replace("\\|", "|").strip()))
                .toList());
      }
      i++;
    }
    parts.add(new Part.Table("", rows));
    return i;
  }

  private String inline(String text) {
    Matcher link = LINK.matcher(text);
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (link.find()) {
      addresses.add(link.group(2));
      boolean image = link.group().startsWith("!");
      out.append(text, from, link.start())
          .append(link.group(1))
          .append(image || link.group(1).contains(link.group(2)) ? "" : " (" + link.group(2) + ")");
      from = link.end();
    }
    String plain = IMAGE.matcher(out.append(text.substring(from))).replaceAll("$1");
    return plain
        .replaceAll("<!--.*?-->", "")
        .replaceAll(
            "</?(?:b|i|em|strong|sub|sup|br|p|div|center|span|a|img|h\\d)(?:\\s[^<>]{0,300})?/?>",
            " ")
        .replaceAll("(?<![\\w*$\\\\])\\*\\*(\\S[^*]*?)\\*\\*(?![\\w*])", "$1")
        .replaceAll("(?<![\\w*$\\\\])\\*(\\S[^*$]*?)\\*(?![\\w*])", "$1")
        .replaceAll("(?<![\\w_$\\\\])_(\\S[^_$]*?)_(?![\\w_])", "$1")
        .replaceAll("(?<!`)`([^`]+)`(?!`)", "$1")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
