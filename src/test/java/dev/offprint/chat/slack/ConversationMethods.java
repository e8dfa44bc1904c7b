package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code conversations.*}, {@code usergroups.*} and {@code users.*}. */
final class ConversationMethods {
  private static final int MOST = 1_000;

  private final Workspace workspace;

  ConversationMethods(Workspace workspace) {
    this.workspace = workspace;
  }

  Map<String, WebMethod> all() {
    return Map.of(
        "conversations.replies", this::replies,
        "conversations.history", this::history,
        "conversations.info", this::room,
        "conversations.members", this::members,
        "conversations.join", this::join,
        "conversations.open", this::open,
        "usergroups.list", this::groups,
        "users.info", this::user,
        "users.conversations", this::rooms);
  }

  private Room readable(Caller caller, Params params) {
    caller.needsSome("history");
    Room room = workspace.visible(params.required("channel"));
    caller.needs(room, "history");
    return workspace.joined(room.id);
  }

  private ObjectNode replies(Caller caller, Params params) {
    Room room = readable(caller, params);
    String ts = params.required("ts");
    JsonNode named = room.message(ts);
    String thread = named == null ? null : Room.threadOf(named);
    String root = thread == null ? ts : thread;
    List<ObjectNode> all = room.thread(root);
    if (all.isEmpty()) {
      throw new Refusal("thread_not_found");
    }
    boolean headed = Room.ts(all.getFirst()).equals(root);
    List<ObjectNode> chosen =
        new ArrayList<>(between(headed ? all.subList(1, all.size()) : all, params));
    if (headed) {
      chosen.addFirst(all.getFirst());
    }
    return page(room, chosen, params, MOST);
  }

  private ObjectNode history(Caller caller, Params params) {
    Room room = readable(caller, params);
    List<ObjectNode> chosen = new ArrayList<>(between(room.topLevel(), params));
    Collections.reverse(chosen);
    return page(room, chosen, params, 100);
  }

  private static List<ObjectNode> between(List<ObjectNode> messages, Params params) {
    String oldest = params.text("oldest");
    String latest = params.text("latest");
    boolean inclusive = params.flag("inclusive");
    return messages.stream()
        .filter(one -> oldest.isEmpty() || after(Room.ts(one), oldest, inclusive))
        .filter(one -> latest.isEmpty() || after(latest, Room.ts(one), inclusive))
        .toList();
  }

  private static boolean after(String late, String early, boolean inclusive) {
    int order = new BigDecimal(late).compareTo(new BigDecimal(early));
    return inclusive ? order >= 0 : order > 0;
  }

  private ObjectNode page(Room room, List<ObjectNode> messages, Params params, int otherwise) {
    int from = start(params);
    int to = Math.min(messages.size(), from + limit(params, otherwise));
    ObjectNode answer = Wire.object();
    answer.putArray("messages");
    for (ObjectNode message : messages.subList(Math.min(from, to), to)) {
      answer.withArray("messages").add(told(room, message, params.flag("include_all_metadata")));
    }
    answer.put("has_more", to < messages.size());
    return cursor(answer, to, messages.size());
  }

  /** Without being asked for all of it, only the name of the metadata is told. */
  private static ObjectNode told(Room room, ObjectNode message, boolean metadata) {
    ObjectNode told = room.told(message);
    if (!metadata && told.has("metadata")) {
      String name = told.path("metadata").path("event_type").asText();
      told.putObject("metadata").put("event_type", name);
    }
    return told;
  }

  private static int limit(Params params, int otherwise) {
    int limit = params.number("limit", otherwise);
    if (limit < 1 || limit > MOST) {
      throw new Refusal("invalid_limit");
    }
    return limit;
  }

  private static int start(Params params) {
    if (params.text("cursor").isEmpty()) {
      return 0;
    }
    try {
      byte[] plain = Base64.getDecoder().decode(params.text("cursor"));
      return Integer.parseInt(new String(plain, StandardCharsets.US_ASCII).substring(5));
    } catch (IllegalArgumentException | IndexOutOfBoundsException broken) {
      throw new Refusal("invalid_cursor");
    }
  }

  private static ObjectNode cursor(ObjectNode answer, int to, int size) {
    byte[] plain = ("next:" + to).getBytes(StandardCharsets.US_ASCII);
    String next = to < size ? Base64.getEncoder().encodeToString(plain) : "";
    answer.putObject("response_metadata").put("next_cursor", next);
    return answer;
  }

