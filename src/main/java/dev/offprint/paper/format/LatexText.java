package dev.offprint.paper.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Running text as people read it: formatting gone, accents as letters, mathematics kept as LaTeX
 * between dollar signs. References to labels and to the bibliography are marks that {@link Marks}
 * replaces once all is known.
 */
final class LatexText {
  private static final int DEEPEST = 60;

  /** Commands that print nothing, with how many arguments they take. */
  private static final Map<String, Integer> SILENT =
      Map.ofEntries(
          Map.entry("label", 1),
          Map.entry("vspace", 1),
          Map.entry("hspace", 1),
          Map.entry("index", 1),
          Map.entry("includegraphics", 1),
          Map.entry("bibliographystyle", 1),
          Map.entry("pagestyle", 1),
          Map.entry("thispagestyle", 1),
          Map.entry("setlength", 2),
          Map.entry("addtolength", 2),
          Map.entry("setcounter", 2),
          Map.entry("addtocounter", 2),
          Map.entry("stepcounter", 1),
          Map.entry("refstepcounter", 1),
          Map.entry("phantom", 1),
          Map.entry("hphantom", 1),
          Map.entry("vphantom", 1),
          Map.entry("todo", 1),
          Map.entry("thanks", 1),
          Map.entry("nocite", 1),
          Map.entry("definecolor", 3),
          Map.entry("pdfbookmark", 2),
          Map.entry("hypersetup", 1),
          Map.entry("captionsetup", 1),
          Map.entry("resizebox", 2),
          Map.entry("scalebox", 1),
          Map.entry("rotatebox", 1),
          Map.entry("raisebox", 1),
          Map.entry("parbox", 1),
          Map.entry("makebox", 0),
          Map.entry("rule", 2),
          Map.entry("addcontentsline", 3),
          Map.entry("markboth", 2),
          Map.entry("markright", 1),
          Map.entry("orcid", 1),
          Map.entry("orcidlink", 1),
          Map.entry("email", 1),
          Map.entry("cmidrule", 1),
          Map.entry("rowcolor", 1),
          Map.entry("cellcolor", 1),
          Map.entry("columncolor", 1),
          Map.entry("fontsize", 2),
          Map.entry("selectlanguage", 1),
          Map.entry("newtheorem", 2),
          Map.entry("theoremstyle", 1),
          Map.entry("numberwithin", 2),
          Map.entry("graphicspath", 1),
          Map.entry("input", 1),
          Map.entry("usepackage", 1),
          Map.entry("vskip", 0),
          Map.entry("hskip", 0),
          Map.entry("kern", 0));

  private static final Set<String> CITES =
      Set.of(
          "cite",
          "citep",
          "citet",
          "citealp",
          "citealt",
          "citeauthor",
          "citeyear",
          "citeyearpar",
          "parencite",
          "textcite",
          "autocite",
          "footcite",
          "shortcite",
          "citename",
          "newcite",
          "citenum",
          "Citet",
          "Citep",
          "cites",
          "supercite",
          "fullcite",
          "onlinecite",
          "yrcite");
  private static final Set<String> REFS =
      Set.of(
          "ref",
          "eqref",
          "autoref",
          "cref",
          "Cref",
          "vref",
          "pageref",
          "nameref",
          "subref",
          "figref",
          "Autoref",
          "labelcref",
          "hyperref");
  private static final Pattern WHITE =
      Pattern.compile(
          "(?i)\\s*(white|white!.*|\\{?\\s*1(\\.0*)?\\s*,\\s*1(\\.0*)?\\s*,\\s*1(\\.0*)?\\s*\\}?|FFFFFF|255,255,255)\\s*");
  private static final int TINY = 2;
  private static final int MOST_HIDDEN = 100;

  private final List<String> notes = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();
  private final List<String> hidden = new ArrayList<>();

  /** Footnotes met so far, which are forgotten by this. */
  List<String> takeNotes() {
    List<String> taken = List.copyOf(notes);
    notes.clear();
    return taken;
  }

  List<String> addresses() {
    return addresses;
  }

  /** Words that are printed in white. */
  List<String> hidden() {
    return hidden;
  }

