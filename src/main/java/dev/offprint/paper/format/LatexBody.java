package dev.offprint.paper.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts the body of a LaTeX document into parts and counts what LaTeX counts. */
final class LatexBody {
  private static final List<String> DEPTHS =
      List.of("chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph");
  private static final Set<String> FLOATS =
      Set.of(
          "figure",
          "table",
          "wrapfigure",
          "wraptable",
          "scfigure",
          "sctable",
          "sidewaystable",
          "sidewaysfigure",
          "algorithm",
          "algorithm2e",
          "listing",
          "teaserfigure",
          "longtable",
          "procedure",
          "marginfigure",
          "margintable",
          "subtable",
          "floatingfigure");
  private static final Set<String> EQUATIONS =
      Set.of(
          "equation",
          "align",
          "gather",
          "multline",
          "eqnarray",
          "displaymath",
          "flalign",
          "alignat",
          "math",
          "dmath",
          "empheq");
  private static final Set<String> ROW_BY_ROW =
      Set.of("align", "gather", "eqnarray", "flalign", "alignat");
  private static final Set<String> CODE =
      Set.of(
          "verbatim",
          "lstlisting",
          "minted",
          "alltt",
          "bverbatim",
          "lverbatim",
          "pyverbatim",
          "pythoncode");
  private static final Set<String> DROPPED =
      Set.of(
          "tikzpicture",
          "keywords",
          "ieeekeywords",
          "ccsxml",
          "picture",
          "axis",
          "pgfpicture",
          "filecontents");
  private static final Map<String, String> THEOREMS =
      Map.ofEntries(
          Map.entry("theorem", "Theorem"),
          Map.entry("lemma", "Lemma"),
          Map.entry("proposition", "Proposition"),
          Map.entry("corollary", "Corollary"),
          Map.entry("definition", "Definition"),
          Map.entry("remark", "Remark"),
          Map.entry("example", "Example"),
          Map.entry("assumption", "Assumption"),
          Map.entry("claim", "Claim"));
  private static final Pattern THEOREM =
      Pattern.compile(
          "\\\\newtheorem(\\*?)\\s*\\{([^}]*)}\\s*(?:\\[([^\\]]*)])?\\s*\\{([^}]*)}\\s*(?:\\[([^\\]]*)])?");

  private record Theorem(String name, String counter, boolean numbered) {}

  private final Marks marks;
  private final LatexText words;
  private final Counters counters;
  private final Map<String, Theorem> theorems = new HashMap<>();
  private final boolean chapters;
  private final List<Part> parts = new ArrayList<>();
  private final List<Part> floats = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private final Deque<Integer> lists = new ArrayDeque<>();
  private Marks.Target target = new Marks.Target("", "??");
  private @Nullable String bibliography;
  private @Nullable String parent;
  private int below;

  LatexBody(String preamble, Marks marks, LatexText words) {
    this.marks = marks;
    this.words = words;
    this.chapters =
        preamble.contains("\\chapter")
            || preamble.matches(
                "(?s).*\\\\documentclass\\s*(\\[[^\\]]*])?\\s*\\{(book|report|scrbook|scrreprt|memoir|thesis)}.*");
    boolean roman =
        preamble.matches(
            "(?s).*\\\\documentclass\\s*(\\[[^\\]]*])?\\s*\\{(IEEEtran|ieeeconf|revtex4.*?)}.*");
    this.counters = new Counters(chapters, roman);
    THEOREMS.forEach((name, said) -> theorems.put(name, new Theorem(said, name, true)));
    Matcher declared = THEOREM.matcher(preamble);
    while (declared.find()) {
      String counter = declared.group(3) == null ? declared.group(2) : declared.group(3);
      theorems.put(
          declared.group(2),
          new Theorem(words.read(declared.group(4)), counter, declared.group(1).isEmpty()));
      if ("section".equals(declared.group(5))) {
        counters.within(counter);
      }
    }
    Matcher within =
        Pattern.compile(
                "\\\\numberwithin\\s*\\{(\\w+)}\\s*\\{section}|\\\\counterwithin\\*?\\s*\\{(\\w+)}\\s*\\{section}|\\\\@addtoreset\\s*\\{(\\w+)}\\s*\\{section}")
            .matcher(preamble);
    while (within.find()) {
      for (int i = 1; i <= 3; i++) {
        if (within.group(i) != null) {
          counters.within(within.group(i));
        }
      }
    }
    if (preamble.contains("\\abstract{") || preamble.contains("\\abstract {")) {
      Cursor in = new Cursor(preamble);
      in.until("\\abstract");
      heading("", "Abstract", 1);
      nested(in.argument());
    }
  }

