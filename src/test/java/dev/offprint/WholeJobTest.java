package dev.offprint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offprint.agent.SensibleModel;
import dev.offprint.command.ExitCode;
import dev.offprint.model.OpenAiServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole job as a stranger does it: a real paper goes in, a repository comes out and runs. The
 * model is a server on loopback that speaks OpenAI's protocol; everything else is what is shipped.
 */
class WholeJobTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path home;
  @TempDir Path out;
  @TempDir Path repository;
  private Typed typed;

  @BeforeEach
  void open() {
    typed = new Typed(home);
  }

  @ParameterizedTest
  @CsvSource({
    "/sample/rescience-food-chain-chaos.pdf, streaming",
    "/papers/uai-robust-kmeans.pdf, blocking",
    "/papers/compression-text-ranking.pdf, streaming"
  })
  void paperBecomesARepositoryThatRuns(String paper, String protocol) throws Exception {
    SensibleModel model = new SensibleModel();
    try (OpenAiServer server =
        new OpenAiServer(
            request ->
                protocol.equals("blocking") && request.path("stream").asBoolean()
                    ? OpenAiServer.Answer.failing(noStreams())
                    : OpenAiServer.Answer.of(model.answer(request)))) {
      Typed.configure(home, server);
      Path file = home.resolve("paper.pdf");
      Files.write(file, resource(paper));

      int code = typed.run("paper", file.toString(), "--yes", "--out", out.toString());

      assertThat(code)
          .as("exit code; the screen said:\n%s", typed.said())
          .isEqualTo(ExitCode.DONE.code());
      allCallsBeginWithTheSameBytes(server.requests());
    }
    unpack();
    assertThat(names())
        .contains(
            "README.md",
            "main.py",
            "config.yaml",
            "requirements.txt",
            "reproduce.sh",
            "compare.py",
            "data/get.py",
            "tests/test_smoke.py",
            "docs/plan.md",
            "docs/ledger.md",
            "provenance.json")
        .noneMatch(name -> name.endsWith(".pdf"));
    assertThat(python("main.py", "--config", "config.yaml", "--smoke")).isZero();
    JsonNode results = MAPPER.readTree(root().resolve("outputs").resolve("results.json").toFile());
    assertThat(results.path("synthetic").asBoolean()).isTrue();
    assertThat(python("tests/test_smoke.py")).isZero();
  }

  /** System prompt, brief and paper: whatever a prompt cache has of one call serves all. */
  private static void allCallsBeginWithTheSameBytes(List<JsonNode> requests) {
    List<String> texts = requests.stream().map(OpenAiServer::text).toList();
    String first = texts.getFirst();
    int shared = texts.stream().mapToInt(text -> sharedWith(first, text)).min().orElse(0);
    int shortest = texts.stream().mapToInt(String::length).min().orElse(0);
    assertThat(shared).as("of %d calls", texts.size()).isGreaterThan(15_000);
    assertThat(shortest - shared).as("what the shortest call has of its own").isLessThan(6_000);
  }

  private static int sharedWith(String one, String other) {
    int length = Math.min(one.length(), other.length());
    int at = 0;
    while (at < length && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at;
  }

  @Test
  void withoutATerminalAPersonIsWaitedForAndTheNextCommandIsPrinted() throws Exception {
    SensibleModel model = new SensibleModel();
    try (OpenAiServer server =
        new OpenAiServer(request -> OpenAiServer.Answer.of(model.answer(request)))) {
      Typed.configure(home, server);
      assertThat(typed.run("paper", "sample", "--out", out.toString()))
          .as("the screen said:\n%s", typed.said())
          .isEqualTo(ExitCode.WAITING.code());
      assertThat(typed.said()).contains("--approve");
      int calls = server.requests().size();

      assertThat(typed.run("paper", "sample", "--out", out.toString(), "--approve"))
          .as("the screen said:\n%s", typed.said())
          .isEqualTo(ExitCode.DONE.code());

      assertThat(server.requests().subList(0, calls))
          .as("what was asked before the restart is not asked again")
          .doesNotContainAnyElementsOf(server.requests().subList(calls, server.requests().size()));
    }
    unpack();
    assertThat(names()).contains("main.py");
  }

  private static OpenAiServer.Answer.Fault noStreams() {
    return new OpenAiServer.Answer.Fault.Status(
        400,
        Map.of(),
        "{\"error\":{\"message\":\"stream is not supported\",\"type\":\"invalid_request_error\",\"param\":\"stream\"}}");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(WholeJobTest.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }

  private void unpack() throws IOException {
    List<Path> archives;
    try (Stream<Path> files = Files.list(out)) {
      archives = files.filter(file -> file.toString().endsWith(".zip")).toList();
    }
    assertThat(archives).hasSize(1);
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(archives.getFirst())))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = repository.resolve(entry.getName()).normalize();
        assertThat(file).startsWithRaw(repository);
        if (!entry.isDirectory()) {
          Files.createDirectories(file.getParent());
          Files.write(file, zip.readAllBytes());
        }
      }
    }
  }

  private Path root() throws IOException {
    try (Stream<Path> files = Files.list(repository)) {
      List<Path> roots = files.toList();
      assertThat(roots).hasSize(1);
      return roots.getFirst();
    }
  }

  private List<String> names() throws IOException {
    Path root = root();
    try (Stream<Path> files = Files.walk(root)) {
      return new ArrayList<>(
          new TreeSet<>(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> root.relativize(file).toString().replace('\\', '/'))
                  .toList()));
    }
  }

  private int python(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(root().toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    assertThat(code).as("%s said:\n%s", command, said).isZero();
    return code;
  }
}
