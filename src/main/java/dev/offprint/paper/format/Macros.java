package dev.offprint.paper.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Expands what authors defined for themselves: commands with plain arguments, operators, simple
 * environments and switches. What is more than that is left out; caps end every recursion.
 */
final class Macros {
  private static final int DEEPEST = 40;
  private static final int MOST_EXPANSIONS = 200_000;
  private static final int MOST_CHARACTERS = 4_000_000;
  private static final long MOST_FILLED = 20_000_000;
  private static final int MOST_ARGUMENTS = 9;

  /** Commands whose meaning the reader knows: an author's new look for them changes nothing. */
  private static final Set<String> KNOWN =
      Set.of(
          "section",
          "subsection",
          "subsubsection",
          "paragraph",
          "chapter",
          "part",
          "begin",
          "end",
          "item",
          "cite",
          "citep",
          "citet",
          "ref",
          "eqref",
          "autoref",
          "cref",
          "Cref",
          "label",
          "title",
          "author",
          "caption",
          "includegraphics",
          "footnote",
          "maketitle",
          "bibitem",
          "bibliography",
          "url",
          "href",
          "abstract",
          "textbf",
          "emph",
          "textit",
          "appendix",
          "newcommand",
          "def",
          "par",
          "verb",
          "thanks",
          "frac",
          "left",
          "right",
          "sqrt",
          "sum",
          "thesection",
          "figurename",
          "tablename",
          "refname",
          "State",
          "If",
          "For",
          "While");

  private static final Pattern TOO_CLEVER =
      Pattern.compile(
          "\\\\(csname|expandafter|futurelet|@ifnextchar|@ifstar|catcode|ifx|loop|afterassignment)");
  private static final Set<String> MATHS =
      Set.of(
          "equation",
          "align",
          "gather",
          "multline",
          "eqnarray",
          "displaymath",
          "math",
          "flalign",
          "alignat",
          "array",
          "split",
          "aligned",
          "cases",
          "subequations");

  /**
   * A definition.
   *
   * @param first what stands for the first argument where it is not given
   */
  private record Macro(int arguments, @Nullable String first, String body) {}

  private record Environment(Macro begin, String end) {}

  private final Map<String, Macro> macros = new HashMap<>();
  private final Map<String, Environment> environments = new HashMap<>();
  private final Map<String, Boolean> switches = new HashMap<>();
  private final StringBuilder out = new StringBuilder();
  private int expansions;
  private long filled;
  private boolean maths;
  private boolean cut;

  /** What became of a text; {@code cut} says that a cap was met. */
  record Expanded(String text, boolean cut) {}

  static Expanded expand(String text) {
    Macros macros = new Macros();
    macros.expand(new Cursor(text), 0);
    return new Expanded(macros.out.toString(), macros.cut);
  }

  private void expand(Cursor in, int depth) {
    while (in.more()) {
      if (out.length() > MOST_CHARACTERS || expansions > MOST_EXPANSIONS || filled > MOST_FILLED) {
        cut = true;
        return;
      }
      char c = in.next();
      if (c == '$') {
        maths = !maths;
        if (in.more() && in.peek() == '$') {
          out.append(in.next());
        }
      }
      if (c == '\\') {
        command(in, depth);
      } else {
        out.append(c);
      }
    }
  }

