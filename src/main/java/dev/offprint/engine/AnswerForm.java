package dev.offprint.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers as people type them: {@code 1b 2: words}. Numbers are questions, letters their options;
 * words go on to the end, or to the next number of a question that has no answer yet.
 */
final class AnswerForm {
  /** Number, then a letter that stands alone, or a colon or bracket before words. */
  private static final Pattern ITEM =
      Pattern.compile(
          "(?:^|(?<=[\\s,;]))([1-9][0-9]{0,2})"
              + "(?:\\s?([a-dA-D])(?=$|[\\s,;.])|\\s?[:)](?=\\s|\\p{L}|\\S))");

  private AnswerForm() {}

  /**
   * One answer.
   *
   * @param option from 0, or -1 with words
   */
  record Given(int question, int option, String words) {}

  /** The answers; empty where the text does not have the form from its first word on. */
  static Optional<List<Given>> read(String text, Set<Integer> questions) {
    Matcher item = ITEM.matcher(text);
    Set<Integer> seen = new TreeSet<>();
    List<Given> answers = new ArrayList<>();
    int from = 0;
    while (item.find()) {
      int number = Integer.parseInt(item.group(1));
      boolean first = answers.isEmpty();
      if (first && item.start() != 0) {
        return Optional.empty();
      }
      if (!first && (seen.contains(number) || !questions.contains(number))) {
        continue;
      }
      if (!first && !closed(answers, text.substring(from, item.start()))) {
        return Optional.empty();
      }
      seen.add(number);
      from = item.end();
      String letter = item.group(2);
      answers.add(
          letter == null
              ? new Given(number, -1, "")
              : new Given(number, Character.toLowerCase(letter.charAt(0)) - 'a', ""));
    }
    return !answers.isEmpty() && closed(answers, text.substring(from))
        ? Optional.of(List.copyOf(answers))
        : Optional.empty();
  }

  /** Gives the last answer its words; false where words stand after a letter, or are missing. */
  private static boolean closed(List<Given> answers, String rest) {
    Given last = answers.removeLast();
    String words = rest.strip().replaceAll("^[,;.]+|[,;]+$", "").strip();
    if (last.option() >= 0) {
      answers.add(last);
      return words.isEmpty();
    }
    boolean letter = words.length() == 1 && "abcdABCD".contains(words);
    answers.add(
        letter
            ? new Given(last.question(), Character.toLowerCase(words.charAt(0)) - 'a', "")
            : new Given(last.question(), -1, words));
    return !words.isEmpty();
  }
}