  /** The inner text of a bibliography that stands in the document itself. */
  Optional<String> bibliography() {
    return Optional.ofNullable(bibliography);
  }

  List<Part> read(String body) {
    nested(body);
    end();
    return parts;
  }

  private void nested(String body) {
    Cursor in = new Cursor(body);
    while (in.more()) {
      char c = in.peek();
      if (c == '\\') {
        command(in);
      } else if (c == '$' && in.looksAt("$$")) {
        in.skip(2);
        equation("displaymath", true, in.until("$$"));
      } else if (c == '\n') {
        int start = in.at();
        in.spaces();
        if (in.from(start).indexOf('\n', 1) > 0) {
          end();
        } else {
          paragraph.append(' ');
        }
      } else if (c == '$') {
        int start = in.at();
        in.next();
        while (in.more() && in.peek() != '$') {
          if (in.next() == '\\' && in.more()) {
            in.next();
          }
        }
        in.skip(1);
        paragraph.append(in.from(start));
      } else {
        paragraph.append(in.next());
      }
    }
    end();
  }

  private void command(Cursor in) {
    int start = in.at();
    in.next();
    String name = in.name();
    int depth = DEPTHS.indexOf(name);
    if (depth >= 0 || name.equals("part")) {
      section(in, name.equals("part") ? -1 : depth);
      return;
    }
    switch (name) {
      case "par", "newpage", "clearpage", "bigskip", "medskip", "smallskip", "maketitle" -> end();
      case "begin" -> begin(in);
      case "end" -> {
        String ended = LatexText.lower(in.optionalGroup());
        ended(ended);
      }
      case "[" -> equation("displaymath", true, in.until("\\]"));
      case "item" -> item(in);
      case "label" -> marks.label(in.argument(), target);
      case "appendix", "appendices" -> {
        end();
        counters.appendix();
      }
      case "abstract" -> {
        String text = in.optionalGroup();
        heading("", "Abstract", 1);
        nested(text);
      }
      case "bibliography", "printbibliography" -> {
        in.bracket();
        in.optionalGroup();
        heading("", "References", 1);
      }
      case "acknowledgments", "acknowledgements", "acknowledgment", "ack" -> {
        String text = in.optionalGroup();
        heading("", "Acknowledgments", 1);
        nested(text);
      }
      case "title",
          "author",
          "date",
          "icmltitle",
          "icmlauthor",
          "icmlaffiliation",
          "affiliation",
          "affil",
          "institute",
          "address",
          "email",
          "keywords",
          "icmlkeywords",
          "titlerunning",
          "authorrunning",
          "icmlcorrespondingauthor",
          "icmlsetsymbol",
          "printAffiliationsAndNotice",
          "ccsdesc",
          "acmConference",
          "acmJournal",
          "setcopyright",
          "subjclass",
          "shorttitle",
          "shortauthors",
          "newtheorem",
          "IEEEauthorblockN",
          "IEEEauthorblockA",
          "markboth" -> {
        end();
        in.star();
        in.bracket();
        while (!in.optionalGroup().isEmpty() || in.bracket() != null) {
          // Front matter is read elsewhere.
        }
      }
      case "captionof" -> {
        String kind = in.argument();
        in.star();
        in.bracket();
        floats.add(caption(kind(kind), in.argument()));
      }
      case "verb", "lstinline" -> {
        in.star();
        if (in.more() && in.peek() != '{') {
          in.until(String.valueOf(in.next()));
        }
        paragraph.append(in.from(start));
      }
      case "(" -> {
        in.until("\\)");
        paragraph.append(in.from(start));
      }
      default -> paragraph.append(in.from(start));
    }
  }

  private void section(Cursor in, int depth) {
    boolean star = in.star();
    in.bracket();
    String title = words.read(in.argument());
    boolean numbered = !star && depth >= 0;
    String number = numbered ? counters.section(depth) : "";
    target = number.isEmpty() ? target : new Marks.Target("Section", number);
    if (depth > 3) {
      title = title.replaceFirst("[.:]$", "");
    }
    heading(number, title, Math.max(1, chapters ? depth + 1 : depth));
  }

  private void heading(String number, String title, int level) {
    end();
    if (!title.isBlank()) {
      parts.add(new Part.Heading(number, title, level));
    }
  }