  private void command(Cursor in, int depth) {
    int start = in.at() - 1;
    String name = in.name();
    switch (name) {
      case "newcommand", "renewcommand", "providecommand", "DeclareRobustCommand" -> newCommand(in);
      case "def", "gdef", "edef", "xdef" -> def(in);
      case "let" -> let(in);
      case "DeclareMathOperator" -> {
        in.star();
        define(in.argument(), new Macro(0, null, "\\operatorname{" + in.argument() + "}"));
      }
      case "NewDocumentCommand", "RenewDocumentCommand", "DeclareDocumentCommand" -> {
        String defined = in.argument();
        String arguments = in.argument().replaceAll("\\s", "");
        String body = in.argument();
        if (arguments.matches("m{0,9}")) {
          define(defined, new Macro(arguments.length(), null, body));
        }
      }
      case "newenvironment", "renewenvironment" -> newEnvironment(in);
      case "newif" -> switches.put(in.argument().replaceFirst("^\\\\if", ""), false);
      case "verb", "lstinline" -> {
        in.star();
        if (in.more() && !Character.isWhitespace(in.peek()) && in.peek() != '{') {
          in.until(String.valueOf(in.next()));
        }
        out.append(in.from(start));
      }
      case "begin" -> begin(in, start, depth);
      case "end" -> end(in, depth);
      case "(", "[" -> {
        maths = true;
        out.append('\\').append(name);
      }
      case ")", "]" -> {
        maths = false;
        out.append('\\').append(name);
      }
      case "ensuremath" -> {
        String inner = in.argument();
        boolean text = !maths;
        maths = true;
        out.append(text ? "$" : "{");
        expand(new Cursor(inner), depth + 1);
        out.append(text ? "$" : "}");
        maths = !text;
      }
      case "xspace" -> {
        if (in.more() && (Character.isLetterOrDigit(in.peek()) || in.peek() == '(')) {
          out.append(' ');
        }
      }
      default -> other(in, name, depth);
    }
  }

  private void other(Cursor in, String name, int depth) {
    Macro macro = macros.get(name);
    if (macro != null && depth < DEEPEST) {
      expansions++;
      String body = filled(in, macro);
      filled += body.length();
      boolean spaced = body.endsWith("\\xspace");
      expand(new Cursor(spaced ? body.substring(0, body.length() - 7) : body), depth + 1);
      if (spaced && in.more() && (Character.isLetterOrDigit(in.peek()) || in.peek() == '(')) {
        out.append(' ');
      } else if (in.more()
          && Character.isLetter(in.peek())
          && out.length() > 0
          && endsInCommand()) {
        out.append(' ');
      }
      return;
    }
    if (macro != null) {
      cut = true;
      return;
    }
    if (name.startsWith("if") && decided(name) != null) {
      condition(in, Boolean.TRUE.equals(decided(name)), depth);
      return;
    }
    String state = name.replaceFirst("(true|false)$", "");
    if (!state.equals(name) && switches.containsKey(state)) {
      switches.put(state, name.endsWith("true"));
      return;
    }
    out.append('\\').append(name);
  }

  /** Whether a letter written now would become part of a command's name. */
  private boolean endsInCommand() {
    int i = out.length() - 1;
    while (i >= 0 && Character.isLetter(out.charAt(i))) {
      i--;
    }
    return i >= 0 && i < out.length() - 1 && out.charAt(i) == '\\';
  }

  private @Nullable Boolean decided(String name) {
    return switch (name) {
      case "iffalse" -> Boolean.FALSE;
      case "iftrue" -> Boolean.TRUE;
      default -> switches.get(name.substring(2));
    };
  }

  private void condition(Cursor in, boolean holds, int depth) {
    int start = in.at();
    int otherwise = -1;
    int nested = 1;
    int end = start;
    while (in.more() && nested > 0) {
      end = in.at();
      if (in.next() != '\\') {
        continue;
      }
      String name = in.name();
      if (name.equals("fi")) {
        nested--;
      } else if (name.equals("else") && nested == 1) {
        otherwise = end;
      } else if (name.startsWith("if")
          && !name.matches("iff|ifthenelse|ifdim|ifstrequal|ifblank")) {
        nested++;
      }
    }
    String whole = in.from(start);
    int length = nested == 0 ? end - start : whole.length();
    String kept =
        holds
            ? whole.substring(0, otherwise < 0 ? length : otherwise - start)
            : otherwise < 0 ? "" : whole.substring(otherwise - start + "\\else".length(), length);
    if (depth < DEEPEST) {
      expand(new Cursor(kept), depth + 1);
    } else {
      cut = true;
    }
  }

