package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code files.*}: uploads in three steps. */
final class FileMethods {
  private static final long MOST_BYTES = 1L << 30;

  private record Announced(String name, int length) {}

  private final Workspace workspace;
  private final Events events;
  private final String base;
  private final Map<String, Announced> announced = new HashMap<>();
  private final Map<String, byte[]> uploaded = new HashMap<>();

  FileMethods(Workspace workspace, Events events, String base) {
    this.workspace = workspace;
    this.events = events;
    this.base = base;
  }

  Map<String, WebMethod> all() {
    return Map.of(
        "files.getUploadURLExternal", this::announce,
        "files.completeUploadExternal", this::complete,
        "files.info", this::file);
  }

  private ObjectNode announce(Caller caller, Params params) {
    caller.needs("files:write");
    String name = params.required("filename");
    params.required("length");
    int length = params.number("length", 0);
    if (length <= 0 || length > MOST_BYTES) {
      throw Refusal.because("invalid_arguments", List.of("must be more than 0: length"));
    }
    String id = workspace.id("F0");
    announced.put(id, new Announced(name, length));
    return Wire.object().put("upload_url", base + "upload/v1/" + id).put("file_id", id);
  }

  /** The second step; whether these bytes were announced. */
  boolean upload(String id, byte[] content) {
    Announced file = announced.get(id);
    if (file == null || file.length() != content.length) {
      return false;
    }
    uploaded.put(id, content);
    return true;
  }

  private ObjectNode complete(Caller caller, Params params) {
    caller.needs("files:write");
    JsonNode asked = params.json("files", "invalid_arguments");
    if (asked == null || !asked.isArray() || asked.isEmpty()) {
      throw Refusal.because("invalid_arguments", List.of("missing required field: files"));
    }
    for (JsonNode one : asked) {
      if (!uploaded.containsKey(one.path("id").asText())) {
        throw new Refusal("file_not_found");
      }
    }
    String to = params.text("channel_id");
    Room room = to.isEmpty() ? null : workspace.joined(to);
    String thread = params.text("thread_ts");
    if (room != null && !thread.isEmpty() && room.thread(thread).isEmpty()) {
      throw new Refusal("thread_not_found");
    }
    List<SharedFile> files = new ArrayList<>();
    for (JsonNode one : asked) {
      files.add(kept(one.path("id").asText(), one.path("title").asText()));
    }
    if (room != null) {
      share(room, thread, params.text("initial_comment"), files, Workspace.BOT);
    }
    ObjectNode answer = Wire.object();
    files.forEach(file -> answer.withArray("files").add(file.full(base, false)));
    return answer;
  }

  private SharedFile kept(String id, String title) {
    Announced known = announced.get(id);
    byte[] content = Objects.requireNonNull(uploaded.remove(id));
    String name = known == null ? id : known.name();
    SharedFile file =
        new SharedFile(
            id, name, title.isEmpty() ? name : title, type(name), Workspace.BOT.id(), content);
    workspace.files.put(id, file);
    return file;
  }

  /** What Slack takes a file to be, by its name. */
  static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "pdf" -> "application/pdf";
      case "png" -> "image/png";
      case "svg" -> "image/svg+xml";
      case "zip" -> "application/zip";
      case "gz", "tgz" -> "application/gzip";
      case "md", "txt", "yaml", "yml", "tex", "py", "log" -> "text/plain";
      case "html" -> "text/html";
      default -> "application/octet-stream";
    };
  }

  /** Hands files to the app in a modal's field. */
  void give(ObjectNode field, List<SharedFile> files) {
    for (SharedFile file : files) {
      file.given = true;
      field.withArray("files").add(file.full(base, false));
    }
  }

  /** The message that a file comes with. */
  ObjectNode message(
      Room room, String thread, String text, List<SharedFile> files, SlackPerson by) {
    ObjectNode message = Wire.object().put("type", "message").put("subtype", "file_share");
    message.put("text", text).put("user", by.id()).put("ts", workspace.ts());
    message.put("upload", true).put("display_as_bot", false).put("team", by.team());
    if (by.equals(Workspace.BOT)) {
      message.put("bot_id", Workspace.BOT_ID).put("app_id", Workspace.APP);
    }
    if (!thread.isEmpty()) {
      message.put("thread_ts", thread);
      ObjectNode root = room.message(thread);
      message.put("parent_user_id", root == null ? "" : root.path("user").asText());
    }
    files.forEach(file -> message.withArray("files").add(file.inMessage(base)));
    return message;
  }

  List<Envelope> share(
      Room room, String thread, String text, List<SharedFile> files, SlackPerson by) {
    ObjectNode message = message(room, thread, text, files, by);
    String ts = Room.ts(message);
    files.forEach(file -> file.shares.add(new SharedFile.Share(room, ts, thread)));
    room.add(message);
    return events.wrote(room, message);
  }

  private ObjectNode file(Caller caller, Params params) {
    caller.needs("files:read");
    SharedFile file = workspace.files.get(params.required("file"));
    if (file == null || !visible(file)) {
      throw new Refusal("file_not_found");
    }
    if (file.mode == SharedFile.Mode.TOMBSTONE) {
      throw new Refusal("file_deleted");
    }
    ObjectNode answer = Wire.object();
    answer.set("file", file.full(base, true));
    return answer;
  }

  /** The bot sees its own files, those it was handed and those of conversations that it is in. */
  boolean visible(SharedFile file) {
    return file.given
        || file.owner.equals(Workspace.BOT.id())
        || file.shares.stream().anyMatch(one -> one.room().members.contains(Workspace.BOT.id()));
  }
}
