package dev.offprint.command.bench;

import java.util.Random;

/** Words that mean nothing, the same for the same seed. */
final class Prose {
  private static final String[] SYLLABLES = {
    "ba", "der", "fi", "gon", "hu", "jal", "kem", "lor", "mi", "nup", "pra", "quo", "ris", "sto",
    "tav", "ul", "vex", "wim", "yed", "zan"
  };

  private Prose() {}

  /** So many characters, without blanks at the ends. */
  static String of(String seed, int characters) {
    Random random = new Random(seed.hashCode());
    StringBuilder text = new StringBuilder();
    while (text.length() < characters) {
      for (int syllables = 2 + random.nextInt(3); syllables > 0; syllables--) {
        text.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
      }
      text.append(' ');
    }
    text.setLength(Math.max(0, characters));
    return text.toString().strip();
  }
}
