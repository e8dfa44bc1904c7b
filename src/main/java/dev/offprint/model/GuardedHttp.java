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
  private final Dialect dialect;
  private final Runnable started;
  private final Heard heard = new Heard();
  private @Nullable Trouble trouble;
  private boolean begun;
  private boolean streamed;
  private volatile boolean aborted;
  private volatile @Nullable Body body;
  private volatile @Nullable CompletableFuture<HttpResponse<Body>> waiting;

  GuardedHttp(ModelSettings settings, Troubles troubles, Dialect dialect, Runnable started) {
    this.settings = settings;
    this.troubles = troubles;
    this.dialect = dialect;
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

  /** What is said where an answer cannot be understood. */
  String unclear() {
    return troubles.opening() + " answers something that is not the protocol.";
  }

  /** What came of the answer. */
  Heard heard() {
    return heard;
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
        throw new Trouble(Kind.FORM, troubles.opening() + " does not stream.");
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
                java.net.http.HttpRequest.BodyPublishers.ofString(
                    dialect.completed(request.body())));
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
    return troubles.ofStatus(
        response.statusCode(), name -> response.headers().firstValue(name).orElse(""), words);
  }

  /** Reads what the guard needs from one event or from a whole answer. */
  private void look(String json) {
    JsonNode event;
    try {
      event = MAPPER.readTree(json);
    } catch (JacksonException garbage) {
      throw new Trouble(Kind.TEMPORARY, unclear());
    }
    dialect.hear(event, heard);
    JsonNode error = heard.error();
    if (error != null) {
      throw troubles.ofError(error);
    }
    if (!begun && heard.begun()) {
      begun = true;
      started.run();
    }
  }

  private void checkEnd() {
    switch (dialect.ending(heard)) {
      case WHOLE, LENGTH -> {}
      case DECLINED -> throw troubles.declined(heard);
      case CUT ->
          throw new Trouble(
              Kind.TEMPORARY,
              heard.finish().isEmpty()
                  ? "The answer of " + troubles.reader() + " was cut off."
                  : troubles.opening() + " ended the answer early (" + heard.finish() + ").");
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
        heard.end();
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
      if (!heard.ended()) {
        keep(troubles.ofConnection(failure));
      }
    }
  }
}
