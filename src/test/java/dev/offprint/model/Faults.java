package dev.offprint.model;

import dev.offprint.model.ModelServer.Answer;
import dev.offprint.model.ModelServer.Answer.Fault;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** What goes wrong with providers, each in the provider's own words. */
public enum Faults {
  BUSY_WITH_A_TIME(Outcome.DOWN),
  BUSY_WITHOUT_A_TIME(Outcome.DOWN),
  BUSY_UNTIL_A_DATE_OF_ANOTHER_CLOCK(Outcome.DOWN),
  STATUS_500(Outcome.DOWN),
  STATUS_503(Outcome.DOWN),
  STATUS_529(Outcome.DOWN),
  STALLED_STREAM(Outcome.DOWN),
  SILENCE(Outcome.DOWN),
  CUT_STREAM(Outcome.DOWN),
  NO_END_MARKER(Outcome.DOWN),
  ERROR_IN_THE_STREAM(Outcome.DOWN),
  NOT_THE_PROTOCOL(Outcome.DOWN),
  NO_SUCH_HOST(Outcome.DOWN),
  TRUNCATION(Outcome.CONTINUED),
  EMPTY_ANSWER(Outcome.UNUSABLE),
  BROKEN_JSON(Outcome.UNUSABLE),
  REFUSAL(Outcome.DECLINED),
  CONTENT_FILTER(Outcome.DECLINED),
  CONTEXT_OVERFLOW(Outcome.CHOICE),
  SPEND_LIMIT(Outcome.CHOICE),
  WRONG_KEY(Outcome.CHOICE),
  UNKNOWN_MODEL(Outcome.CHOICE);

  /** What has to become of it where it stays. */
  public enum Outcome {
    /** Tried again, then the session waits and goes on by itself. */
    DOWN,
    /** The answer is taken, as cut, and continued. */
    CONTINUED,
    /** The answer goes back with what is wrong with it. */
    UNUSABLE,
    /** Final. */
    DECLINED,
    /** The session waits for a person: retry, another model, another limit. */
    CHOICE
  }

  private final Outcome outcome;

