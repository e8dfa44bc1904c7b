package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.offprint.model.ModelServer.Answer.Fault;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Speaks Anthropic's messages, with the names of its events, and refuses what it refuses. */
public final class AnthropicServer extends ModelServer {
  private static final Set<String> KNOWN =
      Set.of(
          "model",
          "messages",
          "system",
          "max_tokens",
          "stream",
          "temperature",
          "top_k",
          "top_p",
          "stop_sequences",
          "metadata",
          "thinking",
          "tools",
          "tool_choice",
          "output_config",
          "output_format");

  public AnthropicServer(Function<JsonNode, Answer> answers) {
    super(answers);
  }

  @Override
  public URI address() {
    return URI.create(root() + "/v1");
  }

  /** An error object as Anthropic writes it. */
  public static String error(String type, String message) {
    ObjectNode error = MAPPER.createObjectNode().put("type", "error");
    error.putObject("error").put("type", type).put("message", message);
    return error.put("request_id", "req_1").toString();
  }

  @Override
  ModelSettings.Protocol protocol() {
    return ModelSettings.Protocol.ANTHROPIC;
  }

  @Override
  Optional<Fault.Status> wrong(HttpExchange exchange, JsonNode request) {
    if (!exchange.getRequestURI().getPath().equals("/v1/messages")) {
      return Optional.of(refusal(404, error("not_found_error", "Not found")));
    }
    if (key(exchange) == null) {
      return Optional.of(refusal(401, error("authentication_error", "x-api-key is required")));
    }
    String wrong = exchange.getRequestHeaders().containsKey("anthropic-version") ? "" : "version";
    for (String field : List.of("model", "messages", "max_tokens")) {
      wrong = request.has(field) ? wrong : field + ": Field required";
    }
    List<String> unknown = new ArrayList<>();
    request.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(KNOWN);
    wrong = unknown.isEmpty() ? wrong : unknown + ": Extra inputs are not permitted";
    long marks = request.findValues("cache_control").size();
    wrong = marks <= 4 ? wrong : "A maximum of 4 blocks with cache_control may be provided";
    for (JsonNode message : request.path("messages")) {
      for (JsonNode part : message.path("content")) {
        if (part.path("type").asText().equals("text") && part.path("text").asText().isEmpty()) {
          wrong = "messages: text content blocks must be non-empty";
        }
      }
    }
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(refusal(400, error("invalid_request_error", wrong)));
  }

  @Override
  boolean streams(HttpExchange exchange, JsonNode request) {
    return request.path("stream").asBoolean();
  }

  @Override
  String streamType() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  String opening(JsonNode request, Answer answer) {
    ObjectNode start = MAPPER.createObjectNode().put("type", "message_start");
    ObjectNode message = start.putObject("message");
    head(message, request).putNull("stop_reason");
    usage(message, request, answer, 1);
    return event("message_start", start)
        + "event: content_block_start\n"
        + "data: {\"type\":\"content_block_start\",\"index\":0,"
        + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
        + "event: ping\ndata: {\"type\":\"ping\"}\n\n";
  }

  @Override
  String piece(JsonNode request, String text) {
    ObjectNode delta = MAPPER.createObjectNode().put("type", "content_block_delta").put("index", 0);
    delta.putObject("delta").put("type", "text_delta").put("text", text);
    return event("content_block_delta", delta);
  }

  @Override
  String refusing(JsonNode request, String words) {
    ObjectNode delta = MAPPER.createObjectNode().put("type", "message_delta");
    ObjectNode inner = delta.putObject("delta").put("stop_reason", "refusal");
    inner.putObject("stop_details").put("type", "refusal").put("explanation", words);
    delta.putObject("usage").put("output_tokens", 1);
    return event("message_delta", delta) + event("message_stop", stop());
  }

  @Override
  String closing(JsonNode request, Answer answer) {
    ObjectNode delta = MAPPER.createObjectNode().put("type", "message_delta");
    delta.putObject("delta").put("stop_reason", finish(answer)).putNull("stop_sequence");
    delta.putObject("usage").put("output_tokens", written(answer) + answer.hidden());
    return "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
        + event("message_delta", delta)
        + event("message_stop", stop());
  }

  @Override
  String invalid(String message) {
    return error("invalid_request_error", message);
  }

  @Override
  String failing(String message) {
    return "event: error\ndata: " + error("overloaded_error", message) + "\n\n";
  }

  @Override
  String whole(JsonNode request, Answer answer) {
    ObjectNode body = MAPPER.createObjectNode();
    head(body, request);
    if (answer.fault() instanceof Fault.Refusal refusal) {
      body.put("stop_reason", "refusal");
      body.putObject("stop_details").put("explanation", refusal.words());
    } else {
      body.put("stop_reason", finish(answer));
      body.withArray("content").addObject().put("type", "text").put("text", answer.text());
    }
    usage(body, request, answer, written(answer) + answer.hidden());
    return body.toString();
  }

  @Override
  String listing(List<String> names) {
    ObjectNode list = MAPPER.createObjectNode();
    list.putArray("data");
    names.forEach(name -> list.withArray("data").addObject().put("type", "model").put("id", name));
    return list.toString();
  }

  @Override
  String words(JsonNode request) {
    StringBuilder text = new StringBuilder();
    request.path("system").forEach(part -> text.append(part.path("text").asText()).append('\n'));
    for (JsonNode message : request.path("messages")) {
      message.path("content").forEach(part -> text.append(part.path("text").asText()).append('\n'));
    }
    return text.toString();
  }

  @Override
  @Nullable String key(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("x-api-key");
  }

  private static String finish(Answer answer) {
    return switch (answer.finish()) {
      case "length" -> "max_tokens";
      case "content_filter" -> "refusal";
      default -> "end_turn";
    };
  }

  private static ObjectNode head(ObjectNode message, JsonNode request) {
    message.put("id", "msg_1").put("type", "message").put("role", "assistant");
    message.putArray("content");
    return message.put("model", request.path("model").asText());
  }

  /** Anthropic counts what came from the cache beside the rest. */
  private void usage(ObjectNode message, JsonNode request, Answer answer, long written) {
    if (answer.read() < 0) {
      return;
    }
    message
        .putObject("usage")
        .put("input_tokens", read(request, answer) - answer.cached())
        .put("cache_creation_input_tokens", 0)
        .put("cache_read_input_tokens", answer.cached())
        .put("output_tokens", written);
  }

  private static ObjectNode stop() {
    return MAPPER.createObjectNode().put("type", "message_stop");
  }

  private static String event(String name, ObjectNode data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }
}
