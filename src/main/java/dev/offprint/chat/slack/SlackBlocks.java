package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offprint.engine.Action;
import dev.offprint.engine.ActionText;
import dev.offprint.engine.Message.Button;
import dev.offprint.engine.PlainText;
import dev.offprint.session.Person;
import java.util.List;
import java.util.function.Predicate;

/**
 * The blocks of one message while it is drawn. Words stand in rich text, whose text Slack shows as
 * it is: no markup, no mention, no emoji is read out of it.
 */
final class SlackBlocks {
  private static final int HEADER = 150;
  private static final int LABEL = 75;
  private static final int LEAST_LABEL = 8;

  /** Characters of everything to press together. */
  private static final int LABELS = 2_400;

  private static final int MOST_PEOPLE = 10;
  private static final int CONTEXT = 2_000;
  private static final int IN_A_ROW = 5;
  private static final int MOST_BUTTONS = 10;
  private static final int MOST_OPTIONS = 100;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ArrayNode blocks = MAPPER.createArrayNode();
  private final int label;
  private final int options;
  private int pressed;

  /**
   * @param buttons in the whole message: the more there are, the shorter is what stands on them
   * @param groups that they come in
   */
  SlackBlocks(int buttons, int groups) {
    this.label = Math.clamp(LABELS / Math.max(1, buttons), LEAST_LABEL, LABEL);
    this.options = Math.clamp(LABELS / LEAST_LABEL / Math.max(1, groups), IN_A_ROW, MOST_OPTIONS);
  }

  ArrayNode all() {
    return blocks;
  }

  void header(String title) {
    if (!title.isBlank()) {
      block("header").set("text", plain(PlainText.clip(title, HEADER)));
    }
  }

  /** A block of lines; each is a section of its own. */
  Lines lines() {
    return new Lines(MAPPER.createArrayNode());
  }

  void add(Lines lines) {
    if (!lines.sections.isEmpty()) {
      block("rich_text").set("elements", lines.sections);
    }
  }

  /** A small grey line. */
  void aside(String text) {
    block("context").putArray("elements").add(plain(PlainText.clip(text, CONTEXT)));
  }

  /** Things to press in rows of five; to choose from where there are many. */
  void buttons(List<Button> buttons) {
    if (buttons.size() > MOST_BUTTONS) {
      var unused = choice(buttons);
      return;
    }
    for (int from = 0; from < buttons.size(); from += IN_A_ROW) {
      ArrayNode row = block("actions").putArray("elements");
      buttons
          .subList(from, Math.min(buttons.size(), from + IN_A_ROW))
          .forEach(button -> row.add(button(button)));
    }
  }

  /** The answers to one question: pressed where they fit in a row. */
  void options(List<Button> options) {
    if (options.size() <= IN_A_ROW) {
      buttons(options);
      return;
    }
    Predicate<Button> inWords = option -> option.action() instanceof Action.InWords;
    ArrayNode row = choice(options.stream().filter(inWords.negate()).toList());
    options.stream().filter(inWords).limit(1).forEach(option -> row.add(button(option)));
  }

  /** A list to choose from, in a row of its own. */
  private ArrayNode choice(List<Button> buttons) {
    ObjectNode select = MAPPER.createObjectNode().put("type", "static_select");
    select.put("action_id", id()).set("placeholder", plain("Choose"));
    ArrayNode choices = select.putArray("options");
    buttons.stream()
        .limit(options)
        .forEach(
            button -> {
              ObjectNode option = choices.addObject();
              option.set("text", plain(label(button)));
              option.put("value", ActionText.write(button.action()));
            });
    ArrayNode row = block("actions").putArray("elements").add(select);
    if (buttons.size() > options) {
      aside((buttons.size() - options) + " more do not fit into the list: answer in words");
    }
    return row;
  }

  private ObjectNode button(Button button) {
    ObjectNode element = MAPPER.createObjectNode().put("type", "button");
    element.put("action_id", id()).set("text", plain(label(button)));
    element.put("value", ActionText.write(button.action()));
    if (button.primary()) {
      element.put("style", "primary");
    }
    return element;
  }

  private String id() {
    pressed++;
    return "press_" + pressed;
  }

  private String label(Button button) {
    String words = PlainText.brief(button.label(), label);
    return words.isEmpty() ? "…" : words;
  }

  private ObjectNode block(String type) {
    return blocks.addObject().put("type", type);
  }

  private static ObjectNode plain(String text) {
    return MAPPER
        .createObjectNode()
        .put("type", "plain_text")
        .put("text", text)
        .put("emoji", false);
  }

  /** Lines of rich text. */
  static final class Lines {
    private final ArrayNode sections;

    private Lines(ArrayNode sections) {
      this.sections = sections;
    }

    Line line() {
      return new Line(sections.addObject().put("type", "rich_text_section").putArray("elements"));
    }
  }

  /** One line, built from the left. */
  static final class Line {
    private final ArrayNode parts;

    private Line(ArrayNode parts) {
      this.parts = parts;
    }

    Line bold(String text) {
      if (!text.isEmpty()) {
        text(text, parts.addObject()).putObject("style").put("bold", true);
      }
      return this;
    }

    Line text(String text) {
      if (!text.isEmpty()) {
        text(text, parts.addObject());
      }
      return this;
    }

    private static ObjectNode text(String text, ObjectNode part) {
      return part.put("type", "text").put("text", text);
    }

    /** A link to a place of our own. */
    Line link(String url, String text) {
      parts.addObject().put("type", "link").put("url", url).put("text", text);
      return this;
    }

    /** Calls people by Slack's own ids; others are named. */
    Line to(List<Person> people) {
      for (Person person : people.stream().limit(MOST_PEOPLE).toList()) {
        String user = SlackWords.user(person);
        if (user.isEmpty()) {
          text(SlackWords.name(person) + " ");
        } else {
          parts.addObject().put("type", "user").put("user_id", user);
          text(" ");
        }
      }
      return this;
    }
  }
}
