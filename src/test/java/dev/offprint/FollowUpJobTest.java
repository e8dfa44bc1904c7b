package dev.offprint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offprint.agent.TwentyFiles;
import dev.offprint.engine.Artifacts;
import dev.offprint.model.OpenAiServer;
import dev.offprint.session.Condition;
import dev.offprint.session.Delivery;
import dev.offprint.session.State;
import dev.offprint.store.JdbcStore;
import dev.offprint.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is said after a delivery of twenty files, on the command line, with all that is shipped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FollowUpJobTest {
  @TempDir static Path home;
  @TempDir static Path out;
  private final TwentyFiles model = new TwentyFiles();
  private final OpenAiServer server =
      new OpenAiServer(request -> OpenAiServer.Answer.of(model.answer(request)));
  private Typed typed = new Typed(Path.of(""));
  private String id = "";

  @BeforeAll
  void deliver() throws IOException {
    Typed.configure(home, server);
    typed = new Typed(home);
    assertThat(typed.run("paper", "sample", "--yes", "--out", out.toString()))
        .as("it said:\n%s", typed.said())
        .isZero();
    id = state().id().value();
    assertThat(written(server.requests())).hasSize(20).doesNotHaveDuplicates();
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void aChangeOfOneFileSendsOneFileToTheCoderAndTheDeliverySaysSo() {
    int before = server.requests().size();
    Delivery last = delivery();
    assertThat(ask("change: average over the seeds 4711 and 4712")).isEqualTo(4);
    assertThat(said())
        .contains("Plan v2")
        .contains("Settings ~ experiment.seed = 7 → [4711, 4712]")
        .contains("Writes 1 of 20 files anew: experiment.py")
        .contains("tokens, cap");
    assertThat(typed.run("resume", id, "--approve", "--out", out.toString())).isZero();

    List<JsonNode> after = server.requests().subList(before, server.requests().size());
    assertThat(written(after)).containsExactly("experiment");
    assertThat(after).filteredOn(request -> fields(request).has("specification")).hasSize(1);
    assertThat(said())
        .contains(
            "Since "
                + last.number()
                + " ~ README.md · ~ config.yaml · ~ experiment.py · 24 files kept"
                + " · ledger: as it was")
        .contains("Delivery " + (last.number() + 1) + " is in");
    assertThat(out).isDirectoryContaining("glob:**-" + (last.number() + 1) + ".zip");
  }

  @Test
  void aQuestionIsAnsweredWithFileLinesAndPage() {
    assertThat(ask("why logistic?")).isZero();
    assertThat(said()).contains("step by step in simulate. (model.py:1–2, paper p. 1)");
  }

  @Test
  void aResultsFileIsComparedWithoutAModel() throws IOException {
    int before = server.requests().size();
    Path results = home.resolve("results.json");
    Files.writeString(
        results, "{\"synthetic\": false, \"results\": {\"T1\": 12345.5}, \"not_run\": {}}");
    assertThat(ask("--file", results.toString())).isZero();
    assertThat(said()).contains("T1").contains("target not met, off by").contains("reported by @");
    assertThat(ask("it ran")).isZero();
    assertThat(said()).contains("Noted: it ran for @").contains("To compare: T1");
    assertThat(server.requests()).hasSize(before);
    assertThat(state().reports()).hasSize(1).allMatch(report -> report.delivery() != null);
  }

  @Test
  void anErrorInAFileIsMendedWithTheFilesThatItNames() throws IOException {
    int before = server.requests().size();
    Delivery last = delivery();
    Path error = home.resolve("error.log");
    Files.writeString(
        error,
        """
        Traceback (most recent call last):
          File "/home/ada/it/main.py", line 20, in main
          File "/home/ada/it/experiment.py", line 9, in run
        KeyError: 'https://example.org'
        """);
    assertThat(ask("--file", error.toString(), "--out", out.toString())).isZero();
    List<JsonNode> after = server.requests().subList(before, server.requests().size());
    assertThat(after)
        .filteredOn(request -> fields(request).has("edits"))
        .singleElement()
        .satisfies(
            request ->
                assertThat(last(request))
                    .contains("KeyError: 'https://example.org'")
                    .contains("=== experiment.py", "=== main.py")
                    .doesNotContain("=== model.py"));
    assertThat(said())
        .contains("reported: KeyError")
        .contains("Delivery " + (last.number() + 1) + " is in");
    assertThat(state().condition()).isEqualTo(new Condition.Delivered());
    assertThat(state().sources()).as("a link in an error is no source").hasSize(1);
  }

  private int ask(String... words) {
    return typed.run(Stream.concat(Stream.of("ask", id), Stream.of(words)).toArray(String[]::new));
  }

  private String said() {
    return typed.said().replaceAll("\\s+", " ");
  }

  private static List<String> written(List<JsonNode> requests) {
    return requests.stream()
        .filter(request -> OpenAiServer.schema(request).isMissingNode())
        .map(TwentyFiles::file)
        .toList();
  }

  private static JsonNode fields(JsonNode request) {
    return OpenAiServer.schema(request).path("properties");
  }

  private static String last(JsonNode request) {
    JsonNode messages = request.path("messages");
    String text = messages.path(messages.size() - 1).path("content").asText();
    return text.substring(text.lastIndexOf("Mend what was found"));
  }

  private static State state() {
    return stored(store -> store.list().getFirst().state());
  }

  private static Delivery delivery() {
    return stored(
        store ->
            new Artifacts(store.blobs())
                .delivery(Objects.requireNonNull(store.list().getFirst().state().delivered())));
  }

  private static <T> T stored(Function<JdbcStore, T> look) {
    try (JdbcStore store = JdbcStore.open(home, StoreSettings.DEFAULT, Clock.systemUTC())) {
      return look.apply(store);
    }
  }
}
