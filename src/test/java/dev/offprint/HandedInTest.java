package dev.offprint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offprint.agent.SensibleModel;
import dev.offprint.model.OpenAiServer;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.State;
import dev.offprint.store.JdbcStore;
import dev.offprint.store.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command line hands in beside the paper, and what stops it, with all that is shipped. */
class HandedInTest {
  @TempDir Path home;
  @TempDir Path out;
  private final SensibleModel model = new SensibleModel();
  private volatile boolean refused;
  private OpenAiServer server;
  private Typed typed;

  @BeforeEach
  void open() throws IOException {
    server =
        new OpenAiServer(
            request ->
                refused
                    ? OpenAiServer.Answer.failing(
                        new OpenAiServer.Answer.Fault.Status(
                            401, Map.of(), OpenAiServer.error("Incorrect API key provided")))
                    : OpenAiServer.Answer.of(model.answer(request)));
    Typed.configure(home, server);
    typed = new Typed(home);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aWishIsToldToTheModelAndShownOnTheCard() {
    assertThat(typed.run("paper", "sample", "--wish", "only the logistic map")).isEqualTo(4);
    assertThat(server.requests())
        .allSatisfy(
            request ->
                assertThat(OpenAiServer.text(request))
                    .contains("<request>\nonly the logistic map\n</request>"));
    assertThat(typed.said()).contains("Plan v1").contains("Asked     only the logistic map");
  }

  @Test
  void whatIsHandedInBesideThePaperIsReadWhenThePlanIsMade() throws IOException {
    Path notes = Files.writeString(home.resolve("notes.txt"), "The seed of all runs was 1729.\n");
    Path data = Files.write(home.resolve("data.bin"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Path second = home.resolve("second.pdf");
    try (InputStream pdf =
        Objects.requireNonNull(
            HandedInTest.class.getResourceAsStream("/papers/compression-text-ranking.pdf"))) {
      Files.write(second, pdf.readAllBytes());
    }
    assertThat(
            typed.run(
                "paper",
                "sample",
                "--with",
                notes.toString(),
                "--with",
                data.toString(),
                "--with",
                second.toString()))
        .as("it said:\n%s", typed.said())
        .isEqualTo(4);
    List<String> planning =
        server.requests().stream()
            .filter(request -> !fields(request).path("requirements").isMissingNode())
            .map(OpenAiServer::text)
            .toList();
    assertThat(planning)
        .hasSize(1)
        .allSatisfy(
            text ->
                assertThat(text)
                    .contains("The seed of all runs was 1729.")
                    .containsIgnoringCase("compression"));
    assertThat(typed.said().replaceAll("\\s+", " ")).contains("Not data.bin is not used");
  }

  private static JsonNode fields(JsonNode request) {
    return OpenAiServer.schema(request).path("properties");
  }

  @Test
  void anEditedPlanIsANewVersionAndABrokenOneChangesNothing() throws IOException {
    assertThat(typed.run("paper", "sample")).isEqualTo(4);
    String id = state().id().value();
    assertThat(typed.run("ask", id, "details", "--out", out.toString()))
        .as("it said:\n%s", typed.said())
        .isEqualTo(4);
    Path plan = out.resolve("plan.yaml");
    String yaml = Files.readString(plan);
    assertThat(typed.said()).contains(plan.toString());

    Files.writeString(plan, yaml.replace("\nrequirements:", "\nmoonlight: true\nrequirements:"));
    assertThat(typed.run("resume", id, "--plan", plan.toString())).isEqualTo(4);
    long line = yaml.substring(0, yaml.indexOf("\nrequirements:")).lines().count() + 1;
    assertThat(typed.said().replaceAll("\\s+", " "))
        .contains("line " + line + ": the plan has no key moonlight")
        .endsWith("Go on with: offprint resume " + id + " --approve ");
    assertThat(state().version()).isEqualTo(new PlanVersion(1));

    Files.writeString(plan, yaml.replaceFirst("title: .*", "title: \"Chaos, edited\""));
    assertThat(typed.run("resume", id, "--plan", plan.toString())).isEqualTo(4);
    assertThat(typed.said()).contains("Plan v2").contains("Chaos, edited");
    assertThat(state().version()).isEqualTo(new PlanVersion(2));
  }

  @Test
  void aRefusedKeyPausesAndTheNextTryGoesOn() throws IOException {
    refused = true;
    assertThat(typed.run("paper", "sample")).isEqualTo(6);
    String id = state().id().value();
    assertThat(typed.said()).contains("key").contains("Go on with: offprint resume " + id);
    refused = false;
    assertThat(typed.run("resume", id)).isEqualTo(4);
    assertThat(typed.said()).contains("Plan v1");
  }

  private State state() {
    try (JdbcStore store = JdbcStore.open(home, StoreSettings.DEFAULT, Clock.systemUTC())) {
      return store.list().getFirst().state();
    }
  }
}
