package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.offprint.engine.Prompt;
import java.net.URI;
import java.util.List;

/**
 * Ollama's own protocol, lines of JSON. The context is said with every question: the one that
 * Ollama takes by itself is so small that it silently drops most of a paper.
 *
 * @param context tokens that question and answer share
 */
record OllamaDialect(String model, URI base, int context) implements Dialect {
  @Override
  public Form form() {
    return Form.ofOthers(false);
  }

  @Override
  public StreamingChatModel streaming(GuardedHttp http) {
    return OllamaStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(base.toString())
        .modelName(model)
        .build();
  }

  @Override
  public ChatModel blocking(GuardedHttp http) {
    return OllamaChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(base.toString())
        .modelName(model)
        .maxRetries(0)
        .build();
  }

  @Override
  public ChatRequest request(Prompt prompt, Form form, int limit, String session) {
    return ChatRequests.of(
        prompt,
        form,
        OllamaChatRequestParameters.builder()
            .modelName(model)
            .maxOutputTokens(limit)
            .numCtx(context),
        List.of());
  }

  @Override
  public void hear(JsonNode event, Heard heard) {
    if (event.has("error")) {
      heard.fail(event);
    }
    JsonNode message = event.path("message");
    if (!message.path("thinking").asText("").isEmpty()) {
      heard.begin();
    }
    heard.words(message.path("content").asText(""));
    if (event.path("done").asBoolean()) {
      heard.finish(event.path("done_reason").asText("stop"));
      heard.counted(event.path("prompt_eval_count").asLong(), 0, event.path("eval_count").asLong());
      heard.end();
    }
  }

  @Override
  public Ending ending(Heard heard) {
    return switch (heard.finish()) {
      case "stop" -> Ending.WHOLE;
      case "length" -> Ending.LENGTH;
      default -> Ending.CUT;
    };
  }
}
