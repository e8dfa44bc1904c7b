package dev.offprint.chat.slack;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody wrote, out of Slack's form: mentions, channels and links stand in angle brackets,
 * and three characters are escaped.
 *
 * @param text without our own mention
 * @param us whether we are mentioned
 * @param others whether somebody else is, or everybody
 */
record SlackText(String text, boolean us, boolean others) {
  private static final Pattern TOKEN = Pattern.compile("<([^<>]*)>");

  /**
   * @param bot our own id
   * @param names the name of a person by Slack's id
   */
  static SlackText read(String written, String bot, UnaryOperator<String> names) {
    StringBuilder text = new StringBuilder();
    Matcher token = TOKEN.matcher(written);
    boolean us = false;
    boolean others = false;
    int from = 0;
    while (token.find()) {
      text.append(plain(written.substring(from, token.start())));
      from = token.end();
      String inside = token.group(1);
      int bar = inside.indexOf('|');
      String label = bar < 0 ? "" : plain(inside.substring(bar + 1));
      String target = bar < 0 ? inside : inside.substring(0, bar);
      if (target.startsWith("@")) {
        String user = target.substring(1);
        if (user.equals(bot)) {
          us = true;
        } else {
          others = true;
          text.append('@').append(label.isEmpty() ? names.apply(user) : label);
        }
      } else if (target.startsWith("#")) {
        text.append('#').append(label.isEmpty() ? target.substring(1) : label);
      } else if (target.startsWith("!")) {
        others = others || !target.startsWith("!date");
        text.append(special(target, label));
      } else {
        text.append(link(plain(target), label));
      }
    }
    text.append(plain(written.substring(from)));
    return new SlackText(text.toString().strip(), us, others);
  }

  /** {@code !here}, {@code !subteam^S1}, {@code !date^…}. */
  private static String special(String target, String label) {
    if (!label.isEmpty()) {
      return label;
    }
    return target.startsWith("!subteam") ? "@group" : "@" + target.substring(1);
  }

  /** Slack repeats the address as its label where nobody wrote another. */
  private static String link(String address, String label) {
    if (address.startsWith("mailto:") || address.startsWith("tel:")) {
      return label.isEmpty() ? address.substring(address.indexOf(':') + 1) : label;
    }
    boolean same = label.isEmpty() || address.equals(label) || address.endsWith("//" + label);
    return same ? address : label + " " + address;
  }

  private static String plain(String escaped) {
    return escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
