package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What Slack demands of what stands inside blocks: texts, buttons, selects, inputs. */
final class ElementRules {
  private static final int ID = 255;
  private static final int BUTTON_TEXT = 75;
  private static final int BUTTON_VALUE = 2_000;
  private static final int URL = 3_000;
  private static final int OPTION_TEXT = 75;
  private static final int OPTION_VALUE = 150;
  private static final int PLACEHOLDER = 150;
  private static final int INPUT_TEXT = 3_000;
  private static final Set<String> INPUTS =
      Set.of(
          "plain_text_input",
          "email_text_input",
          "url_text_input",
          "number_input",
          "rich_text_input",
          "datepicker",
          "timepicker",
          "datetimepicker",
          "file_input");
  private static final Set<String> SELECTS =
      Set.of(
          "static_select",
          "multi_static_select",
          "external_select",
          "multi_external_select",
          "users_select",
          "multi_users_select",
          "conversations_select",
          "multi_conversations_select",
          "channels_select",
          "multi_channels_select");
  private static final Set<String> CHOICES = Set.of("radio_buttons", "checkboxes");

  private final Findings findings;

  ElementRules(Findings findings) {
    this.findings = findings;
  }

  /** A text object in a field. */
  void text(JsonNode of, String field, int most, boolean plain, boolean needed, String where) {
    if (of.hasNonNull(field)) {
      textObject(of.path(field), most, plain, where + "/" + field);
    } else if (needed) {
      findings.add("missing required field: " + field, where);
    }
  }

  void textObject(JsonNode text, int most, boolean plain, String where) {
    String type = text.path("type").asText();
    boolean mrkdwn = type.equals("mrkdwn");
    if (!type.equals("plain_text") && (plain || !mrkdwn)) {
      findings.add("unsupported type of text: " + type, where + "/type");
    }
    findings.known(text, Set.of("type", "text", mrkdwn ? "verbatim" : "emoji"), where);
    String words = text.path("text").asText();
    if (words.isEmpty()) {
      findings.add("must be more than 0 characters", where + "/text");
    } else if (Findings.length(words) > most) {
      findings.add("must be less than " + (most + 1) + " characters", where + "/text");
    }
  }

