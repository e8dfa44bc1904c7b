package dev.offprint.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.offprint.engine.Asking.Unusable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shape of an answer: makes the JSON schema that the model is held to, and makes an answer fit
 * where that is safe (a number as text, one value for a list of one, a missing list). All that is
 * left says where it is wrong.
 */
sealed interface Shape {
  JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The JSON schema; every property required, none beside them, as strict providers want it. */
  JsonNode schema();

  /** The shape by an example, for a model that is told it in words. */
  JsonNode sketch();

  /** The value in this shape; {@code node} is null where it is missing. */
  JsonNode fit(@Nullable JsonNode node, String at) throws Unusable;

  static Fields fields() {
    return new Fields(Map.of());
  }

  /** Free text, at most this many characters. */
  static Shape text(int most) {
    return new Words(null, most);
  }

  /** Text of code, kept to the blank: its margins count. */
  static Shape raw(int most) {
    return new Raw(most);
  }

  /** Text that matches, as a whole. */
  static Shape text(Pattern pattern) {
    return new Words(pattern, 200);
  }

  /** Text that the schema holds to a pattern, while the agent itself judges what came. */
  static Shape guided(Pattern pattern) {
    return new Guided(pattern);
  }

  static Shape whole(int least, int most) {
    return new Whole(least, most);
  }

  static Shape oneOf(List<String> words) {
    return new OneOf(words);
  }

  /** One of these words in the schema, while the agent itself judges what came. */
  static Shape near(List<String> words) {
    return new Near(words);
  }

  static Shape list(Shape of, int least, int most) {
    return new Items(of, least, most);
  }

  /** An object with these fields, in this order. */
  record Fields(Map<String, Shape> byName) implements Shape {
    Fields with(String name, Shape shape) {
      Map<String, Shape> more = new LinkedHashMap<>(byName);
      more.put(name, shape);
      return new Fields(more);
    }

    /** These fields, then the other's. */
    Fields and(Fields other) {
      Fields all = this;
      for (Map.Entry<String, Shape> field : other.byName().entrySet()) {
        all = all.with(field.getKey(), field.getValue());
      }
      return all;
    }

    @Override
    public JsonNode schema() {
      ObjectNode schema = NODES.objectNode().put("type", "object");
      ObjectNode properties = schema.putObject("properties");
      ArrayNode required = schema.putArray("required");
      byName.forEach(
          (name, shape) -> {
            properties.set(name, shape.schema());
            required.add(name);
          });
      return schema.put("additionalProperties", false);
    }

    @Override
    public JsonNode sketch() {
      ObjectNode sketch = NODES.objectNode();
      byName.forEach((name, shape) -> sketch.set(name, shape.sketch()));
      return sketch;
    }

    @Override
    public JsonNode fit(@Nullable JsonNode node, String at) throws Unusable {
      if (node == null || !node.isObject()) {
        throw new Unusable(where(at) + "an object with " + byName.keySet() + " is wanted");
      }
      ObjectNode fitted = NODES.objectNode();
      for (Map.Entry<String, Shape> field : byName.entrySet()) {
        String below = at.isEmpty() ? field.getKey() : at + "." + field.getKey();
        fitted.set(field.getKey(), field.getValue().fit(present(node.get(field.getKey())), below));
      }
      return fitted;
    }
  }

  /** A list. */
  record Items(Shape of, int least, int most) implements Shape {
    @Override
    public JsonNode schema() {
      ObjectNode schema = NODES.objectNode().put("type", "array");
      schema.set("items", of.schema());
      return schema.put("minItems", least).put("maxItems", most);
    }

    @Override
    public JsonNode sketch() {
      return NODES.arrayNode().add(of.sketch());
    }

    @Override
    public JsonNode fit(@Nullable JsonNode node, String at) throws Unusable {
      ArrayNode fitted = NODES.arrayNode();
      if (node != null && !node.isArray()) {
        boolean blank = node.isTextual() && node.asText().isBlank();
        node = blank ? null : NODES.arrayNode().add(node);
      }
      int given = node == null ? 0 : node.size();
      if (given > most) {
        throw new Unusable(where(at) + "at most " + most + " entries are wanted, not " + given);
      }
      for (int i = 0; node != null && i < given; i++) {
        fitted.add(of.fit(present(node.get(i)), at + "[" + (i + 1) + "]"));
      }
      if (fitted.size() < least) {
        throw new Unusable(
            where(at) + "at least " + least + " entries are wanted, not " + fitted.size());
      }
      return fitted;
    }
  }

  /** A text; with a pattern it has to match, without one it may be empty. */
  record Words(@Nullable Pattern pattern, int most) implements Shape {
    @Override
    public JsonNode schema() {
      ObjectNode schema = NODES.objectNode().put("type", "string");
      return pattern == null
          ? schema.put("maxLength", most)
          : schema.put("pattern", "^" + pattern.pattern() + "$");
    }

