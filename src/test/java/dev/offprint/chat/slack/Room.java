package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A channel, a private channel or a direct conversation, with all that was said in it. */
public final class Room {
  /** What kind of conversation it is. */
  public enum Kind {
    PUBLIC("channel", "channels"),
    PRIVATE("group", "groups"),
    DIRECT("im", "im"),
    GROUP_DIRECT("mpim", "mpim");

    /** As {@code channel_type} of an event. */
    final String type;

    /** The first half of the scopes of its kind. */
    final String scope;

    Kind(String type, String scope) {
      this.type = type;
      this.scope = scope;
    }
  }

  final String id;
  final String name;
  final Kind kind;
  final Set<String> members = new LinkedHashSet<>();
  boolean archived;

  /** Shared with another organisation through Slack Connect. */
  boolean shared;

  private final Map<String, ObjectNode> messages = new LinkedHashMap<>();
  private final Map<String, List<ObjectNode>> earlier = new LinkedHashMap<>();

  Room(String id, String name, Kind kind) {
    this.id = id;
    this.name = name;
    this.kind = kind;
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** Keeps a new message; it has a {@code ts} of its own. */
  void add(ObjectNode message) {
    messages.put(message.path("ts").asText(), message);
  }

  void replace(ObjectNode message) {
    String ts = message.path("ts").asText();
    ObjectNode before = messages.put(ts, message);
    if (before != null) {
      earlier.computeIfAbsent(ts, unused -> new ArrayList<>()).add(before);
    }
  }

  void remove(String ts) {
    messages.remove(ts);
  }

  @Nullable ObjectNode message(String ts) {
    return messages.get(ts);
  }

  /** How a message looked before each of its edits, oldest first. */
  List<ObjectNode> earlier(String ts) {
    return List.copyOf(earlier.getOrDefault(ts, List.of()));
  }

  /** Everything, in the order of time. */
  List<ObjectNode> all() {
    return messages.values().stream().sorted((one, other) -> ts(one).compareTo(ts(other))).toList();
  }

  /** What stands in the channel itself, in the order of time. */
  List<ObjectNode> topLevel() {
    return all().stream().filter(message -> !isReply(message)).toList();
  }

  /** The first message of a thread and its replies, in the order of time. */
  List<ObjectNode> thread(String root) {
    return all().stream()
        .filter(message -> ts(message).equals(root) || root.equals(threadOf(message)))
        .toList();
  }

  /** The message as answered: a root carries the count of its replies. */
  ObjectNode told(ObjectNode message) {
    ObjectNode copy = message.deepCopy();
    List<ObjectNode> thread = thread(ts(message));
    if (!isReply(message) && thread.size() > 1) {
      Set<String> speakers = new LinkedHashSet<>();
      thread.stream().skip(1).forEach(reply -> speakers.add(reply.path("user").asText()));
      copy.put("thread_ts", ts(message)).put("reply_count", thread.size() - 1);
      copy.put("reply_users_count", speakers.size()).put("latest_reply", ts(thread.getLast()));
      speakers.forEach(copy.putArray("reply_users")::add);
      copy.put("is_locked", false).put("subscribed", false);
    }
    return copy;
  }

  static String ts(JsonNode message) {
    return message.path("ts").asText();
  }

  static @Nullable String threadOf(JsonNode message) {
    return message.hasNonNull("thread_ts") ? message.path("thread_ts").asText() : null;
  }

  static boolean isReply(JsonNode message) {
    String thread = threadOf(message);
    return thread != null && !thread.equals(ts(message));
  }

  /** The object that {@code conversations.info} answers. */
  ObjectNode channel(String asking) {
    ObjectNode channel = Wire.object().put("id", id).put("created", 1_750_000_000L);
    channel.put("is_archived", archived).put("is_im", kind == Kind.DIRECT);
    if (kind == Kind.DIRECT) {
      String other =
          members.stream().filter(member -> !member.equals(asking)).findFirst().orElse(asking);
      return channel.put("user", other).put("is_user_deleted", false).put("priority", 0);
    }
    channel.put("name", name).put("name_normalized", name).put("is_general", false);
    channel.put("is_channel", kind == Kind.PUBLIC).put("is_group", kind == Kind.PRIVATE);
    channel.put("is_mpim", kind == Kind.GROUP_DIRECT).put("is_private", kind != Kind.PUBLIC);
    channel.put("is_shared", shared).put("is_ext_shared", shared).put("is_org_shared", false);
    channel.put("is_member", members.contains(asking)).put("creator", "U0CREATOR");
    channel.putObject("topic").put("value", "");
    channel.putObject("purpose").put("value", "");
    return channel;
  }
}
