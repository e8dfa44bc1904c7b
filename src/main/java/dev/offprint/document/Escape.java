package dev.offprint.document;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/**
 * Text of papers, models and people, made harmless for the language it is put into. Every method
 * gives one line.
 */
final class Escape {
  private static final String MARKDOWN = "\\`*_{}[]<>#|~!$^=&";
  // What YAML 1.1, which most Python programs read, takes for a truth value or nothing.
  private static final Set<String> YAML_WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  private Escape() {}

  /** One line of printable text: line ends, controls and direction marks become blanks. */
  static String line(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> out.appendCodePoint(isPlain(c) ? c : isLone(c) ? 0xFFFD : ' '));
    return out.toString().strip().replaceAll(" {2,}", " ");
  }

  private static boolean isPlain(int c) {
    int type = Character.getType(c);
    return c == ' '
        || type != Character.CONTROL
            && type != Character.FORMAT
            && type != Character.SURROGATE
            && type != Character.UNASSIGNED
            && type != Character.PRIVATE_USE
            && type != Character.LINE_SEPARATOR
            && type != Character.PARAGRAPH_SEPARATOR
            && type != Character.SPACE_SEPARATOR;
  }

  private static boolean isLone(int c) {
    return Character.getType(c) == Character.SURROGATE;
  }

  /** Words in running Markdown text, in a table cell or in a list item. */
  static String markdown(String text) {
    StringBuilder out = new StringBuilder();
    String line = line(text);
    line.codePoints()
        .forEach(
            c -> {
              if (MARKDOWN.indexOf(c) >= 0) {
                out.append('\\');
              }
              out.appendCodePoint(c);
            });
    // At the start of a line these open a list or a rule.
    return out.toString()
        .replaceFirst("^([-+])(?= |$)", "\\\\$1")
        .replaceFirst("^([0-9]+)([.)])(?= |$)", "$1\\\\$2");
  }

  /** A name or a line of code in Markdown. */
  static String code(String text) {
    String line = line(text);
    int longest = 0;
    int run = 0;
    for (char c : line.toCharArray()) {
      run = c == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    String pad = line.isEmpty() || line.startsWith("`") || line.endsWith("`") ? " " : "";
    // A bar ends a table's cell even within code.
    return fence + pad + line.replace("|", "\\|") + pad + fence;
  }

  /** A string literal of Python, ASCII only. */
  static String python(String text) {
    return quoted(text, 0x7E);
  }

  /** A double-quoted scalar of YAML on one line. */
  static String yaml(String text) {
    return quoted(text, Character.MAX_CODE_POINT);
  }

  private static String quoted(String text, int highest) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
              } else if (c == '\n') {
                out.append("\\n");
              } else if (c == '\t') {
                out.append("\\t");
              } else if (isLone(c)) {
                out.append(highest > 0x7E ? "\uFFFD" : "\\ufffd");
              } else if (c <= highest && isPlain(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(
                    c > 0xFFFF
                        ? String.format(Locale.ROOT, "\\U%08x", c)
                        : String.format(Locale.ROOT, "\\u%04x", c));
              }
            });
    return out.append('"').toString();
  }

  /** A key of YAML; it matches {@code [A-Za-z_][A-Za-z0-9_]*}. */
  static String yamlKey(String key) {
    return YAML_WORDS.contains(key.toLowerCase(Locale.ROOT)) ? '"' + key + '"' : key;
  }

  /**
   * A number as YAML 1.1 and Python read it: YAML 1.1 takes {@code 1E-7} for a text, so a number
   * with an exponent gets a point and a sign.
   */
  static String number(BigDecimal number) {
    if (number.precision() <= 25 && number.scale() <= 25 && number.scale() >= -20) {
      return number.toPlainString();
    }
    String digits = number.unscaledValue().abs().toString();
    long exponent = (long) digits.length() - 1 - number.scale();
    return (number.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + "."
        + (digits.length() > 1 ? digits.substring(1) : "0")
        + "e"
        + (exponent < 0 ? "-" : "+")
        + Math.abs(exponent);
  }

  /** A label in Mermaid: of the signs only those that mean nothing there. */
  static String mermaid(String text) {
    String shown = line(text).replace("->", " ");
    shown = shown.replaceAll("[^\\p{L}\\p{N} _.,:=()\\[\\]+*/-]", " ");
    // "end" closes a block wherever it stands.
    shown = shown.replaceAll("\\bend\\b", "END").replaceAll(" {2,}", " ").strip();
    return cut(shown);
  }

  /** A label in PlantUML: letters and digits as they are, all else by number. */
  static String plantUml(String text) {
    StringBuilder out = new StringBuilder();
    cut(line(text))
        .codePoints()
        .forEach(
            c -> {
              if (c == ' ' || Character.isLetterOrDigit(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(String.format(Locale.ROOT, "<U+%04X>", c));
              }
            });
    return out.toString();
  }

  private static String cut(String text) {
    int most = 100;
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
