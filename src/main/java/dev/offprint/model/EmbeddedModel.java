package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offprint.engine.Models;
import dev.offprint.engine.Models.CallFailed;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Traits;
import dev.offprint.model.Trouble.Kind;
import dev.offprint.session.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The model inside this program: one child process, loaded with the first call and kept, because
 * its prompt cache is what makes the next call fast. One call at a time; others wait their turn.
 */
final class EmbeddedModel implements TextModel {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Reading a full context on a slow machine; longer than this, the child hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(40);

  /** The likeliest words suit code; penalties for repetition break it and are left out. */
  private static final double TEMPERATURE = 0.2;

  /** An answer that was no good comes again word for word unless it is drawn more freely. */
  private static final double AGAIN = 0.6;

  /** What the makers of the model advise against running in circles. */
  private static final double PENALTY = 1.1;

  private final Path file;
  private final Traits traits;
  private final ModelSettings.Embedded settings;
  private final Path directory;
  private final Semaphore turn = new Semaphore(1, true);
  private @Nullable LlamaProcess process;
  private int calls;

  EmbeddedModel(Path file, Traits traits, ModelSettings.Embedded settings, Path directory) {
    this.file = file;
    this.traits = traits;
    this.settings = settings;
    this.directory = directory;
  }

  /** The child's process id; 0 while there is none. */
  long pid() {
    LlamaProcess now = process;
    return now == null ? 0 : now.pid();
  }

  @Override
  public Reply call(Prompt prompt, Models.Call call) throws CallFailed {
    try {
      while (!turn.tryAcquire(200, TimeUnit.MILLISECONDS)) {
        if (call.cancelled()) {
          throw new CallFailed(Trouble.cancelled().cause(), Usage.NONE);
        }
      }
      try {
        return tried(prompt, call);
      } finally {
        turn.release();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CallFailed(Trouble.cancelled().cause(), Usage.NONE);
    }
  }

  /** A child that died is started again once; a second death is told. */
  private Reply tried(Prompt prompt, Models.Call call) throws CallFailed, InterruptedException {
    Usage lost = Usage.NONE;
    for (boolean again = false; ; again = true) {
      Answer answer = new Answer(prompt, call);
      try {
        return answer.ask(lost);
      } catch (LlamaProcess.Died died) {
        stop();
        lost = lost.plus(answer.spent());
        if (again) {
          throw new CallFailed(new Trouble(Kind.SETTINGS, died.words()).cause(), lost);
        }
      } catch (Trouble known) {
        throw new CallFailed(known.cause(), lost.plus(answer.spent()));
      }
    }
  }

  private synchronized LlamaProcess running() throws LlamaProcess.Died, InterruptedException {
    LlamaProcess now = process;
    if (now == null || !now.alive()) {
      int threads =
          settings.threads() > 0 ? settings.threads() : Runtime.getRuntime().availableProcessors();
      try {
        now = LlamaProcess.start(file, traits.context(), threads, directory);
      } catch (IOException failed) {
        throw new LlamaProcess.Died("it cannot be started: " + failed.getMessage());
      }
      process = now;
    }
    return now;
  }

  private synchronized void stop() {
    if (process != null) {
      process.close();
      process = null;
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** One try at one call. */
  private final class Answer {
    private final Prompt prompt;
    private final Models.Call call;
    private final StringBuilder text = new StringBuilder();

    Answer(Prompt prompt, Models.Call call) {
      this.prompt = prompt;
      this.call = call;
    }

    Reply ask(Usage lost) throws LlamaProcess.Died, InterruptedException {
      LlamaProcess child = running();
      long began = System.nanoTime();
      int id = ++calls;
      call.onCancel(() -> child.cancel(id));
      if (call.cancelled()) {
        throw Trouble.cancelled();
      }
      child.send(question(id));
      while (true) {
        JsonNode said;
        try {
          said = child.next(id, PATIENCE);
        } catch (InterruptedException stopped) {
          child.cancel(id);
          throw stopped;
        }
        if (said.has("token")) {
          if (text.isEmpty()) {
            call.started();
          }
          text.append(said.path("token").asText());
        } else if (said.has("done")) {
          return new Reply(
              text.toString(),
              Reply.Finish.valueOf(said.path("done").asText()),
              lost.plus(
                  new Usage(
                      said.path("read").asLong(),
                      said.path("cached").asLong(),
                      said.path("written").asLong())),
              traits.name(),
              Duration.ofNanos(System.nanoTime() - began));
        } else if (said.has("cancelled")) {
          throw Trouble.cancelled();
        } else if (said.has("long")) {
          throw new Trouble(
              Kind.SETTINGS,
              "The question has "
                  + said.path("long").asText()
                  + " tokens, more than the "
                  + traits.context()
                  + " that the embedded model is set to take. Choose another model, or raise"
                  + " embedded.context in the configuration.");
        } else {
          throw new Trouble(
              Kind.SETTINGS, "The embedded model failed: " + said.path("failed").asText().strip());
        }
      }
    }

    /** A call that ended early was read and partly written all the same. */
    Usage spent() {
      return text.isEmpty()
          ? Usage.NONE
          : new Usage(Tokens.of(prompt), 0, Tokens.of(text.toString()));
    }

    private ObjectNode question(int id) {
      ObjectNode question = MAPPER.createObjectNode().put("id", id);
      question
          .put("system", plain(prompt.system()))
          .put("most", Math.min(prompt.most(), traits.output()));
      question
          .put("temperature", prompt.exchanges().isEmpty() ? TEMPERATURE : AGAIN)
          .put("penalty", PENALTY)
          .put("start", plain(prompt.start()));
      ArrayNode turns = question.putArray("turns");
      turn(turns, "user", Conversation.question(prompt));
      for (Prompt.Exchange exchange : prompt.exchanges()) {
        turn(turns, "assistant", exchange.answer());
        turn(turns, "user", exchange.reproach());
      }
      // A grammar describes a whole answer, not the rest of one.
      if (prompt.start().isEmpty() && traits.schema()) {
        question.set("schema", prompt.schema());
      }
      return question;
    }

    private void turn(ArrayNode turns, String role, String text) {
      turns.addObject().put("role", role).put("text", plain(text));
    }

    /** A paper must not end its turn and speak in another's name. */
    private static String plain(String text) {
      return text.replace("<|", "< |");
    }
  }
}
