package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the workspace tells the program: the events that it subscribed to, and no other. */
final class Events {
  private final Workspace workspace;
  private final SocketSide socket;
  private final Set<String> subscribed = new HashSet<>();
  private boolean echo = true;

  Events(Workspace workspace, SocketSide socket) {
    this.workspace = workspace;
    this.socket = socket;
  }

  void subscribe(Set<String> events) {
    subscribed.clear();
    subscribed.addAll(events);
  }

  /** Whether the program hears of its own messages, as it does on Slack. */
  void echo(boolean on) {
    echo = on;
  }

  /** Somebody wrote: the message event and, where it names the bot, the mention event. */
  List<Envelope> wrote(Room room, ObjectNode message) {
    List<Envelope> sent = new ArrayList<>();
    boolean own = message.path("user").asText().equals(Workspace.BOT.id());
    if (own && !echo) {
      return sent;
    }
    boolean named = message.path("text").asText().contains(Workspace.BOT.mention());
    if (named && !own && room.kind != Room.Kind.DIRECT && subscribed.contains("app_mention")) {
      ObjectNode mention = message.deepCopy().put("type", "app_mention");
      mention.remove(List.of("subtype", "channel_type"));
      sent.add(send(room, mention.put("channel", room.id), message.path("ts").asText()));
    }
    sent.addAll(message(room, message.deepCopy(), message.path("ts").asText()));
    return sent;
  }

  List<Envelope> changed(Room room, JsonNode before, JsonNode after) {
    if (!echo && after.path("user").asText().equals(Workspace.BOT.id())) {
      return List.of();
    }
    ObjectNode event = Wire.object().put("subtype", "message_changed").put("hidden", true);
    event.set("message", after.deepCopy());
    event.set("previous_message", before.deepCopy());
    return message(room, event, workspace.ts());
  }

  List<Envelope> deleted(Room room, JsonNode before) {
    ObjectNode event = Wire.object().put("subtype", "message_deleted").put("hidden", true);
    event.put("deleted_ts", before.path("ts").asText());
    event.set("previous_message", before.deepCopy());
    return message(room, event, workspace.ts());
  }

  private List<Envelope> message(Room room, ObjectNode event, String ts) {
    boolean heard =
        subscribed.contains("message." + scopeName(room))
            && room.members.contains(Workspace.BOT.id());
    event.put("type", "message").put("channel", room.id).put("channel_type", room.kind.type);
    if (!event.has("ts")) {
      event.put("ts", ts);
    }
    return heard ? List.of(send(room, event, ts)) : List.of();
  }

  private static String scopeName(Room room) {
    return room.kind.scope;
  }

  /** Anything else that happens. */
  List<Envelope> happened(String name, ObjectNode event) {
    if (!subscribed.contains(name)) {
      return List.of();
    }
    String ts = workspace.ts();
    return List.of(socket.send("events_api", callback(event.put("type", name), ts, false), false));
  }

  private Envelope send(Room room, ObjectNode event, String ts) {
    return socket.send("events_api", callback(event, ts, room.shared), false);
  }

  private ObjectNode callback(ObjectNode event, String ts, boolean shared) {
    event.put("event_ts", ts);
    ObjectNode payload = Wire.object().put("token", "verification").put("team_id", Workspace.TEAM);
    payload.put("context_team_id", Workspace.TEAM).putNull("context_enterprise_id");
    payload.put("api_app_id", Workspace.APP).set("event", event);
    payload.put("type", "event_callback").put("event_id", workspace.id("Ev0"));
    payload.put("event_time", workspace.clock.instant().getEpochSecond());
    ObjectNode authorization = payload.putArray("authorizations").addObject();
    authorization.putNull("enterprise_id").put("team_id", Workspace.TEAM);
    authorization.put("user_id", Workspace.BOT.id()).put("is_bot", true);
    authorization.put("is_enterprise_install", false);
    return payload.put("is_ext_shared_channel", shared).put("event_context", "4-context");
  }
}
