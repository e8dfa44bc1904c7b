package dev.offprint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offprint.agent.SensibleModel;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Journal;
import dev.offprint.engine.Store;
import dev.offprint.model.OpenAiServer;
import dev.offprint.session.Condition;
import dev.offprint.session.Stage;
import dev.offprint.session.State;
import dev.offprint.store.JdbcStore;
import dev.offprint.store.StoreSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole program, killed with signal 9 in every stage on the way to a delivery and gone on with
 * by the command that a person would type. The model's server says what was asked twice.
 */
class KilledProgramTest {
  @TempDir Path home;
  @TempDir Path out;

  private final Holding model = new Holding();
  private final Map<Stage, Integer> cutOff = new TreeMap<>();
  private List<Store.Happened> history = List.of();
  private Map<Long, Chat.PostId> posted = Map.of();
  private List<Store.OutboxRow> waiting = List.of();
  private String session = "";
  private final StringBuilder said = new StringBuilder();

  /** A sensible model that keeps answers to itself from a chosen moment on. */
  private static final class Holding {
    private final SensibleModel model = new SensibleModel();
    private final List<JsonNode> answered = new CopyOnWriteArrayList<>();
    private final Set<JsonNode> unanswered = new HashSet<>();
    private final List<JsonNode> askedAgain = new CopyOnWriteArrayList<>();
    private volatile Predicate<JsonNode> which = request -> false;
    private volatile CompletableFuture<JsonNode> held = new CompletableFuture<>();
    private volatile CompletableFuture<Boolean> killed = new CompletableFuture<>();

    void hold(Predicate<JsonNode> requests) {
      held = new CompletableFuture<>();
      killed = new CompletableFuture<>();
      which = requests;
    }

    OpenAiServer.Answer answer(JsonNode request) {
      if (answered.contains(request)) {
        askedAgain.add(request);
      }
      if (which.test(request)) {
        CompletableFuture<Boolean> over = killed;
        synchronized (unanswered) {
          unanswered.add(request);
        }
        held.complete(request);
        over.join();
      } else {
        answered.add(request);
      }
      return OpenAiServer.Answer.of(model.answer(request));
    }

    /** How many calls were held; lets their threads go, to nobody. */
    int release() {
      which = request -> false;
      killed.complete(true);
      synchronized (unanswered) {
        int calls = unanswered.size();
        unanswered.clear();
        return calls;
      }
    }
  }

  /** Calls whose answers have one of these fields: all that a stage asks side by side. */
  private static Predicate<JsonNode> wanting(String... fields) {
    return request ->
        Stream.of(fields).anyMatch(OpenAiServer.schema(request).path("properties")::has);
  }

  /** Files are free text, and asked for side by side. */
  private static boolean writing(JsonNode request) {
    return OpenAiServer.schema(request).isMissingNode();
  }

  @Test
  void nothingIsLostAndNothingIsAskedTwice() throws Exception {
    try (OpenAiServer server = new OpenAiServer(model::answer)) {
      Typed.configure(home, server);

      killedWhileReading("paper", "sample", "--out", out.toString());
      state((state, entries) -> session = state.id().value());
      String id = session;

      killed(
          Stage.PLANNING,
          wanting("verdict", "summary", "requirements", "questions"),
          "paper",
          "sample");
      killed(Stage.DESIGNING, wanting("tasks", "settings"), "resume", id);
      killed(
          Stage.REVISING,
          wanting("declined"),
          "ask",
          id,
          "change: average over the seeds 4711 and 4712");
      killed(Stage.ANALYSING, wanting("specification"), "resume", id, "--approve");
      killed(Stage.GENERATING, KilledProgramTest::writing, "resume", id);
      killed(Stage.CHECKING, wanting("verdicts"), "resume", id);

      try (Program last = Program.start(home, "resume", id, "--out", out.toString())) {
        assertThat(last.code()).as("it said:\n%s", last.output()).isZero();
        said.append(last.output());
      }
    }
    assertThat(model.askedAgain).as("what had been answered and was asked again").isEmpty();
    state(
        (state, entries) -> {
          assertThat(state.condition()).isInstanceOf(Condition.Delivered.class);
          assertThat(waiting).as("posts that did not come through").isEmpty();
          assertThat(entries).allMatch(entry -> entry.reply() != null);
          assertThat(entries).hasSize(model.answered.size());
        });
    Map<String, String> files = unpacked();
    assertThat(files.get("config.yaml")).containsPattern("seed:\\s*\\W{1,4}4711\\W+4712");
    JsonNode provenance = new ObjectMapper().readTree(files.get("provenance.json"));
    assertThat(provenance.path("plan").path("version").asInt()).isEqualTo(2);
    assertThat(provenance.path("calls_cut_off_by_a_crash").asInt())
        .isEqualTo(cutOff.values().stream().mapToInt(Integer::intValue).sum());
    assertThat(cutOff)
        .containsOnlyKeys(EnumSet.complementOf(EnumSet.of(Stage.FOLLOWING_UP)))
        .allSatisfy((stage, calls) -> assertThat(calls > 0).isEqualTo(stage != Stage.READING));
    assertThat(said).contains("Delivery 1");
  }

