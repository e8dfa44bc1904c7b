package dev.offprint.chat.slack;

import dev.offprint.engine.PlainText;
import dev.offprint.session.Person;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Texts of models, papers and people made to fit, and the text that Slack shows where it shows no
 * blocks: in notifications, in search, to a screen reader. That text is parsed by Slack, so what
 * would format, call or draw there is replaced by what looks like it.
 */
final class SlackWords {
  /** Characters of the text beside the blocks; Slack cuts a longer one in many places. */
  static final int TEXT = 3_500;

  private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{2,20}");
  private static final Pattern EMOJI = Pattern.compile(":(?=[\\p{L}\\p{N}_+'-]+:)");
  private static final Pattern EDGE = Pattern.compile("(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");
  private static final Pattern QUOTE = Pattern.compile("(?m)^(\\s*)>");

  private SlackWords() {}

  /** At most so many characters; what is cut off says so. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    String sign = " (cut: " + (text.length() - most) + " characters and more)";
    return sign.length() + 2 > most
        ? PlainText.clip(text, most)
        : PlainText.clip(text, most - sign.length()) + sign;
  }

  /** Harmless in Slack's own markup: nothing in it formats, calls anybody or becomes a picture. */
  static String literal(String text) {
    String plain = QUOTE.matcher(PlainText.lines(text)).replaceAll("$1›");
    plain = plain.replace('*', '∗').replace('~', '∼').replace('`', 'ˋ');
    plain = EDGE.matcher(plain).replaceAll("＿");
    return SlackTelling.escaped(EMOJI.matcher(plain).replaceAll("∶"));
  }

  /** Slack's own id of somebody whom a message may call; empty where there is none. */
  static String user(Person person) {
    String user = SlackNames.user(person.id());
    return USER.matcher(user).matches() ? user : "";
  }

  /** The people that a message is to, called by name. */
  static String calls(List<Person> to) {
    StringBuilder called = new StringBuilder();
    for (Person person : to) {
      String user = user(person);
      called.append(user.isEmpty() ? literal(name(person)) : "<@" + user + ">").append(' ');
    }
    return called.toString();
  }

  static String name(Person person) {
    return "@" + PlainText.brief(person.name(), 60);
  }
}
