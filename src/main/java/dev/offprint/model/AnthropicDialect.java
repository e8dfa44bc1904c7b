package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.offprint.engine.Prompt;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's messages. What is shared is marked for its prompt cache, which keeps a prefix up to a
 * mark; the system prompt, which comes before it, is part of it.
 */
record AnthropicDialect(String model, URI base, @Nullable String key) implements Dialect {
  private static final Map<String, Object> KEPT = Map.of("cache_control", "ephemeral");

  @Override
  public Form form() {
    return Form.ofAnthropic();
  }

  @Override
  public StreamingChatModel streaming(GuardedHttp http) {
    return AnthropicStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(base.toString())
        .apiKey(key == null ? "none" : key)
        .modelName(model)
        .build();
  }

  @Override
  public ChatModel blocking(GuardedHttp http) {
    return AnthropicChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(base.toString())
        .apiKey(key == null ? "none" : key)
        .modelName(model)
        .maxRetries(0)
        .build();
  }

  @Override
  public ChatRequest request(Prompt prompt, Form form, int limit, String session) {
    // Without a limit langchain4j asks for 1,024 tokens, which cuts code.
    return ChatRequests.of(
        prompt,
        form,
        DefaultChatRequestParameters.builder().modelName(model).maxOutputTokens(limit),
        blocks(prompt.prefix(), form.kept()));
  }

  /** Messages of one speaker in a row are one to the server. */
  private static List<UserMessage> blocks(List<String> prefix, boolean kept) {
    List<UserMessage> blocks = new ArrayList<>();
    Set<Integer> marks = kept ? CacheMarks.of(prefix.size()) : Set.of();
    for (int i = 0; i < prefix.size(); i++) {
      boolean marked = marks.contains(i);
      UserMessage.Builder block = UserMessage.builder().addContent(TextContent.from(prefix.get(i)));
      blocks.add((marked ? block.attributes(KEPT) : block).build());
    }
    return blocks;
  }

  @Override
  public void hear(JsonNode event, Heard heard) {
    switch (event.path("type").asText()) {
      case "error" -> heard.fail(event.path("error"));
      case "message_start" -> count(event.path("message").path("usage"), heard);
      case "content_block_start" -> part(event.path("content_block"), heard);
      case "content_block_delta" -> part(event.path("delta"), heard);
      case "message_delta" -> {
        ended(event.path("delta"), heard);
        count(event.path("usage"), heard);
      }
      case "message_stop" -> heard.end();
      case "message" -> {
        event.path("content").forEach(content -> part(content, heard));
        ended(event, heard);
        count(event.path("usage"), heard);
        heard.end();
      }
      default -> {}
    }
  }

  private static void part(JsonNode part, Heard heard) {
    switch (part.path("type").asText()) {
      case "text", "text_delta" -> heard.words(part.path("text").asText(""));
      case "thinking_delta", "signature_delta", "redacted_thinking" -> heard.begin();
      default -> {}
    }
  }

  private static void ended(JsonNode message, Heard heard) {
    heard.finish(message.path("stop_reason").asText(""));
    if (heard.finish().equals("refusal")) {
      heard.refused(message.path("stop_details").path("explanation").asText(""));
    }
  }

  /**
   * What is read from the cache and what is written to it are counted beside the rest; hidden
   * thoughts are among what is written, and not counted apart.
   */
  private static void count(JsonNode usage, Heard heard) {
    long cached = usage.path("cache_read_input_tokens").asLong();
    heard.counted(
        usage.path("input_tokens").asLong()
            + usage.path("cache_creation_input_tokens").asLong()
            + cached,
        cached,
        usage.path("output_tokens").asLong());
  }

  @Override
  public Ending ending(Heard heard) {
    return switch (heard.finish()) {
      case "end_turn", "stop_sequence" -> heard.ended() ? Ending.WHOLE : Ending.CUT;
      case "max_tokens", "model_context_window_exceeded" ->
          heard.ended() ? Ending.LENGTH : Ending.CUT;
      case "refusal" -> Ending.DECLINED;
      default -> Ending.CUT;
    };
  }

  @Override
  public String toString() {
    return "Anthropic's protocol at " + base;
  }
}
