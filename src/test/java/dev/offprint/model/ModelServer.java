package dev.offprint.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.offprint.model.ModelServer.Answer.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model server on loopback that answers what it is told to, blocking and streaming, and refuses
 * requests that the real one would refuse. Each protocol is a subclass.
 */
public abstract class ModelServer implements AutoCloseable {
  static final ObjectMapper MAPPER = new ObjectMapper();
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
  private volatile Refusing refusing = (request, streams) -> "";

  /** Listens on a free port. The function may be called by several threads at once. */
  ModelServer(Function<JsonNode, Answer> answers) {
    this.answers = answers;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** The base address that clients are told. */
  public abstract URI address();

  abstract ModelSettings.Protocol protocol();

  /** What the real server would say against a request; empty where it would take it. */
  abstract Optional<Fault.Status> wrong(HttpExchange exchange, JsonNode request);

  abstract boolean streams(HttpExchange exchange, JsonNode request);

  /** The content type of a stream. */
  abstract String streamType();

  /** The beginning of a stream, as it is sent; may be empty. */
  abstract String opening(JsonNode request, Answer answer);

  abstract String piece(JsonNode request, String text);

  /** What is sent where the model declines. */
  abstract String refusing(JsonNode request, String words);

  /** The end of a stream. */
  abstract String closing(JsonNode request, Answer answer);

  /** What is said of an invalid request. */
  abstract String invalid(String message);

  /** An error inside a stream. */
  abstract String failing(String message);

  /** The answer to a request that does not stream. */
  abstract String whole(JsonNode request, Answer answer);

  /** The list of models. */
  abstract String listing(List<String> names);

  /** The words of a request: system, blocks, task. */
  abstract String words(JsonNode request);

  /** The key as it was sent. */
  abstract @Nullable String key(HttpExchange exchange);

  final String root() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  final ModelSettings.Server described(@Nullable String keyVariable) {
    return new ModelSettings.Server(address(), keyVariable, "the test server", protocol(), null);
  }

  /** Settings that use this server for every role. */
  public final ModelSettings settings() {
    return ModelSettings.defaults()
        .withProvider("test", described(null))
        .withModel("test:test-model");
  }

  /**
   * The same settings for a model that sees pictures, with little patience where the fault is a
   * stall, and another address where it is that.
   */
  public final ModelSettings impatient(Faults fault) {
    boolean stalls = fault == Faults.STALLED_STREAM || fault == Faults.SILENCE;
    Duration patience = stalls ? Duration.ofMillis(60) : Duration.ofSeconds(20);
    ModelSettings.Server there = described(null);
    ModelSettings usual =
        fault == Faults.NO_SUCH_HOST
            ? settings()
                .withProvider(
                    "test",
                    new ModelSettings.Server(
                        Faults.NOWHERE, null, there.reader(), there.protocol(), null))
            : settings();
    return new ModelSettings(
        usual.model(),
        usual.roles(),
        usual.providers(),
        Map.of(
            "test:test-model",
            new ModelSettings.Abilities(null, null, null, null, null, true, null)),
        patience,
        patience,
        usual.embedded());
  }

  /** All requests that were taken, in the order they came. */
  public final List<JsonNode> requests() {
    return new ArrayList<>(requests);
  }

  /** The keys that were sent, in order. */
  public final List<String> keys() {
    return new ArrayList<>(keys);
  }

  /** Waits until a client has ended a connection before its answer was written. */
  public final void awaitHangUp() throws InterruptedException {
    hungUp.await();
  }

  /** Waits until an answer stalls or goes on for ever. */
  public final void awaitStall() throws InterruptedException {
    stalled.await();
  }

  /** What the list of models names. */
  public final void offer(List<String> names) {
    models = List.copyOf(names);
  }

  /** From now on streams are refused, as by a server that has none. */
  final void refuseStreams() {
    refusing = (request, streams) -> streams ? "stream is not supported" : "";
  }

  /** From now on requests that have this are refused as invalid. */
  final void refuse(Function<JsonNode, JsonNode> has, String words) {
    refusing = (request, streams) -> has.apply(request).isObject() ? words : "";
  }

  /** Says against a request what there is to say. */
  private interface Refusing {
    String words(JsonNode request, boolean streams);
  }

  @Override
  public final void close() {
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
   * @param hidden tokens of thoughts that are not shown
   */
  public record Answer(
      String text, String finish, long read, long cached, long hidden, @Nullable Fault fault) {
    public static Answer of(String text) {
      return new Answer(text, "stop", 0, 0, 0, null);
    }

    public static Answer failing(Fault fault) {
      return new Answer("An answer that breaks off somewhere.", "stop", 0, 0, 0, fault);
    }

    public Answer finish(String other) {
      return new Answer(text, other, read, cached, hidden, fault);
    }

    public Answer usage(long tokens, long ofThemCached) {
      return new Answer(text, finish, tokens, ofThemCached, hidden, fault);
    }

    public Answer thoughts(long tokens) {
      return new Answer(text, finish, read, cached, tokens, fault);
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

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("GET")) {
        send(exchange, 200, "application/json", listing(models));
        return;
      }
      JsonNode request;
      try {
        request = MAPPER.readTree(exchange.getRequestBody());
      } catch (JacksonException broken) {
        send(exchange, 400, "application/json", "{\"error\":{\"message\":\"not JSON\"}}");
        return;
      }
      keys.add(String.valueOf(key(exchange)));
      Optional<Fault.Status> wrong = wrong(exchange, request);
      if (wrong.isPresent()) {
        status(exchange, wrong.get());
        return;
      }
      String refused = refusing.words(request, streams(exchange, request));
      if (!refused.isEmpty()) {
        status(exchange, refusal(400, invalid(refused)));
        return;
      }
      requests.add(request);
      answer(exchange, request, answers.apply(request));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, JsonNode request, Answer answer)
      throws IOException, InterruptedException {
    if (answer.fault() instanceof Fault.Status status) {
      status(exchange, status);
    } else if (answer.fault() instanceof Fault.Garbage garbage) {
      send(exchange, 200, garbage.type(), garbage.body());
    } else if (streams(exchange, request)) {
      stream(exchange, request, answer);
    } else {
      atOnce(exchange, request, answer);
    }
  }

  private void atOnce(HttpExchange exchange, JsonNode request, Answer answer)
      throws IOException, InterruptedException {
    byte[] bytes = whole(request, answer).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      boolean half =
          answer.fault() instanceof Fault.Cut
              || answer.fault() instanceof Fault.Stall
              || answer.fault() instanceof Fault.Silence;
      out.write(bytes, 0, half ? bytes.length / 2 : bytes.length);
      out.flush();
      if (half && !(answer.fault() instanceof Fault.Cut)) {
        stall();
      }
    }
  }

  private void stream(HttpExchange exchange, JsonNode request, Answer answer)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", streamType());
    // Chunked with a wrong end is how a cut looks; a body without length ends with its connection.
    exchange.sendResponseHeaders(200, answer.fault() instanceof Fault.Cut ? 1 << 30 : 0);
    try (OutputStream out = exchange.getResponseBody()) {
      if (answer.fault() instanceof Fault.Silence) {
        out.flush();
        stall();
        return;
      }
      write(out, opening(request, answer));
      if (answer.fault() instanceof Fault.Refusal refusal) {
        write(out, refusing(request, refusal.words()));
        return;
      }
      String text =
          answer.fault() == null
              ? answer.text()
              : answer.text().substring(0, answer.text().length() / 2);
      for (int at = 0; at < text.length(); at += PIECE) {
        write(out, piece(request, text.substring(at, Math.min(text.length(), at + PIECE))));
      }
      if (answer.fault() instanceof Fault.Stall) {
        stall();
      } else if (answer.fault() instanceof Fault.Endless) {
        goOn(out, request);
      } else if (answer.fault() instanceof Fault.ErrorEvent error) {
        write(out, failing(error.message()));
      } else if (answer.fault() == null) {
        write(out, closing(request, answer));
      }
    }
  }

  private void goOn(OutputStream out, JsonNode request) throws InterruptedException {
    try {
      stalled.countDown();
      while (!closed.await(5, TimeUnit.MILLISECONDS)) {
        write(out, piece(request, "more "));
      }
    } catch (IOException gone) {
      hungUp.countDown();
    }
  }

  private void stall() throws InterruptedException {
    stalled.countDown();
    closed.await();
  }

  /** Tokens of a question, as an answer says them. */
  final long read(JsonNode request, Answer answer) {
    return answer.read() > 0 ? answer.read() : Tokens.of(words(request));
  }

  static long written(Answer answer) {
    return Tokens.of(answer.text());
  }

  static Fault.Status refusal(int code, String body) {
    return new Fault.Status(code, Map.of(), body);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void status(HttpExchange exchange, Fault.Status status) throws IOException {
    status.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    send(exchange, status.code(), "application/json", status.body());
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