  private ObjectNode room(Caller caller, Params params) {
    caller.needsSome("read");
    Room room = workspace.visible(params.required("channel"));
    caller.needs(room, "read");
    ObjectNode channel = room.channel(Workspace.BOT.id());
    if (params.flag("include_num_members")) {
      channel.put("num_members", room.members.size());
    }
    ObjectNode answer = Wire.object();
    answer.set("channel", channel);
    return answer;
  }

  private ObjectNode members(Caller caller, Params params) {
    caller.needsSome("read");
    Room room = workspace.visible(params.required("channel"));
    caller.needs(room, "read");
    List<String> all = List.copyOf(room.members);
    int from = start(params);
    int to = Math.min(all.size(), from + limit(params, 100));
    ObjectNode answer = Wire.object();
    answer.putArray("members");
    all.subList(Math.min(from, to), to).forEach(answer.withArray("members")::add);
    return cursor(answer, to, all.size());
  }

  private ObjectNode join(Caller caller, Params params) {
    caller.needs("channels:join");
    Room room = workspace.visible(params.required("channel"));
    if (room.kind != Room.Kind.PUBLIC) {
      throw new Refusal("method_not_supported_for_channel_type");
    }
    if (room.archived) {
      throw new Refusal("is_archived");
    }
    ObjectNode answer = Wire.object();
    if (!room.members.add(Workspace.BOT.id())) {
      answer.put("warning", "already_in_channel");
    }
    answer.set("channel", room.channel(Workspace.BOT.id()));
    return answer;
  }

  private ObjectNode open(Caller caller, Params params) {
    caller.needs("im:write", "mpim:write");
    String[] users = params.required("users").split(",", -1);
    if (users.length != 1) {
      throw new Refusal("too_many_users");
    }
    SlackPerson person = workspace.person(users[0]);
    if (person.kind() == SlackPerson.Kind.DEACTIVATED) {
      throw new Refusal("user_disabled");
    }
    Room room = workspace.direct(Workspace.BOT.id(), person.id());
    ObjectNode answer = Wire.object();
    answer.putObject("channel").put("id", room.id);
    return answer;
  }

  private ObjectNode user(Caller caller, Params params) {
    caller.needs("users:read");
    ObjectNode answer = Wire.object();
    answer.set("user", workspace.person(params.required("user")).user());
    return answer;
  }

  private ObjectNode groups(Caller caller, Params params) {
    caller.needs("usergroups:read");
    ObjectNode answer = Wire.object();
    answer.putArray("usergroups");
    for (Workspace.UserGroup group : workspace.groups) {
      ObjectNode told = answer.withArray("usergroups").addObject().put("id", group.id());
      told.put("team_id", group.foreign() ? Workspace.OTHER_TEAM : Workspace.TEAM);
      told.put("is_usergroup", true).put("is_subteam", true).put("is_external", group.foreign());
      told.put("name", group.handle()).put("handle", group.handle()).put("description", "");
      told.put("date_create", 1_750_000_000L).put("date_update", 1_750_000_000L);
      told.put("date_delete", 0).put("created_by", "U0CREATOR").put("updated_by", "U0CREATOR");
      if (params.flag("include_users")) {
        group.people().forEach(told.putArray("users")::add);
      }
      told.put("user_count", group.people().size());
    }
    return answer;
  }

  private ObjectNode rooms(Caller caller, Params params) {
    caller.needsSome("read");
    String of = params.text("user").isEmpty() ? Workspace.BOT.id() : params.text("user");
    workspace.person(of);
    String types = params.text("types").isEmpty() ? "public_channel" : params.text("types");
    Set<String> wanted = Set.of(types.split(",", -1));
    List<Room> all =
        workspace.rooms.values().stream()
            .filter(room -> room.members.contains(of) && wanted.contains(type(room)))
            .filter(room -> !(room.archived && params.flag("exclude_archived")))
            .filter(
                room -> room.kind == Room.Kind.PUBLIC || room.members.contains(Workspace.BOT.id()))
            .toList();
    all.forEach(room -> caller.needs(room, "read"));
    int from = start(params);
    int to = Math.min(all.size(), from + limit(params, 100));
    ObjectNode answer = Wire.object();
    answer.putArray("channels");
    all.subList(Math.min(from, to), to)
        .forEach(room -> answer.withArray("channels").add(room.channel(Workspace.BOT.id())));
    return cursor(answer, to, all.size());
  }

  private static String type(Room room) {
    return switch (room.kind) {
      case PUBLIC -> "public_channel";
      case PRIVATE -> "private_channel";
      case DIRECT -> "im";
      case GROUP_DIRECT -> "mpim";
    };
  }
}
