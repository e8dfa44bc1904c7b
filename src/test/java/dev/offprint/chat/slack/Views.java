package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The modals that are open, and the home view of each person. */
final class Views {
  private static final int TITLE = 24;
  private static final int PRIVATE = 3_000;
  private static final int ID = 255;
  private static final int BYTES = 250_000;
  private static final Set<String> FIELDS =
      Set.of(
          "type",
          "title",
          "blocks",
          "close",
          "submit",
          "private_metadata",
          "callback_id",
          "clear_on_close",
          "notify_on_close",
          "external_id",
          "submit_disabled");

  private final Workspace workspace;
  private final Map<String, List<ObjectNode>> open = new HashMap<>();
  private final Map<String, ObjectNode> homes = new HashMap<>();

  Views(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Opens a modal for somebody; on top of those that are open where pushed. */
  ObjectNode open(String person, JsonNode asked, boolean push) {
    ObjectNode view = made(asked, "modal");
    List<ObjectNode> stack = open.computeIfAbsent(person, unused -> new ArrayList<>());
    if (push && stack.isEmpty()) {
      throw new Refusal("not_found");
    }
    if (push && stack.size() >= 3) {
      throw new Refusal("push_limit_reached");
    }
    if (!push) {
      stack.clear();
    }
    stack.add(view);
    view.put("root_view_id", stack.getFirst().path("id").asText());
    return view;
  }

  ObjectNode publish(String person, JsonNode asked, String hash) {
    ObjectNode now = homes.get(person);
    if (now != null && !hash.isEmpty() && !hash.equals(now.path("hash").asText())) {
      throw new Refusal("hash_conflict");
    }
    ObjectNode view = made(asked, "home");
    if (now != null) {
      view.put("id", now.path("id").asText());
    }
    homes.put(person, view);
    return view;
  }

  ObjectNode update(String id, String externalId, JsonNode asked, String hash) {
    for (List<ObjectNode> stack : open.values()) {
      for (int i = 0; i < stack.size(); i++) {
        ObjectNode now = stack.get(i);
        boolean meant =
            id.isEmpty()
                ? externalId.equals(now.path("external_id").asText())
                : id.equals(now.path("id").asText());
        if (meant) {
          if (!hash.isEmpty() && !hash.equals(now.path("hash").asText())) {
            throw new Refusal("hash_conflict");
          }
          ObjectNode view = made(asked, "modal");
          view.put("id", now.path("id").asText());
          view.put("root_view_id", now.path("root_view_id").asText());
          stack.set(i, view);
          return view;
        }
      }
    }
    throw new Refusal("not_found");
  }

  private ObjectNode made(JsonNode asked, String type) {
    List<String> wrong = wrong(asked, type);
    if (!wrong.isEmpty()) {
      throw Refusal.because("invalid_arguments", wrong);
    }
    if (asked.toString().length() > BYTES) {
      throw new Refusal("view_too_large");
    }
    ObjectNode view = asked.deepCopy();
    view.put("id", workspace.id("V0")).put("team_id", Workspace.TEAM);
    view.put("app_id", Workspace.APP).put("bot_id", Workspace.BOT_ID);
    view.put("app_installed_team_id", Workspace.TEAM);
    view.put("hash", workspace.ts());
    List.of("private_metadata", "callback_id", "external_id")
        .forEach(field -> view.put(field, asked.path(field).asText()));
    view.putObject("state").putObject("values");
    for (int i = 0; i < view.path("blocks").size(); i++) {
      if (view.path("blocks").get(i) instanceof ObjectNode block && !block.has("block_id")) {
        block.put("block_id", "b" + i);
      }
    }
    return view;
  }

  private static List<String> wrong(JsonNode view, String type) {
    Findings findings = new Findings();
    ElementRules elements = new ElementRules(findings);
    findings.known(view, FIELDS, "/view");
    if (!view.path("type").asText().equals(type)) {
      findings.add("must be a " + type, "/view/type");
    }
    findings.shorter(view, "private_metadata", PRIVATE, "/view");
    findings.shorter(view, "callback_id", ID, "/view");
    findings.shorter(view, "external_id", ID, "/view");
    if (type.equals("modal")) {
      elements.text(view, "title", TITLE, true, true, "/view");
      elements.text(view, "submit", TITLE, true, false, "/view");
      elements.text(view, "close", TITLE, true, false, "/view");
      if (!view.has("submit") && view.path("blocks").findValuesAsText("type").contains("input")) {
        findings.add("missing required field: submit", "/view");
      }
    }
    List<String> all = new ArrayList<>(findings.all());
    all.addAll(BlockRules.view(view.path("blocks")));
    return all;
  }

  /** The modal that a person sees now. */
  @Nullable ObjectNode top(String person) {
    List<ObjectNode> stack = open.getOrDefault(person, List.of());
    return stack.isEmpty() ? null : stack.getLast();
  }

  @Nullable ObjectNode home(String person) {
    return homes.get(person);
  }

  void close(String person, boolean all) {
    List<ObjectNode> stack = open.getOrDefault(person, new ArrayList<>());
    if (all) {
      stack.clear();
    } else if (!stack.isEmpty()) {
      stack.removeLast();
    }
  }

  /** Shows another view in the place of the one on top. */
  void replaceTop(String person, JsonNode asked) {
    ObjectNode now = top(person);
    if (now != null) {
      update(now.path("id").asText(), "", asked, "");
    }
  }
}