  private void begin(Cursor in) {
    String written = in.optionalGroup();
    String name = LatexText.lower(written);
    boolean star = written.endsWith("*");
    if (FLOATS.contains(name)) {
      if (name.equals("longtable")) {
        longTable(in, written);
      } else {
        new Float(kind(name)).read(in.environment(written));
      }
    } else if (EQUATIONS.contains(name)) {
      equation(name, star, in.environment(written));
    } else if (CODE.contains(name)) {
      end();
      listing(in.environment(written), "");
    } else if (DROPPED.contains(name)) {
      in.environment(written);
    } else if (Tabular.BEGIN.matcher("\\begin{" + written + "}").matches()) {
      end();
      List<List<String>> rows = Tabular.rows(written, in.environment(written), words);
      if (!rows.isEmpty()) {
        parts.add(new Part.Table("", rows));
      }
    } else if (Algorithm.BEGIN.matcher("\\begin{" + written + "}").matches()) {
      end();
      parts.add(new Part.Listing("", Algorithm.lines(in.environment(written), words)));
    } else if (name.equals("thebibliography")) {
      heading("", "References", 1);
      in.optionalGroup();
      bibliography = in.environment(written);
    } else if (name.equals("abstract")) {
      heading("", "Abstract", 1);
    } else if (name.matches("acknowledge?ments?|ack|acks")) {
      heading("", "Acknowledgments", 1);
    } else if (name.matches("appendix|appendices")) {
      end();
      counters.appendix();
    } else if (name.equals("subequations")) {
      parent = counters.next("equation");
      below = 0;
    } else if (name.matches("itemize|enumerate|description|compactitem|compactenum|inparaenum")) {
      in.bracket();
      end();
      lists.push(name.contains("enum") ? 0 : -1);
    } else if (name.equals("proof")) {
      end();
      String of = in.bracket();
      paragraph.append(of == null ? "Proof" : of).append(". ");
    } else if (theorems.containsKey(written) || theorems.containsKey(name)) {
      theorem(in, theorems.getOrDefault(written, theorems.get(name)));
    } else {
      in.bracket();
      if (name.matches(
          "minipage|multicols|adjustbox|tcolorbox|spacing|adjustwidth|list|thm|mdframed")) {
        in.optionalGroup();
      }
      paragraph.append(' ');
    }
  }

  private void ended(String name) {
    if (name.matches("itemize|enumerate|description|compactitem|compactenum|inparaenum")) {
      end();
      lists.poll();
    } else if (name.equals("subequations")) {
      parent = null;
    } else {
      end();
    }
  }

  private void theorem(Cursor in, @Nullable Theorem theorem) {
    if (theorem == null) {
      return;
    }
    end();
    String of = in.bracket();
    String number = theorem.numbered() ? counters.next(theorem.counter()) : "";
    if (!number.isEmpty()) {
      target = new Marks.Target(theorem.name(), number);
    }
    paragraph
        .append((theorem.name() + " " + number).strip())
        .append(of == null ? "" : " (" + of + ")")
        .append(". ");
  }

  private void item(Cursor in) {
    end();
    String label = in.bracket();
    int count = lists.isEmpty() ? -1 : lists.pop();
    if (count >= 0) {
      count++;
      target = new Marks.Target("item", Integer.toString(count));
    }
    lists.push(count);
    paragraph.append(label != null ? label + " " : count > 0 ? count + ") " : "• ");
  }

  /** The paragraph is over: its footnotes and floats follow. */
  private void end() {
    String text = words.read(paragraph.toString());
    paragraph.setLength(0);
    if (!text.isBlank() && !text.matches("[•.,;:\\s]*|\\d+\\)")) {
      parts.add(new Part.Prose(text));
    }
    words.takeNotes().forEach(note -> parts.add(new Part.Prose(note)));
    parts.addAll(floats);
    floats.clear();
  }

  private void listing(String body, String label) {
    Cursor in = new Cursor(body);
    in.bracket();
    in.optionalGroup();
    List<String> lines =
        body.substring(in.at())
            .lines()
            .map(line -> line.replace("\t", "    ").stripTrailing())
            .toList();
    List<String> told = lines.stream().filter(line -> !line.isBlank()).toList();
    if (!told.isEmpty()) {
      parts.add(new Part.Listing(label, told));
    }
  }

