package dev.offprint.document;

import dev.offprint.session.Quote;
import dev.offprint.session.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings as {@code config.yaml}: nested, every value with its unit and where it comes from.
 */
final class ConfigYaml {
  private final StringBuilder out = new StringBuilder();

  private ConfigYaml() {}

  static String of(List<Setting> config) {
    ConfigYaml file = new ConfigYaml();
    file.out.append("# Every value of the experiments. Behind each: its unit, and the paper's\n");
    file.out.append("# sentence that gives it, or why it is assumed, or who asked for it.\n");
    file.section(nested(config), 0);
    if (config.isEmpty()) {
      file.out.append("{}\n");
    }
    return file.out.toString();
  }

  /** Sections and settings by key, in the order in which they first appear. */
  private static Map<String, Object> nested(List<Setting> config) {
    Map<String, Object> root = new LinkedHashMap<>();
    for (Setting setting : config) {
      String[] parts = setting.key().split("\\.");
      Map<String, Object> section = root;
      for (int i = 0; i < parts.length - 1; i++) {
        section = inner(section, parts[i], setting.key());
      }
      if (section.put(parts[parts.length - 1], setting) != null) {
        throw new IllegalArgumentException(setting.key() + " is both a value and a section");
      }
    }
    return root;
  }

  private static Map<String, Object> inner(Map<String, Object> section, String part, String key) {
    Object inner = section.computeIfAbsent(part, unseen -> new LinkedHashMap<String, Object>());
    if (!(inner instanceof Map<?, ?>)) {
      throw new IllegalArgumentException("a section of " + key + " is also a value");
    }
    @SuppressWarnings("unchecked") // only made just above
    Map<String, Object> known = (Map<String, Object>) inner;
    return known;
  }

  private void section(Map<String, Object> section, int depth) {
    String indent = "  ".repeat(depth);
    for (Map.Entry<String, Object> entry : section.entrySet()) {
      String key = indent + Escape.yamlKey(entry.getKey()) + ":";
      if (entry.getValue() instanceof Setting setting) {
        if (!setting.unit().isBlank()) {
          out.append(indent).append("# in ").append(Escape.line(setting.unit())).append('\n');
        }
        out.append(indent).append("# ").append(origin(setting)).append('\n');
        out.append(key).append(' ').append(value(setting.value())).append('\n');
      } else {
        @SuppressWarnings("unchecked") // nothing else is put in
        Map<String, Object> inner = (Map<String, Object>) entry.getValue();
        out.append(depth == 0 ? "\n" : "").append(key).append('\n');
        section(inner, depth + 1);
      }
    }
  }

  static String origin(Setting setting) {
    Quote quote = setting.quote();
    return quote == null
        ? (setting.chosen() ? "" : "assumed: ") + Escape.line(setting.assumption())
        : "p. " + quote.page() + ": \"" + Escape.line(quote.text()) + "\"";
  }

  /** A value as YAML on one line. */
  static String value(Setting.Value value) {
    return switch (value) {
      case Setting.Value.Num number -> Escape.number(number.number());
      case Setting.Value.Text text -> Escape.yaml(text.text());
      case Setting.Value.Flag flag -> String.valueOf(flag.flag());
      case Setting.Value.Items items ->
          items.items().stream().map(ConfigYaml::value).collect(Collectors.joining(", ", "[", "]"));
    };
  }
}
