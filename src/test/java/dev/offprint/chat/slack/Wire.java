package dev.offprint.chat.slack;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** JSON as it travels between the fake and the program. */
final class Wire {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Wire() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static JsonNode read(String text) throws JacksonException {
    return MAPPER.readTree(text);
  }

  /** For JSON of our own, which is always right. */
  static JsonNode sure(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The elements that are objects. */
  static List<ObjectNode> objects(JsonNode array) {
    List<ObjectNode> found = new ArrayList<>();
    for (JsonNode element : array) {
      if (element instanceof ObjectNode object) {
        found.add(object);
      }
    }
    return found;
  }
}
