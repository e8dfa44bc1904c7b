package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The addresses that come with what a person does: five answers, within half an hour. */
final class ResponseUrls {
  private static final int MOST = 5;
  private static final Duration LIFE = Duration.ofMinutes(30);

  private static final class Given {
    final String person;
    final Room room;
    final @Nullable String message;
    final Instant at;
    int used;

    Given(String person, Room room, @Nullable String message, Instant at) {
      this.person = person;
      this.room = room;
      this.message = message;
      this.at = at;
    }
  }

  private final Workspace workspace;
  private final Map<String, Given> given = new HashMap<>();

  ResponseUrls(Workspace workspace) {
    this.workspace = workspace;
  }

  /** The last part of a new address; the message is what a click was on. */
  String give(String person, Room room, @Nullable String message) {
    String id = workspace.id("r");
    given.put(id, new Given(person, room, message, workspace.clock.instant()));
    return id;
  }

  /** Whether the answer was taken. */
  boolean answer(String id, String body) {
    Given one = given.get(id);
    if (one == null || one.used >= MOST || workspace.clock.instant().isAfter(one.at.plus(LIFE))) {
      return false;
    }
    one.used++;
    JsonNode said = Wire.sure(body);
    List<String> wrong =
        BlockRules.message(said.path("blocks").isArray() ? said.path("blocks") : Wire.array());
    if (!wrong.isEmpty()) {
      return false;
    }
    ObjectNode clicked = one.message == null ? null : one.room.message(one.message);
    if (said.path("delete_original").asBoolean() && clicked != null) {
      one.room.remove(Room.ts(clicked));
    } else if (said.path("replace_original").asBoolean() && clicked != null) {
      ObjectNode after = clicked.deepCopy();
      after.put("text", said.path("text").asText());
      after.set("blocks", said.path("blocks").isArray() ? said.path("blocks") : Wire.array());
      one.room.replace(after);
    } else {
      write(one, said);
    }
    return true;
  }

  private void write(Given one, JsonNode said) {
    ObjectNode message = Wire.object().put("type", "message").put("ts", workspace.ts());
    message.put("user", Workspace.BOT.id()).put("bot_id", Workspace.BOT_ID);
    message.put("channel", one.room.id).put("text", said.path("text").asText());
    if (said.path("blocks").isArray()) {
      message.set("blocks", said.path("blocks"));
    }
    if (said.hasNonNull("thread_ts")) {
      message.put("thread_ts", said.path("thread_ts").asText());
    }
    if (said.path("response_type").asText().equals("in_channel")) {
      one.room.add(message);
    } else {
      message.put("is_ephemeral", true);
      workspace.whispers.add(new Workspace.Whispered(one.person, message));
    }
  }
}
