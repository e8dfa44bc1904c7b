package dev.offprint.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.offprint.model.Trouble.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client that langchain4j is given for one call: waits have limits, a stream without its
 * end marker or with an error in it is a failure, a cancelled call ends its connection. What went
 * wrong is kept here, because langchain4j changes exceptions on their way.
 */
final class GuardedHttp implements HttpClient, HttpClientBuilder {
  private static final long MOST = 64L << 20;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  // HTTP/1.1: closing the connection is what tells a server to stop writing.
  private static final java.net.http.HttpClient SHARED =
      java.net.http.HttpClient.newBuilder()
          .version(java.net.http.HttpClient.Version.HTTP_1_1)
          .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(20))
          .build();

  private final ModelSettings settings;
  private final Troubles troubles;
  private final Runnable started;
  private @Nullable Trouble trouble;
  private String finish = "";
  private final StringBuilder refusal = new StringBuilder();
  private boolean ended;
  private boolean spoke;
  private boolean streamed;
  private volatile boolean aborted;
  private volatile @Nullable Body body;
  private volatile @Nullable CompletableFuture<HttpResponse<Body>> waiting;

  GuardedHttp(ModelSettings settings, Troubles troubles, Runnable started) {
    this.settings = settings;
    this.troubles = troubles;
    this.started = started;
  }

  /** Ends the call at once, from any thread. */
  void abort() {
    aborted = true;
    CompletableFuture<HttpResponse<Body>> pending = waiting;
    if (pending != null) {
      pending.cancel(true);
    }
    Body open = body;
    if (open != null) {
      open.close();
    }
  }

  /** What went wrong; null where nothing did. */
  @Nullable Trouble trouble() {
    return aborted ? Trouble.cancelled() : trouble;
  }

  /** The server's word for how the answer ended; empty where it gave none. */
  String finish() {
    return finish;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    try (Body answer = send(request)) {
      String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      look(text);
      checkEnd();
      return SuccessfulHttpResponse.builder().statusCode(200).body(text).build();
    } catch (IOException broken) {
      throw keep(troubles.ofConnection(broken));
    } catch (Trouble known) {
      throw keep(known);
    }
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    try (Body answer = send(request)) {
      if (!streamed) {
        // A server that does not stream answers the whole at once, in another form.
        throw new Trouble(Kind.FORM, troubles.reader() + " does not stream.");
      }
      listener.onOpen(SuccessfulHttpResponse.builder().statusCode(200).build());
      parser.parse(answer, new Watching(listener, answer));
      if (trouble == null) {
        checkEnd();
      }
    } catch (Trouble known) {
      keep(known);
    }
    Trouble failed = trouble();
    if (failed == null) {
      listener.onClose();
    } else {
      listener.onError(failed);
    }
  }

  private Trouble keep(Trouble known) {
    if (trouble == null) {
      trouble = known;
    }
    return known;
  }

  /** The open body of a successful answer. */
  private Body send(HttpRequest request) {
    java.net.http.HttpRequest.Builder outgoing =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .method(
                request.method().name(),
                java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> outgoing.header(name, value)));
    CompletableFuture<HttpResponse<Body>> pending =
        SHARED.sendAsync(outgoing.build(), answer -> new Body(settings.firstToken(), MOST));
    waiting = pending;
    if (aborted) {
      pending.cancel(true);
    }
    HttpResponse<Body> response;
    try {
      response = pending.get(settings.firstToken().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      pending.cancel(true);
      throw troubles.ofConnection(new java.net.http.HttpTimeoutException("no answer"));
    } catch (ExecutionException failed) {
      throw troubles.ofConnection(failed);
    } catch (InterruptedException stopped) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      throw Trouble.cancelled();
    } catch (java.util.concurrent.CancellationException stopped) {
      throw Trouble.cancelled();
    }
    Body open = response.body();
    body = open;
    if (aborted) {
      open.close();
    }
    if (response.statusCode() / 100 != 2) {
      throw refused(response, open);
    }
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (type.contains("text/html")) {
      open.close();
      throw new Trouble(
          Kind.SETTINGS,
          request.url() + " answers with a web page, not as a model server; check its address.");
    }
    streamed = !type.contains("application/json");
    return open;
  }

  private Trouble refused(HttpResponse<Body> response, Body open) {
    open.patience(settings.idle());
    String words = "";
    try (open) {
      words = new String(open.readNBytes(64 << 10), StandardCharsets.UTF_8);
    } catch (IOException cut) {
      words = "";
    }
    String after = response.headers().firstValue("Retry-After").orElse("");
    return troubles.ofStatus(response.statusCode(), after, words);
  }

  /** Reads what the guard needs from one event or from a whole answer. */
  private void look(String json) {
    JsonNode event;
    try {
      event = MAPPER.readTree(json);
    } catch (JacksonException garbage) {
      throw new Trouble(
          Kind.TEMPORARY, troubles.reader() + " answers something that is not the protocol.");
    }
    JsonNode error = event.path("error");
    if (error.isObject() || (error.isTextual() && !error.asText().isBlank())) {
      throw troubles.ofError(error.isObject() ? error : event);
    }
    JsonNode choice = event.path("choices").path(0);
    JsonNode said = choice.has("delta") ? choice.path("delta") : choice.path("message");
    refusal.append(said.path("refusal").asText(""));
    finish = choice.path("finish_reason").asText(finish);
    if (!spoke && !said.path("content").asText("").isEmpty()) {
      spoke = true;
      started.run();
    }
  }

  private void checkEnd() {
    if (finish.equals("content_filter") || !refusal.isEmpty()) {
      throw troubles.declined(refusal.toString());
    }
    if (finish.isEmpty() && !(ended && spoke)) {
      throw new Trouble(Kind.TEMPORARY, "The answer of " + troubles.reader() + " was cut off.");
    }
  }

  @Override
  public Duration connectTimeout() {
    return Duration.ofSeconds(20);
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration ignored) {
    return this;
  }

  @Override
  public Duration readTimeout() {
    return settings.firstToken();
  }

  @Override
  public HttpClientBuilder readTimeout(Duration ignored) {
    return this;
  }

  @Override
  public HttpClient build() {
    return this;
  }

  /** Sees every event before langchain4j does, and nothing after a failure. */
  private final class Watching implements ServerSentEventListener {
    private final ServerSentEventListener listener;
    private final Body answer;

    Watching(ServerSentEventListener listener, Body answer) {
      this.listener = listener;
      this.answer = answer;
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
      if (passes(event)) {
        listener.onEvent(event, context);
      }
    }

    @Override
    public void onEvent(ServerSentEvent event) {
      if (passes(event)) {
        listener.onEvent(event);
      }
    }

    private boolean passes(ServerSentEvent event) {
      if (trouble != null) {
        return false;
      }
      answer.patience(settings.idle());
      if (event.data().strip().equals("[DONE]")) {
        ended = true;
        return true;
      }
      try {
        look(event.data());
        return true;
      } catch (Trouble known) {
        keep(known);
        answer.close();
        return false;
      }
    }

    @Override
    public void onError(Throwable failure) {
      // After the end marker nothing is missing, whatever the connection does.
      if (!ended) {
        keep(troubles.ofConnection(failure));
      }
    }
  }
}
