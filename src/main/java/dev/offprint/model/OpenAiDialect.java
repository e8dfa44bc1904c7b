package dev.offprint.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.offprint.engine.Prompt;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's chat completions, as OpenAI and the many servers that copy it speak them. Prompt caches
 * work by equal beginnings. OpenAI itself is told which calls belong together, and its newer
 * models, which keep a prefix only up to a mark, where the shared blocks end.
 *
 * @param marks whether the model wants marks
 */
record OpenAiDialect(String model, URI base, @Nullable String key, boolean marks)
    implements Dialect {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String MARKED = "prompt_cache_options";

  @Override
  public Form form() {
    // Whoever stands in front of such a model passes on what its cache is told, or refuses it.
    return "api.openai.com".equals(base.getHost()) ? Form.ofOpenAi() : Form.ofOthers(marks);
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
  public ChatRequest request(Prompt prompt, Form form, int limit, String session) {
    OpenAiChatRequestParameters.Builder parameters =
        OpenAiChatRequestParameters.builder().modelName(model);
    if (form.newLimit()) {
      parameters.maxCompletionTokens(limit);
    } else {
      parameters.maxOutputTokens(limit);
    }
    boolean marked = form.kept() && marks && !prompt.prefix().isEmpty();
    Map<String, Object> more = new LinkedHashMap<>();
    if (form.kept() && !session.isEmpty()) {
      more.put("prompt_cache_key", "offprint-" + session);
    }
    if (marked) {
      // What follows the last mark is never asked again: keeping it would only cost.
      more.put(MARKED, Map.of("mode", "explicit"));
    }
    if (!more.isEmpty()) {
      parameters.customParameters(more);
    }
    return ChatRequests.of(
        prompt,
        form,
        parameters,
        marked ? prompt.prefix().stream().map(UserMessage::from).toList() : List.of());
  }

  /** Marks the blocks that come first: langchain4j has no place for it. */
  @Override
  public String completed(String request) {
    if (!marks || !request.contains(MARKED)) {
      return request;
    }
    try {
      JsonNode root = MAPPER.readTree(request);
      if (!root.has(MARKED)) {
        return request;
      }
      List<ObjectNode> first = new ArrayList<>();
      for (JsonNode message : root.path("messages")) {
        if (message.path("role").asText().equals("assistant")) {
          break;
        }
        if (message.path("role").asText().equals("user") && message instanceof ObjectNode asked) {
          first.add(asked);
        }
      }
      // The last of them is the task.
      for (int block : CacheMarks.of(first.size() - 1)) {
        ObjectNode message = first.get(block);
        String text = message.path("content").asText();
        ObjectNode part = message.putArray("content").addObject().put("type", "text");
        part.put("text", text).putObject("prompt_cache_breakpoint").put("mode", "explicit");
      }
      return root.toString();
    } catch (JacksonException broken) {
      throw new IllegalStateException("langchain4j wrote no JSON", broken);
    }
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
    heard.thought(usage.path("completion_tokens_details").path("reasoning_tokens"));
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
