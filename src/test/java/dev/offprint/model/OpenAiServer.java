package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.offprint.model.ModelServer.Answer.Fault;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Speaks OpenAI's chat completions. */
public final class OpenAiServer extends ModelServer {
  public OpenAiServer(Function<JsonNode, Answer> answers) {
    super(answers);
  }

  /** A server that always says the same. */
  public static OpenAiServer saying(String text) {
    return new OpenAiServer(request -> Answer.of(text));
  }

  /** With {@code /v1}. */
  @Override
  public URI address() {
    return URI.create(root() + "/v1");
  }

  /** The whole text of a request: system, blocks, task. */
  public static String text(JsonNode request) {
    StringBuilder text = new StringBuilder();
    for (JsonNode message : request.path("messages")) {
      JsonNode content = message.path("content");
      text.append(
              content.isArray()
                  ? String.join("", content.findValuesAsText("text"))
                  : content.asText())
          .append('\n');
    }
    return text.toString();
  }

  /** The schema that a request's answer must match; missing where there is none. */
  public static JsonNode schema(JsonNode request) {
    return request.path("response_format").path("json_schema").path("schema");
  }

  /** An error object as OpenAI writes it. */
  public static String error(String message) {
    ObjectNode error = MAPPER.createObjectNode();
    error.putObject("error").put("message", message).put("type", "server_error");
    return error.toString();
  }

  @Override
  ModelSettings.Protocol protocol() {
    return ModelSettings.Protocol.OPENAI;
  }

  @Override
  Optional<Fault.Status> wrong(HttpExchange exchange, JsonNode request) {
    if (!exchange.getRequestURI().getPath().equals("/v1/chat/completions")) {
      return Optional.of(refusal(404, error("Invalid URL " + exchange.getRequestURI())));
    }
    if (request.path("model").asText().isEmpty() || request.path("messages").isEmpty()) {
      return Optional.of(refusal(400, error("model and messages are required")));
    }
    return Optional.empty();
  }

  @Override
  boolean streams(HttpExchange exchange, JsonNode request) {
    return request.path("stream").asBoolean();
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
    return event(request, delta -> delta.put("content", text), null);
  }

  @Override
  String refusing(JsonNode request, String words) {
    return event(request, delta -> delta.put("refusal", words), null)
        + event(request, delta -> delta, "stop")
        + line("[DONE]");
  }

  @Override
  String closing(JsonNode request, Answer answer) {
    String last = "";
    if (answer.read() >= 0) {
      ObjectNode counted = chunk(request, "chat.completion.chunk");
      counted.putArray("choices");
      usage(counted, request, answer);
      last = line(counted.toString());
    }
    return event(request, delta -> delta, answer.finish()) + last + line("[DONE]");
  }

  @Override
  String invalid(String message) {
    return error(message);
  }

  @Override
  String failing(String message) {
    return line(error(message));
  }

  @Override
  String whole(JsonNode request, Answer answer) {
    ObjectNode message = MAPPER.createObjectNode().put("role", "assistant");
    ObjectNode body = chunk(request, "chat.completion");
    if (answer.fault() instanceof Fault.Refusal refusal) {
      message.putNull("content").put("refusal", refusal.words());
    } else {
      message.put("content", answer.text());
    }
    ObjectNode choice = body.withArray("choices").addObject().put("index", 0);
    choice.put("finish_reason", answer.finish()).set("message", message);
    usage(body, request, answer);
    return body.toString();
  }

  @Override
  String listing(List<String> names) {
    ObjectNode list = MAPPER.createObjectNode().put("object", "list");
    names.forEach(name -> list.withArray("data").addObject().put("id", name));
    return list.toString();
  }

  @Override
  String words(JsonNode request) {
    return text(request);
  }

  @Override
  @Nullable String key(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Authorization");
  }

  private static String event(
      JsonNode request, UnaryOperator<ObjectNode> delta, @Nullable String finish) {
    ObjectNode chunk = chunk(request, "chat.completion.chunk");
    ObjectNode choice = chunk.withArray("choices").addObject().put("index", 0);
    choice.put("finish_reason", finish);
    choice.set("delta", delta.apply(MAPPER.createObjectNode()));
    return line(chunk.toString());
  }

  private static String line(String data) {
    return "data: " + data + "\n\n";
  }

  private static ObjectNode chunk(JsonNode request, String object) {
    return MAPPER
        .createObjectNode()
        .put("id", "answer-1")
        .put("object", object)
        .put("created", 1_750_000_000)
        .put("model", request.path("model").asText());
  }

  private void usage(ObjectNode body, JsonNode request, Answer answer) {
    if (answer.read() < 0) {
      return;
    }
    long read = read(request, answer);
    long written = written(answer) + answer.hidden();
    ObjectNode usage = body.putObject("usage").put("prompt_tokens", read);
    usage.put("completion_tokens", written).put("total_tokens", read + written);
    usage.putObject("prompt_tokens_details").put("cached_tokens", answer.cached());
    usage.putObject("completion_tokens_details").put("reasoning_tokens", answer.hidden());
  }
}
