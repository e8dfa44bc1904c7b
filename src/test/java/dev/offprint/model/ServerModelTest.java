package dev.offprint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offprint.engine.Models.CallFailed;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Traits;
import dev.offprint.model.Calls.Caller;
import dev.offprint.model.Calls.NoPause;
import dev.offprint.model.ModelServer.Answer;
import dev.offprint.model.ModelServer.Answer.Fault;
import dev.offprint.session.Cause;
import dev.offprint.session.Usage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ServerModelTest {
  private static final String KEY = "sk-test-0123456789abcdef";
  private static final String SCHEMA =
      """
      {"type":"object","properties":{"title":{"type":"string","maxLength":9},
      "n":{"type":"integer"}},"required":["title"]}""";

  private final NoPause pace = new NoPause();
  private final Caller caller = new Caller();

  @Test
  void answerIsStreamedAndItsFirstTokenHeard() throws Exception {
    try (OpenAiServer server =
        new OpenAiServer(request -> Answer.of("é ".repeat(90)).usage(700, 600))) {
      Reply reply = model(server).call(Calls.prompt("Write."), caller);

      assertThat(reply.text()).isEqualTo("é ".repeat(90));
      assertThat(reply.finish()).isEqualTo(Reply.Finish.COMPLETE);
      assertThat(reply.usage()).isEqualTo(new Usage(700, 600, Tokens.of(reply.text())));
      assertThat(reply.model()).isEqualTo("test:m");
      assertThat(caller.started.getCount()).isZero();
      JsonNode request = server.requests().getFirst();
      assertThat(request.path("stream").asBoolean()).isTrue();
      assertThat(request.path("model").asText()).isEqualTo("m");
      assertThat(request.path("max_tokens").asInt()).isEqualTo(500);
      assertThat(server.keys()).containsExactly("Bearer " + KEY);
    }
  }

  @Test
  void prefixComesBeforeTheTask() throws Exception {
    try (OpenAiServer server = OpenAiServer.saying("Fine.")) {
      model(server).call(Calls.prompt("Write.").after("bad", "Wrong: write again."), caller);

      assertThat(server.requests().getFirst().path("messages"))
          .isEqualTo(
              Calls.json(
                  """
                  [{"role":"system","content":"You write code."},
                   {"role":"user","content":"The paper.\\n\\nWrite."},
                   {"role":"assistant","content":"bad"},
                   {"role":"user","content":"Wrong: write again."}]"""));
    }
  }

  @Test
  void cutAnswerIsSaidToBeCutAndGoesOn() throws Exception {
    try (OpenAiServer server = new OpenAiServer(request -> Answer.of("half").finish("length"))) {
      Reply reply =
          model(server).call(Calls.from(Calls.prompt("Write.", SCHEMA), "def f("), caller);

      assertThat(reply.finish()).isEqualTo(Reply.Finish.LENGTH);
      JsonNode request = server.requests().getFirst();
      assertThat(request.has("response_format")).isFalse();
      assertThat(request.path("messages").path(2).path("content").asText()).isEqualTo("def f(");
      assertThat(request.path("messages").path(3).path("content").asText())
          .isEqualTo(Conversation.CONTINUE);
    }
  }

  @Test
  void usageIsGuessedWhereTheServerSaysNothing() throws Exception {
    try (OpenAiServer server = new OpenAiServer(request -> Answer.of("Some words.").usage(-1, 0))) {
      Prompt prompt = Calls.prompt("Write.");
      assertThat(model(server).call(prompt, caller).usage())
          .isEqualTo(new Usage(Tokens.of(prompt), 0, Tokens.of("Some words.")));
    }
  }

  @Test
  void schemaIsStrict() throws Exception {
    try (OpenAiServer server = OpenAiServer.saying("{}")) {
      model(server).call(Calls.prompt("Write.", SCHEMA), caller);

      JsonNode format = server.requests().getFirst().path("response_format").path("json_schema");
      assertThat(format.path("strict").asBoolean()).isTrue();
      assertThat(format.path("schema")).isEqualTo(Calls.json(SCHEMA));
    }
  }

  @Test
  void refusedSchemaIsAskedForInSimplerForms() throws Exception {
    Fault refused = new Fault.Status(400, Map.of(), OpenAiServer.error("response_format unknown"));
    try (OpenAiServer server =
        new OpenAiServer(
            request ->
                request.has("response_format") ? Answer.failing(refused) : Answer.of("{}"))) {
      ServerModel model = model(server);
      model.call(Calls.prompt("Write.", SCHEMA), caller);
      model.call(Calls.prompt("Again.", SCHEMA), caller);

      assertThat(server.requests())
          .extracting(r -> r.path("response_format").path("type").asText())
          .containsExactly("json_schema", "json_schema", "json_object", "", "");
      assertThat(
              server.requests().get(1).path("response_format").path("json_schema").path("schema"))
          .isEqualTo(
              Calls.json(
                  """
                  {"type":"object","properties":{"title":{"type":"string"},"n":{"type":"integer"}},
                  "required":["title","n"],"additionalProperties":false}"""));
      assertThat(OpenAiServer.text(server.requests().getLast())).contains("\"maxLength\":9");
      assertThat(pace.pauses).isEmpty();
    }
  }

  @Test
  void serverThatDoesNotStreamIsAskedForTheWhole() throws Exception {
    Fault refused = new Fault.Status(400, Map.of(), OpenAiServer.error("stream is not supported"));
    try (OpenAiServer server =
        new OpenAiServer(
            request ->
                request.path("stream").asBoolean()
                    ? Answer.failing(refused)
                    : Answer.of("Whole.").usage(50, 40))) {
      Reply reply = model(server).call(Calls.prompt("Write."), caller);

      assertThat(reply.text()).isEqualTo("Whole.");
      assertThat(reply.usage()).isEqualTo(new Usage(50, 40, Tokens.of("Whole.")));
      assertThat(caller.started.getCount()).isZero();
    }
  }

  @Test
  void otherNameOfTheLimitIsTried() throws Exception {
    Fault refused =
        new Fault.Status(
            400, Map.of(), OpenAiServer.error("'max_tokens' is not supported with this model"));
    try (OpenAiServer server =
        new OpenAiServer(
            request -> request.has("max_tokens") ? Answer.failing(refused) : Answer.of("Fine."))) {
      assertThat(model(server).call(Calls.prompt("Write."), caller).text()).isEqualTo("Fine.");
      assertThat(server.requests().getLast().path("max_completion_tokens").asInt()).isEqualTo(500);
    }
  }

  @Test
  void refusedTemperatureIsLeftOut() throws Exception {
    Fault refused =
        new Fault.Status(400, Map.of(), OpenAiServer.error("temperature does not support 0.2"));
    try (OpenAiServer server =
        new OpenAiServer(
            request -> request.has("temperature") ? Answer.failing(refused) : Answer.of("Fine."))) {
      assertThat(model(server).call(Calls.prompt("Write."), caller).text()).isEqualTo("Fine.");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void wholeAnswerInsteadOfAStreamIsAskedForAsAWhole() throws Exception {
    Fault whole = new Fault.Garbage("application/json", "{\"choices\":[]}");
    try (OpenAiServer server =
        new OpenAiServer(
            request ->
                request.path("stream").asBoolean() ? Answer.failing(whole) : Answer.of("Whole."))) {
      assertThat(model(server).call(Calls.prompt("Write."), caller).text()).isEqualTo("Whole.");
    }
  }

  @Test
  void busyServerIsAskedAgainAfterTheTimeItNamed() throws Exception {
    Fault busy = new Fault.Status(429, Map.of("Retry-After", "7"), OpenAiServer.error("slow down"));
    try (OpenAiServer server = serving(Answer.failing(busy), Answer.of("Fine."))) {
      assertThat(model(server).call(Calls.prompt("Write."), caller).text()).isEqualTo("Fine.");
      assertThat(pace.pauses).containsExactly(Duration.ofMillis(7_100));
    }
  }

  @Test
  void pausesGrowAndTriesEnd() {
    Fault down = new Fault.Status(503, Map.of(), "<html>Bad gateway</html>");
    try (OpenAiServer server = new OpenAiServer(request -> Answer.failing(down))) {
      CallFailed failed = failure(model(server), Calls.prompt("Write."));

      assertThat(server.requests()).hasSize(5);
      assertThat(pace.pauses)
          .containsExactly(
              Duration.ofSeconds(1),
              Duration.ofSeconds(2),
              Duration.ofSeconds(4),
              Duration.ofSeconds(8));
      assertThat(failed.why())
          .isEqualTo(
              new Cause.ProviderDown(
                  "The test server does not answer properly (status 503).", Duration.ofMinutes(1)));
      assertThat(failed.spent()).isEqualTo(Usage.NONE);
    }
  }

  @Test
  void longWaitIsLeftToTheSession() {
    Fault busy = new Fault.Status(429, Map.of("Retry-After", "600"), OpenAiServer.error("later"));
    try (OpenAiServer server = new OpenAiServer(request -> Answer.failing(busy))) {
      assertThat(failure(model(server), Calls.prompt("Write.")).why())
          .isEqualTo(
              new Cause.ProviderDown(
                  "The test server is busy (status 429): later", Duration.ofMinutes(10)));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void brokenStreamsAreFailuresAndCounted() {
    for (Fault fault :
        List.of(
            new Fault.Cut(),
            new Fault.Unfinished(),
            new Fault.ErrorEvent("overloaded"),
            new Fault.Stall())) {
      try (OpenAiServer server = new OpenAiServer(request -> Answer.failing(fault))) {
        CallFailed failed = failure(model(server), Calls.prompt("Write."));

        assertThat(failed.why()).as("%s", fault).isInstanceOf(Cause.ProviderDown.class);
        assertThat(server.requests()).as("%s", fault).hasSize(5);
        assertThat(failed.spent().written()).as("%s", fault).isPositive();
      }
    }
  }

  @Test
  void cutStreamIsAskedAgain() throws Exception {
    try (OpenAiServer server = serving(Answer.failing(new Fault.Cut()), Answer.of("Whole."))) {
      Prompt prompt = Calls.prompt("Write.");
      Reply reply = model(server).call(prompt, caller);

      assertThat(reply.text()).isEqualTo("Whole.");
      // What the broken try cost is part of what the call cost.
      assertThat(reply.usage().read()).isGreaterThan(Tokens.of(prompt));
    }
  }

  @Test
  void silenceAndGarbageAreFailures() {
    for (Fault fault :
        List.of(
            new Fault.Silence(),
            new Fault.Garbage("text/event-stream", "data: {broken\n\n"),
            new Fault.Garbage("text/event-stream", ""))) {
      try (OpenAiServer server = new OpenAiServer(request -> Answer.failing(fault))) {
        assertThat(failure(model(server), Calls.prompt("Write.")).why())
            .as("%s", fault)
            .isInstanceOf(Cause.ProviderDown.class);
      }
    }
  }

  @Test
  void webPageIsNoModelServer() {
    try (OpenAiServer server =
        new OpenAiServer(
            request -> Answer.failing(new Fault.Garbage("text/html", "<html>Welcome</html>")))) {
      assertThat(failure(model(server), Calls.prompt("Write.")).why())
          .isInstanceOf(Cause.NoModel.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void refusedKeyIsNotTriedAgainAndNeverShown() {
    Fault refused =
        new Fault.Status(401, Map.of(), OpenAiServer.error("Incorrect API key provided: " + KEY));
    try (OpenAiServer server = new OpenAiServer(request -> Answer.failing(refused))) {
      CallFailed failed = failure(model(server), Calls.prompt("Write."));

      assertThat(failed.why())
          .isEqualTo(
              new Cause.NoModel(
                  "The key for test:m was refused by the test server; check the key."));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void keyIsCutOutOfWhatServersSay() {
    Fault down =
        new Fault.Status(400, Map.of(), OpenAiServer.error("no " + KEY + " sk-other-1234"));
    try (OpenAiServer server = new OpenAiServer(request -> Answer.failing(down))) {
      assertThat(failure(model(server), Calls.prompt("Write.")).why().words())
          .isEqualTo("The test server refused the request (status 400): no … …");
    }
  }

  @Test
  void usedUpCreditIsNotTriedAgain() {
    Fault spent =
        new Fault.Status(
            429,
            Map.of(),
            """
            {"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}""");
    try (OpenAiServer server = new OpenAiServer(request -> Answer.failing(spent))) {
      assertThat(failure(model(server), Calls.prompt("Write.")).why())
          .isInstanceOf(Cause.NoModel.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void limitPerMinuteIsNoSpendLimit() {
    Fault busy =
        new Fault.Status(
            429,
            Map.of(),
            OpenAiServer.error(
                "Rate limit reached, too many tokens per min. Add a payment method at"
                    + " platform.openai.com/account/billing"));
    try (OpenAiServer server = new OpenAiServer(request -> Answer.failing(busy))) {
      assertThat(failure(model(server), Calls.prompt("Write.")).why())
          .isInstanceOf(Cause.ProviderDown.class);
      assertThat(server.requests()).hasSize(5);
    }
  }

  @Test
  void unknownModelAndLongQuestionAreSaid() {
    Map<Fault, String> words =
        Map.of(
            new Fault.Status(404, Map.of(), OpenAiServer.error("model m not found")),
            "The test server has no model test:m",
            new Fault.Status(
                400, Map.of(), OpenAiServer.error("maximum context length is 8192 tokens")),
            "larger context");
    words.forEach(
        (fault, part) -> {
          try (OpenAiServer server = new OpenAiServer(request -> Answer.failing(fault))) {
            Cause why = failure(model(server), Calls.prompt("Write.")).why();
            assertThat(why).isInstanceOf(Cause.NoModel.class);
            assertThat(why.words()).contains(part);
          }
        });
  }

  @Test
  void refusalIsFinal() {
    List<Answer> refusals =
        List.of(
            Answer.failing(new Fault.Refusal("I cannot help with that.")),
            Answer.of("Well").finish("content_filter"));
    for (Answer refusal : refusals) {
      try (OpenAiServer server = new OpenAiServer(request -> refusal)) {
        assertThat(failure(model(server), Calls.prompt("Write.")).why())
            .isInstanceOf(Cause.Refused.class);
        assertThat(server.requests()).hasSize(1);
      }
    }
  }

  @Test
  void silentlyCutQuestionIsAFailure() {
    try (OpenAiServer server = new OpenAiServer(request -> Answer.of("Fine.").usage(2_000, 0))) {
      Cause why = failure(model(server), Calls.prompt("word ".repeat(8_000))).why();

      assertThat(why).isInstanceOf(Cause.NoModel.class);
      assertThat(why.words()).contains("read only 2000 tokens");
    }
  }

  @Test
  void unreachableServerIsDown() {
    URI nowhere;
    try (OpenAiServer server = OpenAiServer.saying("")) {
      nowhere = server.address();
    }
    assertThat(failure(model(nowhere), Calls.prompt("Write.")).why())
        .isEqualTo(
            new Cause.ProviderDown(
                "The test server cannot be reached: no connection.", Duration.ofMinutes(1)));
  }

  @Test
  void cancelEndsTheConnection() throws Exception {
    try (OpenAiServer server = new OpenAiServer(request -> Answer.failing(new Fault.Endless()))) {
      CompletableFuture<CallFailed> ended =
          CompletableFuture.supplyAsync(() -> failure(model(server), Calls.prompt("Write.")));
      server.awaitStall();
      caller.cancel();

      assertThat(ended.get().why().words()).isEqualTo("The call was cancelled.");
      server.awaitHangUp();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void cancelledPauseEndsWithoutAnotherTry() {
    Fault busy = new Fault.Status(429, Map.of(), OpenAiServer.error("busy"));
    try (OpenAiServer server = new OpenAiServer(request -> Answer.failing(busy))) {
      pace.meanwhile = caller::cancel;

      assertThat(failure(model(server), Calls.prompt("Write.")).why().words())
          .isEqualTo("The call was cancelled.");
      assertThat(server.requests()).hasSize(1);
    }
  }

  private static OpenAiServer serving(Answer... answers) {
    Deque<Answer> rest = new ArrayDeque<>(Arrays.asList(answers));
    Function<JsonNode, Answer> next = request -> rest.remove();
    return new OpenAiServer(next);
  }

  private CallFailed failure(ServerModel model, Prompt prompt) {
    return catchThrowableOfType(CallFailed.class, () -> model.call(prompt, caller));
  }

  private ServerModel model(OpenAiServer server) {
    return model(server.address());
  }

  private ServerModel model(URI address) {
    return new ServerModel(
        new ModelName("test", "m"),
        new ModelSettings.Server(address, "KEY", "the test server"),
        KEY,
        new Traits("test:m", "the test server", 32_000, 4_000, 4, true, false, true),
        0,
        false,
        Spoken.impatient(),
        Provider.of(8, pace),
        pace);
  }
}
