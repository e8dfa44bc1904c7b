package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with blocks or a view, each with where. */
final class Findings {
  private final List<String> all = new ArrayList<>();

  List<String> all() {
    return List.copyOf(all);
  }

  void add(String what, String where) {
    all.add(what + " [json-pointer:" + where + "]");
  }

  /** An array of so many elements. */
  boolean counted(JsonNode array, int least, int most, String where) {
    if (!array.isArray()) {
      add("must be an array", where);
      return false;
    }
    if (array.size() < least) {
      add("no fewer than " + least + " items required", where);
    } else if (array.size() > most) {
      add("no more than " + most + " items allowed", where);
    }
    return true;
  }

  /** A string of so many characters, where it is there. */
  void shorter(JsonNode of, String field, int most, String where) {
    JsonNode value = of.path(field);
    if (value.isMissingNode()) {
      return;
    }
    String at = where + "/" + field;
    if (!value.isTextual()) {
      add("must be a string", at);
    } else if (length(value.asText()) > most) {
      add("must be less than " + (most + 1) + " characters", at);
    }
  }

  void present(JsonNode of, String field, String where) {
    JsonNode value = of.path(field);
    if (value.isMissingNode()
        || value.isNull()
        || (value.isTextual() && value.asText().isEmpty())) {
      add("missing required field: " + field, where);
    }
  }

  void oneOf(JsonNode of, String field, Set<String> allowed, String where) {
    if (of.has(field) && !allowed.contains(of.path(field).asText())) {
      add("unsupported value: " + of.path(field).asText(), where + "/" + field);
    }
  }

  void known(JsonNode of, Set<String> fields, String where) {
    of.fieldNames()
        .forEachRemaining(
            name -> {
              if (!fields.contains(name)) {
                add("invalid additional property: " + name, where);
              }
            });
  }

  void unique(List<String> ids, String field, String where) {
    Set<String> seen = new HashSet<>();
    for (String id : ids) {
      if (!seen.add(id)) {
        add(field + " already exists: " + id, where);
      }
    }
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
