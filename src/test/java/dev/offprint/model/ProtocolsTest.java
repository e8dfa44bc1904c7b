package dev.offprint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offprint.engine.Models.CallFailed;
import dev.offprint.engine.Picture;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;
import dev.offprint.model.Calls.Caller;
import dev.offprint.model.Calls.NoPause;
import dev.offprint.model.ModelServer.Answer;
import dev.offprint.model.ModelServer.Answer.Fault;
import dev.offprint.session.Cause;
import dev.offprint.session.SessionId;
import dev.offprint.session.Usage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each provider's own protocol, against a server that speaks it and refuses what it refuses. */
class ProtocolsTest {
  private static final String SCHEMA =
      """
      {"type":"object","properties":{"title":{"type":"string","maxLength":9},
      "n":{"type":"integer"}},"required":["title"]}""";

  private static final List<String> BLOCKS =
      List.of("paper", "plan", "architecture", "tasks", "code", "gates", "rules");

  private final Caller caller = new Caller();

  @ParameterizedTest
  @EnumSource
  void answerIsStreamedAndItsFirstTokenHeard(Spoken spoken) throws Exception {
    long cached = spoken.cached(600);
    try (ModelServer server =
        spoken.server(request -> Answer.of("é ".repeat(90)).usage(700, cached))) {
      Reply reply = model(server).call(Calls.prompt("Write."), caller);

      assertThat(reply.text()).isEqualTo("é ".repeat(90));
      assertThat(reply.finish()).isEqualTo(Reply.Finish.COMPLETE);
      assertThat(reply.usage()).isEqualTo(new Usage(700, cached, Tokens.of(reply.text())));
      assertThat(caller.started.getCount()).isZero();
      assertThat(server.keys().getFirst()).isEqualTo(spoken.sent(Spoken.KEY));
    }
  }

