package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/** One call of the Web API as it came, and what was answered. */
public record WebCall(
    String method, Map<String, String> params, Instant at, int status, ObjectNode answer) {
  /** Whether it did what was asked. */
  public boolean ok() {
    return answer.path("ok").asBoolean();
  }

  /** Slack's name of the error; empty where there was none. */
  public String error() {
    return answer.path("error").asText();
  }
}
