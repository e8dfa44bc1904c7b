package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as Slack tells of it, in an event or in the answer to a question; texts that are not
 * there are empty.
 *
 * @param ts when it was written, and its name in the channel
 * @param thread the message that begins its thread, itself where there is none
 * @param user who wrote it
 * @param team the workspace of who wrote it, where Slack says so
 * @param bot whether a program wrote it
 * @param edited when it was last edited
 * @param newest when the newest reply to it was written, where Slack says so
 * @param files as Slack describes them
 */
record SlackMessage(
    String channel,
    String ts,
    String thread,
    String user,
    String team,
    boolean bot,
    String subtype,
    String text,
    String edited,
    String newest,
    List<JsonNode> files) {
  SlackMessage {
    files = List.copyOf(files);
  }

  static SlackMessage of(String channel, JsonNode message) {
    String ts = message.path("ts").asText();
    String thread = message.path("thread_ts").asText();
    List<JsonNode> files = new ArrayList<>();
    message.path("files").forEach(files::add);
    String subtype = message.path("subtype").asText();
    return new SlackMessage(
        channel,
        ts,
        thread.isEmpty() ? ts : thread,
        message.path("user").asText(),
        first(message, "user_team", "source_team", "team"),
        subtype.equals("bot_message") || message.hasNonNull("bot_id"),
        subtype,
        message.path("text").asText(),
        message.path("edited").path("ts").asText(),
        message.path("latest_reply").asText(),
        files);
  }

  private static String first(JsonNode message, String... fields) {
    for (String field : fields) {
      if (message.hasNonNull(field)) {
        return message.path(field).asText();
      }
    }
    return "";
  }

  /** Whether a person says something with it; joins, topics and the like are none. */
  boolean speech() {
    return !user.isEmpty()
        && !bot
        && switch (subtype) {
          case "", "file_share", "thread_broadcast", "me_message" -> true;
          default -> false;
        };
  }

  /** What is left of a deleted message that has replies. */
  boolean tombstone() {
    return subtype.equals("tombstone");
  }

  boolean begins() {
    return thread.equals(ts);
  }
}
