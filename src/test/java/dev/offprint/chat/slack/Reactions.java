package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The reactions that a message carries, as Slack writes them. */
final class Reactions {
  private Reactions() {}

  static @Nullable ObjectNode of(ObjectNode message, String name) {
    return Wire.objects(message.path("reactions")).stream()
        .filter(one -> one.path("name").asText().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** Whether it was not there before. */
  static boolean add(ObjectNode reaction, String user) {
    for (JsonNode one : reaction.path("users")) {
      if (one.asText().equals(user)) {
        return false;
      }
    }
    reaction.withArray("users").add(user);
    reaction.put("count", reaction.path("users").size());
    return true;
  }

  /** Whether it was there. */
  static boolean remove(ObjectNode message, String name, String user) {
    ObjectNode reaction = of(message, name);
    if (reaction == null || !(reaction.path("users") instanceof ArrayNode users)) {
      return false;
    }
    for (int i = 0; i < users.size(); i++) {
      if (users.get(i).asText().equals(user)) {
        users.remove(i);
        reaction.put("count", users.size());
        ArrayNode all = message.withArray("reactions");
        for (int j = all.size() - 1; j >= 0; j--) {
          if (all.get(j).path("users").isEmpty()) {
            all.remove(j);
          }
        }
        return true;
      }
    }
    return false;
  }
}
