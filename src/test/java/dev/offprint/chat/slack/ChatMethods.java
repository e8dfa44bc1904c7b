package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code chat.*} and {@code reactions.*}. */
final class ChatMethods {
  private static final int MOST_TEXT = 40_000;
  private static final int MOST_BLOCK_TEXT = 13_200;
  private static final int MOST_METADATA = 16_000;
  private static final int MOST_REACTIONS = 23;

  private final Workspace workspace;
  private final Events events;

  ChatMethods(Workspace workspace, Events events) {
    this.workspace = workspace;
    this.events = events;
  }

  Map<String, WebMethod> all() {
    return Map.of(
        "chat.postMessage", this::post,
        "chat.update", this::update,
        "chat.delete", this::delete,
        "chat.postEphemeral", this::whisper,
        "chat.getPermalink", this::permalink,
        "reactions.add", this::react,
        "reactions.remove", this::unreact,
        "reactions.get", this::reactions);
  }

  private ObjectNode post(Caller caller, Params params) {
    caller.needs("chat:write");
    String to = params.required("channel");
    Room room = room(caller, to);
    JsonNode blocks = content(params, true);
    String thread = params.text("thread_ts");
    if (!thread.isEmpty()) {
      root(room, thread);
    }
    ObjectNode message = written(params.text("text"), blocks);
    if (!thread.isEmpty()) {
      message.put("thread_ts", thread).put("parent_user_id", author(room, thread));
      if (params.flag("reply_broadcast")) {
        message.put("subtype", "thread_broadcast");
      }
    }
    metadata(message, params);
    room.add(message);
    events.wrote(room, message);
    ObjectNode answer = Wire.object().put("channel", room.id);
    answer.put("ts", Room.ts(message)).set("message", message.deepCopy());
    return answer;
  }

  /** A user's id stands for the direct conversation with them. */
  private Room room(Caller caller, String to) {
    if (to.startsWith("U") && workspace.people.containsKey(to)) {
      return workspace.direct(Workspace.BOT.id(), to);
    }
    Room room = workspace.visible(to);
    boolean open = room.kind == Room.Kind.PUBLIC && caller.scopes().contains("chat:write.public");
    if (!open) {
      workspace.joined(to);
    }
    if (room.archived) {
      throw new Refusal("is_archived");
    }
    return room;
  }

  private static void root(Room room, String thread) {
    JsonNode root = room.message(thread);
    if (root == null && room.thread(thread).isEmpty()) {
      throw new Refusal("thread_not_found");
    }
    if (root != null && Room.isReply(root)) {
      throw new Refusal("cannot_reply_to_message");
    }
  }

  private static String author(Room room, String ts) {
    JsonNode message = room.message(ts);
    return message == null ? "USLACKBOT" : message.path("user").asText();
  }

  private ObjectNode written(String text, @Nullable JsonNode blocks) {
    ObjectNode message = Wire.object().put("type", "message");
    message.put("user", Workspace.BOT.id()).put("bot_id", Workspace.BOT_ID);
    message.put("app_id", Workspace.APP).put("team", Workspace.TEAM).put("ts", workspace.ts());
    ObjectNode profile = message.putObject("bot_profile").put("id", Workspace.BOT_ID);
    profile.put("app_id", Workspace.APP).put("name", Workspace.BOT.name());
    message.put("text", text);
    if (blocks != null) {
      message.set("blocks", named(blocks));
    }
    return message;
  }

  /** Slack gives a name to every block that has none. */
  private JsonNode named(JsonNode blocks) {
    JsonNode copy = blocks.deepCopy();
    Wire.objects(copy).stream()
        .filter(block -> !block.hasNonNull("block_id"))
        .forEach(block -> block.put("block_id", workspace.id("b")));
    return copy;
  }

  /** The blocks, if there are any, once text and blocks have been found right. */
  private @Nullable JsonNode content(Params params, boolean needed) {
    JsonNode blocks = params.json("blocks", "invalid_blocks_format");
    if (blocks != null && !blocks.isArray()) {
      throw new Refusal("invalid_blocks_format");
    }
    boolean empty = blocks == null || blocks.isEmpty();
    if (needed && empty && params.text("text").isEmpty() && !params.has("attachments")) {
      throw new Refusal("no_text");
    }
    if (Findings.length(params.text("text")) > MOST_TEXT) {
      throw new Refusal("msg_too_long");
    }
    if (blocks != null) {
      List<String> wrong = BlockRules.message(blocks);
      if (!wrong.isEmpty()) {
        throw Refusal.because("invalid_blocks", wrong);
      }
      if (BlockRules.characters(blocks) > MOST_BLOCK_TEXT) {
        throw new Refusal("msg_blocks_too_long");
      }
      blocks.findValues("slack_file").forEach(this::ownFile);
    }
    return blocks;
  }

  private void ownFile(JsonNode file) {
    SharedFile known = workspace.files.get(file.path("id").asText());
    if (file.has("id") && (known == null || !known.type.startsWith("image/"))) {
      throw Refusal.because("invalid_blocks", List.of("invalid slack file"));
    }
  }

