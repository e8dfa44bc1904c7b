package dev.offprint.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts running text into sentences; abbreviations, decimals and initials do not end one. */
final class Sentences {
  private static final Pattern END =
      Pattern.compile("[.!?…]+[)\\]”\"’']*(?:\\^[\\d,–-]+|\\^\\{[^}]*})?(?=\\s+)");
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "e.g", "i.e", "cf", "etc", "vs", "al", "fig", "figs", "eq", "eqs", "eqn", "sec", "sect",
          "tab", "ref", "refs", "no", "nos", "vol", "pp", "p", "ch", "chap", "thm", "lem", "prop",
          "def", "cor", "alg", "app", "approx", "resp", "dr", "prof", "mr", "mrs", "ms", "st", "jr",
          "sr", "inc", "ltd", "dept", "univ", "viz", "ca", "w.r.t", "i.i.d", "s.t", "a.k.a", "et",
          "ed", "eds", "proc", "conf", "rev", "u.s", "д", "т.е", "т.д", "т.п", "см", "рис", "табл",
          "стр", "гл", "др");
  private static final Set<String> MAY_END =
      Set.of("etc", "al", "i.i.d", "т.д", "т.п", "др", "no", "p", "ch", "def", "app");

  private static final Pattern LABEL =
      Pattern.compile(
          "(?i)(fig(ure|s?\\.)?|tab(le|\\.)?|algorithm|listing|рис(унок|\\.)?|таблица)\\s*[\\dA-Z.]{1,6}");

  private Sentences() {}

  static List<String> of(String text) {
    List<String> found = new ArrayList<>();
    Matcher end = END.matcher(text);
    int from = 0;
    while (end.find()) {
      int next = end.end();
      while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
        next++;
      }
      if (ends(text, from, end.start(), end.group(), next)) {
        add(found, text.substring(from, end.end()));
        from = next;
      }
    }
    add(found, text.substring(from));
    return found;
  }

  private static void add(List<String> found, String sentence) {
    String clean = sentence.strip();
    if (!clean.isEmpty()) {
      found.add(clean);
    }
  }

  private static boolean ends(String text, int from, int dot, String mark, int next) {
    if (next >= text.length()) {
      return true;
    }
    int first = text.codePointAt(next);
    boolean opens =
        Character.isUpperCase(first)
            || Character.isDigit(first)
            || "([“\"‘'•–—$".indexOf(first) >= 0
            || Character.getType(first) == Character.OTHER_LETTER;
    if (!opens) {
      return lowerNameStarts(text, next) && !mark.startsWith(".");
    }
    if (text.charAt(dot) != '.' || mark.startsWith("..")) {
      return true;
    }
    String word = wordBefore(text, from, dot);
    String lower = word.toLowerCase(Locale.ROOT);
    if (ABBREVIATIONS.contains(lower)) {
      boolean sentence = Character.isUpperCase(first) && word.equals(lower);
      return MAY_END.contains(lower)
          && sentence
          && !(lower.equals("p") || lower.equals("no") && Character.isDigit(first));
    }
    if (word.length() == 1 && Character.isUpperCase(word.charAt(0))) {
      return !initial(text, dot, next);
    }
    if (LABEL.matcher(text.substring(from, dot)).matches()) {
      return false;
    }
    // "2. Method" within a line: the number belongs to what follows.
    return !(word.matches("\\d{1,2}") && dot - word.length() <= from);
  }

  /** A capital with a dot is an initial where a name or another initial stands beside it. */
  private static boolean initial(String text, int dot, int next) {
    boolean nextInitial =
        next + 1 < text.length()
            && Character.isUpperCase(text.charAt(next))
            && text.charAt(next + 1) == '.';
    boolean afterInitial = dot >= 4 && text.substring(dot - 4, dot).matches("\\p{Lu}\\. .");
    boolean name =
        Character.isUpperCase(text.charAt(next))
            && next + 2 < text.length()
            && Character.isLowerCase(text.charAt(next + 1));
    boolean begins =
        dot < 2
            || !Character.isLetter(text.charAt(Math.max(0, dot - 3)))
            || Character.isUpperCase(firstOfWord(text, dot - 2));
    return nextInitial || afterInitial || name && begins;
  }

  private static char firstOfWord(String text, int at) {
    int i = at - 1;
    while (i > 0 && Character.isLetter(text.charAt(i - 1))) {
      i--;
    }
    return i < 0 ? ' ' : text.charAt(i);
  }

  private static boolean lowerNameStarts(String text, int next) {
    return !Character.isLowerCase(text.charAt(next));
  }

  private static String wordBefore(String text, int from, int dot) {
    int start = dot;
    while (start > from
        && (Character.isLetterOrDigit(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
      start--;
    }
    return text.substring(start, dot);
  }
}