  String read(String latex) {
    StringBuilder out = new StringBuilder();
    read(new Cursor(latex), out, 0);
    return out.toString().replaceAll("\\s+", " ").replaceAll(" ([,.;:)])", "$1").strip();
  }

  private void read(Cursor in, StringBuilder out, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    while (in.more()) {
      char c = in.next();
      switch (c) {
        case '\\' -> command(in, out, depth);
        case '{' -> {
          in.to(in.at() - 1);
          read(new Cursor(in.argument()), out, depth + 1);
        }
        case '}' -> {}
        case '$' -> maths(in, out);
        case '~' -> out.append(' ');
        case '&' -> out.append(' ');
        case '`' -> out.append(in.looksAt("`") ? twice(in, "“") : "‘");
        case '\'' -> out.append(in.looksAt("'") ? twice(in, "”") : "’");
        case '-' -> {
          if (in.looksAt("--")) {
            in.skip(2);
            out.append('—');
          } else {
            out.append(in.looksAt("-") ? twice(in, "–") : "-");
          }
        }
        default -> out.append(c);
      }
    }
  }

  private static String twice(Cursor in, String character) {
    in.next();
    return character;
  }

  private static void maths(Cursor in, StringBuilder out) {
    int start = in.at();
    while (in.more()) {
      char c = in.next();
      if (c == '\\' && in.more()) {
        in.next();
      } else if (c == '$') {
        String inner = in.from(start);
        out.append('$').append(clean(inner.substring(0, inner.length() - 1))).append('$');
        return;
      }
    }
    // A dollar sign alone.
    out.append("\\$");
    in.to(start);
  }

