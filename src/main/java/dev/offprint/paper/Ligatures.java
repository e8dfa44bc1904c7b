package dev.offprint.paper;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts ligatures back that a file draws but maps to no character, as some browsers' printing does:
 * by the letters around the hole, else {@code fi}, by far the commonest.
 */
final class Ligatures {
  static final char HOLE = '\u0000';

  private static final Pattern WITH_HOLE = Pattern.compile("[\\p{L}\u0000]*\u0000[\\p{L}\u0000]*");
  private static final Pattern FFI = Pattern.compile("(?i).*(e|su|insu|coe|o|di|a)\u0000(c|n).*");
  private static final Pattern FF =
      Pattern.compile(
          "(?i).*((o|e|a|di|su|bu|sti|tra|sta|cuto|tari|payo|tradeo)\u0000(er|ect|ort|or|s|ed|ic|ix|)$|(di|o|su)\u0000er.*|(e|a)\u0000(ect|ort).*|tra\u0000ic.*)");
  private static final Pattern FL =
      Pattern.compile(
          "(?i).*(\u0000(ow|oat|oor|ex|at|ag|uct|uen|uid|ip|ight|ash|y)|con\u0000ic|in\u0000at|re\u0000ec|in\u0000ec).*");

  private Ligatures() {}

  static String mended(String text) {
    if (text.indexOf(HOLE) < 0) {
      return text;
    }
    return WITH_HOLE.matcher(text).replaceAll(hole -> Matcher.quoteReplacement(word(hole.group())));
  }

  private static String word(String word) {
    if (word.length() == 1) {
      return "";
    }
    String letters =
        FFI.matcher(word).matches()
            ? "ffi"
            : FL.matcher(word).matches() ? "fl" : FF.matcher(word).matches() ? "ff" : "fi";
    return word.replace(String.valueOf(HOLE), letters);
  }
}
