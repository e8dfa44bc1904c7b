package dev.offprint.model;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.offprint.engine.Models;
import dev.offprint.engine.Models.CallFailed;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Traits;
import dev.offprint.model.Trouble.Kind;
import dev.offprint.session.Usage;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A model behind a server. Streams by default, so that the first token is heard and a stall is
 * noticed; what a server refuses is asked for in another form.
 */
final class ServerModel implements TextModel {
  private static final int TRIES = 5;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** English prose comes to less than this many characters a token: fewer tokens were cut. */
  private static final double LEAST_TOKENS = 1 / 7.0;

  private final ModelName name;
  private final ModelSettings.Server server;
  private final Dialect dialect;
  private final Traits traits;
  private final int thinking;
  private final ModelSettings settings;
  private final Pace pace;
  private final Troubles troubles;
  private volatile Form form;

  ServerModel(
      ModelName name,
      ModelSettings.Server server,
      @Nullable String key,
      Traits traits,
      int thinking,
      ModelSettings settings,
      Pace pace) {
    this.name = name;
    this.server = server;
    this.dialect = dialect(name, server, key, traits);
    this.traits = traits;
    this.thinking = thinking;
    this.settings = settings;
    this.pace = pace;
    this.troubles = new Troubles(name.toString(), server.reader(), key, InstantSource.system());
    this.form = dialect.form();
  }

  private static Dialect dialect(
      ModelName name, ModelSettings.Server server, @Nullable String key, Traits traits) {
    return switch (server.protocol()) {
      case OPENAI -> new OpenAiDialect(name.model(), server.baseUrl(), key);
      case ANTHROPIC -> new AnthropicDialect(name.model(), server.baseUrl(), key);
      case GEMINI -> new GeminiDialect(name.model(), server.baseUrl(), key);
      case OLLAMA -> new OllamaDialect(name.model(), server.baseUrl(), traits.context());
    };
  }

  /** An address below a server's base. */
  static URI under(URI base, String path) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text : text + "/") + path);
  }

  @Override
  public Reply call(Prompt prompt, Models.Call call) throws CallFailed {
    long began = System.nanoTime();
    CountDownLatch cancelled = new CountDownLatch(1);
    AtomicReference<@Nullable GuardedHttp> running = new AtomicReference<>();
    call.onCancel(
        () -> {
          cancelled.countDown();
          GuardedHttp now = running.get();
          if (now != null) {
            now.abort();
          }
        });
    Usage spent = Usage.NONE;
    Duration waited = Duration.ZERO;
    int tries = 0;
    while (true) {
      GuardedHttp http = new GuardedHttp(settings, troubles, dialect, call::started);
      running.set(http);
      if (call.cancelled() || cancelled.getCount() == 0) {
        throw new CallFailed(Trouble.cancelled().cause(), spent);
      }
      Form used = form;
      Answer answer = once(prompt, used, http);
      Trouble trouble = answer.trouble;
      if (trouble == null) {
        return new Reply(
            answer.text,
            dialect.ending(http.heard()) == Dialect.Ending.LENGTH
                ? Reply.Finish.LENGTH
                : Reply.Finish.COMPLETE,
            spent.plus(answer.usage),
            name.toString(),
            Duration.ofNanos(System.nanoTime() - began));
      }
      spent = spent.plus(answer.usage);
      if (trouble.kind() == Kind.FORM) {
        Optional<Form> other = used.after(trouble.words(), prompt);
        if (other.isPresent()) {
          form = other.get();
          continue;
        }
      }
      tries++;
      Duration pause = pause(trouble, tries);
      if (!trouble.retriable() || tries == TRIES || waited.plus(pause).compareTo(LONGEST) > 0) {
        throw new CallFailed(trouble.cause(), spent);
      }
      waited = waited.plus(pause);
      try {
        pace.pause(pause, cancelled);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new CallFailed(Trouble.cancelled().cause(), spent);
      }
    }
  }

  private Duration pause(Trouble trouble, int tries) {
    Duration jitter = pace.jitter(tries);
    Duration asked = trouble.after();
    // Nobody comes back before the time the server named, nor all at that moment.
    return asked == null ? jitter : asked.plus(jitter.dividedBy(10));
  }

  private Answer once(Prompt prompt, Form used, GuardedHttp http) {
    int limit = Math.min(prompt.most() + thinking, traits.output());
    ChatRequest request = dialect.request(prompt, used, limit);
    AtomicReference<@Nullable ChatResponse> whole = new AtomicReference<>();
    AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
    try {
      if (used.stream()) {
        dialect.streaming(http).chat(request, new Listening(whole, failed));
      } else {
        whole.set(dialect.blocking(http).chat(request));
      }
    } catch (RuntimeException thrown) {
      failed.set(thrown);
    }
    Heard heard = http.heard();
    // A cut answer has been paid for all the same.
    Usage paid = heard.usage(prompt);
    Trouble trouble = http.trouble();
    ChatResponse response = whole.get();
    if (trouble == null && (response == null || failed.get() != null)) {
      trouble =
          new Trouble(
              Kind.TEMPORARY, server.reader() + " answers something that is not the protocol.");
    }
    if (trouble != null || response == null) {
      return new Answer("", paid, trouble);
    }
    String text = response.aiMessage().text();
    return new Answer(text == null ? "" : text, paid, cutQuestion(prompt, heard));
  }

  /**
   * Servers on one's own machine cut what does not fit and answer the rest; that must not pass for
   * an answer.
   */
  private @Nullable Trouble cutQuestion(Prompt prompt, Heard heard) {
    long characters = prompt.system().length() + prompt.task().length();
    for (String block : prompt.prefix()) {
      characters += block.length();
    }
    return !traits.local() || heard.read() == 0 || heard.read() >= characters * LEAST_TOKENS
        ? null
        : new Trouble(
            Kind.SETTINGS,
            server.reader()
                + " read only "
                + heard.read()
                + " tokens of the question and left out the rest. Give the server a larger context"
                + " (Ollama: OLLAMA_CONTEXT_LENGTH=16384).");
  }

  @Override
  public void close() {
    // Connections are shared by all models and end by themselves.
  }

  private record Answer(String text, Usage usage, @Nullable Trouble trouble) {}

  private record Listening(
      AtomicReference<@Nullable ChatResponse> whole, AtomicReference<@Nullable Throwable> failed)
      implements StreamingChatResponseHandler {
    @Override
    public void onPartialResponse(String token) {
      // The guard has heard it already.
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      whole.set(response);
    }

    @Override
    public void onError(Throwable error) {
      failed.set(error);
    }
  }
}
