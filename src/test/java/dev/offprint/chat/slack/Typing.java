package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client makes of what somebody types: names become mentions, addresses become links. */
final class Typing {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<ready><[@#!][^<>]+>)|@(?<name>[a-z][a-z0-9._-]*)|(?<link>https?://[^\\s<>]+)");

  private Typing() {}

  static String text(String typed, Collection<SlackPerson> people) {
    StringBuilder text = new StringBuilder();
    Matcher matcher = TOKEN.matcher(typed);
    int from = 0;
    while (matcher.find()) {
      text.append(escaped(typed.substring(from, matcher.start())));
      text.append(token(matcher.toMatchResult(), people));
      from = matcher.end();
    }
    return text.append(escaped(typed.substring(from))).toString();
  }

  private static String token(MatchResult found, Collection<SlackPerson> people) {
    if (found.group(3) != null) {
      return "<" + escaped(found.group(3)) + ">";
    }
    String name = found.group(2);
    if (name == null) {
      return found.group();
    }
    if (name.equals("here") || name.equals("channel") || name.equals("everyone")) {
      return "<!" + name + ">";
    }
    return people.stream()
        .filter(person -> person.name().equals(name))
        .findFirst()
        .map(SlackPerson::mention)
        .orElse(found.group());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String plain(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  /** The rich text that comes beside the text. */
  static ArrayNode blocks(String text) {
    ArrayNode blocks = Wire.array();
    ObjectNode rich = blocks.addObject().put("type", "rich_text").put("block_id", "typed");
    ObjectNode section = rich.putArray("elements").addObject().put("type", "rich_text_section");
    ArrayNode parts = section.putArray("elements");
    Matcher matcher = Pattern.compile("<([@#!]?)([^<>|]+)(?:\\|[^<>]*)?>").matcher(text);
    int from = 0;
    while (matcher.find()) {
      words(parts, text.substring(from, matcher.start()));
      ObjectNode part = parts.addObject();
      switch (matcher.group(1)) {
        case "@" -> part.put("type", "user").put("user_id", matcher.group(2));
        case "#" -> part.put("type", "channel").put("channel_id", matcher.group(2));
        case "!" -> part.put("type", "broadcast").put("range", matcher.group(2));
        default -> part.put("type", "link").put("url", plain(matcher.group(2)));
      }
      from = matcher.end();
    }
    words(parts, text.substring(from));
    return blocks;
  }

  private static void words(ArrayNode parts, String text) {
    if (!text.isEmpty()) {
      parts.addObject().put("type", "text").put("text", plain(text));
    }
  }
}
