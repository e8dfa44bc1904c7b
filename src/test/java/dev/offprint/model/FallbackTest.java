package dev.offprint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.offprint.engine.ModelChoice.Chosen;
import dev.offprint.engine.Models.CallFailed;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Role;
import dev.offprint.engine.Traits;
import dev.offprint.model.Calls.Caller;
import dev.offprint.model.Calls.NoPause;
import dev.offprint.model.ModelServer.Answer;
import dev.offprint.session.Cause;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that answers where the chosen one does not. */
class FallbackTest {
  @TempDir Path home;
  private final NoPause pace = new NoPause();
  private final AtomicBoolean down = new AtomicBoolean(true);

  @Test
  void otherModelAnswersAndSaysForWhom() throws Exception {
    try (OpenAiServer own = new OpenAiServer(request -> own(Faults.STATUS_503));
        OllamaServer other = new OllamaServer(request -> Answer.of("Fine."));
        ConfiguredModels models = open(settings(own, other))) {
      Reply reply = models.call(Calls.prompt("Write."), new Caller());

      assertThat(reply.text()).isEqualTo("Fine.");
      assertThat(reply.model()).isEqualTo("spare:m");
      assertThat(reply.insteadOf()).isEqualTo("test:test-model");
      assertThat(own.requests()).hasSize(5);

      models.call(Calls.prompt("Write."), new Caller());
      assertThat(own.requests()).as("what is down is not asked each time").hasSize(5);

      down.set(false);
      pace.pass(Duration.ofMinutes(1));
      Reply back = models.call(Calls.prompt("Write."), new Caller());
      assertThat(back.model()).isEqualTo("test:test-model");
      assertThat(back.insteadOf()).isNull();
    }
  }

  @Test
  void whatTheFirstCostIsPartOfWhatTheCallCost() throws Exception {
    try (OpenAiServer own = new OpenAiServer(request -> own(Faults.CUT_STREAM));
        OllamaServer other = new OllamaServer(request -> Answer.of("Fine.").usage(100, 0));
        ConfiguredModels models = open(settings(own, other))) {
      Reply reply = models.call(Calls.prompt("Write."), new Caller());
      assertThat(reply.usage().read()).isGreaterThan(100);
    }
  }

  @Test
  void keyLimitAndUnknownModelAreReasonsToo() throws Exception {
    for (Faults fault : List.of(Faults.WRONG_KEY, Faults.SPEND_LIMIT, Faults.UNKNOWN_MODEL)) {
      try (OpenAiServer own = new OpenAiServer(request -> own(fault));
          OllamaServer other = new OllamaServer(request -> Answer.of("Fine."));
          ConfiguredModels models = open(settings(own, other))) {
        assertThat(models.call(Calls.prompt("Write."), new Caller()).model())
            .as("%s", fault)
            .isEqualTo("spare:m");
      }
    }
  }

  @Test
  void whatMayNotLeaveThisMachineIsAskedOfNoModelElsewhere() {
    ModelSettings.Server far =
        new ModelSettings.Server(URI.create("https://models.example/v1"), null, "Far");
    try (OpenAiServer own = new OpenAiServer(request -> own(Faults.STATUS_503))) {
      ModelSettings here = own.settings().withProvider("far", far).withFallback("far:m");
      try (ConfiguredModels models = open(here)) {
        CallFailed failed =
            catchThrowableOfType(
                CallFailed.class,
                () -> models.call(Calls.prompt("Write."), new Caller().staying()));
        assertThat(failed.why()).as("no fallback elsewhere").isInstanceOf(Cause.ProviderDown.class);
        assertThat(failed.why().words()).doesNotContain("far:m");
      }
      try (ConfiguredModels models = open(here.withModel("far:m"))) {
        CallFailed failed =
            catchThrowableOfType(
                CallFailed.class,
                () -> models.call(Calls.prompt("Write."), new Caller().staying()));
        assertThat(failed.why())
            .isEqualTo(
                new Cause.MustStay(
                    "This paper may be read only by models on this machine, and far:m is none."));
      }
    }
  }