  private void equation(String name, boolean star, String body) {
    end();
    Cursor in = new Cursor(body);
    if (name.equals("alignat")) {
      in.optionalGroup();
    }
    String maths = body.substring(in.at());
    List<String> numbers = new ArrayList<>();
    boolean counted = !star && !name.matches("displaymath|math");
    List<String> rows = ROW_BY_ROW.contains(name) ? rows(maths) : List.of(maths);
    for (String row : rows) {
      Matcher tag = Pattern.compile("\\\\tag\\*?\\s*\\{([^}]*)}").matcher(row);
      String number = "";
      if (tag.find()) {
        number = tag.group(1);
      } else if (counted
          && !row.matches("(?s).*\\\\(nonumber|notag)(?![A-Za-z]).*")
          && !row.isBlank()) {
        number = parent == null ? counters.next("equation") : parent + (char) ('a' + below++);
      }
      if (!number.isEmpty()) {
        numbers.add(number);
        label(row, new Marks.Target("Eq.", number));
      }
    }
    String clean = LatexText.clean(maths.replaceAll("\\\\tag\\*?\\s*\\{[^}]*}", ""));
    if (!clean.isEmpty()) {
      parts.add(new Part.Equation(String.join(", ", numbers), clean));
    }
  }

  private void label(String text, Marks.Target named) {
    Matcher label = Pattern.compile("\\\\label\\s*\\{([^}]*)}").matcher(text);
    while (label.find()) {
      marks.label(label.group(1), named);
    }
  }

  /** Rows of aligned equations; what is nested has rows of its own. */
  private static List<String> rows(String maths) {
    List<String> rows = new ArrayList<>();
    Cursor in = new Cursor(maths);
    int from = 0;
    int depth = 0;
    while (in.more()) {
      int at = in.at();
      char c = in.next();
      if (c == '{' || c == '}') {
        depth += c == '{' ? 1 : -1;
      } else if (c == '\\') {
        String name = in.name();
        depth += name.equals("begin") ? 1 : name.equals("end") ? -1 : 0;
        if (name.equals("\\") && depth == 0) {
          rows.add(maths.substring(from, at));
          from = in.at();
        }
      }
    }
    rows.add(maths.substring(from));
    return rows;
  }

  private void longTable(Cursor in, String written) {
    String body = in.environment(written);
    Float table = new Float(Part.Caption.Kind.TABLE);
    table.captions(body);
    table.add(new Part.Table("", Tabular.rows("longtable", table.without(body), words)));
    table.done();
  }

  private static Part.Caption.Kind kind(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("table")
        ? Part.Caption.Kind.TABLE
        : lower.matches("algorithm.*|listing|procedure")
            ? Part.Caption.Kind.ALGORITHM
            : Part.Caption.Kind.FIGURE;
  }

  private static String said(Part.Caption.Kind kind) {
    return switch (kind) {
      case FIGURE -> "Figure";
      case TABLE -> "Table";
      case ALGORITHM -> "Algorithm";
    };
  }

  private Part.Caption caption(Part.Caption.Kind kind, String text) {
    String said = said(kind);
    String number = counters.next(said.toLowerCase(Locale.ROOT));
    target = new Marks.Target(said, number);
    label(text, target);
    return new Part.Caption(kind, number, said + " " + number + ": " + words.read(text));
  }

  /** A float: its captions count, its tables and lines belong to them. */
  private final class Float {
    private final Part.Caption.Kind kind;
    private final List<Part> content = new ArrayList<>();
    private String number = "";

    Float(Part.Caption.Kind kind) {
      this.kind = kind;
    }

    void add(Part part) {
      content.add(part);
    }

    void read(String body) {
      Cursor in = new Cursor(body);
      in.bracket();
      StringBuilder lines = new StringBuilder();
      while (in.more()) {
        int start = in.at();
        if (in.next() != '\\') {
          lines.append(in.from(start));
          continue;
        }
        String name = in.name();
        switch (name) {
          case "caption", "captionof" -> {
            Part.Caption.Kind own = name.equals("captionof") ? kind(in.argument()) : kind;
            boolean star = in.star();
            in.bracket();
            caption(own, star, in.argument());
          }
          case "label" -> marks.label(in.argument(), target);
          case "subfloat", "subfigure", "subcaptionbox", "subcaption" -> {
            String sub = in.bracket();
            String text = sub == null && name.matches("subcaption(box)?") ? in.argument() : sub;
            if (text != null && !words.read(text).isBlank()) {
              content.add(new Part.Prose(words.read(text)));
            }
          }
          case "begin" -> environment(in, lines);
          default -> lines.append(in.from(start));
        }
      }
      if (kind == Part.Caption.Kind.ALGORITHM && Algorithm.inlineLines(lines.toString())) {
        content.add(new Part.Listing("", Algorithm.lines(lines.toString(), words)));
      }
      done();
    }

