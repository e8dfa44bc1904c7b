package dev.offprint.model;

import dev.offprint.engine.Models;
import dev.offprint.engine.Models.CallFailed;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Traits;
import dev.offprint.model.Trouble.Kind;
import dev.offprint.session.SessionId;
import dev.offprint.session.Usage;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A model behind a server. Streams by default, so that the first token is heard and a stall is
 * noticed; what a server refuses is asked for in another form; what fails is tried again, in its
 * turn among all calls to that provider.
 */
final class ServerModel implements TextModel {
  private static final int TRIES = 5;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** English prose comes to less than this many characters a token: fewer tokens were cut. */
  private static final double LEAST_TOKENS = 1 / 7.0;

  private final ModelName name;
  private final Dialect dialect;
  private final Traits traits;
  private final ModelSettings settings;
  private final Provider provider;
  private final Pace pace;
  private final Troubles troubles;
  private volatile Form form;

  /** Tokens left for thoughts that are not part of the answer; learned to be more. */
  private volatile int thinking;

  /** Tokens of an answer at most, thoughts included; learned to be fewer. */
  private volatile int output;

  /**
   * @param thinking tokens left for thoughts that are not part of the answer
   * @param marks whether its cache wants to be told where shared blocks end
   */
  ServerModel(
      ModelName name,
      ModelSettings.Server server,
      @Nullable String key,
      Traits traits,
      int thinking,
      boolean marks,
      ModelSettings settings,
      Provider provider,
      Pace pace) {
    this.name = name;
    this.dialect = dialect(name, server, key, traits, marks);
    this.traits = traits;
    this.thinking = thinking;
    this.output = traits.output();
    this.settings = settings;
    this.provider = provider;
    this.pace = pace;
    this.troubles = new Troubles(name.toString(), server.reader(), key, pace::instant);
    this.form = dialect.form();
  }

