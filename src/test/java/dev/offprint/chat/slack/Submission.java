package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A modal on its way back: what was filled in, and what the answer does to it. */
final class Submission {
  private final FakeSlack slack;
  private final Workspace workspace;
  private final SlackPerson me;

  Submission(FakeSlack slack, Workspace workspace, SlackPerson me) {
    this.slack = slack;
    this.workspace = workspace;
    this.me = me;
  }

  JsonNode submit(
      ObjectNode view, Map<String, String> values, Map<String, List<SharedFile>> files) {
    Envelope sent =
        workspace.change(
            () -> {
              ObjectNode filled = view.deepCopy();
              fill(filled, values, files);
              ObjectNode payload = new Presses(slack, workspace, me).common("view_submission");
              payload.set("view", filled);
              payload.putArray("response_urls");
              return slack.socket().send("interactive", payload, true);
            });
    JsonNode answer = slack.heard(List.of(sent));
    if (!sent.acknowledged().isDone() || sent.acknowledged().isCompletedExceptionally()) {
      return answer;
    }
    return workspace.change(
        () -> {
          apply(view, answer);
          return answer;
        });
  }

  private void apply(ObjectNode view, JsonNode answer) {
    switch (answer.path("response_action").asText()) {
      case "errors" -> checked(view, answer.path("errors"));
      case "update" -> workspace.views.replaceTop(me.id(), answer.path("view"));
      case "push" -> workspace.views.open(me.id(), answer.path("view"), true);
      case "clear" -> workspace.views.close(me.id(), true);
      case "" -> workspace.views.close(me.id(), false);
      default -> throw new IllegalStateException("no such answer to a modal: " + answer);
    }
  }

  /** Slack shows an error beside a field that is there, and no other. */
  private static void checked(ObjectNode view, JsonNode errors) {
    Set<String> fields = new HashSet<>();
    Wire.objects(view.path("blocks")).stream()
        .filter(block -> block.path("type").asText().equals("input"))
        .forEach(block -> fields.add(block.path("block_id").asText()));
    errors
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!fields.contains(name)) {
                throw new IllegalStateException("no input block " + name + " to show an error at");
              }
            });
    if (errors.isEmpty()) {
      throw new IllegalStateException("an answer with no errors in it");
    }
  }

  private void fill(
      ObjectNode view, Map<String, String> values, Map<String, List<SharedFile>> files) {
    Set<String> left = new HashSet<>(values.keySet());
    left.addAll(files.keySet());
    ObjectNode state = view.putObject("state").putObject("values");
    for (ObjectNode block : Wire.objects(view.path("blocks"))) {
      JsonNode element = block.path("element");
      if (!block.path("type").asText().equals("input")) {
        continue;
      }
      String blockId = block.path("block_id").asText();
      String actionId = element.path("action_id").asText();
      if (element.path("type").asText().equals("file_input")) {
        left.remove(blockId);
        chosen(
            state.withObject(blockId).putObject(actionId),
            element,
            files.getOrDefault(blockId, List.of()));
        continue;
      }
      String key = values.containsKey(actionId) ? actionId : blockId;
      String value = values.get(key);
      left.remove(key);
      if (value == null && !block.path("optional").asBoolean() && !element.has("initial_value")) {
        throw new IllegalStateException("the client does not submit without " + blockId);
      }
      String filled = value == null ? element.path("initial_value").asText() : value;
      int most = element.path("max_length").asInt(3_000);
      if (Findings.length(filled) > most) {
        throw new IllegalStateException("the client takes no more than " + most + " characters");
      }
      ObjectNode field = state.withObject(blockId).putObject(actionId);
      field.put("type", element.path("type").asText());
      field(field, element, filled);
    }
    if (!left.isEmpty()) {
      throw new IllegalStateException("no field " + left + " in " + view.path("blocks"));
    }
  }

  /** The client offers files of the named kinds only; where none are named, all. */
  private void chosen(ObjectNode field, JsonNode element, List<SharedFile> files) {
    Set<String> kinds = new HashSet<>();
    element.path("filetypes").forEach(kind -> kinds.add(kind.asText()));
    for (SharedFile file : files) {
      String kind = file.name().substring(file.name().lastIndexOf('.') + 1);
      if (!kinds.isEmpty() && !kinds.contains(kind.equals("txt") ? "text" : kind)) {
        throw new IllegalStateException("the client does not offer " + file.name());
      }
    }
    if (files.size() > element.path("max_files").asInt(10)) {
      throw new IllegalStateException("the client takes no more files");
    }
    field.put("type", "file_input").putArray("files");
    slack.files().give(field, files);
  }

  private static void field(ObjectNode field, JsonNode element, String value) {
    String type = element.path("type").asText();
    if (type.equals("plain_text_input")) {
      if (value.isEmpty()) {
        field.putNull("value");
      } else {
        field.put("value", value);
      }
      return;
    }
    for (ObjectNode option : Wire.objects(element.path("options"))) {
      boolean chosen =
          option.path("text").path("text").asText().equals(value)
              || option.path("value").asText().equals(value);
      if (chosen && type.equals("checkboxes")) {
        field.putArray("selected_options").add(option.deepCopy());
      } else if (chosen) {
        field.set("selected_option", option.deepCopy());
      }
    }
  }

  void close(ObjectNode view) {
    List<Envelope> sent =
        workspace.change(
            () -> {
              workspace.views.close(me.id(), false);
              if (!view.path("notify_on_close").asBoolean()) {
                return List.of();
              }
              ObjectNode payload = new Presses(slack, workspace, me).common("view_closed");
              payload.remove("trigger_id");
              payload.put("is_cleared", false).set("view", view.deepCopy());
              return List.of(slack.socket().send("interactive", payload, false));
            });
    slack.heard(sent);
  }
}
