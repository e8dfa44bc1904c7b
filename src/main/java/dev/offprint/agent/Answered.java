package dev.offprint.agent;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Reply;

/** Finds the JSON in an answer, whatever stands around it, and makes it a record. */
final class Answered {
  /** More than any answer may hold; a longer one is not even parsed. */
  static final int MOST_CHARACTERS = 1_000_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private Answered() {}

  static <A> A as(Class<A> type, Reply reply, Shape shape) throws Unusable {
    String text = reply.text();
    if (text.length() > MOST_CHARACTERS) {
      throw new Unusable("the answer is far too long: " + text.length() + " characters");
    }
    int start = text.indexOf('{');
    if (start < 0) {
      String said = text.strip().replaceAll("\\s+", " ");
      throw new Unusable(
          said.isEmpty()
              ? "the answer is empty; JSON is wanted"
              : "JSON is wanted, not \"" + said.substring(0, Math.min(120, said.length())) + "\"");
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(text.substring(start));
    } catch (JacksonException broken) {
      throw new Unusable(
          reply.finish() == Reply.Finish.LENGTH
              ? "the answer was cut off; answer again, in fewer words and entries"
              : "this is no JSON: " + broken.getOriginalMessage());
    }
    try {
      return MAPPER.treeToValue(shape.fit(node, ""), type);
    } catch (JacksonException wrong) {
      throw new Unusable(wrong.getOriginalMessage());
    }
  }
}