  private static void metadata(ObjectNode message, Params params) {
    JsonNode metadata = params.json("metadata", "invalid_metadata_format");
    if (metadata == null) {
      return;
    }
    if (params.text("metadata").length() > MOST_METADATA) {
      throw new Refusal("metadata_too_large");
    }
    if (metadata.isEmpty()) {
      message.remove("metadata");
    } else if (metadata.path("event_type").asText().isEmpty()
        || !metadata.path("event_payload").isObject()) {
      throw new Refusal("invalid_metadata_format");
    } else {
      message.set("metadata", metadata);
    }
  }

  private ObjectNode own(Room room, String ts, String otherwise) {
    ObjectNode message = room.message(ts);
    if (message == null) {
      throw new Refusal("message_not_found");
    }
    if (!message.path("bot_id").asText().equals(Workspace.BOT_ID)) {
      throw new Refusal(otherwise);
    }
    return message;
  }

  private ObjectNode update(Caller caller, Params params) {
    caller.needs("chat:write");
    Room room = workspace.visible(params.required("channel"));
    String ts = params.required("ts");
    JsonNode blocks = content(params, !params.has("file_ids"));
    ObjectNode before = own(room, ts, "cant_update_message");
    ObjectNode after = before.deepCopy();
    if (params.has("text")) {
      after.put("text", params.text("text"));
    }
    if (blocks != null) {
      after.set("blocks", named(blocks));
    }
    metadata(after, params);
    after.putObject("edited").put("user", Workspace.BOT.id()).put("ts", workspace.ts());
    room.replace(after);
    events.changed(room, before, after);
    ObjectNode answer = Wire.object().put("channel", room.id).put("ts", ts);
    answer.put("text", after.path("text").asText()).set("message", after.deepCopy());
    return answer;
  }

  private ObjectNode delete(Caller caller, Params params) {
    caller.needs("chat:write");
    Room room = workspace.visible(params.required("channel"));
    String ts = params.required("ts");
    ObjectNode before = own(room, ts, "cant_delete_message");
    room.remove(ts);
    events.deleted(room, before);
    return Wire.object().put("channel", room.id).put("ts", ts);
  }

  private ObjectNode whisper(Caller caller, Params params) {
    caller.needs("chat:write");
    Room room = workspace.joined(params.required("channel"));
    String to = params.required("user");
    if (!room.members.contains(to)) {
      throw new Refusal("user_not_in_channel");
    }
    JsonNode blocks = content(params, true);
    ObjectNode message = written(params.text("text"), blocks);
    message.put("is_ephemeral", true).put("channel", room.id);
    if (!params.text("thread_ts").isEmpty()) {
      message.put("thread_ts", params.text("thread_ts"));
    }
    workspace.whispers.add(new Workspace.Whispered(to, message));
    return Wire.object().put("message_ts", Room.ts(message));
  }

  private ObjectNode permalink(Caller caller, Params params) {
    Room room = workspace.visible(params.required("channel"));
    String ts = params.required("message_ts");
    JsonNode message = room.message(ts);
    if (message == null) {
      throw new Refusal("message_not_found");
    }
    String thread = Room.threadOf(message);
    String link = "https://lab.slack.example.com/archives/" + room.id + "/p" + ts.replace(".", "");
    return Wire.object()
        .put("channel", room.id)
        .put(
            "permalink", thread == null ? link : link + "?thread_ts=" + thread + "&cid=" + room.id);
  }

  private ObjectNode reacted(Params params, boolean reading) {
    String name = reading ? "" : params.required("name");
    if (!name.matches("[a-z0-9_'+-]*(::skin-tone-[2-6])?")) {
      throw new Refusal("invalid_name");
    }
    Room room = workspace.joined(params.required("channel"));
    ObjectNode message = room.message(params.required("timestamp"));
    if (message == null) {
      throw new Refusal("message_not_found");
    }
    return message;
  }

  private ObjectNode react(Caller caller, Params params) {
    caller.needs("reactions:write");
    ObjectNode message = reacted(params, false);
    String name = params.text("name");
    ObjectNode reaction = Reactions.of(message, name);
    if (reaction == null) {
      if (message.path("reactions").size() >= MOST_REACTIONS) {
        throw new Refusal("too_many_emoji");
      }
      reaction = message.withArray("reactions").addObject().put("name", name);
    }
    if (!Reactions.add(reaction, Workspace.BOT.id())) {
      throw new Refusal("already_reacted");
    }
    return Wire.object();
  }

  private ObjectNode unreact(Caller caller, Params params) {
    caller.needs("reactions:write");
    ObjectNode message = reacted(params, false);
    if (!Reactions.remove(message, params.text("name"), Workspace.BOT.id())) {
      throw new Refusal("no_reaction");
    }
    return Wire.object();
  }

  private ObjectNode reactions(Caller caller, Params params) {
    caller.needs("reactions:read");
    ObjectNode message = reacted(params, true);
    ObjectNode answer = Wire.object().put("type", "message");
    answer.put("channel", params.text("channel")).set("message", message.deepCopy());
    return answer;
  }
}