  private static Dialect dialect(
      ModelName name,
      ModelSettings.Server server,
      @Nullable String key,
      Traits traits,
      boolean marks) {
    return switch (server.protocol()) {
      case OPENAI -> new OpenAiDialect(name.model(), server.baseUrl(), key, marks);
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
    Running running = new Running(prompt, call);
    call.onCancel(running::cancel);
    try {
      return running.answered();
    } catch (Trouble trouble) {
      throw new CallFailed(trouble.cause(), running.spent);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CallFailed(Trouble.cancelled().cause(), running.spent);
    }
  }

  /**
   * Servers on one's own machine cut what does not fit and answer the rest; that must not pass for
   * an answer.
   */
  private @Nullable Trouble cutQuestion(Prompt prompt, long read) {
    long characters = prompt.system().length() + prompt.task().length();
    for (String block : prompt.prefix()) {
      characters += block.length();
    }
    return !traits.local() || read == 0 || read >= characters * LEAST_TOKENS
        ? null
        : new Trouble(
            Kind.SETTINGS,
            troubles.opening()
                + " read only "
                + read
                + " tokens of the question and left out the rest. Give the server a larger context"
                + " (Ollama: OLLAMA_CONTEXT_LENGTH=16384).");
  }

  @Override
  public void close() {
    // Connections are shared by all models and end by themselves.
  }

  /** One call with all its tries. */
  private final class Running {
    private final Prompt prompt;
    private final Models.Call call;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final AtomicReference<@Nullable GuardedHttp> open = new AtomicReference<>();
    private final long began = System.nanoTime();
    private Usage spent = Usage.NONE;
    private @Nullable Long thoughts;
    private Duration waited = Duration.ZERO;
    private int tries;

    Running(Prompt prompt, Models.Call call) {
      this.prompt = prompt;
      this.call = call;
    }

    void cancel() {
      cancelled.countDown();
      GuardedHttp now = open.get();
      if (now != null) {
        now.abort();
      }
      provider.stir();
    }

    private boolean isCancelled() {
      return call.cancelled() || cancelled.getCount() == 0;
    }

    Reply answered() throws InterruptedException {
      while (true) {
        rest();
        Form used = form;
        int limit = Math.min(prompt.most() + thinking, output);
        Attempt attempt = inTurn(used, limit);
        spent = spent.plus(attempt.paid());
        if (attempt.thoughts() != null) {
          thoughts = attempt.thoughts() + (thoughts == null ? 0 : thoughts);
        }
        Trouble trouble = attempt.trouble();
        if (trouble == null) {
          trouble = cutQuestion(prompt, attempt.read());
        }
        if (trouble == null && thoughtOnly(attempt)) {
          moreThoughts(limit);
        } else if (trouble == null) {
          return reply(attempt);
        } else if (!learned(trouble, used, limit)) {
          again(trouble);
        }
      }
    }

    private Reply reply(Attempt attempt) {
      return new Reply(
          attempt.text(),
          attempt.ending() == Dialect.Ending.LENGTH ? Reply.Finish.LENGTH : Reply.Finish.COMPLETE,
          spent,
          name.toString(),
          Duration.ofNanos(System.nanoTime() - began),
          null,
          thoughts);
    }

    /** Nobody asks while the provider has asked to be left alone. */
    private void rest() throws InterruptedException {
      Duration rest = provider.circuit().rest();
      if (rest.isPositive() && !provider.circuit().isOpen()) {
        Trouble busy =
            new Trouble(Kind.TEMPORARY, troubles.opening() + " is busy and asked to wait.", rest);
        if (waited.plus(rest).compareTo(LONGEST) > 0) {
          throw busy;
        }
        pause(rest.plus(pace.jitter(0).dividedBy(10)));
      }
    }

    private Attempt inTurn(Form used, int limit) throws InterruptedException {
      try (Slots.Slot slot =
          provider
              .slots()
              .ask(call.session().<Object>map(id -> id).orElse(call), traits.parallel())) {
        slot.await(this::isCancelled);
        boolean tried = provider.circuit().enter(this::isCancelled);
        Trouble trouble = Trouble.cancelled();
        try {
          GuardedHttp http = new GuardedHttp(settings, troubles, dialect, call::started);
          open.set(http);
          if (isCancelled()) {
            throw trouble;
          }
          String session = call.session().map(SessionId::value).orElse("");
          Attempt attempt = Attempt.of(prompt, used, limit, session, dialect, http);
          trouble = attempt.trouble();
          return attempt;
        } finally {
          provider.circuit().ended(tried, trouble);
        }
      }
    }

    /** Whether all tokens went into thoughts, so that nothing can be continued. */
    private boolean thoughtOnly(Attempt attempt) {
      return attempt.ending() == Dialect.Ending.LENGTH && attempt.text().isBlank();
    }

    private void moreThoughts(int limit) {
      if (limit >= output) {
        throw new Trouble(
            Kind.SETTINGS,
            name
                + " spent all "
                + limit
                + " tokens of an answer on hidden thoughts. Choose another model, or raise its"
                + " output under abilities in the configuration.");
      }
      thinking = Math.max(thinking, Math.min(output, 2 * limit) - prompt.most());
    }

    /** Whether a refusal taught how to ask. */
    private boolean learned(Trouble trouble, Form used, int limit) {
      if (trouble.kind() != Kind.FORM) {
        return false;
      }
      OptionalInt most = Form.most(trouble.words());
      if (most.isPresent() && most.getAsInt() < limit) {
        output = most.getAsInt();
        return true;
      }
      Optional<Form> other = used.after(trouble.words(), prompt);
      other.ifPresent(next -> form = next);
      return other.isPresent();
    }

    /** Waits for the next try, or gives up. */
    private void again(Trouble trouble) throws InterruptedException {
      if (!trouble.retriable()) {
        throw trouble;
      }
      tries++;
      Duration jitter = pace.jitter(tries);
      Duration asked = trouble.after();
      // Nobody comes back before the time the server named, nor all at that moment.
      Duration pause = asked == null ? jitter : asked.plus(jitter.dividedBy(10));
      if (tries == TRIES || waited.plus(pause).compareTo(LONGEST) > 0) {
        provider.circuit().givenUp(trouble);
      }
      if (provider.circuit().isOpen()) {
        throw new Trouble(Kind.TEMPORARY, trouble.words(), provider.circuit().left());
      }
      pause(pause);
    }

    private void pause(Duration pause) throws InterruptedException {
      waited = waited.plus(pause);
      pace.pause(pause, cancelled);
    }
  }
}
