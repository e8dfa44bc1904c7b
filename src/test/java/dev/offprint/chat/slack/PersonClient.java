package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** One person at their client: what they write, upload, press and open. */
public final class PersonClient {
  private final FakeSlack slack;
  private final Workspace workspace;
  private final SlackPerson me;

  PersonClient(FakeSlack slack, Workspace workspace, SlackPerson me) {
    this.slack = slack;
    this.workspace = workspace;
    this.me = me;
  }

  /** Writes into a conversation. */
  public At say(Room room, String typed) {
    return write(room, "", typed);
  }

  /** Writes into a thread. */
  public At reply(At thread, String typed) {
    return write(thread.room(), thread.thread(), typed);
  }

  /** Writes to the bot alone. */
  public At tell(String typed) {
    return say(room(), typed);
  }

  /** The direct conversation with the bot. */
  public Room room() {
    return workspace.change(() -> workspace.direct(me.id(), Workspace.BOT.id()));
  }

  private At write(Room room, String thread, String typed) {
    List<Envelope> sent = new ArrayList<>();
    At at =
        workspace.change(
            () -> {
              String text = Typing.text(typed, workspace.people.values());
              ObjectNode message = Wire.object().put("type", "message").put("user", me.id());
              message.put("client_msg_id", UUID.randomUUID().toString()).put("text", text);
              message.put("team", me.team()).put("ts", workspace.ts());
              message.set("blocks", Typing.blocks(text));
              origin(message, room);
              if (!thread.isEmpty()) {
                message.put("thread_ts", thread).put("parent_user_id", parent(room, thread));
              }
              room.add(message);
              sent.addAll(slack.events().wrote(room, message));
              return at(room, message);
            });
    slack.heard(sent);
    return at;
  }

  private void origin(ObjectNode message, Room room) {
    if (room.shared) {
      message.put("user_team", me.team()).put("source_team", me.team());
    }
    if (me.kind() == SlackPerson.Kind.BOT) {
      message.put("bot_id", "B" + me.id().substring(1)).put("app_id", "A0OTHER");
    }
  }

  private static String parent(Room room, String thread) {
    ObjectNode root = room.message(thread);
    return root == null ? "USLACKBOT" : root.path("user").asText();
  }

  static At at(Room room, JsonNode message) {
    String thread = Room.threadOf(message);
    return new At(room, Room.ts(message), thread == null ? Room.ts(message) : thread);
  }

  /** Shares a file in a conversation, with a few words. */
  public At upload(Room room, String typed, String name, byte[] content) {
    return share(room, "", typed, List.of(slack.file(me, name, content)));
  }

  /** Shares a file in a thread. */
  public At upload(At thread, String typed, String name, byte[] content) {
    return share(thread.room(), thread.thread(), typed, List.of(slack.file(me, name, content)));
  }

  /** Shares what {@link FakeSlack#file} made; the thread is empty outside of one. */
  public At share(Room room, String thread, String typed, List<SharedFile> files) {
    List<Envelope> sent = new ArrayList<>();
    At at =
        workspace.change(
            () -> {
              String text = Typing.text(typed, workspace.people.values());
              sent.addAll(slack.files().share(room, thread, text, files, me));
              return at(room, room.all().getLast());
            });
    slack.heard(sent);
    return at;
  }

  /** Changes what one wrote. */
  public void edit(At message, String typed) {
    slack.heard(
        workspace.change(
            () -> {
              ObjectNode before = Objects.requireNonNull(message.room().message(message.ts()));
              ObjectNode after = before.deepCopy();
              String text = Typing.text(typed, workspace.people.values());
              after.put("text", text).set("blocks", Typing.blocks(text));
              after.putObject("edited").put("user", me.id()).put("ts", workspace.ts());
              message.room().replace(after);
              return slack.events().changed(message.room(), before, after);
            }));
  }