    private void environment(Cursor in, StringBuilder lines) {
      String written = in.optionalGroup();
      String name = LatexText.lower(written);
      if (Tabular.BEGIN.matcher("\\begin{" + written + "}").matches()) {
        content.add(new Part.Table("", Tabular.rows(written, in.environment(written), words)));
      } else if (Algorithm.BEGIN.matcher("\\begin{" + written + "}").matches()) {
        content.add(new Part.Listing("", Algorithm.lines(in.environment(written), words)));
      } else if (CODE.contains(name)) {
        int size = parts.size();
        listing(in.environment(written), "");
        if (parts.size() > size) {
          content.add(parts.removeLast());
        }
      } else if (DROPPED.contains(name)) {
        in.environment(written);
      } else if (EQUATIONS.contains(name)) {
        String maths = LatexText.clean(in.environment(written));
        content.add(new Part.Equation("", maths));
      } else if (name.matches("subfigure|subtable")) {
        part(in.environment(written));
      } else {
        in.bracket();
        if (name.matches("minipage|adjustbox|threeparttable|tablenotes|resizebox")) {
          in.optionalGroup();
        }
      }
      lines.append(' ');
    }

    /** One of several in a float: what it says, without a number of its own. */
    private void part(String body) {
      Cursor in = new Cursor(body);
      in.bracket();
      in.optionalGroup();
      while (in.more()) {
        if (in.next() != '\\') {
          continue;
        }
        String name = in.name();
        if (name.equals("caption")) {
          in.star();
          in.bracket();
          String text = words.read(in.argument());
          if (!text.isBlank()) {
            content.add(new Part.Prose(text));
          }
        } else if (name.equals("label")) {
          marks.label(in.argument(), target);
        } else if (name.equals("begin")) {
          String inner = in.optionalGroup();
          if (Tabular.BEGIN.matcher("\\begin{" + inner + "}").matches()) {
            content.add(new Part.Table("", Tabular.rows(inner, in.environment(inner), words)));
          }
        }
      }
    }

    private void caption(Part.Caption.Kind own, boolean star, String text) {
      if (star) {
        content.add(new Part.Prose(words.read(text)));
        return;
      }
      Part.Caption caption = LatexBody.this.caption(own, text);
      number = caption.label();
      content.add(caption);
    }

    /** The captions and labels of a table that runs over pages, which stand among its rows. */
    void captions(String body) {
      Matcher caption = Pattern.compile("\\\\caption(?!\\w)").matcher(body);
      if (caption.find()) {
        Cursor in = new Cursor(body);
        in.to(caption.end());
        boolean star = in.star();
        in.bracket();
        caption(kind, star, in.argument());
        label(body, target);
      }
    }

    String without(String body) {
      Matcher caption = Pattern.compile("\\\\caption(?!\\w)").matcher(body);
      if (!caption.find()) {
        return body;
      }
      Cursor in = new Cursor(body);
      in.to(caption.end());
      in.star();
      in.bracket();
      in.argument();
      int after = in.at();
      Matcher row = Pattern.compile("\\s*(\\\\label\\s*\\{[^}]*})?\\s*\\\\\\\\").matcher(body);
      row.region(after, body.length());
      return body.substring(0, caption.start())
          + body.substring(row.lookingAt() ? row.end() : after);
    }

    /** What floats waits for the end of the paragraph, its caption before what it captions. */
    void done() {
      List<Part> first = new ArrayList<>();
      List<Part> rest = new ArrayList<>();
      long captions = content.stream().filter(Part.Caption.class::isInstance).count();
      for (Part part : content) {
        switch (part) {
          case Part.Caption caption -> (captions == 1 ? first : rest).add(caption);
          case Part.Table table -> {
            if (!table.rows().isEmpty()) {
              rest.add(new Part.Table(number, table.rows()));
            }
          }
          case Part.Listing listing -> {
            if (!listing.lines().isEmpty()) {
              rest.add(new Part.Listing(number, listing.lines()));
            }
          }
          case Part.Prose prose -> rest.add(prose);
          case Part.Equation equation -> rest.add(equation);
          case Part.Heading heading -> rest.add(heading);
          case Part.Reference reference -> rest.add(reference);
        }
      }
      floats.addAll(first);
      floats.addAll(rest);
    }
  }
}
