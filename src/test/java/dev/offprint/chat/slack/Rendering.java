package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person can read in a message, as plain text, and whom it calls. */
final class Rendering {
  private static final Pattern CALL = Pattern.compile("<([@!][^<>|]+)(?:\\|[^<>]*)?>");
  private static final Set<String> PRESSED = Set.of("button", "workflow_button");

  private Rendering() {}

  /** Blocks where there are some, else the text; then the files by name. */
  static String message(JsonNode message) {
    StringBuilder shown = new StringBuilder();
    JsonNode blocks = message.path("blocks");
    if (blocks.isEmpty()) {
      line(shown, message.path("text").asText());
    } else {
      blocks(shown, blocks);
    }
    for (JsonNode attachment : message.path("attachments")) {
      blocks(shown, attachment.path("blocks"));
      line(shown, attachment.path("text").asText());
    }
    for (JsonNode file : message.path("files")) {
      line(shown, "(file " + file.path("name").asText(file.path("id").asText()) + ")");
    }
    return shown.toString();
  }

  static void blocks(StringBuilder shown, JsonNode blocks) {
    for (JsonNode block : blocks) {
      if (block.path("type").asText().equals("rich_text")) {
        line(shown, rich(block));
      } else {
        fields(shown, block);
      }
    }
  }

  private static void fields(StringBuilder shown, JsonNode of) {
    if (!of.isObject()) {
      of.forEach(element -> fields(shown, element));
      return;
    }
    if (of.isMissingNode()) {
      return;
    }
    String type = of.path("type").asText();
    if (type.equals("rich_text")) {
      line(shown, rich(of));
    } else if (PRESSED.contains(type)) {
      line(shown, "[" + of.path("text").path("text").asText() + "]");
    } else {
      words(shown, of);
      for (String field :
          List.of(
              "label",
              "fields",
              "elements",
              "element",
              "accessory",
              "placeholder",
              "options",
              "option_groups",
              "rows",
              "tasks",
              "details",
              "output",
              "hint",
              "description")) {
        fields(shown, of.path(field));
      }
    }
  }

  private static void words(StringBuilder shown, JsonNode of) {
    for (String field : List.of("title", "text", "alt_text")) {
      JsonNode value = of.path(field);
      line(shown, value.isObject() ? value.path("text").asText() : value.asText());
    }
  }

  private static String rich(JsonNode of) {
    StringBuilder text = new StringBuilder();
    for (JsonNode part : of.path("elements")) {
      switch (part.path("type").asText()) {
        case "text" -> text.append(part.path("text").asText());
        case "link" -> text.append(part.path("text").asText(part.path("url").asText()));
        case "user" -> text.append("<@").append(part.path("user_id").asText()).append('>');
        case "broadcast" -> text.append("<!").append(part.path("range").asText()).append('>');
        case "emoji" -> text.append(':').append(part.path("name").asText()).append(':');
        default -> text.append(rich(part)).append('\n');
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder shown, String text) {
    if (!text.isEmpty()) {
      shown.append(text).append('\n');
    }
  }

  /** Whom a message calls: {@code @U…}, {@code !here}, {@code !channel}, {@code !subteam^…}. */
  static Set<String> called(JsonNode message) {
    Set<String> called = new TreeSet<>();
    calls(called, message.path("text").asText());
    called(called, message.path("blocks"));
    return called;
  }

  private static void called(Set<String> into, JsonNode of) {
    switch (of.path("type").asText()) {
      case "mrkdwn", "markdown" -> calls(into, of.path("text").asText());
      case "user" -> into.add("@" + of.path("user_id").asText());
      case "broadcast" -> into.add("!" + of.path("range").asText());
      case "usergroup" -> into.add("!subteam^" + of.path("usergroup_id").asText());
      default -> of.forEach(element -> called(into, element));
    }
  }

  private static void calls(Set<String> into, String text) {
    Matcher matcher = CALL.matcher(text);
    while (matcher.find()) {
      into.add(matcher.group(1));
    }
  }

  /** Everything that can be pressed or chosen from, in order. */
  static List<ObjectNode> interactive(JsonNode blocks) {
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode block : Wire.objects(blocks)) {
      List<ObjectNode> elements = new ArrayList<>(Wire.objects(block.path("elements")));
      if (block.path("accessory") instanceof ObjectNode accessory) {
        elements.add(accessory);
      }
      for (ObjectNode element : elements) {
        if (element.has("action_id") || PRESSED.contains(element.path("type").asText())) {
          found.add(element.deepCopy().put("block_id", block.path("block_id").asText()));
        }
      }
    }
    return found;
  }
}
