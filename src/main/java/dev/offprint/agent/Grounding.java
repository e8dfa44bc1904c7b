package dev.offprint.agent;

import dev.offprint.session.Paper;
import dev.offprint.session.Quote;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a model says of the paper, held against the paper. */
final class Grounding {
  private static final Pattern NUMBER =
      Pattern.compile("\\d[\\d,]*(?:\\.\\d+)?(?:\\s*[eE]\\s*[-+−]?\\s*\\d{1,3})?|\\.\\d+");
  private static final Pattern POWER =
      Pattern.compile(
          "(?:(\\d+(?:\\.\\d+)?)\\s*[×x·*]\\s*)?10\\s*\\^?\\s*\\{?\\s*([-−–])\\s*(\\d{1,2})");
  private static final List<String> WORDS =
      List.of(
          "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve");

  /** Numbers that say where or which, and those in names and files. */
  private static final Pattern PLACE =
      Pattern.compile(
          "(?i)\\b(?:algorithm|alg\\.|appendix|change|delivery|eq(?:uation|n|s)?s?\\b\\.?|experiment"
              + "|fig(?:ure)?s?\\b\\.?|lines?|pages?|pp?\\.|question|requirement|sec(?:tion|s)?s?\\b\\.?"
              + "|sentence|step|tables?|target|version)\\s*[(#]?\\s*\\d+(?:(?:[.–-]|,? and |, ?)\\d+)*"
              + "|\\p{L}[\\w./-]*\\d[\\w.]*(?::\\d+(?:[–-]\\d+)?)?|\\p{L}[\\w/-]*\\.\\w{1,4}:\\d+(?:[–-]\\d+)?");

  private final Paper paper;

  Grounding(Paper paper) {
    this.paper = paper;
  }

  /** The numbers that no sentence has. */
  List<Integer> unknown(List<Integer> sentences) {
    return sentences.stream().filter(n -> paper.quote(n).isEmpty()).distinct().toList();
  }

  /** Where the paper states this number; the sentence only if it really does. */
  Optional<Quote> stating(int sentence, BigDecimal value) {
    return paper.quote(sentence).filter(quote -> states(quote.text(), value));
  }

  /** Whether the number stands anywhere in the text or the captions; the page where it does. */
  Optional<Integer> pageOf(BigDecimal value) {
    for (Paper.Caption caption : paper.captions()) {
      if (states(caption.text(), value)) {
        return Optional.of(caption.page());
      }
    }
    return paper.sentences().stream()
        .filter(sentence -> states(sentence.text(), value))
        .map(Paper.Sentence::page)
        .findFirst();
  }

  /** Whether a text contains the number: as digits, as a per cent, as a power of ten, in words. */
  static boolean states(String text, BigDecimal value) {
    BigDecimal wanted = value.abs();
    String lower = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < WORDS.size(); i++) {
      if (wanted.compareTo(BigDecimal.valueOf(i)) == 0
          && lower.matches("(?s).*\\b" + WORDS.get(i) + "\\b.*")) {
        return true;
      }
    }
    return numbers(text).stream()
        .anyMatch(
            found ->
                found.compareTo(wanted) == 0
                    || (text.contains("%") && found.compareTo(wanted.movePointRight(2)) == 0));
  }

  /** The numbers of a text that are values: none of a page, a line, a name. */
  static List<BigDecimal> values(String text) {
    return numbers(PLACE.matcher(text).replaceAll(" "));
  }

  static List<BigDecimal> numbers(String text) {
    List<BigDecimal> found = new ArrayList<>();
    Matcher plain = NUMBER.matcher(text);
    while (plain.find()) {
      String digits = plain.group().replaceAll("[,\\s+]", "").replace('−', '-');
      add(found, digits);
    }
    Matcher power = POWER.matcher(text);
    while (power.find()) {
      String factor = power.group(1) == null ? "1" : power.group(1);
      add(found, factor + "e-" + power.group(3));
    }
    return found;
  }

  private static void add(List<BigDecimal> found, String digits) {
    if (digits.length() < 40) {
      found.add(new BigDecimal(digits));
    }
  }
}
