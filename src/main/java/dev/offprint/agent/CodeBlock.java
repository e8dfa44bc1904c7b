package dev.offprint.agent;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the code in an answer: fences cut, prose before and after dropped, pieces joined. */
final class CodeBlock {
  private static final Pattern FENCE =
      Pattern.compile("(?m)^[ \\t]*(```+|~~~+)[ \\t]*([\\w+-]*)[^\\n]*$");
  private static final Pattern CODE_LINE =
      Pattern.compile(
          "\\s*(import\\s+\\w[\\w., ]*|from\\s+[\\w.]+\\s+import\\b.*|def\\s+\\w+\\s*\\(.*|class\\s+\\w+[:(].*"
              + "|@\\w+.*|#.*|\"\"\".*|'''.*|[A-Za-z_]\\w*\\s*(:[^=]+)?=.*|if\\s+__name__.*)");

  /** How a file begins, and hardly ever the middle of one. */
  private static final Pattern BEGINNING = Pattern.compile("\\s*(\"\"\"|'''|#|import\\s|from\\s)");

  private CodeBlock() {}

  /** The longest fenced block, or the text from its first line of code on; empty where is none. */
  static String in(String answer) {
    String text = answer.replace("\r\n", "\n").replace('\r', '\n');
    Matcher fence = FENCE.matcher(text);
    @Nullable String best = null;
    while (fence.find()) {
      int start = Math.min(text.length(), fence.end() + 1);
      boolean closes = fence.find();
      String inside =
          text.substring(start, closes ? Math.max(start, fence.start()) : text.length());
      if (best == null || inside.length() > best.length()) {
        best = inside;
      }
      if (!closes) {
        break;
      }
    }
    return tidy(best == null ? fromFirstCode(text) : best);
  }

  /** An answer that goes on from {@code start}; some models begin anew or fence the rest again. */
  static String joined(String start, String more) {
    Matcher fence = FENCE.matcher(more);
    if (start.isEmpty() || !fence.find() || fence.group(2).isEmpty()) {
      return start + more;
    }
    String inside = more.substring(Math.min(more.length(), fence.end() + 1));
    if (BEGINNING.matcher(inside).lookingAt()) {
      return more;
    }
    return more.substring(0, fence.start()).isBlank() ? start + inside : start + more;
  }

  static String tidy(String code) {
    String clean = code.replace("\t", "    ").replaceAll("[ ]+\n", "\n").strip();
    return clean.isEmpty() ? "" : clean + "\n";
  }

  private static String fromFirstCode(String text) {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (CODE_LINE.matcher(lines[i]).matches()) {
        return String.join("\n", Arrays.copyOfRange(lines, i, lines.length));
      }
    }
    return "";
  }
}