  @Test
  void aMessageAfterTheDeliveryIsTakenUpAgainWhateverItIs() throws Exception {
    try (OpenAiServer server = new OpenAiServer(model::answer)) {
      Typed.configure(home, server);
      assertThat(new Typed(home).run("paper", "sample", "--yes", "--out", out.toString())).isZero();
      state((state, entries) -> session = state.id().value());
      String id = session;

      killed(Stage.FOLLOWING_UP, wanting("kind"), "ask", id, "why logistic?");
      assertThat(resumed(0, id)).contains("paper p. 1)");
      killed(Stage.FOLLOWING_UP, wanting("kind"), "ask", id, "there is a crash");
      assertThat(resumed(0, id)).contains("Delivery 2 is in");
      killed(
          Stage.FOLLOWING_UP,
          wanting("kind"),
          "ask",
          id,
          "please make it average over the seeds 4711 and 4712");
      assertThat(resumed(4, id)).contains("Plan v2").contains("Writes");
      assertThat(resumed(0, id, "--approve")).contains("Delivery 3 is in");
    }
    // A review of files that stayed the same asks the same, for another delivery.
    assertThat(model.askedAgain).noneMatch(wanting("kind"));
    state(
        (state, entries) -> {
          assertThat(state.condition()).isInstanceOf(Condition.Delivered.class);
          assertThat(state.followUps()).isEmpty();
          assertThat(waiting).as("posts that did not come through").isEmpty();
          assertThat(entries).hasSize(model.answered.size());
        });
  }

  private String resumed(int code, String id, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("resume", id, "--out", out.toString()));
    all.addAll(List.of(options));
    try (Program program = Program.start(home, all.toArray(String[]::new))) {
      assertThat(program.code()).as("it said:\n%s", program.output()).isEqualTo(code);
      return program.output().replaceAll("\\s+", " ");
    }
  }

  /** No model is asked while the paper is read: the program says itself when it does. */
  private void killedWhileReading(String... arguments) throws Exception {
    try (Program program = Program.startAwaiting(home, "1/6 reading the paper", arguments)) {
      program.line();
      said.append(program.kill());
    }
    look(Stage.READING, 0);
  }

  /** Runs a command until the model is asked for that, and kills it then. */
  private void killed(Stage stage, Predicate<JsonNode> asked, String... arguments)
      throws Exception {
    model.hold(asked);
    try (Program program = Program.start(home, arguments)) {
      program.until(model.held);
      said.append(program.kill());
    }
    look(stage, model.release());
  }

  /** What is stored after a kill: the stage still works, and what had happened has happened. */
  private void look(Stage stage, int calls) {
    state(
        (state, entries) -> {
          assertThat(state.condition()).isInstanceOf(Condition.Working.class);
          assertThat(((Condition.Working) state.condition()).stage()).isEqualTo(stage);
          long replies = entries.stream().filter(entry -> entry.reply() != null).count();
          assertThat(replies).as("replies in the journal").isEqualTo(model.answered.size());
          int open = (int) (entries.size() - replies);
          // A call may be in the journal and not yet at the server.
          assertThat(open).as("calls without a reply").isGreaterThanOrEqualTo(calls);
          cutOff.put(stage, open);
        });
  }

  private interface Looking {
    void at(State state, List<Journal.Entry> entries);
  }

  /** Opens the store between two lives. */
  private void state(Looking looking) {
    try (JdbcStore store = JdbcStore.open(home, StoreSettings.DEFAULT, Clock.systemUTC())) {
      State state = store.list().getFirst().state();
      List<Store.Happened> now = store.history(state.id());
      assertThat(now.subList(0, Math.min(now.size(), history.size())))
          .as("the history")
          .isEqualTo(history);
      history = now;
      Map<Long, Chat.PostId> done = new TreeMap<>();
      List<Store.OutboxRow> open = new ArrayList<>();
      for (Store.OutboxRow row : store.posts(state.id())) {
        if (row.state() == Store.PostState.DONE && row.post() != null) {
          done.put(row.seq(), row.post());
        } else {
          open.add(row);
        }
      }
      waiting = open;
      assertThat(done).as("the posts").containsAllEntriesOf(posted);
      posted = done;
      looking.at(state, store.journal().all(state.id()));
    }
  }

  /** The files of the one archive, without its own directory. */
  private Map<String, String> unpacked() throws IOException {
    List<Path> archives;
    try (Stream<Path> files = Files.list(out)) {
      archives = files.toList();
    }
    assertThat(archives).hasSize(1);
    Map<String, String> unpacked = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archives.getFirst()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        unpacked.put(
            entry.getName().substring(entry.getName().indexOf('/') + 1),
            new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return unpacked;
  }
}
