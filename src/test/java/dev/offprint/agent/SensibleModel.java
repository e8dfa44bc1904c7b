package dev.offprint.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a model: answers every prompt of the pipeline sensibly, always the same, from the
 * paper in the prompt. The repository that comes of it runs with the standard library alone.
 */
public final class SensibleModel {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** An answer to messages as an OpenAI-style request carries them. */
  public String answer(JsonNode request) {
    String system = "";
    List<String> users = new ArrayList<>();
    for (JsonNode message : request.path("messages")) {
      String text = text(message.path("content"));
      if (message.path("role").asText().matches("system|developer")) {
        system = text;
      } else if (message.path("role").asText().equals("user")) {
        users.add(text);
      }
    }
    JsonNode schema = request.path("response_format").path("json_schema").path("schema");
    return answer(system, users, schema.isMissingNode() ? null : schema);
  }

  /** An answer to a prompt; {@code schema} is null for free text. */
  public String answer(String system, List<String> userMessages, @Nullable JsonNode schema) {
    String all = String.join("\n", userMessages);
    JsonNode wanted = schema == null ? schemaIn(all) : schema;
    if (wanted == null) {
      return SensibleCode.fileFor(all);
    }
    Set<String> fields = new LinkedHashSet<>();
    wanted.path("properties").fieldNames().forEachRemaining(fields::add);
    Object answer = SensiblePlan.answer(fields, all);
    return MAPPER.valueToTree(answer).toString();
  }

  private static String text(JsonNode content) {
    return content.isArray()
        ? String.join("\n", content.findValuesAsText("text"))
        : content.asText();
  }

  private static @Nullable JsonNode schemaIn(String text) {
    int at = text.lastIndexOf("The form of the answer: ");
    if (at < 0) {
      return null;
    }
    try {
      JsonNode sketch = MAPPER.readTree(text.substring(text.indexOf('{', at)));
      return MAPPER.createObjectNode().set("properties", sketch);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("the schema in the prompt is broken", broken);
    }
  }
}
