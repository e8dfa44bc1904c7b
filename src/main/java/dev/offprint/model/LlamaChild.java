package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LogLevel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.Pair;
import de.kherud.llama.args.LogFormat;
import dev.offprint.engine.Repetition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The child that holds the embedded model: llama.cpp behind lines of JSON. The only class that
 * names the binding. One slot and one prompt cache; it ends when its input ends.
 */
final class LlamaChild {
  /** Begins every line of ours; native code may print others between them. */
  static final String MARK = "\u0001offprint ";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern SPACE = Pattern.compile("(?m)^space ::= .*$");
  private static final Pattern PLACE = Pattern.compile("PLACE-(\\d+)-HERE");

  /** Small batches: a cancelled call waits for the running one. */
  private static final int BATCH = 256;

  private final PrintStream out;
  private final LlamaModel model;
  private final int context;

  /** What the prompt cache holds. */
  private int[] cache = {};

  private volatile String lastError = "";
  private @Nullable LlamaIterator running;
  private int runningId;
  private int cancelledId;

  private LlamaChild(PrintStream out, String file, int context, int threads) {
    this.out = out;
    this.context = context;
    LlamaModel.setLogger(LogFormat.TEXT, this::heard);
    model =
        new LlamaModel(
            new ModelParameters()
                .setModel(file)
                .setCtxSize(context)
                .setThreads(threads)
                .setThreadsBatch(threads)
                .setBatchSize(BATCH)
                .setUbatchSize(BATCH)
                .setParallel(1)
                .setGpuLayers(0)
                .disableContextShift());
  }

  /** Arguments: file, context, threads. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    // The loader of the native library prints to standard output.
    System.setOut(System.err);
    LlamaChild child;
    try {
      child =
          new LlamaChild(
              out, arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    } catch (RuntimeException | UnsatisfiedLinkError failed) {
      say(out, MAPPER.createObjectNode().put("unloadable", String.valueOf(failed.getMessage())));
      Runtime.getRuntime().halt(3);
      return;
    }
    say(out, MAPPER.createObjectNode().put("loaded", true));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      child.take(MAPPER.readTree(line));
    }
    // Native threads would keep the process alive.
    Runtime.getRuntime().halt(0);
  }

  private void take(JsonNode message) {
    if (message.has("cancel")) {
      cancel(message.path("cancel").asInt());
      return;
    }
    // A cancelled run may stay blocked in native code for good; the next has its own thread.
    Thread thread = new Thread(() -> answer(message), "answer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends this call only; it may not have begun, or be long over. */
  private synchronized void cancel(int id) {
    cancelledId = id;
    if (running != null && runningId == id) {
      running.cancel();
      running = null;
    }
  }

  private void answer(JsonNode question) {
    int id = question.path("id").asInt();
    try {
      answer(id, question);
    } catch (RuntimeException failed) {
      tell(id, "failed", String.valueOf(failed.getMessage()) + " " + lastError);
    }
  }

  private void answer(int id, JsonNode question) {
    String prompt = prompt(question);
    int[] tokens = model.encode(prompt);
    int read = tokens.length;
    int most = Math.min(question.path("most").asInt(), context - read);
    if (most < 1) {
      tell(id, "long", Integer.toString(read));
      return;
    }
    InferenceParameters parameters =
        new InferenceParameters(prompt)
            .setCachePrompt(true)
            .setNPredict(most)
            .setTemperature((float) question.path("temperature").asDouble())
            .setTopP(0.95f)
            .setMinP(0.05f)
            .setRepeatPenalty((float) question.path("penalty").asDouble());
    if (question.hasNonNull("schema")) {
      parameters.setGrammar(
          dense(LlamaModel.jsonSchemaToGrammar(question.path("schema").toString())));
    }
    int cached = remembered(tokens);
    LlamaIterator answer = model.generate(parameters).iterator();
    synchronized (this) {
      running = answer;
      runningId = id;
      if (cancelledId == id) {
        cancel(id);
        return;
      }
    }
    StringBuilder text = new StringBuilder();
    int pieces = 0;
    String before = "";
    String last = "";
    boolean lost = false;
    while (answer.hasNext()) {
      // The end comes as one more, empty piece.
      before = last;
      last = answer.next().text;
      pieces++;
      text.append(last);
      if (!last.isEmpty()) {
        tell(id, "token", last);
      }
      if (last.contains("\n") && Repetition.in(end(text))) {
        answer.cancel();
        lost = true;
        break;
      }
    }
    synchronized (this) {
      if (running != answer) {
        return;
      }
      running = null;
    }
    int[] all = model.encode(prompt + text);
    remember(all);
    ObjectNode end = MAPPER.createObjectNode().put("id", id).put("read", read);
    // Half a character is a token without a piece of its own.
    end.put("cached", cached).put("written", Math.max(pieces - 1, all.length - read));
    // The binding does not say why it stopped: the mark of the end is a token without text.
    boolean whole = !lost && pieces > 1 && last.isEmpty() && before.isEmpty();
    say(out, end.put("done", whole ? "COMPLETE" : "LENGTH"));
  }

  /** What was written last, as far back as a text that goes round in circles shows itself. */
  private static String end(StringBuilder text) {
    return text.substring(Math.max(0, text.length() - 4_000));
  }

  /** Line ends and indents between the parts of an answer are tokens that say nothing. */
  static String dense(String grammar) {
    return SPACE.matcher(grammar).replaceFirst("space ::= \" \"?");
  }

  /**
   * How many tokens of a prompt the cache holds: those it has in common with what was read and
   * written last, at most all but one. The binding does not say it. Until this run ends well the
   * cache counts as empty.
   */
  private synchronized int remembered(int[] tokens) {
    int same = Arrays.mismatch(tokens, cache);
    cache = new int[0];
    return same < 0 ? tokens.length - 1 : Math.min(same, tokens.length - 1);
  }

  private synchronized void remember(int[] tokens) {
    cache = tokens;
  }

  /** The chat form that the model was trained with. */
  private String prompt(JsonNode question) {
    List<String> texts = new ArrayList<>();
    List<Pair<String, String>> turns = new ArrayList<>();
    for (JsonNode turn : question.path("turns")) {
      turns.add(new Pair<>(turn.path("role").asText(), place(texts, turn.path("text").asText())));
    }
    String system = place(texts, question.path("system").asText());
    String form = model.applyTemplate(new InferenceParameters("").setMessages(system, turns));
    StringBuilder prompt = new StringBuilder();
    Matcher places = PLACE.matcher(form);
    int end = 0;
    while (places.find()) {
      prompt.append(form, end, places.start());
      prompt.append(texts.get(Integer.parseInt(places.group(1))));
      end = places.end();
    }
    return prompt.append(form.substring(end)).append(question.path("start").asText()).toString();
  }

  /** The template gets only ASCII: the binding garbles and cuts other text in it. */
  private static String place(List<String> texts, String text) {
    texts.add(text);
    return "PLACE-" + (texts.size() - 1) + "-HERE";
  }

  private void heard(LogLevel level, String line) {
    if (level == LogLevel.ERROR) {
      lastError = line.strip();
    }
  }

  private void tell(int id, String what, String value) {
    say(out, MAPPER.createObjectNode().put("id", id).put(what, value));
  }

  private static void say(PrintStream out, ObjectNode message) {
    byte[] line = ("\n" + MARK + message + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (out) {
      out.write(line, 0, line.length);
      out.flush();
    }
  }
}
