package dev.offprint.model;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
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
 * A model behind a server that speaks OpenAI's chat completions. Streams by default, so that the
 * first token is heard and a stall is noticed; what a server refuses is asked for in another form.
 */
final class OpenAiModel implements TextModel {
  private static final int TRIES = 5;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** English prose comes to less than this many characters a token: fewer tokens were cut. */
  private static final double LEAST_TOKENS = 1 / 7.0;

  private final ModelName name;
  private final ModelSettings.Server server;
  private final @Nullable String key;
  private final Traits traits;
  private final int thinking;
  private final ModelSettings settings;
  private final Pace pace;
  private final Troubles troubles;
  private volatile Form form;

  OpenAiModel(
      ModelName name,
      ModelSettings.Server server,
      @Nullable String key,
      Traits traits,
      int thinking,
      ModelSettings settings,
      Pace pace) {
    this.name = name;
    this.server = server;
    this.key = key;
    this.traits = traits;
    this.thinking = thinking;
    this.settings = settings;
    this.pace = pace;
    this.troubles = new Troubles(name.toString(), server.reader(), key, InstantSource.system());
    this.form =
        "api.openai.com".equals(server.baseUrl().getHost()) ? Form.ofOpenAi() : Form.ofOthers();
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
      GuardedHttp http = new GuardedHttp(settings, troubles, call::started);
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
            http.finish().equals("length") ? Reply.Finish.LENGTH : Reply.Finish.COMPLETE,
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
    int limit = Math.min(prompt.most(), traits.output()) + thinking;
    ChatRequest request = ChatRequests.of(prompt, used, name.model(), limit);
    StringBuilder heard = new StringBuilder();
    AtomicReference<@Nullable ChatResponse> whole = new AtomicReference<>();
    AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
    try {
      if (used.stream()) {
        streaming(http).chat(request, new Listening(heard, whole, failed));
      } else {
        whole.set(blocking(http).chat(request));
      }
    } catch (RuntimeException thrown) {
      failed.set(thrown);
    }
    Trouble trouble = http.trouble();
    ChatResponse response = whole.get();
    Throwable failure = failed.get();
    if (trouble == null && (response == null || failure != null)) {
      trouble =
          new Trouble(
              Kind.TEMPORARY, server.reader() + " answers something that is not the protocol.");
    }
    if (trouble != null || response == null) {
      // A cut answer has been paid for: the question as guessed, and what was heard.
      Usage paid =
          heard.isEmpty()
              ? Usage.NONE
              : new Usage(Tokens.of(prompt), 0, Tokens.of(heard.toString()));
      return new Answer("", paid, trouble);
    }
    String text = response.aiMessage().text() == null ? "" : response.aiMessage().text();
    Usage usage = usage(prompt, text, response.tokenUsage());
    return new Answer(text, usage, cutQuestion(prompt, usage));
  }

  /**
   * Servers on one's own machine cut what does not fit and answer the rest; that must not pass for
   * an answer.
   */
  private @Nullable Trouble cutQuestion(Prompt prompt, Usage usage) {
    long characters = prompt.system().length() + prompt.task().length();
    for (String block : prompt.prefix()) {
      characters += block.length();
    }
    return !traits.local() || usage.read() >= characters * LEAST_TOKENS
        ? null
        : new Trouble(
            Kind.SETTINGS,
            server.reader()
                + " read only "
                + usage.read()
                + " tokens of the question and left out the rest. Give the server a larger context"
                + " (Ollama: OLLAMA_CONTEXT_LENGTH=16384).");
  }

  private static Usage usage(Prompt prompt, String text, @Nullable TokenUsage said) {
    Integer read = said == null ? null : said.inputTokenCount();
    Integer written = said == null ? null : said.outputTokenCount();
    Integer cached = null;
    if (said instanceof OpenAiTokenUsage more && more.inputTokensDetails() != null) {
      cached = more.inputTokensDetails().cachedTokens();
    }
    return new Usage(
        read == null || read == 0 ? Tokens.of(prompt) : read,
        cached == null ? 0 : cached,
        written == null ? Tokens.of(text) : written);
  }

  private OpenAiStreamingChatModel streaming(GuardedHttp http) {
    return OpenAiStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(server.baseUrl().toString())
        .apiKey(key == null ? "none" : key)
        .modelName(name.model())
        .strictJsonSchema(true)
        .build();
  }

  private OpenAiChatModel blocking(GuardedHttp http) {
    return OpenAiChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(server.baseUrl().toString())
        .apiKey(key == null ? "none" : key)
        .modelName(name.model())
        .strictJsonSchema(true)
        .maxRetries(0)
        .build();
  }

  @Override
  public void close() {
    // Connections are shared by all models and end by themselves.
  }

  private record Answer(String text, Usage usage, @Nullable Trouble trouble) {}

  private record Listening(
      StringBuilder heard,
      AtomicReference<@Nullable ChatResponse> whole,
      AtomicReference<@Nullable Throwable> failed)
      implements StreamingChatResponseHandler {
    @Override
    public void onPartialResponse(String token) {
      heard.append(token);
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
