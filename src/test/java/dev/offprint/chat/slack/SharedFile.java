package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A file of the workspace, with where it was shared. */
public final class SharedFile {
  /** How Slack has it. */
  public enum Mode {
    /** Slack has the bytes. */
    HOSTED("hosted"),
    /** A link to Drive, Dropbox or the like. */
    EXTERNAL("external"),
    /** Deleted. */
    TOMBSTONE("tombstone"),
    /** Too old for what the workspace pays. */
    HIDDEN("hidden_by_limit");

    final String word;

    Mode(String word) {
      this.word = word;
    }
  }

  /** Where it stands; the thread is empty outside of one. */
  record Share(Room room, String ts, String thread) {}

  final String id;
  final String name;
  final String type;
  final String owner;
  final String title;
  final byte[] content;
  final List<Share> shares = new ArrayList<>();
  Mode mode = Mode.HOSTED;

  /** Handed to the app itself, in a modal. */
  boolean given;

  /** Only {@code files.info} says more: a file of a conversation that another one shares. */
  boolean checkFirst;

  SharedFile(String id, String name, String title, String type, String owner, byte[] content) {
    this.id = id;
    this.name = name;
    this.title = title;
    this.type = type;
    this.owner = owner;
    this.content = content.clone();
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  public String title() {
    return title;
  }

  public byte[] content() {
    return content.clone();
  }

  /** What a message says of it; all of it, unless a check is asked for first. */
  ObjectNode inMessage(String base) {
    if (checkFirst) {
      return Wire.object()
          .put("id", id)
          .put("mode", "file_access")
          .put("file_access", "check_file_info");
    }
    if (mode == Mode.TOMBSTONE || mode == Mode.HIDDEN) {
      return Wire.object().put("id", id).put("mode", mode.word);
    }
    return full(base, false);
  }

  /** The file object; where it was shared only on request. */
  ObjectNode full(String base, boolean withShares) {
    boolean external = mode == Mode.EXTERNAL;
    ObjectNode file = Wire.object().put("id", id).put("created", 1_750_000_000L);
    file.put("timestamp", 1_750_000_000L).put("name", name).put("title", title);
    file.put("mimetype", type).put("filetype", ending()).put("pretty_type", "File");
    file.put("user", owner).put("user_team", Workspace.TEAM).put("editable", false);
    file.put("size", external ? 0 : content.length).put("mode", mode.word);
    file.put("is_external", external).put("external_type", external ? "gdrive" : "");
    file.put("is_public", true).put("public_url_shared", false).put("display_as_bot", false);
    file.put("username", "").put("file_access", "visible");
    String path = base + "files-pri/" + Workspace.TEAM + "-" + id + "/";
    String away = "https://docs.example.com/document/d/" + id;
    file.put("url_private", external ? away : path + name);
    if (!external) {
      file.put("url_private_download", path + "download/" + name);
    }
    file.put("permalink", "https://lab.slack.example.com/files/" + owner + "/" + id + "/" + name);
    if (withShares) {
      ObjectNode all = file.putObject("shares");
      shares.forEach(
          share ->
              all.withObject("/" + (share.room().kind == Room.Kind.PUBLIC ? "public" : "private"))
                  .withArray(share.room().id)
                  .add(told(share)));
      shares.forEach(share -> file.withArray(listing(share.room())).add(share.room().id));
    }
    return file;
  }

  private static ObjectNode told(Share share) {
    ObjectNode told = Wire.object().put("ts", share.ts());
    return share.thread().isEmpty() ? told : told.put("thread_ts", share.thread());
  }

  private static String listing(Room room) {
    return switch (room.kind) {
      case PUBLIC -> "channels";
      case PRIVATE, GROUP_DIRECT -> "groups";
      case DIRECT -> "ims";
    };
  }

  private String ending() {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
