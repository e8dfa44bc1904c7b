package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.offprint.engine.Prompt;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's chat completions, as OpenAI and the many servers that copy it speak them. Prompt caches
 * work by equal beginnings; there is nothing to set.
 */
record OpenAiDialect(String model, URI base, @Nullable String key) implements Dialect {
  @Override
  public Form form() {
    return "api.openai.com".equals(base.getHost()) ? Form.ofOpenAi() : Form.ofOthers();
  }

  @Override
  public StreamingChatModel streaming(GuardedHttp http) {
    return OpenAiStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(base.toString())
        .apiKey(key == null ? "none" : key)
        .modelName(model)
        .strictJsonSchema(true)
        .build();
  }

  @Override
  public ChatModel blocking(GuardedHttp http) {
    return OpenAiChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(base.toString())
        .apiKey(key == null ? "none" : key)
        .modelName(model)
        .strictJsonSchema(true)
        .maxRetries(0)
        .build();
  }

  @Override
  public ChatRequest request(Prompt prompt, Form form, int limit) {
    OpenAiChatRequestParameters.Builder parameters =
        OpenAiChatRequestParameters.builder().modelName(model);
    if (form.newLimit()) {
      parameters.maxCompletionTokens(limit);
    } else {
      parameters.maxOutputTokens(limit);
    }
    return ChatRequests.of(prompt, form, parameters, List.of());
  }

  @Override
  public void hear(JsonNode event, Heard heard) {
    JsonNode error = event.path("error");
    if (error.isObject() || (error.isTextual() && !error.asText().isBlank())) {
      heard.fail(error.isObject() ? error : event);
    }
    JsonNode choice = event.path("choices").path(0);
    JsonNode said = choice.has("delta") ? choice.path("delta") : choice.path("message");
    heard.refused(said.path("refusal").asText(""));
    heard.finish(choice.path("finish_reason").asText(""));
    // Servers that copy the protocol show thoughts under one of two names.
    if (!said.path("reasoning_content").asText("").isEmpty()
        || !said.path("reasoning").asText("").isEmpty()) {
      heard.begin();
    }
    heard.words(said.path("content").asText(""));
    if (choice.has("message")) {
      heard.end();
    }
    JsonNode usage = event.path("usage");
    heard.counted(
        usage.path("prompt_tokens").asLong(),
        usage.path("prompt_tokens_details").path("cached_tokens").asLong(),
        usage.path("completion_tokens").asLong());
  }

  @Override
  public Ending ending(Heard heard) {
    if (!heard.refusal().isEmpty()) {
      return Ending.DECLINED;
    }
    return switch (heard.finish()) {
      case "content_filter" -> Ending.DECLINED;
      case "length" -> Ending.LENGTH;
      // Some servers give no reason; then the marker of the stream's end has to be there.
      case "" -> heard.ended() && !heard.text().isEmpty() ? Ending.WHOLE : Ending.CUT;
      default -> Ending.WHOLE;
    };
  }

  @Override
  public String toString() {
    return "OpenAI's protocol at " + base;
  }
}