    @Override
    public JsonNode sketch() {
      return TextNode.valueOf("…");
    }

    @Override
    public JsonNode fit(@Nullable JsonNode node, String at) throws Unusable {
      if (node != null && node.isContainerNode() && pattern == null) {
        node = TextNode.valueOf(node.toString());
      }
      String text = node == null ? "" : node.asText().strip();
      if (pattern != null && !pattern.matcher(text).matches()) {
        throw new Unusable(
            where(at) + "\"" + shown(text) + "\" does not match ^" + pattern.pattern() + "$");
      }
      if (text.length() > Math.max(4 * most, 2000)) {
        throw new Unusable(where(at) + "at most " + most + " characters are wanted");
      }
      return TextNode.valueOf(text);
    }
  }

  /** A text that is taken as it is. */
  record Raw(int most) implements Shape {
    @Override
    public JsonNode schema() {
      return new Words(null, most).schema();
    }

    @Override
    public JsonNode sketch() {
      return new Words(null, most).sketch();
    }

    @Override
    public JsonNode fit(@Nullable JsonNode node, String at) {
      return TextNode.valueOf(node == null ? "" : node.asText());
    }
  }

  /** A text that the agent makes fit. */
  record Guided(Pattern pattern) implements Shape {
    @Override
    public JsonNode schema() {
      return new Words(pattern, 200).schema();
    }

    @Override
    public JsonNode sketch() {
      return new Words(pattern, 200).sketch();
    }

    @Override
    public JsonNode fit(@Nullable JsonNode node, String at) throws Unusable {
      return new Words(null, 200).fit(node, at);
    }
  }

  /** A whole number. */
  record Whole(int least, int most) implements Shape {
    @Override
    public JsonNode schema() {
      return NODES.objectNode().put("type", "integer").put("minimum", least).put("maximum", most);
    }

    @Override
    public JsonNode sketch() {
      return IntNode.valueOf(0);
    }

    @Override
    public JsonNode fit(@Nullable JsonNode node, String at) throws Unusable {
      Optional<Integer> number = node == null ? Optional.empty() : number(node.asText());
      if (node == null && least <= 0 && most >= 0) {
        return IntNode.valueOf(0);
      }
      if (number.isEmpty()) {
        throw new Unusable(
            where(at)
                + "a whole number is wanted"
                + (node == null ? "" : ", not " + shown(node.asText())));
      }
      // Out of range is the agent's to judge: it knows what the number stands for.
      return IntNode.valueOf(number.get());
    }

    private static Optional<Integer> number(String text) {
      String digits = text.strip().replaceFirst("^[\\[(#sS]+", "").replaceFirst("[\\])]+$", "");
      return digits.matches("-?[0-9]{1,9}(\\.0+)?")
          ? Optional.of(Integer.parseInt(digits.replaceFirst("\\..*", "")))
          : Optional.empty();
    }
  }

  /** One of these words, else whatever was said. */
  record Near(List<String> words) implements Shape {
    @Override
    public JsonNode schema() {
      return words.isEmpty() ? new Words(null, 100).schema() : new OneOf(words).schema();
    }

    /** Which words there are stands in the prompt. */
    @Override
    public JsonNode sketch() {
      return new Words(null, 100).sketch();
    }

    @Override
    public JsonNode fit(@Nullable JsonNode node, String at) throws Unusable {
      return new Words(null, 200).fit(node, at);
    }
  }

  /** One of these words. */
  record OneOf(List<String> words) implements Shape {
    @Override
    public JsonNode schema() {
      ObjectNode schema = NODES.objectNode().put("type", "string");
      ArrayNode values = schema.putArray("enum");
      words.forEach(values::add);
      return schema;
    }

    @Override
    public JsonNode sketch() {
      return TextNode.valueOf(String.join(" | ", words));
    }

    @Override
    public JsonNode fit(@Nullable JsonNode node, String at) throws Unusable {
      String said = node == null ? "" : node.asText().strip().replace(' ', '_');
      for (String word : words) {
        if (word.equalsIgnoreCase(said)) {
          return TextNode.valueOf(word);
        }
      }
      throw new Unusable(where(at) + "one of " + words + " is wanted, not \"" + shown(said) + "\"");
    }
  }

  private static @Nullable JsonNode present(@Nullable JsonNode node) {
    return node == null || node.isNull() ? null : node;
  }

  private static String where(String at) {
    return at.isEmpty() ? "" : at + ": ";
  }

  private static String shown(String text) {
    String clean = text.replaceAll("\\s+", " ");
    return clean.length() > 80 ? clean.substring(0, 80) + "…" : clean;
  }
}
