package dev.offprint.paper.format;

import java.text.Normalizer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** LaTeX's commands for single characters. */
final class Symbols {
  private static final Map<String, String> CHARACTERS =
      Map.ofEntries(
          Map.entry("ss", "ß"),
          Map.entry("ae", "æ"),
          Map.entry("AE", "Æ"),
          Map.entry("oe", "œ"),
          Map.entry("OE", "Œ"),
          Map.entry("o", "ø"),
          Map.entry("O", "Ø"),
          Map.entry("aa", "å"),
          Map.entry("AA", "Å"),
          Map.entry("l", "ł"),
          Map.entry("L", "Ł"),
          Map.entry("i", "ı"),
          Map.entry("j", "ȷ"),
          Map.entry("dh", "ð"),
          Map.entry("th", "þ"),
          Map.entry("S", "§"),
          Map.entry("P", "¶"),
          Map.entry("dag", "†"),
          Map.entry("ddag", "‡"),
          Map.entry("textdagger", "†"),
          Map.entry("copyright", "©"),
          Map.entry("pounds", "£"),
          Map.entry("euro", "€"),
          Map.entry("texteuro", "€"),
          Map.entry("ldots", "…"),
          Map.entry("dots", "…"),
          Map.entry("textellipsis", "…"),
          Map.entry("textbackslash", "\\"),
          Map.entry("textasciitilde", "~"),
          Map.entry("textasciicircum", "^"),
          Map.entry("textunderscore", "_"),
          Map.entry("textbar", "|"),
          Map.entry("textless", "<"),
          Map.entry("textgreater", ">"),
          Map.entry("textendash", "–"),
          Map.entry("textemdash", "—"),
          Map.entry("textdegree", "°"),
          Map.entry("degree", "°"),
          Map.entry("texttimes", "×"),
          Map.entry("textpm", "±"),
          Map.entry("textmu", "µ"),
          Map.entry("textmultiply", "×"),
          Map.entry("textquotedblleft", "“"),
          Map.entry("textquotedblright", "”"),
          Map.entry("textquoteleft", "‘"),
          Map.entry("textquoteright", "’"),
          Map.entry("textregistered", "®"),
          Map.entry("texttrademark", "™"),
          Map.entry("textbullet", "•"),
          Map.entry("slash", "/"),
          Map.entry("LaTeX", "LaTeX"),
          Map.entry("TeX", "TeX"),
          Map.entry("BibTeX", "BibTeX"),
          Map.entry("checkmark", "✓"),
          Map.entry("cmark", "✓"),
          Map.entry("xmark", "✗"),
          Map.entry("ding", ""),
          Map.entry("quad", " "),
          Map.entry("qquad", " "),
          Map.entry("enspace", " "),
          Map.entry("thinspace", " "),
          Map.entry("space", " "),
          Map.entry("newline", " "),
          Map.entry("linebreak", " "),
          Map.entry("eg", "e.g."),
          Map.entry("ie", "i.e."),
          Map.entry("etal", "et al."),
          Map.entry("%", "%"),
          Map.entry("&", "&"),
          Map.entry("#", "#"),
          Map.entry("_", "_"),
          Map.entry("{", "{"),
          Map.entry("}", "}"),
          // A bare dollar sign would begin mathematics.
          Map.entry("$", "\\$"),
          Map.entry("textdollar", "\\$"),
          Map.entry(" ", " "),
          Map.entry("\n", " "),
          Map.entry(",", " "),
          Map.entry(";", " "),
          Map.entry(":", " "),
          Map.entry("\\", " "),
          Map.entry("!", ""),
          Map.entry("/", ""),
          Map.entry("-", ""),
          Map.entry("@", ""));

  private static final Map<String, String> ACCENTS =
      Map.ofEntries(
          Map.entry("'", "\u0301"),
          Map.entry("`", "\u0300"),
          Map.entry("^", "\u0302"),
          Map.entry("\"", "\u0308"),
          Map.entry("~", "\u0303"),
          Map.entry("=", "\u0304"),
          Map.entry(".", "\u0307"),
          Map.entry("u", "\u0306"),
          Map.entry("v", "\u030c"),
          Map.entry("H", "\u030b"),
          Map.entry("c", "\u0327"),
          Map.entry("k", "\u0328"),
          Map.entry("r", "\u030a"),
          Map.entry("b", "\u0331"),
          Map.entry("d", "\u0323"));

  private Symbols() {}

  static @Nullable String character(String command) {
    return CHARACTERS.get(command);
  }

  static boolean accent(String command) {
    return ACCENTS.containsKey(command);
  }

  /** A letter with its accent, one character where Unicode has it. */
  static String accented(String accent, String letter) {
    String bare =
        switch (letter.strip()) {
          case "\\i", "ı" -> "i";
          case "\\j", "ȷ" -> "j";
          case "" -> " ";
          default -> letter.strip();
        };
    int first = bare.offsetByCodePoints(0, 1);
    return Normalizer.normalize(
        bare.substring(0, first) + ACCENTS.getOrDefault(accent, "") + bare.substring(first),
        Normalizer.Form.NFC);
  }
}
