package dev.offprint.engine;

import java.util.List;
import java.util.Locale;

/**
 * Text of papers, models and people made harmless and short: no control characters, nothing that
 * turns the direction of a line around, cut only with a sign of it.
 */
public final class PlainText {
  private PlainText() {}

  /** One line: white space becomes a blank, what cannot be seen or moves the cursor goes. */
  public static String line(String text) {
    return clean(text, false).strip();
  }

  /** Several lines: like {@link #line}, but line ends stay. */
  public static String lines(String text) {
    return clean(text, true).strip();
  }

  /** At most {@code most} characters; what is cut shows as {@code …}. */
  public static String clip(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    if (most < 1) {
      return "";
    }
    int end = most - 1;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end).stripTrailing() + "…";
  }

  /** One harmless line of at most {@code most} characters. */
  public static String brief(String text, int most) {
    return clip(line(text), most);
  }

  /** {@code 1 file}, {@code 2 files}. */
  static String count(long number, String one) {
    return number(number) + " " + (number == 1 ? one : one + "s");
  }

  /** With commas between the thousands. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** As many as fit into {@code most} characters; says how many are left out. */
  static String some(List<String> items, String between, int most) {
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      String item = brief(items.get(i), Math.max(20, most - 12));
      int left = items.size() - i;
      if (i > 0 && said.length() + between.length() + item.length() > most - 12) {
        return said + between + "+" + left + " more";
      }
      said.append(i > 0 ? between : "").append(item);
    }
    return said.toString();
  }

  private static String clean(String text, boolean keepLines) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (point == '\n' && keepLines) {
                clean.append('\n');
              } else if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                if (clean.isEmpty() || clean.charAt(clean.length() - 1) != ' ' || keepLines) {
                  clean.append(' ');
                }
              } else if (visible(point)) {
                clean.appendCodePoint(point);
              }
            });
    return clean.toString();
  }

  /** The joiner stays, for emoji are built with it; marks that turn the direction do not. */
  private static boolean visible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
          false;
      case Character.FORMAT -> point == 0x200D;
      default -> true;
    };
  }
}