  void inActions(JsonNode all, String where) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      interactive(all.get(i), where + "/" + i);
      if (all.get(i).hasNonNull("action_id")) {
        ids.add(all.get(i).path("action_id").asText());
      }
    }
    findings.unique(ids, "action_id", where);
  }

  void accessory(JsonNode element, String where) {
    if (element.path("type").asText().equals("image")) {
      findings.present(element, "alt_text", where);
      findings.shorter(element, "alt_text", 2_000, where);
    } else {
      interactive(element, where);
    }
  }

  void inInput(JsonNode element, String where) {
    String type = element.path("type").asText();
    if (INPUTS.contains(type)) {
      field(element, where);
    } else if (SELECTS.contains(type) || CHOICES.contains(type)) {
      interactive(element, where);
    } else {
      findings.add("unsupported type: " + type, where + "/type");
    }
  }

  private void interactive(JsonNode element, String where) {
    String type = element.path("type").asText();
    findings.shorter(element, "action_id", ID, where);
    if (element.has("confirm")) {
      confirm(element.path("confirm"), where + "/confirm");
    }
    if (type.equals("button") || type.equals("workflow_button")) {
      button(element, where);
    } else if (type.equals("overflow")) {
      options(element, 5, where);
    } else if (CHOICES.contains(type)) {
      options(element, 10, where);
    } else if (SELECTS.contains(type)) {
      select(element, type, where);
    } else if (INPUTS.contains(type)) {
      field(element, where);
    } else {
      findings.add("unsupported type: " + type, where + "/type");
    }
  }

  private void button(JsonNode button, String where) {
    findings.known(
        button,
        Set.of(
            "type", "text", "action_id", "value", "url", "style", "confirm", "accessibility_label"),
        where);
    text(button, "text", BUTTON_TEXT, true, true, where);
    findings.shorter(button, "value", BUTTON_VALUE, where);
    findings.shorter(button, "url", URL, where);
    findings.shorter(button, "accessibility_label", BUTTON_TEXT, where);
    findings.oneOf(button, "style", Set.of("primary", "danger"), where);
  }

  private void confirm(JsonNode confirm, String where) {
    text(confirm, "title", 100, true, true, where);
    text(confirm, "text", 300, false, true, where);
    text(confirm, "confirm", 30, true, true, where);
    text(confirm, "deny", 30, true, true, where);
  }

  private void select(JsonNode select, String type, String where) {
    text(select, "placeholder", PLACEHOLDER, true, false, where);
    if (!type.endsWith("static_select")) {
      return;
    }
    if (select.has("option_groups")) {
      JsonNode groups = select.path("option_groups");
      findings.counted(groups, 1, 100, where + "/option_groups");
      for (int i = 0; i < groups.size(); i++) {
        String at = where + "/option_groups/" + i;
        text(groups.get(i), "label", OPTION_TEXT, true, true, at);
        options(groups.get(i), 100, at);
      }
    } else {
      options(select, 100, where);
    }
    if (select.has("initial_option") && !offers(select, select.path("initial_option"))) {
      findings.add("initial_option must be one of the options", where + "/initial_option");
    }
  }

  private static boolean offers(JsonNode select, JsonNode option) {
    for (JsonNode options : select.findValues("options")) {
      for (JsonNode one : options) {
        if (one.equals(option)) {
          return true;
        }
      }
    }
    return false;
  }

  private void options(JsonNode of, int most, String where) {
    JsonNode all = of.path("options");
    if (!findings.counted(all, 1, most, where + "/options")) {
      return;
    }
    for (int i = 0; i < all.size(); i++) {
      String at = where + "/options/" + i;
      text(all.get(i), "text", OPTION_TEXT, false, true, at);
      findings.present(all.get(i), "value", at);
      findings.shorter(all.get(i), "value", OPTION_VALUE, at);
      text(all.get(i), "description", OPTION_TEXT, false, false, at);
    }
  }

  private void field(JsonNode field, String where) {
    findings.shorter(field, "action_id", ID, where);
    text(field, "placeholder", PLACEHOLDER, true, false, where);
    if (field.path("type").asText().equals("plain_text_input")) {
      findings.shorter(field, "initial_value", INPUT_TEXT, where);
      int most = field.path("max_length").asInt(INPUT_TEXT);
      int least = field.path("min_length").asInt(0);
      if (most < 1 || most > INPUT_TEXT) {
        findings.add("must be between 1 and " + INPUT_TEXT, where + "/max_length");
      }
      if (least < 0 || least > INPUT_TEXT) {
        findings.add("must be between 0 and " + INPUT_TEXT, where + "/min_length");
      }
    }
  }

  void richText(JsonNode all, String where) {
    Set<String> outer =
        Set.of("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted");
    Set<String> inner =
        Set.of(
            "text", "link", "user", "usergroup", "channel", "broadcast", "emoji", "date", "color");
    for (int i = 0; i < all.size(); i++) {
      String at = where + "/" + i;
      String type = all.get(i).path("type").asText();
      if (!outer.contains(type)) {
        findings.add("unsupported type: " + type, at + "/type");
      }
      JsonNode parts = all.get(i).path("elements");
      if (type.equals("rich_text_list")) {
        findings.oneOf(all.get(i), "style", Set.of("bullet", "ordered"), at);
        richText(parts, at + "/elements");
        continue;
      }
      for (int j = 0; j < parts.size(); j++) {
        String kind = parts.get(j).path("type").asText();
        if (!inner.contains(kind)) {
          findings.add("unsupported type: " + kind, at + "/elements/" + j + "/type");
        } else if (kind.equals("text") && parts.get(j).path("text").asText().isEmpty()) {
          findings.add("must be more than 0 characters", at + "/elements/" + j + "/text");
        }
      }
    }
  }
}
