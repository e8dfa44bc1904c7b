package dev.offprint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.offprint.engine.ModelChoice.Chosen;
import dev.offprint.engine.Models.CallFailed;
import dev.offprint.engine.Picture;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Role;
import dev.offprint.engine.Traits;
import dev.offprint.model.Calls.Caller;
import dev.offprint.model.ModelServer.Answer;
import dev.offprint.session.Cause;
import dev.offprint.session.Usage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredModelsTest {
  private static final String KEY = "sk-test-0123456789abcdef";

  @TempDir Path home;

  @Test
  void configuredModelIsUsedWithoutAsking() throws Exception {
    try (OpenAiServer server = OpenAiServer.saying("Fine.");
        ConfiguredModels models = open(server.settings(), Map.of("OPENAI_API_KEY", KEY))) {
      assertThat(models.chosen())
          .isEqualTo(
              new Chosen.Ready(
                  new Traits(
                      "test:test-model", "the test server", 32_768, 8_192, 4, true, false, true),
                  "Model: test:test-model. It is configured. The paper's text stays on this"
                      + " machine."));
      assertThat(models.call(Calls.prompt("Write."), new Caller()).text()).isEqualTo("Fine.");
      assertThat(server.keys()).containsExactly("Bearer none");
    }
  }

  @Test
  void rolesMayHaveModelsOfTheirOwn() throws Exception {
    try (OpenAiServer server = OpenAiServer.saying("Fine.")) {
      ModelSettings plain = server.settings();
      ModelSettings settings =
          new ModelSettings(
              plain.model(),
              Map.of(Role.CODER, "test:coder"),
              plain.providers(),
              Map.of("test:coder", new ModelSettings.Abilities(9_000, 900, 2, null, true)),
              plain.firstToken(),
              plain.idle(),
              plain.embedded());
      try (ConfiguredModels models = open(settings, Map.of())) {
        assertThat(models.traits(Role.CODER))
            .isEqualTo(
                new Traits("test:coder", "the test server", 9_000, 900, 2, true, true, true));
        assertThat(models.traits(Role.PLANNER).name()).isEqualTo("test:test-model");
        models.call(Calls.prompt("Write."), new Caller());
        assertThat(server.requests().getFirst().path("model").asText()).isEqualTo("coder");
        assertThat(models.chosen())
            .isInstanceOfSatisfying(
                Chosen.Ready.class,
                ready ->
                    assertThat(ready.saidAloud())
                        .endsWith(" For coder: test:coder (the test server)."));
      }
    }
  }

  @Test
  void foundKeyIsUsedOnlyAfterAYesThatIsRemembered() throws Exception {
    try (OpenAiServer server = OpenAiServer.saying("Fine.")) {
      Map<String, String> environment = keyAt(server);
      try (ConfiguredModels models = open(alone(), environment)) {
        assertThat(models.chosen())
            .isInstanceOfSatisfying(
                Chosen.NeedsConsent.class,
                asked -> {
                  assertThat(asked.provider()).isEqualTo("the model server at 127.0.0.1");
                  assertThat(asked.foundUnder()).isEqualTo("OPENAI_API_KEY, OPENAI_BASE_URL");
                  assertThat(asked.question())
                      .contains("The paper's text goes there")
                      .doesNotContain(KEY);
                });
        CallFailed failed =
            catchThrowableOfType(
                CallFailed.class, () -> models.call(Calls.prompt("Write."), new Caller()));
        assertThat(failed.why()).isInstanceOf(Cause.NoModel.class);
        assertThat(server.requests()).isEmpty();

        models.consent();
      }
      try (ConfiguredModels again = open(alone(), environment)) {
        assertThat(again.chosen())
            .isInstanceOfSatisfying(
                Chosen.Ready.class,
                ready -> assertThat(ready.traits().name()).isEqualTo("openai:test-model"));
        again.call(Calls.prompt("Write."), new Caller());
        assertThat(server.keys()).containsExactly("Bearer " + KEY);
      }
    }
  }

  @Test
  void yesToOneAddressIsNoYesToAnother() {
    try (OpenAiServer one = OpenAiServer.saying("Fine.");
        OpenAiServer other = OpenAiServer.saying("Fine.")) {
      try (ConfiguredModels models = open(alone(), keyAt(one))) {
        models.consent();
      }
      try (ConfiguredModels models = open(alone(), keyAt(other))) {
        assertThat(models.chosen()).isInstanceOf(Chosen.NeedsConsent.class);
      }
    }
  }

  @Test
  void declinedKeyLeadsToTheNextModel() {
    try (OpenAiServer server = OpenAiServer.saying("Fine.");
        ConfiguredModels models = open(alone(), keyAt(server))) {
      models.decline();
      assertThat(models.chosen()).isInstanceOf(Chosen.NeedsDownload.class);
    }
  }

  @Test
  void serverWithSeveralModelsIsNotGuessedAt() {
    try (OpenAiServer server = OpenAiServer.saying("Fine.")) {
      server.offer(List.of("a", "b"));
      try (ConfiguredModels models = open(alone(), keyAt(server))) {
        models.consent();
        assertThat(models.chosen())
            .isEqualTo(
                new Chosen.None(
                    "Which model of "
                        + server.address()
                        + "? Name it with --model openai:NAME: a, b"));
      }
    }
  }

  @Test
  void ownKeyOfOpenAiIsAskedAboutByName() {
    try (ConfiguredModels models = open(alone(), Map.of("OPENAI_API_KEY", KEY))) {
      assertThat(models.chosen())
          .isInstanceOfSatisfying(
              Chosen.NeedsConsent.class,
              asked -> {
                assertThat(asked.question())
                    .isEqualTo(
                        "OPENAI_API_KEY is set. Shall OpenAI (openai:gpt-6.2-sol) do the work? The"
                            + " paper's text goes there, and its owner bills the key.");
                assertThat(asked.traits().local()).isFalse();
              });
    }
  }

  @Test
  void keysAreFoundUnderTheNamesOfTheProvidersClients() {
    Map<String, String> asked =
        Map.of(
            "ANTHROPIC_API_KEY", "Anthropic (anthropic:claude-sonnet-5-5)",
            "GEMINI_API_KEY", "Google (gemini:gemini-4-argon)",
            "GOOGLE_API_KEY", "Google (gemini:gemini-4-argon)");
    asked.forEach(
        (variable, reader) -> {
          try (ConfiguredModels models = open(alone(), Map.of(variable, KEY))) {
            assertThat(models.chosen())
                .isInstanceOfSatisfying(
                    Chosen.NeedsConsent.class,
                    consent ->
                        assertThat(consent.question())
                            .startsWith(variable + " is set. Shall " + reader + " do the work?"));
          }
        });
  }

  @Test
  void eachKeyIsAskedAboutOnceAndInOrder() {
    Map<String, String> all =
        Map.of("OPENAI_API_KEY", KEY, "ANTHROPIC_API_KEY", KEY, "GEMINI_API_KEY", KEY);
    for (String reader : List.of("OpenAI", "Anthropic", "Google")) {
      try (ConfiguredModels models = open(alone(), all)) {
        assertThat(models.chosen())
            .isInstanceOfSatisfying(
                Chosen.NeedsConsent.class, asked -> assertThat(asked.provider()).isEqualTo(reader));
        models.decline();
      }
    }
    try (ConfiguredModels models = open(alone(), all)) {
      assertThat(models.chosen()).isInstanceOf(Chosen.NeedsDownload.class);
    }
  }

  @Test
  void providersMayBeMovedAsTheirClientsAre() throws Exception {
    try (AnthropicServer server = new AnthropicServer(request -> Answer.of("Fine."))) {
      String bare = server.address().toString().replace("/v1", "");
      Map<String, String> environment =
          Map.of("ANTHROPIC_API_KEY", KEY, "ANTHROPIC_BASE_URL", bare);
      try (ConfiguredModels models = open(alone().withModel("anthropic:m"), environment)) {
        assertThat(models.call(Calls.prompt("Write."), new Caller()).text()).isEqualTo("Fine.");
        assertThat(server.keys()).containsExactly(KEY);
        assertThat(models.traits(Role.CODER).reader()).isEqualTo("the model server at 127.0.0.1");
      }
    }
  }

  @Test
  void ollamaIsFoundWhereItsOwnVariableSays() throws Exception {
    try (OllamaServer ollama = new OllamaServer(request -> Answer.of("Fine."))) {
      ollama.offer(List.of("qwen2.5-coder:7b"));
      String host = "0.0.0.0:" + ollama.address().getPort();
      try (ConfiguredModels models = open(ModelSettings.defaults(), Map.of("OLLAMA_HOST", host))) {
        assertThat(models.traits(Role.CODER).name()).isEqualTo("ollama:qwen2.5-coder:7b");
        assertThat(models.traits(Role.CODER).reader()).isEqualTo("Ollama on this machine");
        assertThat(models.call(Calls.prompt("Write."), new Caller()).text()).isEqualTo("Fine.");
      }
    }
  }

  @Test
  void localServerComesBeforeADownload() {
    try (OpenAiServer ollama = OpenAiServer.saying("Fine.")) {
      ollama.offer(
          List.of("nomic-embed-text", "llama3:70b", "qwen2.5-coder:7b", "qwen3-coder:30b"));
      ModelSettings settings = alone(ollama.address());
      try (ConfiguredModels models = open(settings, Map.of())) {
        assertThat(models.chosen())
            .isInstanceOfSatisfying(
                Chosen.Ready.class,
                ready -> {
                  assertThat(ready.traits().name()).isEqualTo("ollama:qwen3-coder:30b");
                  assertThat(ready.traits().compact()).isFalse();
                  assertThat(ready.traits().local()).isTrue();
                });
      }
      ollama.offer(List.of("qwen2.5-coder:7b"));
      try (ConfiguredModels models = open(settings, Map.of())) {
        assertThat(models.traits(Role.CODER).compact()).isTrue();
      }
    }
  }

  @Test
  void withNothingElseTheEmbeddedModelIsOffered() {
    try (ConfiguredModels models = open(alone(), Map.of())) {
      assertThat(models.chosen())
          .isInstanceOfSatisfying(
              Chosen.NeedsDownload.class,
              missing -> {
                assertThat(missing.bytes()).isEqualTo(1_117_320_768L);
                assertThat(missing.licence()).isEqualTo("Apache-2.0");
                assertThat(missing.to().getParent()).isEqualTo(home.resolve("models"));
                assertThat(missing.question()).contains("1.1 GB").contains("huggingface.co");
                assertThat(missing.traits().compact()).isTrue();
                assertThat(missing.traits().parallel()).isEqualTo(1);
              });
    }
  }

  @Test
  void fileOfOnesOwnIsTakenAsItIs() throws Exception {
    Path own = TinyModel.write(home.resolve("tiny.gguf"));
    try (ConfiguredModels models = open(owning(own), Map.of())) {
      assertThat(models.chosen())
          .isInstanceOfSatisfying(
              Chosen.Ready.class,
              ready -> assertThat(ready.traits().name()).isEqualTo("embedded:tiny"));
      assertThat(models.call(Calls.most(Calls.prompt("Write."), 3), new Caller()).usage().read())
          .isPositive();
    }
  }

  @Test
  void fileThatIsNoModelIsSaid() throws IOException {
    Path page = Files.writeString(home.resolve("page.gguf"), "<html>");
    try (ConfiguredModels models = open(owning(page), Map.of())) {
      assertThat(models.chosen())
          .isEqualTo(
              new Chosen.None(
                  "The configured model file "
                      + page
                      + " is not there or is no model file (GGUF)."));
    }
  }

  @Test
  void picturesGoToNoModelThatSeesNone() {
    Picture pixel =
        new Picture(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=");
    Prompt shown = Calls.prompt("Look.").showing(List.of(pixel));
    try (OpenAiServer server = OpenAiServer.saying("Fine.");
        ConfiguredModels models = open(server.settings(), Map.of())) {
      assertThatThrownBy(() -> models.call(shown, new Caller()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("pictures for test:test-model, which sees none");
      assertThat(server.requests()).isEmpty();
      assertThat(models.estimate(shown)).isGreaterThan(models.estimate(Calls.prompt("Look.")));
    }
  }

  @Test
  void unclearChoicesAreSaid() {
    Map<String, String> words =
        Map.of(
            "gpt-5", "A model is named provider:model",
            "nobody:m",
                "There is no provider nobody; there are anthropic, embedded, gemini, ollama, openai",
            "openai:gpt-5", "needs its key in the environment variable OPENAI_API_KEY");
    words.forEach(
        (name, part) -> {
          try (ConfiguredModels models = open(alone().withModel(name), Map.of())) {
            assertThat(models.chosen())
                .isInstanceOfSatisfying(
                    Chosen.None.class, none -> assertThat(none.words()).contains(part));
            CallFailed failed =
                catchThrowableOfType(
                    CallFailed.class, () -> models.call(Calls.prompt("Write."), new Caller()));
            assertThat(failed.spent()).isEqualTo(Usage.NONE);
          }
        });
  }

  @Test
  void guessesOfTokensAreCareful() {
    String prose = "The quick brown fox jumps over the lazy dog. ";
    // Ten tokens for every common tokenizer.
    assertThat(Tokens.of(prose.repeat(100))).isBetween(1_000L, 1_600L);
    assertThat(Tokens.of("αβγ")).isEqualTo(3);
  }

  private static ModelSettings alone() {
    return alone(URI.create("http://127.0.0.1:1/v1"));
  }

  /** No other local server than this one. */
  private static ModelSettings alone(URI ollama) {
    return ModelSettings.defaults()
        .withProvider("ollama", new ModelSettings.Server(ollama, null, "Ollama on this machine"));
  }

  private static ModelSettings owning(Path file) {
    ModelSettings.Embedded plain = ModelSettings.Embedded.defaults();
    return alone().withEmbedded(new ModelSettings.Embedded(file, null, 1_024, 1, plain.pip()));
  }

  private static Map<String, String> keyAt(OpenAiServer server) {
    return Map.of("OPENAI_API_KEY", KEY, "OPENAI_BASE_URL", server.address().toString());
  }

  private ConfiguredModels open(ModelSettings settings, Map<String, String> environment) {
    return ConfiguredModels.open(settings, environment, home);
  }
}
