package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a client sends when a person presses, chooses or types a command. */
final class Presses {
  private final FakeSlack slack;
  private final Workspace workspace;
  private final SlackPerson me;

  Presses(FakeSlack slack, Workspace workspace, SlackPerson me) {
    this.slack = slack;
    this.workspace = workspace;
    this.me = me;
  }

  private record Found(ObjectNode message, ObjectNode element, @Nullable ObjectNode option) {}

  List<Envelope> press(At thread, String label, boolean oldest) {
    return workspace.change(
        () -> {
          List<ObjectNode> looks = looks(thread);
          if (oldest) {
            Collections.reverse(looks);
          }
          for (ObjectNode look : looks) {
            Found found = found(look, label);
            if (found != null) {
              return List.of(pressed(thread, found));
            }
          }
          throw new IllegalStateException("no button " + label + " among " + slack.buttons(thread));
        });
  }

  /** How the messages look now, newest first, and then how they looked earlier. */
  private List<ObjectNode> looks(At thread) {
    List<ObjectNode> now = new ArrayList<>(thread.room().thread(thread.thread()));
    workspace.whispers.stream()
        .filter(one -> one.to().equals(me.id()))
        .map(Workspace.Whispered::message)
        .filter(one -> one.path("channel").asText().equals(thread.room().id))
        .forEach(now::add);
    now.sort((one, other) -> Room.ts(other).compareTo(Room.ts(one)));
    List<ObjectNode> all = new ArrayList<>(now);
    now.forEach(
        message -> {
          List<ObjectNode> earlier = new ArrayList<>(thread.room().earlier(Room.ts(message)));
          Collections.reverse(earlier);
          all.addAll(earlier);
        });
    return all;
  }

  private static @Nullable Found found(ObjectNode look, String label) {
    for (ObjectNode element : Rendering.interactive(look.path("blocks"))) {
      if (element.path("text").path("text").asText().equals(label)) {
        return new Found(look, element, null);
      }
      for (JsonNode options : element.findValues("options")) {
        for (ObjectNode option : Wire.objects(options)) {
          if (option.path("text").path("text").asText().equals(label)) {
            return new Found(look, element, option);
          }
        }
      }
    }
    return null;
  }

  private Envelope pressed(At thread, Found found) {
    Room room = thread.room();
    boolean whispered = found.message().path("is_ephemeral").asBoolean();
    String ts = Room.ts(found.message());
    ObjectNode payload = common("block_actions");
    ObjectNode container = payload.putObject("container").put("type", "message");
    container.put("message_ts", ts).put("channel_id", room.id).put("is_ephemeral", whispered);
    String in = Room.threadOf(found.message());
    if (in != null) {
      container.put("thread_ts", in);
    }
    channel(payload, room);
    if (!whispered) {
      payload.set("message", room.told(found.message()));
    }
    payload.putObject("state").putObject("values");
    payload.put("response_url", slack.responseUrl(me, room, whispered ? null : ts));
    action(payload, found);
    return slack.socket().send("interactive", payload, true);
  }

  List<Envelope> pressHome(String label) {
    return workspace.change(
        () -> {
          ObjectNode view = Objects.requireNonNull(workspace.views.home(me.id()), "no home view");
          Found found = found(view, label);
          if (found == null) {
            throw new IllegalStateException("no button " + label + " on the home view");
          }
          ObjectNode payload = common("block_actions");
          payload.putObject("container").put("type", "view").put("view_id", id(view));
          payload.set("view", view.deepCopy());
          action(payload, found);
          return List.of(slack.socket().send("interactive", payload, true));
        });
  }

  private static String id(ObjectNode view) {
    return view.path("id").asText();
  }

  private void action(ObjectNode payload, Found found) {
    ObjectNode action = payload.putArray("actions").addObject();
    List.of("action_id", "block_id", "type", "text", "value", "style")
        .forEach(
            field -> {
              if (found.element().has(field)) {
                action.set(field, found.element().path(field).deepCopy());
              }
            });
    if (found.option() != null) {
      action.set("selected_option", found.option().deepCopy());
    }
    action.put("action_ts", workspace.ts());
  }

  List<Envelope> shortcut(String callback, At on) {
    return workspace.change(
        () -> {
          ObjectNode payload = common("message_action").put("callback_id", callback);
          payload.put("message_ts", on.ts()).put("action_ts", workspace.ts());
          channel(payload, on.room());
          payload.set("message", Objects.requireNonNull(on.room().message(on.ts())).deepCopy());
          payload.put("response_url", slack.responseUrl(me, on.room(), on.ts()));
          return List.of(slack.socket().send("interactive", payload, true));
        });
  }

  List<Envelope> command(Room room, String command, String text) {
    return workspace.change(
        () -> {
          ObjectNode payload = Wire.object().put("token", "verification");
          payload.put("team_id", Workspace.TEAM).put("team_domain", "lab");
          payload.put("channel_id", room.id);
          payload.put("channel_name", room.kind == Room.Kind.DIRECT ? "directmessage" : room.name);
          payload.put("user_id", me.id()).put("user_name", me.name()).put("command", command);
          payload.put("text", Typing.text(text, workspace.people.values()));
          payload.put("api_app_id", Workspace.APP).put("is_enterprise_install", "false");
          payload.put("response_url", slack.responseUrl(me, room, null));
          payload.put("trigger_id", workspace.triggers.give(me.id()));
          return List.of(slack.socket().send("slash_commands", payload, true));
        });
  }

  /** What every interaction begins with. */
  ObjectNode common(String type) {
    ObjectNode payload = Wire.object().put("type", type).put("token", "verification");
    payload.put("api_app_id", Workspace.APP);
    ObjectNode user = payload.putObject("user").put("id", me.id());
    user.put("username", me.name()).put("name", me.name()).put("team_id", me.team());
    payload.putObject("team").put("id", Workspace.TEAM).put("domain", "lab");
    payload.putNull("enterprise").put("is_enterprise_install", false);
    return payload.put("trigger_id", workspace.triggers.give(me.id()));
  }

  private static void channel(ObjectNode payload, Room room) {
    String name = room.kind == Room.Kind.DIRECT ? "directmessage" : room.name;
    payload.putObject("channel").put("id", room.id).put("name", name);
  }
}
