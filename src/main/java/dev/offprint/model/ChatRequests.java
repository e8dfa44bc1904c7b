package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.offprint.engine.Picture;
import dev.offprint.engine.Prompt;
import java.util.ArrayList;
import java.util.List;

/** A prompt as a request, in the form that a server takes. */
final class ChatRequests {
  /** Code wants the likeliest words; a little freedom keeps a second try from being the first. */
  private static final double TEMPERATURE = 0.2;

  private ChatRequests() {}

  /**
   * @param parameters with the model and the limit already in it
   * @param blocks the shared blocks as messages; empty where they go into the question itself
   */
  static ChatRequest of(
      Prompt prompt,
      Form form,
      DefaultChatRequestParameters.Builder<?> parameters,
      List<UserMessage> blocks) {
    if (form.cool()) {
      parameters.temperature(TEMPERATURE);
    }
    JsonNode schema = prompt.start().isEmpty() ? prompt.schema() : null;
    String hint = "";
    if (schema != null) {
      hint =
          switch (form.shape()) {
            case FULL -> formatted(parameters, schema);
            case STRICT -> formatted(parameters, StrictSchema.of(schema));
            case OBJECT -> {
              parameters.responseFormat(ResponseFormat.JSON);
              yield inWords(schema);
            }
            case WORDS -> inWords(schema);
          };
    }
    return ChatRequest.builder()
        .messages(messages(prompt, blocks, hint))
        .parameters(parameters.build())
        .build();
  }

  private static String formatted(
      DefaultChatRequestParameters.Builder<?> parameters, JsonNode schema) {
    parameters.responseFormat(
        ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(
                JsonSchema.builder()
                    .name("answer")
                    .rootElement(JsonRawSchema.from(schema.toString()))
                    .build())
            .build());
    return "";
  }

  private static String inWords(JsonNode schema) {
    return "\n\nAnswer with one JSON object and nothing else. It must match this JSON schema:\n"
        + schema;
  }

  private static List<ChatMessage> messages(Prompt prompt, List<UserMessage> blocks, String hint) {
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(SystemMessage.from(prompt.system()));
    messages.addAll(blocks);
    String question = blocks.isEmpty() ? Conversation.question(prompt) : prompt.task();
    messages.add(seen(question + hint, prompt.pictures()));
    for (Prompt.Exchange exchange : prompt.exchanges()) {
      messages.add(AiMessage.from(exchange.answer().isEmpty() ? "(empty)" : exchange.answer()));
      messages.add(UserMessage.from(exchange.reproach()));
    }
    if (!prompt.start().isEmpty()) {
      messages.add(AiMessage.from(prompt.start()));
      messages.add(UserMessage.from(Conversation.CONTINUE));
    }
    return messages;
  }

  /** The pictures stand behind the words, so that what calls share stays first. */
  private static UserMessage seen(String words, List<Picture> pictures) {
    if (pictures.isEmpty()) {
      return UserMessage.from(words);
    }
    List<Content> contents = new ArrayList<>();
    contents.add(TextContent.from(words));
    for (Picture picture : pictures) {
      contents.add(ImageContent.from(picture.png(), "image/png", ImageContent.DetailLevel.HIGH));
    }
    return UserMessage.from(contents);
  }
}
