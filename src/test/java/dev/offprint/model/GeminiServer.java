package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.offprint.model.ModelServer.Answer.Fault;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Speaks Gemini's {@code generateContent} and {@code streamGenerateContent}. */
public final class GeminiServer extends ModelServer {
  private static final Pattern PATH =
      Pattern.compile("/v1beta/models/[^/:]+:(generateContent|streamGenerateContent)");

  public GeminiServer(Function<JsonNode, Answer> answers) {
    super(answers);
  }

  @Override
  public URI address() {
    return URI.create(root() + "/v1beta");
  }

  /** An error object as Google writes it. */
  public static String error(int code, String status, String message) {
    ObjectNode error = MAPPER.createObjectNode();
    error.putObject("error").put("code", code).put("message", message).put("status", status);
    return error.toString();
  }

  @Override
  ModelSettings.Protocol protocol() {
    return ModelSettings.Protocol.GEMINI;
  }

  @Override
  Optional<Fault.Status> wrong(HttpExchange exchange, JsonNode request) {
    if (!PATH.matcher(exchange.getRequestURI().getPath()).matches()) {
      return Optional.of(refusal(404, error(404, "NOT_FOUND", "Requested entity not found")));
    }
    String key = key(exchange);
    if (key == null || key.isEmpty()) {
      return Optional.of(
          refusal(403, error(403, "PERMISSION_DENIED", "Method doesn't allow unregistered")));
    }
    if (streaming(exchange) && !"alt=sse".equals(exchange.getRequestURI().getQuery())) {
      return Optional.of(refusal(400, error(400, "INVALID_ARGUMENT", "no alt=sse")));
    }
    for (JsonNode content : request.path("contents")) {
      String role = content.path("role").asText();
      if (!List.of("user", "model").contains(role) || content.path("parts").isEmpty()) {
        return Optional.of(
            refusal(400, error(400, "INVALID_ARGUMENT", "Please use a valid role: user, model.")));
      }
    }
    return request.path("contents").isEmpty()
        ? Optional.of(refusal(400, error(400, "INVALID_ARGUMENT", "contents is not specified")))
        : Optional.empty();
  }

  private static boolean streaming(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().endsWith(":streamGenerateContent");
  }

  @Override
  boolean streams(HttpExchange exchange, JsonNode request) {
    return streaming(exchange);
  }

  @Override
  String streamType() {
    return "text/event-stream";
  }

  @Override
  String opening(JsonNode request, Answer answer) {
    return "";
  }

  @Override
  String piece(JsonNode request, String text) {
    return line(said(text));
  }

  @Override
  String refusing(JsonNode request, String words) {
    return line(blocked());
  }

  /** Gemini has no field for words of refusal. */
  private static ObjectNode blocked() {
    ObjectNode body = MAPPER.createObjectNode();
    body.putObject("promptFeedback").put("blockReason", "PROHIBITED_CONTENT");
    body.putObject("usageMetadata").put("promptTokenCount", 40).put("totalTokenCount", 40);
    return body;
  }

  @Override
  String closing(JsonNode request, Answer answer) {
    return line(finished(said(""), request, answer));
  }

  @Override
  String invalid(String message) {
    return error(400, "INVALID_ARGUMENT", message);
  }

  @Override
  String failing(String message) {
    return "data: " + error(503, "UNAVAILABLE", message) + "\n\n";
  }

  @Override
  String whole(JsonNode request, Answer answer) {
    return answer.fault() instanceof Fault.Refusal
        ? blocked().toString()
        : finished(said(answer.text()), request, answer).toString();
  }

  @Override
  String listing(List<String> names) {
    ObjectNode list = MAPPER.createObjectNode();
    list.putArray("models");
    names.forEach(name -> list.withArray("models").addObject().put("name", "models/" + name));
    return list.toString();
  }

  @Override
  String words(JsonNode request) {
    StringBuilder text = new StringBuilder();
    for (JsonNode part : request.path("systemInstruction").path("parts")) {
      text.append(part.path("text").asText()).append('\n');
    }
    for (JsonNode content : request.path("contents")) {
      content.path("parts").forEach(part -> text.append(part.path("text").asText()).append('\n'));
    }
    return text.toString();
  }

  @Override
  @Nullable String key(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("x-goog-api-key");
  }

  private static ObjectNode said(String text) {
    ObjectNode body = MAPPER.createObjectNode();
    ObjectNode candidate = body.putArray("candidates").addObject().put("index", 0);
    ObjectNode content = candidate.putObject("content").put("role", "model");
    content.putArray("parts").addObject().put("text", text);
    return body;
  }

  private ObjectNode finished(ObjectNode body, JsonNode request, Answer answer) {
    String finish =
        switch (answer.finish()) {
          case "length" -> "MAX_TOKENS";
          case "content_filter" -> "SAFETY";
          default -> "STOP";
        };
    ((ObjectNode) body.path("candidates").path(0)).put("finishReason", finish);
    if (answer.read() >= 0) {
      long read = read(request, answer);
      ObjectNode usage = body.putObject("usageMetadata").put("promptTokenCount", read);
      usage.put("candidatesTokenCount", written(answer));
      usage.put("thoughtsTokenCount", answer.hidden());
      usage.put("cachedContentTokenCount", answer.cached());
      usage.put("totalTokenCount", read + written(answer) + answer.hidden());
    }
    return body;
  }

  private static String line(ObjectNode data) {
    return "data: " + data + "\r\n\r\n";
  }
}
