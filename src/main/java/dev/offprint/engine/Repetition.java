package dev.offprint.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a model writes that has lost its way: the same few lines over and over, or one line with
 * only its digits going on. Sent back in whole it would only be gone on with.
 */
public final class Repetition {
  /** The same lines so many times in a row are no text any more. */
  private static final int MOST = 6;

  /** The longest run of lines that is looked for again. */
  private static final int LINES = 8;

  /** So many lines in a row that differ in digits only: a few may well be code. */
  private static final int MOST_COUNTED = 20;

  /** Characters; what is longer is refused for its length. */
  private static final int MOST_CHARACTERS = 1_000_000;

  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private Repetition() {}

  /** Whether a text runs into the same lines over and over. */
  public static boolean in(String text) {
    return !without(text).equals(text);
  }

  /** The text with every such run cut to its first time. */
  public static String without(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return text;
    }
    List<String> lines = List.of(text.split("\n", -1));
    List<String> exact = lines.stream().map(String::strip).toList();
    List<String> counted =
        exact.stream().map(line -> DIGITS.matcher(line).replaceAll("0")).toList();
    List<String> kept = new ArrayList<>();
    int from = 0;
    while (from < lines.size()) {
      Run run = run(exact, counted, from);
      kept.addAll(lines.subList(from, from + run.period()));
      from += run.period() * run.times();
    }
    return kept.size() == lines.size() ? text : String.join("\n", kept);
  }

  /** So many lines, so many times. */
  private record Run(int period, int times) {}

  private static Run run(List<String> exact, List<String> counted, int from) {
    for (int period = 1; period <= LINES; period++) {
      int times = times(exact, from, period);
      if (times >= MOST) {
        return new Run(period, times);
      }
    }
    int times = times(counted, from, 1);
    return new Run(1, times >= MOST_COUNTED ? times : 1);
  }

  private static int times(List<String> lines, int from, int period) {
    if (from + period >= lines.size()
        || !lines.get(from).equals(lines.get(from + period))
        || !says(lines.subList(from, from + period))) {
      return 1;
    }
    List<String> first = lines.subList(from, from + period);
    int times = 1;
    int at = from + period;
    while (at + period <= lines.size() && lines.subList(at, at + period).equals(first)) {
      times++;
      at += period;
    }
    return times;
  }

  /** Blank lines, brackets and rows of numbers may well come again. */
  private static boolean says(List<String> lines) {
    return lines.stream()
        .anyMatch(
            line -> line.startsWith("#") || line.chars().filter(Character::isLetter).count() > 3);
  }
}
