package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What the Web API says instead of {@code ok}: Slack's own name of the error, and what is wrong.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ObjectNode body;

  Refusal(String error) {
    super(error);
    body = Wire.object().put("ok", false).put("error", error);
  }

  /** With one or several sentences in {@code response_metadata}. */
  static Refusal because(String error, List<String> messages) {
    Refusal refusal = new Refusal(error);
    messages.forEach(
        message -> {
          refusal.body.withArray("errors").add(message);
          refusal.body.withObject("/response_metadata").withArray("messages").add(said(message));
        });
    return refusal;
  }

  private static String said(String message) {
    return "[ERROR] " + message;
  }

  /** A scope that the token does not have. */
  static Refusal scope(String needed, String provided) {
    Refusal refusal = new Refusal("missing_scope");
    refusal.body.put("needed", needed).put("provided", provided);
    return refusal;
  }

  /** With one more field. */
  Refusal with(String field, String value) {
    body.put(field, value);
    return this;
  }

  ObjectNode body() {
    return body;
  }
}
