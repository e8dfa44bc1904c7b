package dev.offprint.chat.slack;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, however they came: as a form, as JSON or in the address. */
final class Params {
  private final Map<String, String> values;

  private Params(Map<String, String> values) {
    this.values = values;
  }

  static Params of(@Nullable String query, @Nullable String type, String body) {
    Map<String, String> values = new LinkedHashMap<>();
    form(values, query == null ? "" : query);
    if (type != null && type.startsWith("application/json")) {
      try {
        Wire.read(body)
            .properties()
            .forEach(
                field ->
                    values.put(
                        field.getKey(),
                        field.getValue().isValueNode()
                            ? field.getValue().asText()
                            : field.getValue().toString()));
      } catch (JacksonException broken) {
        throw new Refusal("invalid_json");
      }
    } else {
      form(values, body);
    }
    return new Params(values);
  }

  private static void form(Map<String, String> into, String form) {
    for (String pair : form.split("&", -1)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        into.put(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
      }
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  Map<String, String> all() {
    return Map.copyOf(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Empty where it is not given. */
  String text(String name) {
    return values.getOrDefault(name, "");
  }

  String required(String name) {
    String value = text(name);
    if (value.isEmpty()) {
      throw Refusal.because("invalid_arguments", List.of("missing required field: " + name));
    }
    return value;
  }

  boolean flag(String name) {
    return text(name).equals("true") || text(name).equals("1");
  }

  int number(String name, int otherwise) {
    if (text(name).isEmpty()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text(name));
    } catch (NumberFormatException broken) {
      throw Refusal.because("invalid_arguments", List.of("must be a number: " + name));
    }
  }

  /** Absent or empty: null. Not JSON: the named refusal. */
  @Nullable JsonNode json(String name, String error) {
    if (text(name).isEmpty()) {
      return null;
    }
    try {
      return Wire.read(text(name));
    } catch (JacksonException broken) {
      throw Refusal.because(error, List.of("not JSON: " + name));
    }
  }
}
