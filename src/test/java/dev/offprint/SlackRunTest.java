package dev.offprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.agent.SensibleModel;
import dev.offprint.model.OpenAiServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run that shows the whole job on Slack, with a model behind OpenAI's protocol. */
@Tag("long")
class SlackRunTest {
  @TempDir Path home;
  @TempDir Path kept;

  @Test
  void theThreadAndItsFilesAreKept() throws Exception {
    SensibleModel model = new SensibleModel();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (OpenAiServer server =
        new OpenAiServer(request -> OpenAiServer.Answer.of(model.answer(request)))) {
      Typed.configure(home, server);
      assertThat(SlackRun.run(home, kept, new PrintStream(printed, true, StandardCharsets.UTF_8)))
          .as("it printed:\n%s", printed)
          .isTrue();
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("approved by @ada, version 1")
        .contains("Working for slack")
        .contains("Stopped. What is under way goes on with the next start.");
    assertThat(Files.readString(kept.resolve("thread.txt"))).contains("[0:00] ada", "It ran");
    try (Stream<Path> files = Files.list(kept)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("plan.yaml", "plan.md", "paper.pdf")
          .anyMatch(name -> name.endsWith(".zip"));
    }
  }
}
