package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;

/**
 * Something sent to the program, and whether it was acknowledged.
 *
 * @param acknowledged completes with what came back with the acknowledgement; exceptionally where
 *     it was lost with its connection
 */
public record Envelope(
    String id,
    String type,
    ObjectNode payload,
    boolean answerable,
    int attempt,
    CompletableFuture<JsonNode> acknowledged) {
  static Envelope of(String id, String type, ObjectNode payload, boolean answerable, int attempt) {
    return new Envelope(id, type, payload, answerable, attempt, new CompletableFuture<>());
  }

  ObjectNode onTheWire() {
    ObjectNode envelope = Wire.object().put("envelope_id", id).put("type", type);
    envelope.put("accepts_response_payload", answerable);
    if (type.equals("events_api")) {
      envelope.put("retry_attempt", attempt).put("retry_reason", attempt == 0 ? "" : "timeout");
    }
    envelope.set("payload", payload);
    return envelope;
  }
}
