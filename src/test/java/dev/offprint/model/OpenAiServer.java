package dev.offprint.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.offprint.model.OpenAiServer.Answer.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model server on loopback that speaks OpenAI's chat completions, blocking and streaming, and
 * answers what it is told to.
 */
public final class OpenAiServer implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int PIECE = 40;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Function<JsonNode, Answer> answers;
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private final CountDownLatch stalled = new CountDownLatch(1);
  private volatile List<String> models = List.of("test-model");

  /** Listens on a free port. The function may be called by several threads at once. */
  public OpenAiServer(Function<JsonNode, Answer> answers) {
    this.answers = answers;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::complete);
    server.createContext("/v1/models", this::list);
    server.start();
  }

  /** A server that always says the same. */
  public static OpenAiServer saying(String text) {
    return new OpenAiServer(request -> Answer.of(text));
  }

  /** The base address, with {@code /v1}. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  /** Settings that use this server for every role. */
  public ModelSettings settings() {
    return ModelSettings.defaults()
        .withProvider("test", new ModelSettings.Server(address(), null, "the test server"))
        .withModel("test:test-model");
  }

  /** All requests, in the order they came. */
  public List<JsonNode> requests() {
    return new ArrayList<>(requests);
  }

  /** The keys that were sent, in order. */
  public List<String> keys() {
    return new ArrayList<>(keys);
  }

  /** Waits until a client has ended a connection before its answer was written. */
  public void awaitHangUp() throws InterruptedException {
    hungUp.await();
  }

  /** Waits until an answer stalls or goes on for ever. */
  public void awaitStall() throws InterruptedException {
    stalled.await();
  }

  /** What {@code /models} lists. */
  public void offer(List<String> names) {
    models = List.copyOf(names);
  }

  /** The whole text of a request: system, blocks, task. */
  public static String text(JsonNode request) {
    StringBuilder text = new StringBuilder();
    request.path("messages").forEach(m -> text.append(m.path("content").asText()).append('\n'));
    return text.toString();
  }

  /** The schema that a request's answer must match; missing where there is none. */
  public static JsonNode schema(JsonNode request) {
    return request.path("response_format").path("json_schema").path("schema");
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  /**
   * What the server answers.
   *
   * @param finish {@code stop}, {@code length}, {@code content_filter}
   * @param read tokens of the question; 0: counted from its length; less than 0: not said
   * @param cached those of them found in a cache
   */
  public record Answer(String text, String finish, long read, long cached, @Nullable Fault fault) {
    public static Answer of(String text) {
      return new Answer(text, "stop", 0, 0, null);
    }

    public static Answer failing(Fault fault) {
      return new Answer("An answer that breaks off somewhere.", "stop", 0, 0, fault);
    }

    public Answer finish(String other) {
      return new Answer(text, other, read, cached, fault);
    }

    public Answer usage(long tokens, long ofThemCached) {
      return new Answer(text, finish, tokens, ofThemCached, fault);
    }

    /** What goes wrong. */
    public sealed interface Fault {
      /** An answer that is none. */
      record Status(int code, Map<String, String> headers, String body) implements Fault {}

      /** Half the answer, then nothing, the connection open. */
      record Stall() implements Fault {}

      /** Goes on for ever. */
      record Endless() implements Fault {}

      /** Headers, then nothing. */
      record Silence() implements Fault {}

      /** Half the answer, then the end of the connection. */
      record Cut() implements Fault {}

      /** Half the answer and a proper end, but no end marker. */
      record Unfinished() implements Fault {}

      /** Half the answer, then an error in the stream. */
      record ErrorEvent(String message) implements Fault {}

      /** A success with these bytes as they are. */
      record Garbage(String type, String body) implements Fault {}

      /** The refusal field instead of an answer. */
      record Refusal(String words) implements Fault {}
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    ObjectNode list = MAPPER.createObjectNode().put("object", "list");
    models.forEach(name -> list.withArray("data").addObject().put("id", name));
    send(exchange, 200, "application/json", list.toString());
  }

  private void complete(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request;
      try {
        request = MAPPER.readTree(exchange.getRequestBody());
      } catch (JacksonException broken) {
        send(exchange, 400, "application/json", error("not JSON"));
        return;
      }
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      requests.add(request);
      Answer answer = answers.apply(request);
      if (answer.fault() instanceof Fault.Status status) {
        status.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        send(exchange, status.code(), "application/json", status.body());
      } else if (answer.fault() instanceof Fault.Garbage garbage) {
        send(exchange, 200, garbage.type(), garbage.body());
      } else if (request.path("stream").asBoolean()) {
        stream(exchange, request, answer);
      } else {
        whole(exchange, request, answer);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void whole(HttpExchange exchange, JsonNode request, Answer answer)
      throws IOException, InterruptedException {
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
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      boolean half = answer.fault() instanceof Fault.Cut || answer.fault() instanceof Fault.Stall;
      out.write(bytes, 0, half ? bytes.length / 2 : bytes.length);
      out.flush();
      if (answer.fault() instanceof Fault.Stall) {
        stall();
      }
    }
  }

  private void stream(HttpExchange exchange, JsonNode request, Answer answer)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    // Chunked with a wrong end is how a cut looks; a body without length ends with its connection.
    exchange.sendResponseHeaders(200, answer.fault() instanceof Fault.Cut ? 1 << 30 : 0);
    try (OutputStream out = exchange.getResponseBody()) {
      if (answer.fault() instanceof Fault.Silence) {
        out.flush();
        stall();
        return;
      }
      if (answer.fault() instanceof Fault.Refusal refusal) {
        event(out, request, delta -> delta.put("refusal", refusal.words()), null);
      } else {
        String text =
            answer.fault() == null
                ? answer.text()
                : answer.text().substring(0, answer.text().length() / 2);
        for (int at = 0; at < text.length(); at += PIECE) {
          String piece = text.substring(at, Math.min(text.length(), at + PIECE));
          event(out, request, delta -> delta.put("content", piece), null);
        }
      }
      if (answer.fault() instanceof Fault.Stall) {
        stall();
      } else if (answer.fault() instanceof Fault.Endless) {
        goOn(out, request);
      } else if (answer.fault() instanceof Fault.ErrorEvent error) {
        line(out, error(error.message()));
      } else if (answer.fault() == null || answer.fault() instanceof Fault.Refusal) {
        event(out, request, delta -> delta, answer.finish());
        if (answer.read() >= 0) {
          ObjectNode last = chunk(request, "chat.completion.chunk");
          last.putArray("choices");
          usage(last, request, answer);
          line(out, last.toString());
        }
        line(out, "[DONE]");
      }
    }
  }

  private void goOn(OutputStream out, JsonNode request) throws InterruptedException {
    try {
      stalled.countDown();
      while (!closed.await(5, TimeUnit.MILLISECONDS)) {
        event(out, request, delta -> delta.put("content", "more "), null);
      }
    } catch (IOException gone) {
      hungUp.countDown();
    }
  }

  private void stall() throws InterruptedException {
    stalled.countDown();
    closed.await();
  }

  private static void event(
      OutputStream out,
      JsonNode request,
      Function<ObjectNode, ObjectNode> delta,
      @Nullable String finish)
      throws IOException {
    ObjectNode chunk = chunk(request, "chat.completion.chunk");
    ObjectNode choice = chunk.withArray("choices").addObject().put("index", 0);
    choice.put("finish_reason", finish);
    choice.set("delta", delta.apply(MAPPER.createObjectNode()));
    line(out, chunk.toString());
  }

  private static void line(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static ObjectNode chunk(JsonNode request, String object) {
    return MAPPER
        .createObjectNode()
        .put("id", "answer-1")
        .put("object", object)
        .put("created", 1_750_000_000)
        .put("model", request.path("model").asText());
  }

  private static void usage(ObjectNode body, JsonNode request, Answer answer) {
    if (answer.read() < 0) {
      return;
    }
    long read = answer.read() > 0 ? answer.read() : Tokens.of(text(request));
    long written = Tokens.of(answer.text());
    ObjectNode usage = body.putObject("usage").put("prompt_tokens", read);
    usage.put("completion_tokens", written).put("total_tokens", read + written);
    usage.putObject("prompt_tokens_details").put("cached_tokens", answer.cached());
  }

  /** An error object as OpenAI writes it. */
  public static String error(String message) {
    ObjectNode error = MAPPER.createObjectNode();
    error.putObject("error").put("message", message).put("type", "server_error");
    return error.toString();
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