  /** Deletes; the first of a thread that has replies leaves a stone behind, as on Slack. */
  public void delete(At message) {
    slack.heard(
        workspace.change(
            () -> {
              Room room = message.room();
              ObjectNode before = Objects.requireNonNull(room.message(message.ts()));
              if (room.thread(message.ts()).size() == 1 || Room.isReply(before)) {
                room.remove(message.ts());
                return slack.events().deleted(room, before);
              }
              ObjectNode stone = Wire.object().put("type", "message").put("subtype", "tombstone");
              stone.put("text", "This message was deleted.").put("user", "USLACKBOT");
              stone.put("hidden", true).put("ts", message.ts()).put("thread_ts", message.ts());
              room.replace(stone);
              return slack.events().changed(room, before, stone);
            }));
  }

  public void react(At message, String name) {
    workspace.change(
        () -> {
          ObjectNode on = Objects.requireNonNull(message.room().message(message.ts()));
          ObjectNode reaction = Reactions.of(on, name);
          return Reactions.add(
              reaction == null ? on.withArray("reactions").addObject().put("name", name) : reaction,
              me.id());
        });
  }

  /** Presses the newest button of that label in the thread, or one that was there earlier. */
  public JsonNode click(At thread, String label) {
    return slack.heard(presses().press(thread, label, false));
  }

  /** Presses the oldest button of that label that ever was in the thread. */
  public JsonNode clickOldest(At thread, String label) {
    return slack.heard(presses().press(thread, label, true));
  }

  /** Presses the button or opens the menu entry of that label on one's home view. */
  public JsonNode clickHome(String label) {
    return slack.heard(presses().pressHome(label));
  }

  private Presses presses() {
    return new Presses(slack, workspace, me);
  }

  /** The modal that is open, waited for. */
  public ObjectNode modal() {
    slack.until(() -> workspace.views.top(me.id()) != null, "no modal opened for " + me.name());
    return workspace.change(() -> Objects.requireNonNull(workspace.views.top(me.id())).deepCopy());
  }

  public boolean hasModal() {
    return workspace.change(() -> workspace.views.top(me.id()) != null);
  }

  /**
   * Submits the modal that is open: a value for each field by its action id or block id. What comes
   * back decides as on Slack: errors leave it open, else it closes or changes.
   */
  public JsonNode submit(Map<String, String> values) {
    return submit(values, Map.of());
  }

  /** Submits it with files chosen in some of its fields. */
  public JsonNode submit(Map<String, String> values, Map<String, List<SharedFile>> files) {
    return new Submission(slack, workspace, me).submit(modal(), values, files);
  }

  /** Closes the modal that is open. */
  public void close() {
    new Submission(slack, workspace, me).close(modal());
  }

  /** Chooses a shortcut from the menu of a message. */
  public JsonNode shortcut(String callback, At on) {
    return slack.heard(presses().shortcut(callback, on));
  }

  /** Types a slash command. */
  public JsonNode command(Room room, String command, String text) {
    return slack.heard(presses().command(room, command, text));
  }

  /** Opens the bot's home. */
  public void openHome() {
    slack.heard(
        workspace.change(
            () -> {
              ObjectNode event = Wire.object().put("user", me.id()).put("tab", "home");
              event.put("channel", workspace.direct(me.id(), Workspace.BOT.id()).id);
              ObjectNode view = workspace.views.home(me.id());
              if (view != null) {
                event.set("view", view.deepCopy());
              }
              return slack.events().happened("app_home_opened", event);
            }));
  }

  /** Starts a thread with the assistant; its first message is the bot's. */
  public At startAssistant() {
    List<Envelope> sent = new ArrayList<>();
    At at =
        workspace.change(
            () -> {
              Room room = workspace.direct(me.id(), Workspace.BOT.id());
              ObjectNode root = Wire.object().put("type", "message");
              root.put("subtype", "assistant_app_thread").put("user", Workspace.BOT.id());
              root.put("text", "New Assistant Thread").put("ts", workspace.ts());
              root.put("thread_ts", Room.ts(root)).put("bot_id", Workspace.BOT_ID);
              room.add(root);
              ObjectNode event = Wire.object();
              ObjectNode thread = event.putObject("assistant_thread").put("user_id", me.id());
              thread.put("channel_id", room.id).put("thread_ts", Room.ts(root));
              thread.putObject("context").put("team_id", Workspace.TEAM);
              sent.addAll(slack.events().happened("assistant_thread_started", event));
              return new At(room, Room.ts(root), Room.ts(root));
            });
    slack.heard(sent);
    return at;
  }
}