  /** LaTeX of mathematics without what says nothing. */
  static String clean(String maths) {
    return maths
        .replaceAll("\\\\(label|vspace|hspace)\\s*\\*?\\{[^{}]*}", "")
        .replaceAll("\\\\(nonumber|notag|displaystyle|textstyle|limits|allowbreak)(?![A-Za-z])", "")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private void command(Cursor in, StringBuilder out, int depth) {
    String name = in.name();
    if (name.isEmpty()) {
      return;
    }
    boolean word = Character.isLetter(name.charAt(0));
    if (CITES.contains(name)) {
      in.star();
      String before = in.bracket();
      String after = before == null ? null : in.bracket();
      String keys = in.argument();
      out.append(
          Marks.cite(
              name,
              after == null || before == null ? "" : before,
              after == null ? before == null ? "" : before : after,
              keys));
      return;
    }
    if (REFS.contains(name)) {
      reference(in, out, name, depth);
      return;
    }
    if (Symbols.accent(name) && (!word || accents(in))) {
      out.append(Symbols.accented(name, plain(in.argument(), depth)));
      return;
    }
    String character = Symbols.character(name);
    if (character != null) {
      if (name.equals("\\")) {
        in.star();
        in.bracket();
      }
      out.append(character);
      after(in, out, word);
      return;
    }
    Integer silent = SILENT.get(name);
    if (silent != null) {
      in.star();
      while (in.bracket() != null) {
        // Options print nothing either.
      }
      for (int i = 0; i < silent; i++) {
        in.argument();
      }
      if (name.equals("includegraphics")) {
        out.append(' ');
      }
      return;
    }
    named(in, out, name, depth);
  }

  /** Of the accents that are letters, only those with a letter or a group after them. */
  private static boolean accents(Cursor in) {
    int start = in.at();
    in.blanks();
    boolean accents =
        in.more() && (in.peek() == '{' || Character.isLetter(in.peek()) || in.peek() == '\\');
    in.to(start);
    return accents;
  }

  private void reference(Cursor in, StringBuilder out, String name, int depth) {
    in.star();
    if (name.equals("hyperref")) {
      String label = in.bracket();
      String text = in.argument();
      if (label == null) {
        out.append(' ');
      } else {
        read(new Cursor(text), out, depth + 1);
      }
      return;
    }
    out.append(Marks.reference(name, in.argument()));
  }

  private void named(Cursor in, StringBuilder out, String name, int depth) {
    switch (name) {
      case "footnote", "footnotetext", "marginpar", "marginnote", "sidenote" -> {
        in.bracket();
        String note = plain(in.argument(), depth);
        if (!note.isBlank()) {
          notes.add(note);
        }
      }
      case "url", "path", "nolinkurl" -> {
        String address = in.argument().replace("\\", "").replaceAll("\\s", "");
        addresses.add(address);
        out.append(address);
      }
      case "href" -> {
        String address = in.argument().replace("\\", "").strip();
        String text = plain(in.argument(), depth);
        addresses.add(address);
        out.append(text);
        if (!text.contains(address.replaceFirst("^https?://(www\\.)?", "").replaceFirst("/$", ""))
            && address.startsWith("http")) {
          out.append(" (").append(address).append(')');
        }
      }
      case "verb", "lstinline" -> {
        in.star();
        in.bracket();
        if (in.more()) {
          out.append(
              in.peek() == '{' ? in.argument() : in.until(String.valueOf(in.next())).strip());
        }
      }
      case "(" -> out.append('$').append(clean(in.until("\\)"))).append('$');
      case "textsuperscript", "textsubscript" -> {
        String inner = plain(in.argument(), depth);
        out.append(name.equals("textsuperscript") ? '^' : '_')
            .append(inner.length() > 1 ? "{" + inner + "}" : inner);
      }
      case "textcolor", "colorbox" -> {
        in.bracket();
        boolean white = name.equals("textcolor") && WHITE.matcher(in.argument()).matches();
        String inner = plain(in.argument(), depth);
        hide(white, inner, out);
      }
      case "color" -> {
        in.bracket();
        if (WHITE.matcher(in.argument()).matches()) {
          // To the end of the group, which is where this text ends.
          int start = in.at();
          in.until("\\color");
          if (in.more()) {
            in.to(in.at() - "\\color".length());
          }
          hide(true, plain(in.from(start), depth), out);
        }
      }
      case "multicolumn", "multirow" -> {
        in.bracket();
        in.argument();
        in.bracket();
        in.argument();
        in.bracket();
        read(new Cursor(in.argument()), out, depth + 1);
      }
      case "texorpdfstring" -> {
        String text = in.argument();
        in.argument();
        read(new Cursor(text), out, depth + 1);
      }
      case "begin", "end" -> {
        in.optionalGroup();
        in.bracket();
        out.append(' ');
      }
      case "item" -> {
        String label = in.bracket();
        out.append(" • ").append(label == null ? "" : plain(label, depth) + " ");
      }
      case "tiny" -> after(in, out, true);
      case "SI", "qty" -> out.append(in.argument()).append(' ').append(unit(in.argument()));
      case "si", "unit" -> out.append(unit(in.argument()));
      case "num" -> out.append(in.argument());
      case "ac", "gls", "acs", "acf", "Gls", "acp", "glspl" -> out.append(in.argument());
      default -> after(in, out, Character.isLetter(name.charAt(0)));
    }
  }

  /** A command without a meaning here is gone; what follows in braces is read as text. */
  private static void after(Cursor in, StringBuilder out, boolean word) {
    if (word && in.looksAt("{}")) {
      in.skip(2);
    } else if (word && in.more() && Character.isWhitespace(in.peek())) {
      in.blanks();
      if (!out.isEmpty() && !Character.isWhitespace(out.charAt(out.length() - 1))) {
        out.append(' ');
      }
    }
  }

  private static String unit(String written) {
    return written.replaceAll("\\\\([A-Za-z]+)", "$1 ").replaceAll("[{}]", "").strip();
  }

  private void hide(boolean white, String inner, StringBuilder out) {
    if (white) {
      if (inner.length() > TINY && hidden.size() < MOST_HIDDEN) {
        hidden.add(inner);
      }
    } else {
      out.append(inner);
    }
  }

  private String plain(String latex, int depth) {
    StringBuilder inner = new StringBuilder();
    read(new Cursor(latex), inner, depth + 1);
    return inner.toString().replaceAll("\\s+", " ").strip();
  }

  /** A command's name in lower case, for comparing environments. */
  static String lower(String name) {
    return name.replace("*", "").toLowerCase(Locale.ROOT);
  }
}