  private static String filled(Cursor in, Macro macro) {
    List<String> arguments = new ArrayList<>();
    if (macro.first() != null) {
      String given = in.bracket();
      arguments.add(given == null ? macro.first() : given);
    }
    while (arguments.size() < macro.arguments()) {
      arguments.add(in.argument());
    }
    if (arguments.isEmpty()) {
      return macro.body();
    }
    StringBuilder filled = new StringBuilder();
    String body = macro.body();
    for (int i = 0; i < body.length() && filled.length() < MOST_CHARACTERS; i++) {
      char c = body.charAt(i);
      boolean place = c == '#' && i + 1 < body.length() && Character.isDigit(body.charAt(i + 1));
      int number = place ? body.charAt(++i) - '1' : -1;
      if (number >= 0 && number < arguments.size()) {
        filled.append(arguments.get(number));
      } else if (!place) {
        filled.append(c);
      }
    }
    return filled.toString();
  }

  private void define(String command, Macro macro) {
    String name = command.strip().replaceFirst("^\\\\", "");
    boolean simple =
        !name.isEmpty()
            && !KNOWN.contains(name)
            && macro.arguments() <= MOST_ARGUMENTS
            && !TOO_CLEVER.matcher(macro.body()).find();
    if (simple) {
      macros.put(name, macro);
    }
  }

  private void newCommand(Cursor in) {
    in.star();
    String command = in.argument();
    int arguments = number(in.bracket());
    String first = arguments > 0 ? in.bracket() : null;
    define(command, new Macro(arguments, first, in.argument()));
  }

  private static int number(@Nullable String written) {
    return written != null && written.strip().matches("\\d") ? written.strip().charAt(0) - '0' : 0;
  }

  private void def(Cursor in) {
    String command = in.argument();
    int start = in.at();
    while (in.more() && in.peek() != '{' && in.peek() != '\n') {
      in.next();
    }
    String parameters = in.from(start).strip();
    Matcher plain = Pattern.compile("(#[1-9])*").matcher(parameters);
    String body = in.optionalGroup();
    if (plain.matches()) {
      define(command, new Macro(parameters.length() / 2, null, body));
    }
  }

  private void let(Cursor in) {
    String command = in.argument();
    in.blanks();
    if (in.more() && in.peek() == '=') {
      in.next();
    }
    String meaning = in.argument();
    Macro known = macros.get(meaning.replaceFirst("^\\\\", ""));
    if (known != null) {
      define(command, known);
    } else if (!meaning.equals(command)) {
      define(command, new Macro(0, null, meaning));
    }
  }

  private void newEnvironment(Cursor in) {
    in.star();
    String name = in.argument();
    int arguments = number(in.bracket());
    String first = arguments > 0 ? in.bracket() : null;
    String begin = in.argument();
    String end = in.argument();
    if (!TOO_CLEVER.matcher(begin + end).find()
        && !name.matches("abstract|document|figure|table")) {
      environments.put(name, new Environment(new Macro(arguments, first, begin), end));
    }
  }

  private void begin(Cursor in, int start, int depth) {
    String name = in.optionalGroup();
    String plain = name.replace("*", "");
    if (name.matches(
        "verbatim\\*?|Verbatim|lstlisting|minted|alltt|BVerbatim|LVerbatim|pyverbatim|pythoncode")) {
      in.environment(name);
      out.append(in.from(start));
      return;
    }
    Environment environment = environments.get(name);
    if (environment != null && depth < DEEPEST) {
      expansions++;
      expand(new Cursor(filled(in, environment.begin())), depth + 1);
      return;
    }
    cut |= environment != null;
    maths |= MATHS.contains(plain);
    out.append("\\begin{").append(name).append('}');
  }

  private void end(Cursor in, int depth) {
    String name = in.optionalGroup();
    Environment environment = environments.get(name);
    if (environment != null && depth < DEEPEST) {
      expansions++;
      expand(new Cursor(environment.end()), depth + 1);
      return;
    }
    if (MATHS.contains(name.replace("*", "")) && !name.matches("array|split|aligned|cases")) {
      maths = false;
    }
    out.append("\\end{").append(name).append('}');
  }
}
