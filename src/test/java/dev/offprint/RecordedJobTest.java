package dev.offprint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offprint.agent.SensibleModel;
import dev.offprint.model.OpenAiServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole job recorded, and done again from the recording while no model is there. */
class RecordedJobTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String KEY = "sk-of-nobody-else-4711";

  @TempDir Path home;
  @TempDir Path other;
  @TempDir Path out;

  @Test
  void theSamePromptsGetTheSameAnswersAndTheSameArchiveComesOut() throws IOException {
    Typed typed = new Typed(home, Map.of("TEST_KEY", KEY));
    Path first = out.resolve("first");
    Path recording = out.resolve("job.json");
    try (OpenAiServer server =
        new OpenAiServer(request -> OpenAiServer.Answer.of(new SensibleModel().answer(request)))) {
      Files.writeString(
          home.resolve(Config.FILE),
          """
          model: test:test-model
          servers:
            test:
              url: %s
              key: TEST_KEY
              reader: the test server
          """
              .formatted(server.address()));
      assertThat(typed.run("paper", "sample", "--yes", "--out", first.toString()))
          .as("it said:\n%s", typed.said())
          .isZero();
      assertThat(server.keys()).allSatisfy(sent -> assertThat(sent).endsWith(KEY));
      String session = id(first);
      assertThat(typed.run("record", session)).isZero();
      Files.writeString(recording, typed.said());
      assertThat(typed.said())
          .doesNotContain(KEY)
          .doesNotContain(server.address().toString())
          .doesNotContain("Answer as JSON");
    }
    Typed again = new Typed(other);
    Path second = out.resolve("second");
    String replay = "replay:" + recording;
    assertThat(again.run("paper", "sample", "--yes", "--model", replay, "--out", second.toString()))
        .as("it said:\n%s", again.said())
        .isZero();
    assertThat(again.said().replaceAll("\\s+", " ")).contains("No model is asked");
    Map<String, String> one = unpacked(first);
    Map<String, String> two = unpacked(second);
    assertThat(timeless(Objects.requireNonNull(two.remove("provenance.json"))))
        .isEqualTo(timeless(Objects.requireNonNull(one.remove("provenance.json"))));
    assertThat(two).isEqualTo(one);

    assertThat(again.run("paper", "sample", "--new", "--wish", "in JAX", "--model", replay))
        .isEqualTo(6);
    assertThat(again.said().replaceAll("\\s+", " "))
        .contains("job.json has no answer to this prompt (")
        .contains("another paper, wish, plan or answer");
  }

  @Test
  void whatIsNoRecordingIsSaid() throws IOException {
    Typed typed = new Typed(home);
    Path none = Files.writeString(home.resolve("none.json"), "{\"format\":1,\"value\":{}}");
    assertThat(typed.run("paper", "sample", "--model", "replay:" + none)).isEqualTo(6);
    assertThat(typed.said()).contains("cannot be replayed (it is no recording of this version)");
    assertThat(typed.run("paper", "sample", "--model", "replay:" + home.resolve("away")))
        .isEqualTo(6);
    assertThat(typed.said()).contains("it cannot be read");
  }

  private static String id(Path directory) throws IOException {
    String name = String.valueOf(archive(directory).getFileName());
    return name.replaceFirst(".*-([a-z0-9]{8})-\\d+\\.zip", "$1");
  }

  private static Path archive(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> archives = files.toList();
      assertThat(archives).hasSize(1);
      return archives.getFirst();
    }
  }

  /** Without what is different in any two runs: the session's id and the times of the clock. */
  private static JsonNode timeless(String provenance) throws IOException {
    ObjectNode root = (ObjectNode) MAPPER.readTree(provenance);
    root.remove(List.of("session", "seconds_at_work"));
    root.path("decisions").forEach(one -> ((ObjectNode) one).remove("at"));
    return root;
  }

  private static Map<String, String> unpacked(Path directory) throws IOException {
    Map<String, String> unpacked = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive(directory)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        unpacked.put(
            entry.getName().substring(entry.getName().indexOf('/') + 1),
            new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    }
    return unpacked;
  }
}
