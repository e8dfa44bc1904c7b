package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.offprint.model.ModelServer.Answer.Fault;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Speaks Ollama's own chat: lines of JSON. */
public final class OllamaServer extends ModelServer {
  public OllamaServer(Function<JsonNode, Answer> answers) {
    super(answers);
  }

  @Override
  public URI address() {
    return URI.create(root());
  }

  /** An error as Ollama writes it. */
  public static String error(String message) {
    return MAPPER.createObjectNode().put("error", message).toString();
  }

  @Override
  ModelSettings.Protocol protocol() {
    return ModelSettings.Protocol.OLLAMA;
  }

  @Override
  Optional<Fault.Status> wrong(HttpExchange exchange, JsonNode request) {
    if (!exchange.getRequestURI().getPath().equals("/api/chat")) {
      return Optional.of(refusal(404, "404 page not found"));
    }
    if (request.path("model").asText().isEmpty()) {
      return Optional.of(refusal(400, error("model is required")));
    }
    for (JsonNode message : request.path("messages")) {
      if (!List.of("system", "user", "assistant", "tool").contains(message.path("role").asText())) {
        return Optional.of(refusal(400, error("invalid role " + message.path("role"))));
      }
    }
    return Optional.empty();
  }

  /** Ollama streams unless it is told not to. */
  @Override
  boolean streams(HttpExchange exchange, JsonNode request) {
    return request.path("stream").asBoolean(true);
  }

  @Override
  String streamType() {
    return "application/x-ndjson";
  }

  @Override
  String opening(JsonNode request, Answer answer) {
    return "";
  }

  @Override
  String piece(JsonNode request, String text) {
    return said(request, text).put("done", false) + "\n";
  }

  /** Ollama has no field for a refusal: it is an answer like any other. */
  @Override
  String refusing(JsonNode request, String words) {
    return piece(request, words) + closing(request, Answer.of(words));
  }

  @Override
  String closing(JsonNode request, Answer answer) {
    return done(said(request, ""), request, answer) + "\n";
  }

  @Override
  String invalid(String message) {
    return error(message);
  }

  @Override
  String failing(String message) {
    return error(message) + "\n";
  }

  @Override
  String whole(JsonNode request, Answer answer) {
    String text = answer.fault() instanceof Fault.Refusal refusal ? refusal.words() : answer.text();
    return done(said(request, text), request, answer).toString();
  }

  @Override
  String listing(List<String> names) {
    ObjectNode list = MAPPER.createObjectNode();
    list.putArray("models");
    names.forEach(
        name -> list.withArray("models").addObject().put("name", name).put("model", name));
    return list.toString();
  }

  @Override
  String words(JsonNode request) {
    return OpenAiServer.text(request);
  }

  @Override
  @Nullable String key(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Authorization");
  }

  private static ObjectNode said(JsonNode request, String text) {
    ObjectNode body = MAPPER.createObjectNode().put("model", request.path("model").asText());
    body.put("created_at", "2026-11-01T10:00:00.000000Z");
    body.putObject("message").put("role", "assistant").put("content", text);
    return body;
  }

  private ObjectNode done(ObjectNode body, JsonNode request, Answer answer) {
    body.put("done", true).put("done_reason", answer.finish());
    body.put("total_duration", 5_000_000L).put("load_duration", 1_000L);
    if (answer.read() >= 0) {
      body.put("prompt_eval_count", read(request, answer));
      body.put("eval_count", written(answer) + answer.hidden());
    }
    return body;
  }
}
