package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A schema in the subset that OpenAI's strict mode takes: every field required, no others, no
 * limits on lengths of text. Whoever reads the answer checks those limits anyway.
 */
final class StrictSchema {
  private static final List<String> UNKNOWN =
      List.of("minLength", "maxLength", "uniqueItems", "default", "$schema", "title", "examples");

  private StrictSchema() {}

  static JsonNode of(JsonNode schema) {
    JsonNode copy = schema.deepCopy();
    restrict(copy);
    return copy;
  }

  private static void restrict(JsonNode node) {
    if (node instanceof ObjectNode object) {
      JsonNode fields = object.path("properties");
      if (fields.isObject()) {
        ArrayNode required = object.putArray("required");
        fields.fieldNames().forEachRemaining(required::add);
        object.put("additionalProperties", false);
        // Names of fields are not keywords: one may well be called "title".
        fields.forEach(StrictSchema::restrict);
      }
      if (object.has("type") || object.has("enum") || object.has("anyOf")) {
        object.remove(UNKNOWN);
      }
      object
          .properties()
          .forEach(
              entry -> {
                if (!entry.getKey().equals("properties")) {
                  restrict(entry.getValue());
                }
              });
    } else {
      node.forEach(StrictSchema::restrict);
    }
  }
}
