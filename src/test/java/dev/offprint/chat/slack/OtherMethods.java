package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** {@code auth.test}, {@code apps.*}, {@code views.*} and {@code assistant.*}. */
final class OtherMethods {
  private static final int MOST_PROMPTS = 4;

  private final Workspace workspace;
  private final SocketSide socket;

  OtherMethods(Workspace workspace, SocketSide socket) {
    this.workspace = workspace;
    this.socket = socket;
  }

  Map<String, WebMethod> all() {
    return Map.of(
        "auth.test", this::token,
        "apps.connections.open", this::connect,
        "views.open", (caller, params) -> open(params, false),
        "views.push", (caller, params) -> open(params, true),
        "views.update", this::update,
        "views.publish", this::publish,
        "assistant.threads.setStatus", this::status,
        "assistant.threads.setTitle", this::title,
        "assistant.threads.setSuggestedPrompts", this::prompts);
  }

  private ObjectNode token(Caller caller, Params params) {
    ObjectNode answer = Wire.object().put("url", "https://lab.slack.example.com/");
    answer.put("team", "lab").put("user", Workspace.BOT.name()).put("team_id", Workspace.TEAM);
    answer.put("user_id", Workspace.BOT.id()).put("bot_id", Workspace.BOT_ID);
    return answer.put("is_enterprise_install", false);
  }

  private ObjectNode connect(Caller caller, Params params) {
    caller.needs("connections:write");
    return Wire.object().put("url", socket.address());
  }

  private static JsonNode view(Params params) {
    JsonNode view = params.json("view", "invalid_arguments");
    if (view == null || !view.isObject()) {
      throw Refusal.because("invalid_arguments", List.of("missing required field: view"));
    }
    return view;
  }

  private static ObjectNode answer(ObjectNode view) {
    ObjectNode answer = Wire.object();
    answer.set("view", view.deepCopy());
    return answer;
  }

  private ObjectNode open(Params params, boolean push) {
    String trigger = params.required("trigger_id");
    JsonNode view = view(params);
    return answer(workspace.views.open(workspace.triggers.exchange(trigger), view, push));
  }

  private ObjectNode update(Caller caller, Params params) {
    if (!params.has("view_id") && !params.has("external_id")) {
      throw Refusal.because("invalid_arguments", List.of("missing required field: view_id"));
    }
    return answer(
        workspace.views.update(
            params.text("view_id"), params.text("external_id"), view(params), params.text("hash")));
  }

  private ObjectNode publish(Caller caller, Params params) {
    SlackPerson person = workspace.person(params.required("user_id"));
    return answer(workspace.views.publish(person.id(), view(params), params.text("hash")));
  }

  private ObjectNode thread(Caller caller, Params params) {
    caller.needs("assistant:write", "chat:write");
    Room room = workspace.joined(params.required("channel_id"));
    ObjectNode root = room.message(params.required("thread_ts"));
    if (root == null) {
      throw new Refusal("thread_not_found");
    }
    return root;
  }

  private ObjectNode status(Caller caller, Params params) {
    thread(caller, params).put("assistant_status", params.text("status"));
    return Wire.object();
  }

  private ObjectNode title(Caller caller, Params params) {
    thread(caller, params).put("assistant_title", params.required("title"));
    return Wire.object();
  }

  private ObjectNode prompts(Caller caller, Params params) {
    ObjectNode thread = thread(caller, params);
    JsonNode prompts = params.json("prompts", "invalid_arguments");
    if (prompts == null || prompts.isEmpty() || prompts.size() > MOST_PROMPTS) {
      throw Refusal.because("invalid_arguments", List.of("1 to 4 items allowed: prompts"));
    }
    thread.set("assistant_prompts", prompts);
    return Wire.object();
  }
}
