package dev.offprint.paper.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Algorithms as lines, indented as they are nested, in the words that are printed. */
final class Algorithm {
  static final Pattern BEGIN =
      Pattern.compile("\\\\begin\\{(algorithmic|algorithmicx|algpseudocode|pseudocode)}");
  private static final int MOST_LINES = 1_000;
  private static final int DEEPEST = 20;
  private static final Pattern STRUCTURE =
      Pattern.compile(
          "(?i)state|statex|if|elsif|elseif|else|endif|for|forall|foreach|endfor|while|endwhile|repeat|until|loop|endloop|return|require|ensure|input|output|function|endfunction|procedure|endprocedure|print|comment|kwin|kwout|kwdata|kwresult|kwret|uif|eif|tcp|tcc|ElseIf|Begin|uElseIf|lIf|lFor|lElse");

  private final LatexText text;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private int indent;

  private Algorithm(LatexText text) {
    this.text = text;
  }

  static List<String> lines(String body, LatexText text) {
    Algorithm algorithm = new Algorithm(text);
    algorithm.read(body, 0);
    algorithm.end();
    return algorithm.lines;
  }

  private void read(String body, int depth) {
    Cursor in = new Cursor(body);
    in.bracket();
    while (in.more() && lines.size() < MOST_LINES) {
      int start = in.at();
      if (in.next() != '\\') {
        line.append(in.from(start));
        continue;
      }
      String name = in.name();
      if (name.equals(";") || name.equals("\\")) {
        end();
      } else if (STRUCTURE.matcher(name).matches() && depth < DEEPEST) {
        structure(in, name.toLowerCase(Locale.ROOT), depth);
      } else if (name.matches(
          "DontPrintSemicolon|SetAlgoLined|LinesNumbered|SetKw\\w*|SetAlgo\\w*|caption|label|begin|end")) {
        in.star();
        in.bracket();
        if (name.matches("caption|label|begin|end|SetKw\\w*")) {
          in.optionalGroup();
        }
        if (name.matches("SetKw\\w*")) {
          in.optionalGroup();
          in.optionalGroup();
        }
      } else {
        line.append(in.from(start));
      }
    }
  }

  private void structure(Cursor in, String name, int depth) {
    switch (name) {
      case "state", "statex" -> {
        end();
        String label = in.bracket();
        line.append(label == null ? "" : label + " ");
      }
      case "if",
          "uif",
          "lif",
          "while",
          "for",
          "forall",
          "foreach",
          "lfor",
          "function",
          "procedure" ->
          opens(in, name, depth);
      case "eif" -> {
        end();
        String condition = in.argument();
        nested("if " + condition + " then", in.argument(), depth);
        nested("else", in.argument(), depth);
      }
      case "elsif", "elseif", "uelseif" -> {
        end();
        indent = Math.max(0, indent - 1);
        line.append("else if ").append(in.argument()).append(" then");
        end();
        indent++;
      }
      case "else", "lelse" -> {
        end();
        String body = in.optionalGroup();
        if (body.isEmpty()) {
          indent = Math.max(0, indent - 1);
          line.append("else");
          end();
          indent++;
        } else {
          nested("else", body, depth);
        }
      }
      case "repeat", "loop", "begin" -> {
        end();
        String condition = name.equals("repeat") ? in.optionalGroup() : "";
        String body = in.optionalGroup();
        if (condition.isEmpty() && body.isEmpty()) {
          line.append(name.equals("begin") ? "" : name);
          end();
          indent++;
        } else {
          nested(
              name.equals("repeat") ? "repeat until " + condition : name,
              body.isEmpty() ? condition : body,
              depth);
        }
      }
      case "until" -> {
        end();
        indent = Math.max(0, indent - 1);
        line.append("until ").append(in.argument());
        end();
      }
      case "endif", "endfor", "endwhile", "endloop", "endfunction", "endprocedure" -> {
        end();
        indent = Math.max(0, indent - 1);
      }
      case "comment", "tcp", "tcc" -> {
        in.star();
        line.append(" // ").append(in.argument());
      }
      default -> {
        // return, require, ensure, input, output and their like: a word and what follows.
        end();
        String word =
            switch (name) {
              case "kwin" -> "input:";
              case "kwdata" -> "data:";
              case "kwout" -> "output:";
              case "kwresult" -> "result:";
              case "kwret" -> "return";
              case "require", "ensure", "input", "output" -> name + ":";
              default -> name;
            };
        line.append(word).append(' ').append(in.optionalGroup());
      }
    }
  }

  private void opens(Cursor in, String name, int depth) {
    end();
    String condition = in.argument();
    if (name.equals("function") || name.equals("procedure")) {
      line.append(name)
          .append(' ')
          .append(condition)
          .append('(')
          .append(in.optionalGroup())
          .append(')');
      end();
      indent++;
      return;
    }
    String word =
        switch (name) {
          case "uif", "lif" -> "if";
          case "lfor" -> "for";
          case "forall", "foreach" -> "for all";
          default -> name;
        };
    String head = word + " " + condition + (word.equals("if") ? " then" : " do");
    int start = in.at();
    String body = in.optionalGroup();
    if (!body.isEmpty() && !in.from(start).strip().isEmpty()) {
      nested(head, body, depth);
    } else {
      in.to(start);
      line.append(head);
      end();
      indent++;
    }
  }

  private void nested(String head, String body, int depth) {
    line.append(head);
    end();
    indent++;
    read(body, depth + 1);
    end();
    indent = Math.max(0, indent - 1);
  }

  private void end() {
    String read = text.read(line.toString());
    line.setLength(0);
    if (!read.isBlank()) {
      lines.add("  ".repeat(Math.min(indent, DEEPEST)) + read);
    }
  }

  /** Whether a text has an algorithm that is not in an environment of its own for lines. */
  static boolean inlineLines(String body) {
    Matcher ends = Pattern.compile("\\\\;").matcher(body);
    return ends.find();
  }
}