  Faults(Outcome outcome) {
    this.outcome = outcome;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** A name that no resolver asks anybody about: it is longer than a name may be. */
  static final URI NOWHERE = URI.create("http://" + "x".repeat(70) + "/");

  /** Whether it happens to streams only. */
  boolean ofStreams() {
    return this == ERROR_IN_THE_STREAM || this == NO_END_MARKER || this == SILENCE;
  }

  /** What the provider answers; empty where this cannot happen there. */
  public Optional<Answer> in(Spoken spoken) {
    return switch (this) {
      case BUSY_WITH_A_TIME ->
          status(429, Map.of("Retry-After", "7"), busy(spoken, "Rate limit reached"));
      case BUSY_WITHOUT_A_TIME -> status(429, Map.of(), busy(spoken, "Rate limit reached"));
      case BUSY_UNTIL_A_DATE_OF_ANOTHER_CLOCK ->
          status(429, Map.of("Retry-After", inSevenSeconds()), busy(spoken, "Rate limit reached"));
      case STATUS_500 -> status(500, Map.of(), broken(spoken, 500, "Internal error"));
      case STATUS_503 -> status(503, Map.of(), broken(spoken, 503, "The service is unavailable"));
      case STATUS_529 -> status(529, Map.of(), broken(spoken, 529, "Overloaded"));
      case STALLED_STREAM -> Optional.of(Answer.failing(new Fault.Stall()));
      case SILENCE -> Optional.of(Answer.failing(new Fault.Silence()));
      case CUT_STREAM -> Optional.of(Answer.failing(new Fault.Cut()));
      case NO_END_MARKER -> Optional.of(Answer.failing(new Fault.Unfinished()));
      case ERROR_IN_THE_STREAM -> Optional.of(Answer.failing(new Fault.ErrorEvent("Overloaded")));
      case NOT_THE_PROTOCOL ->
          Optional.of(
              Answer.failing(
                  new Fault.Garbage(
                      spoken == Spoken.OLLAMA ? "application/x-ndjson" : "text/event-stream",
                      "data: {\"half\n\n")));
      case NO_SUCH_HOST -> Optional.of(Answer.of("never heard"));
      case TRUNCATION -> Optional.of(Answer.of("It beg").finish("length"));
      case EMPTY_ANSWER -> Optional.of(Answer.of(""));
      case BROKEN_JSON -> Optional.of(Answer.of("bad {\"title\": "));
      case REFUSAL ->
          // With Ollama a refusal is an answer like any other.
          spoken == Spoken.OLLAMA
              ? Optional.empty()
              : Optional.of(Answer.failing(new Fault.Refusal("I cannot help with that.")));
      case CONTENT_FILTER ->
          spoken == Spoken.OLLAMA
              ? Optional.empty()
              : Optional.of(Answer.of("Well").finish("content_filter"));
      case CONTEXT_OVERFLOW -> tooLong(spoken);
      case SPEND_LIMIT -> spent(spoken);
      case WRONG_KEY -> key(spoken);
      case UNKNOWN_MODEL -> unknown(spoken);
    };
  }

  /** By the server's clock, which its answer's Date shows; the client's is years off. */
  private static String inSevenSeconds() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(7));
  }

  private static String busy(Spoken spoken, String words) {
    return switch (spoken) {
      case OPENAI -> OpenAiServer.error(words);
      case ANTHROPIC -> AnthropicServer.error("rate_limit_error", words);
      case GEMINI -> GeminiServer.error(429, "RESOURCE_EXHAUSTED", words);
      case OLLAMA -> OllamaServer.error(words);
    };
  }

  private static String broken(Spoken spoken, int code, String words) {
    return switch (spoken) {
      case OPENAI -> OpenAiServer.error(words);
      case ANTHROPIC ->
          AnthropicServer.error(code == 529 ? "overloaded_error" : "api_error", words);
      case GEMINI -> GeminiServer.error(code, "UNAVAILABLE", words);
      case OLLAMA -> OllamaServer.error(words);
    };
  }

  private static Optional<Answer> tooLong(Spoken spoken) {
    return switch (spoken) {
      case OPENAI ->
          status(
              400,
              Map.of(),
              """
              {"error":{"message":"This model's maximum context length is 8192 tokens.",
              "type":"invalid_request_error","code":"context_length_exceeded"}}""");
      case ANTHROPIC ->
          status(
              400,
              Map.of(),
              AnthropicServer.error(
                  "invalid_request_error", "prompt is too long: 208310 tokens > 200000 maximum"));
      case GEMINI ->
          status(
              400,
              Map.of(),
              GeminiServer.error(
                  400,
                  "INVALID_ARGUMENT",
                  "The input token count (1200000) exceeds the maximum number of tokens allowed"
                      + " (1048576)."));
      // It says nothing: it reads what fits and answers that.
      case OLLAMA -> Optional.of(Answer.of("Fine.").usage(20, 0));
    };
  }

  private static Optional<Answer> spent(Spoken spoken) {
    return switch (spoken) {
      case OPENAI ->
          status(
              429,
              Map.of(),
              """
              {"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}""");
      case ANTHROPIC ->
          status(
              400,
              Map.of(),
              AnthropicServer.error(
                  "invalid_request_error",
                  "Your credit balance is too low to access the Anthropic API."));
      case GEMINI ->
          status(
              429,
              Map.of(),
              """
              {"error":{"code":429,"message":"You exceeded your current quota",
              "status":"RESOURCE_EXHAUSTED","details":[{"violations":[
              {"quotaId":"GenerateRequestsPerDayPerProjectPerModel"}]}]}}""");
      case OLLAMA -> Optional.empty();
    };
  }

  private static Optional<Answer> key(Spoken spoken) {
    return switch (spoken) {
      case OPENAI ->
          status(401, Map.of(), OpenAiServer.error("Incorrect API key provided: " + Spoken.KEY));
      case ANTHROPIC ->
          status(401, Map.of(), AnthropicServer.error("authentication_error", "invalid x-api-key"));
      case GEMINI ->
          status(
              400,
              Map.of(),
              """
              {"error":{"code":400,"message":"API key not valid. Please pass a valid API key.",
              "status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}""");
      case OLLAMA -> Optional.empty();
    };
  }

  private static Optional<Answer> unknown(Spoken spoken) {
    return status(
        404,
        Map.of(),
        switch (spoken) {
          case OPENAI -> OpenAiServer.error("The model m does not exist");
          case ANTHROPIC -> AnthropicServer.error("not_found_error", "model: m");
          case GEMINI -> GeminiServer.error(404, "NOT_FOUND", "models/m is not found");
          case OLLAMA -> OllamaServer.error("model 'm' not found");
        });
  }

  private static Optional<Answer> status(int code, Map<String, String> headers, String body) {
    return Optional.of(Answer.failing(new Fault.Status(code, headers, body)));
  }
}
