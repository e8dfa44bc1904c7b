package dev.offprint.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The sensible model with a plan of twenty files: its own three and seventeen small ones. */
public final class TwentyFiles {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> PARTS =
      IntStream.rangeClosed(1, 17).mapToObj("part_%02d"::formatted).toList();
  private static final Pattern SPECIFIED =
      Pattern.compile("Write the specification of (part_\\d\\d)\\.py[.:]");
  private static final Pattern SEED = Pattern.compile("experiment\\.seed\\W{1,4}(\\d+)");
  private static final Pattern WRITTEN = Pattern.compile("(?m)^(?:Write|Mend) ([\\w/]+)\\.py\\.");

  private final SensibleModel model = new SensibleModel();

  /** An answer to messages as an OpenAI-style request carries them. */
  public String answer(JsonNode request) {
    JsonNode wanted =
        request.path("response_format").path("json_schema").path("schema").path("properties");
    String task = last(request);
    if (wanted.isMissingNode()) {
      String file = file(request);
      return file.startsWith("part_")
          ? "```python\n" + code(file) + "```\n"
          : seeded(model.answer(request), request);
    }
    Matcher specified = SPECIFIED.matcher(task);
    if (wanted.has("specification") && specified.find()) {
      return specification(specified.group(1), wanted.has("calls"));
    }
    ObjectNode answer = read(model.answer(request));
    if (wanted.has("files") && !wanted.has("classes")) {
      for (JsonNode file : answer.path("files")) {
        String path = file.path("path").asText();
        if (path.startsWith("part_")) {
          ((ObjectNode) file).setAll(read(specification(path.replace(".py", ""), true)));
        }
      }
    } else if (wanted.has("files") && wanted.has("classes")) {
      for (String part : PARTS) {
        add(answer, "files", 0, Map.of("path", part + ".py", "purpose", "One part: " + part));
        add(
            answer,
            "classes",
            0,
            Map.of(
                "name",
                part,
                "file",
                part + ".py",
                "attributes",
                List.of(),
                "methods",
                List.of(signature(part))));
      }
    } else if (wanted.has("tasks")) {
      for (String part : PARTS) {
        Map<String, Object> entry =
            Map.of("path", part + ".py", "depends_on", List.of(), "serves", List.of());
        add(answer, "tasks", 0, entry);
      }
    } else if (wanted.has("settings") && !wanted.has("declined")) {
      for (String part : PARTS) {
        ObjectNode setting = MAPPER.createObjectNode();
        setting.put("key", "parts." + part).put("value", "1.5").put("unit", "");
        setting.put("sentence", 0).put("why", "as good as any");
        setting.putArray("used_by").add(part + ".py");
        ((ArrayNode) answer.path("settings")).add(setting);
      }
    }
    return answer.toString();
  }

  /** The file that a request has written or mended, without its ending; empty where it is none. */
  public static String file(JsonNode request) {
    Matcher written = WRITTEN.matcher(last(request));
    return written.find() ? written.group(1) : "";
  }

  private static String last(JsonNode request) {
    JsonNode messages = request.path("messages");
    JsonNode content = messages.path(messages.size() - 1).path("content");
    return content.isArray()
        ? String.join("\n", content.findValuesAsText("text"))
        : content.asText();
  }

  /** What the model wrote, with the seed of the plan in it: another seed is another file. */
  private static String seeded(String answer, JsonNode request) {
    StringBuilder all = new StringBuilder();
    request.path("messages").forEach(one -> all.append(one.path("content")).append('\n'));
    Matcher seed = SEED.matcher(all);
    int end = answer.lastIndexOf("```");
    return seed.find()
        ? answer.substring(0, end) + "# Seed " + seed.group(1) + ".\n" + answer.substring(end)
        : answer;
  }

  private static void add(ObjectNode answer, String list, int at, Object entry) {
    ((ArrayNode) answer.path(list)).insert(at, MAPPER.<JsonNode>valueToTree(entry));
  }

  private static ObjectNode read(String answer) {
    try {
      return (ObjectNode) MAPPER.readTree(answer);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(answer, broken);
    }
  }

  private static String signature(String part) {
    return "value_of_" + part + "(config: dict) -> float";
  }

  private static String specification(String part, boolean calls) {
    ObjectNode answer = MAPPER.createObjectNode().put("specification", "Doubles its setting.");
    answer
        .putArray("signatures")
        .addObject()
        .put("name", "value_of_" + part)
        .put("declaration", "def " + signature(part))
        .put("meaning", "twice the setting");
    if (calls) {
      answer.putArray("calls");
    }
    return answer.toString();
  }

  private static String code(String part) {
    return """
        \"""One part of the whole.\"""


        def %s:
            \"""Twice the setting.\"""
            return 2.0 * float(config["parts"]["%s"])
        """
        .formatted(signature(part), part);
  }
}