  @ParameterizedTest
  @EnumSource
  void answerComesAtOnceWhereStreamsAreRefused(Spoken spoken) throws Exception {
    long cached = spoken.cached(40);
    try (ModelServer server = spoken.server(request -> Answer.of("Whole.").usage(50, cached))) {
      server.refuseStreams();
      Reply reply = model(server).call(Calls.prompt("Write."), caller);

      assertThat(reply.text()).isEqualTo("Whole.");
      assertThat(reply.usage()).isEqualTo(new Usage(50, cached, Tokens.of("Whole.")));
      assertThat(caller.started.getCount()).isZero();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSharedComesFirstAndTheTaskLast(Spoken spoken) throws Exception {
    try (ModelServer server = spoken.server(request -> Answer.of("Fine."))) {
      Prompt plain = Calls.prompt("Write.");
      Prompt prompt =
          new Prompt(
              plain.role(),
              plain.step(),
              plain.system(),
              List.of("The paper.", "The plan.", "The contracts."),
              plain.task(),
              List.of(new Prompt.Exchange("{", "Not JSON.")),
              "It be",
              null,
              plain.most());
      model(server).call(prompt, caller);

      assertThat(server.words(server.requests().getFirst()).replaceAll("\\s+", " "))
          .startsWith("You write code. The paper. The plan. The contracts. Write. { Not JSON. It")
          .contains(Conversation.CONTINUE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void limitIsSaid(Spoken spoken) throws Exception {
    try (ModelServer server = spoken.server(request -> Answer.of("Fine."))) {
      model(server).call(Calls.most(Calls.prompt("Write."), 3_900), caller);

      assertThat(spoken.limit(server.requests().getFirst())).isEqualTo(3_900);
    }
  }

  @ParameterizedTest
  @EnumSource
  void roomForHiddenThoughtsIsAddedAndTheyAreCounted(Spoken spoken) throws Exception {
    try (ModelServer server =
        spoken.server(request -> Answer.of("Fine.").usage(50, 0).thoughts(700))) {
      ServerModel model = Spoken.model(server, new NoPause(), 1_000);
      Reply reply = model.call(Calls.prompt("Write."), caller);

      assertThat(spoken.limit(server.requests().getFirst())).isEqualTo(1_500);
      assertThat(reply.usage()).isEqualTo(new Usage(50, 0, Tokens.of("Fine.") + 700));
      model.call(Calls.most(Calls.prompt("Write."), 3_900), caller);
      assertThat(spoken.limit(server.requests().getLast()))
          .as("never more than the model writes")
          .isEqualTo(4_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void answerCutAtItsLimitCanBeContinued(Spoken spoken) throws Exception {
    try (ModelServer server = spoken.server(request -> Answer.of("It beg").finish("length"))) {
      Reply reply = model(server).call(Calls.prompt("Write."), caller);

      assertThat(reply.text()).isEqualTo("It beg");
      assertThat(reply.finish()).isEqualTo(Reply.Finish.LENGTH);
    }
  }

  @ParameterizedTest
  @EnumSource
  void schemaGoesAlongAndInWordsWhereItIsRefused(Spoken spoken) throws Exception {
    try (ModelServer server = spoken.server(request -> Answer.of("{\"title\":\"a\"}"))) {
      ServerModel model = model(server);
      model.call(Calls.prompt("Write.", SCHEMA), caller);
      assertThat(spoken.schema(server.requests().getFirst()).path("type").asText())
          .isEqualTo("object");

      server.refuse(spoken::schema, "this schema cannot be used");
      Reply reply = model.call(Calls.prompt("Write.", SCHEMA), caller);
      assertThat(reply.text()).isEqualTo("{\"title\":\"a\"}");
      assertThat(server.words(server.requests().getLast())).contains("\"maxLength\":9");
    }
  }

  @ParameterizedTest
  @EnumSource
  void brokenStreamsAreFailuresAndWhatWasReadIsCounted(Spoken spoken) {
    for (Fault fault :
        List.of(
            new Fault.Cut(),
            new Fault.Unfinished(),
            new Fault.ErrorEvent("Overloaded"),
            new Fault.Stall())) {
      try (ModelServer server = spoken.server(request -> Answer.failing(fault))) {
        Prompt prompt = Calls.prompt("Write.");
        CallFailed failed = failure(model(server), prompt);

        assertThat(failed.why()).as("%s", fault).isInstanceOf(Cause.ProviderDown.class);
        assertThat(server.requests()).as("%s", fault).hasSize(5);
        assertThat(failed.spent().read()).as("%s", fault).isGreaterThanOrEqualTo(5L * 10);
        assertThat(failed.spent().written()).as("%s", fault).isPositive();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancelEndsTheConnection(Spoken spoken) throws Exception {
    try (ModelServer server = spoken.server(request -> Answer.failing(new Fault.Endless()))) {
      CompletableFuture<CallFailed> ended =
          CompletableFuture.supplyAsync(() -> failure(model(server), Calls.prompt("Write.")));
      server.awaitStall();
      caller.cancel();

      assertThat(ended.get().why().words()).isEqualTo("The call was cancelled.");
      server.awaitHangUp();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void picturesGoAlongBehindTheWords(Spoken spoken) throws Exception {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB), "png", png);
    Picture picture = new Picture(Base64.getEncoder().encodeToString(png.toByteArray()));
    try (ModelServer server = spoken.server(request -> Answer.of("A curve."))) {
      Prompt prompt = Calls.prompt("Describe.").showing(List.of(picture));
      assertThat(model(server).call(prompt, caller).text()).isEqualTo("A curve.");

      String request = server.requests().getFirst().toString();
      assertThat(request.indexOf(picture.png())).isGreaterThan(request.indexOf("Describe."));
    }
  }

  @ParameterizedTest
  @EnumSource
  void modelsAreListed(Spoken spoken) {
    try (ModelServer server = spoken.server(request -> Answer.of("Fine."))) {
      server.offer(List.of("large", "small"));

      assertThat(Offered.names(server.described(null), Spoken.KEY, Spoken.impatient().firstToken()))
          .containsExactly("large", "small");
    }
  }

  @Test
  void anthropicIsToldWhatToKeep() throws Exception {
    try (AnthropicServer server = new AnthropicServer(request -> Answer.of("Fine."))) {
      Prompt plain = Calls.prompt("Write.");
      Prompt prompt =
          new Prompt(
              plain.role(),
              plain.step(),
              plain.system(),
              BLOCKS,
              plain.task(),
              List.of(),
              "",
              null,
              plain.most());
      model(server).call(prompt, caller);

      JsonNode request = server.requests().getFirst();
      assertThat(marked(request.path("system"), "cache_control"))
          .as("a fourth mark is of more use elsewhere")
          .isEmpty();
      assertThat(
              request.path("messages").findValues("content").stream()
                  .flatMap(content -> marked(content, "cache_control").stream()))
          .containsExactly("paper", "tasks", "code", "rules");
    }
  }

  @Test
  void openAiIsToldWhatBelongsTogetherAndWhereWhatIsSharedEnds() throws Exception {
    try (OpenAiServer server = new OpenAiServer(request -> Answer.of("Fine."))) {
      Prompt plain = Calls.prompt("Write.");
      Prompt prompt =
          new Prompt(
              plain.role(),
              plain.step(),
              plain.system(),
              BLOCKS,
              plain.task(),
              List.of(new Prompt.Exchange("{", "Not JSON.")),
              "",
              null,
              plain.most());
      Spoken.model(server, new NoPause(), 0, true)
          .call(prompt, new Caller(new SessionId("abcd1234")));

      JsonNode request = server.requests().getFirst();
      assertThat(request.path("prompt_cache_key").asText()).isEqualTo("offprint-abcd1234");
      assertThat(request.path("prompt_cache_options").path("mode").asText()).isEqualTo("explicit");
      assertThat(
              request.path("messages").findValues("content").stream()
                  .flatMap(content -> marked(content, "prompt_cache_breakpoint").stream()))
          .containsExactly("paper", "tasks", "code", "rules");
      assertThat(server.words(request)).contains("Write.", "Not JSON.");
    }
  }

  @Test
  void serverThatKnowsNoMarksIsAskedWithoutThem() throws Exception {
    try (OpenAiServer server =
        new OpenAiServer(
            request ->
                request.has("prompt_cache_options")
                    ? Answer.failing(
                        new Fault.Status(
                            400,
                            Map.of(),
                            OpenAiServer.error("Unknown parameter: prompt_cache_options")))
                    : Answer.of("Fine."))) {
      ServerModel model = Spoken.model(server, new NoPause(), 0, true);
      assertThat(model.call(Calls.prompt("Write."), caller).text()).isEqualTo("Fine.");
      model.call(Calls.prompt("Write."), caller);

      assertThat(server.requests()).as("learned once").hasSize(3);
      assertThat(server.requests().getLast().has("prompt_cache_key")).isFalse();
    }
  }

  @Test
  void marksAreFourAtMostAndStandWhereLaterCallsLookForThem() {
    assertThat(CacheMarks.of(0)).isEmpty();
    assertThat(CacheMarks.of(3)).containsExactly(0, 1, 2);
    assertThat(CacheMarks.of(5)).containsExactly(0, 2, 3, 4);
    assertThat(CacheMarks.of(8)).containsExactly(0, 3, 4, 7);
  }

  @ParameterizedTest
  @EnumSource
  void thoughtsAreCountedApartWhereTheProviderSaysHowMany(Spoken spoken) throws Exception {
    try (ModelServer server =
        spoken.server(request -> Answer.of("Fine.").usage(50, 0).thoughts(700))) {
      Reply reply = model(server).call(Calls.prompt("Write."), caller);
      assertThat(reply.thoughts())
          .isEqualTo(
              switch (spoken) {
                case OPENAI, GEMINI -> Long.valueOf(700);
                case ANTHROPIC, OLLAMA -> null;
              });
    }
  }

  private static List<String> marked(JsonNode parts, String mark) {
    return parts
        .valueStream()
        .filter(part -> part.has(mark))
        .map(part -> part.path("text").asText())
        .toList();
  }

  @Test
  void ollamaIsToldItsContext() throws Exception {
    try (OllamaServer server = new OllamaServer(request -> Answer.of("Fine."))) {
      model(server).call(Calls.prompt("Write."), caller);

      assertThat(server.requests().getFirst().path("options").path("num_ctx").asInt())
          .isEqualTo(32_000);
    }
  }

  @Test
  void geminisTimeToWaitIsInItsError() throws Exception {
    NoPause pace = new NoPause();
    String busy =
        """
        {"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED","details":[
        {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"33s"}]}}""";
    try (GeminiServer server =
        new GeminiServer(
            request ->
                pace.pauses.isEmpty()
                    ? Answer.failing(new Fault.Status(429, Map.of(), busy))
                    : Answer.of("Fine."))) {
      assertThat(Spoken.model(server, pace).call(Calls.prompt("Write."), caller).text())
          .isEqualTo("Fine.");
      assertThat(pace.pauses.getFirst().toMillis()).isEqualTo(33_100);
    }
  }

  private CallFailed failure(ServerModel model, Prompt prompt) {
    return catchThrowableOfType(CallFailed.class, () -> model.call(prompt, caller));
  }

  private static ServerModel model(ModelServer server) {
    return Spoken.model(server, new NoPause());
  }
}
