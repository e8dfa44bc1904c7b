package dev.offprint.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * What a model writes that has lost its way: the same line over and over, at most its digits going
 * on. Sent back in whole it would only be gone on with.
 */
public final class Repetition {
  /** So many lines alike in a row are no text any more. */
  private static final int MOST = 6;

  private Repetition() {}

  /** Whether a text runs into the same line over and over. */
  public static boolean in(String text) {
    return !without(text).equals(text);
  }

  /** The text with every such run cut to its first line. */
  public static String without(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    List<String> kept = new ArrayList<>();
    for (int from = 0; from < lines.size(); ) {
      String form = form(lines.get(from));
      int to = from + 1;
      while (to < lines.size() && form(lines.get(to)).equals(form)) {
        to++;
      }
      boolean run = to - from >= MOST && form.chars().filter(Character::isLetter).count() > 3;
      kept.addAll(lines.subList(from, run ? from + 1 : to));
      from = to;
    }
    return kept.size() == lines.size() ? text : String.join("\n", kept);
  }

  private static String form(String line) {
    return line.strip().replaceAll("\\d+", "0");
  }
}