  @Test
  void refusalIsFinalForAllModels() {
    try (OpenAiServer own = new OpenAiServer(request -> own(Faults.REFUSAL));
        OllamaServer other = new OllamaServer(request -> Answer.of("Fine."));
        ConfiguredModels models = open(settings(own, other))) {
      assertThat(failure(models)).isInstanceOf(Cause.Refused.class);
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void whereNeitherAnswersBothAreNamedAndTheFirstDecides() {
    try (OpenAiServer own = new OpenAiServer(request -> own(Faults.STATUS_503));
        OllamaServer other = new OllamaServer(request -> own(Faults.STATUS_500));
        ConfiguredModels models = open(settings(own, other))) {
      assertThat(failure(models))
          .isInstanceOfSatisfying(
              Cause.ProviderDown.class,
              cause -> {
                assertThat(cause.words()).contains("status 503", "the fallback spare:m");
                assertThat(cause.pause()).isEqualTo(Duration.ofMinutes(1));
              });
    }
  }

  @Test
  void questionTooLongForTheOtherIsNotCutForIt() {
    try (OpenAiServer own = new OpenAiServer(request -> own(Faults.STATUS_503));
        OllamaServer other = new OllamaServer(request -> Answer.of("Fine."))) {
      ModelSettings plain = settings(own, other);
      ModelSettings small =
          new ModelSettings(
              plain.model(),
              plain.roles(),
              plain.fallback(),
              false,
              plain.providers(),
              Map.of("spare:m", new ModelSettings.Abilities(300, 100, 1, true, true)),
              plain.firstToken(),
              plain.idle(),
              plain.embedded(),
              plain.prices());
      try (ConfiguredModels models = open(small)) {
        assertThat(failure(models)).isInstanceOf(Cause.ProviderDown.class);
        assertThat(other.requests()).isEmpty();
      }
    }
  }

  @Test
  void fallbackIsSaidAloudBeforeItIsUsed() {
    try (OpenAiServer own = new OpenAiServer(request -> own(Faults.STATUS_503));
        OllamaServer other = new OllamaServer(request -> Answer.of("Fine."));
        ConfiguredModels models = open(settings(own, other))) {
      assertThat(models.standIn().map(Traits::name)).contains("spare:m");
      assertThat(models.chosen())
          .isInstanceOfSatisfying(
              Chosen.Ready.class,
              ready ->
                  assertThat(ready.saidAloud())
                      .endsWith(" Where it does not answer: spare:m (the test server)."));
    }
  }

  @Test
  void modelsOffThisMachineAreRefusedWhereOnlyLocalOnesMayRead() {
    try (OpenAiServer own = new OpenAiServer(request -> own(Faults.STATUS_503))) {
      ModelSettings.Server far =
          new ModelSettings.Server(URI.create("https://models.example/v1"), null, "Far");
      ModelSettings settings =
          own.settings().withProvider("far", far).withFallback("far:m").withLocalOnly(true);
      try (ConfiguredModels models = open(settings)) {
        assertThat(models.standIn()).as("as a fallback").isEmpty();
        assertThat(failure(models)).isInstanceOf(Cause.ProviderDown.class);
        assertThat(models.chosen())
            .isInstanceOfSatisfying(
                Chosen.Ready.class,
                ready -> assertThat(ready.saidAloud()).contains("far:m cannot be used: Only"));
      }
      try (ConfiguredModels models = open(settings.withModel("far:m"))) {
        assertThat(models.chosen())
            .isInstanceOfSatisfying(
                Chosen.None.class, none -> assertThat(none.words()).contains("on this machine"));
        assertThat(models.traits(Role.CODER).reader()).isEqualTo("nobody: no model");
      }
      ModelSettings found =
          ModelSettings.defaults()
              .withProvider(
                  "ollama",
                  new ModelSettings.Server(URI.create("http://127.0.0.1:1/v1"), null, "Ollama"))
              .withLocalOnly(true);
      try (ConfiguredModels models =
          ConfiguredModels.open(found, Map.of("OPENAI_API_KEY", Spoken.KEY), home)) {
        assertThat(models.chosen()).as("a key found").isInstanceOf(Chosen.NeedsDownload.class);
      }
    }
  }

  private Answer own(Faults fault) {
    return down.get() ? fault.in(Spoken.OPENAI).orElseThrow() : Answer.of("Own.");
  }

  private static ModelSettings settings(ModelServer own, ModelServer other) {
    return own.settings().withProvider("spare", other.described(null)).withFallback("spare:m");
  }

  private Cause failure(ConfiguredModels models) {
    return catchThrowableOfType(
            CallFailed.class, () -> models.call(Calls.prompt("word ".repeat(400)), new Caller()))
        .why();
  }

  private ConfiguredModels open(ModelSettings settings) {
    ModelFile wanted = new Catalogue(settings, Map.of()).file();
    return new ConfiguredModels(
        settings, Map.of(), home, EmbeddedFile.of(settings, wanted, home), pace);
  }
}
