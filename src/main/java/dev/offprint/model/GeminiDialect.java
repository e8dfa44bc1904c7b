package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.offprint.engine.Prompt;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gemini's {@code generateContent}. Its prompt cache works by equal beginnings; there is nothing to
 * set. Hidden thoughts are counted beside the answer and billed like it.
 */
record GeminiDialect(String model, URI base, @Nullable String key) implements Dialect {
  @Override
  public Form form() {
    return Form.ofGemini();
  }

  @Override
  public StreamingChatModel streaming(GuardedHttp http) {
    return GoogleAiGeminiStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(base.toString())
        .apiKey(key == null ? "none" : key)
        .modelName(model)
        .build();
  }

  @Override
  public ChatModel blocking(GuardedHttp http) {
    return GoogleAiGeminiChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(base.toString())
        .apiKey(key == null ? "none" : key)
        .modelName(model)
        .maxRetries(0)
        .build();
  }

  @Override
  public ChatRequest request(Prompt prompt, Form form, int limit, String session) {
    return ChatRequests.of(
        prompt,
        form,
        DefaultChatRequestParameters.builder().modelName(model).maxOutputTokens(limit),
        List.of());
  }

  @Override
  public void hear(JsonNode event, Heard heard) {
    if (event.has("error")) {
      heard.fail(event.path("error"));
    }
    String blocked = event.path("promptFeedback").path("blockReason").asText("");
    if (!blocked.isEmpty()) {
      heard.refused("its filter blocked the question (" + blocked + ")");
    }
    JsonNode candidate = event.path("candidates").path(0);
    for (JsonNode part : candidate.path("content").path("parts")) {
      if (part.path("thought").asBoolean()) {
        heard.begin();
      } else {
        heard.words(part.path("text").asText(""));
      }
    }
    heard.finish(candidate.path("finishReason").asText(""));
    JsonNode usage = event.path("usageMetadata");
    heard.counted(
        usage.path("promptTokenCount").asLong(),
        usage.path("cachedContentTokenCount").asLong(),
        usage.path("candidatesTokenCount").asLong() + usage.path("thoughtsTokenCount").asLong());
    heard.thought(usage.path("thoughtsTokenCount"));
  }

  @Override
  public Ending ending(Heard heard) {
    if (!heard.refusal().isEmpty()) {
      return Ending.DECLINED;
    }
    return switch (heard.finish()) {
      case "STOP" -> Ending.WHOLE;
      case "MAX_TOKENS" -> Ending.LENGTH;
      case "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII" ->
          Ending.DECLINED;
      default -> Ending.CUT;
    };
  }

  @Override
  public String toString() {
    return "Gemini's protocol at " + base;
  }
}
