package dev.offprint.agent;

import dev.offprint.session.Setting.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Config values as YAML would write them ⇄ typed values. */
final class Values {
  private static final Pattern NUMBER =
      Pattern.compile("[-+−]?(\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30})([eE][-+]?\\d{1,3})?");

  private Values() {}

  static Value parse(String said) {
    String text = said.strip().replaceFirst("^([\"'])(.*)\\1$", "$2").strip();
    if (text.startsWith("[") && text.endsWith("]")) {
      return items(text.substring(1, text.length() - 1));
    }
    if (NUMBER.matcher(text).matches()) {
      return new Value.Num(number(text));
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> new Value.Flag(true);
      case "false", "no" -> new Value.Flag(false);
      default -> new Value.Text(text);
    };
  }

  /** A number as somebody wrote it; per cent signs and spaces may stand around it. */
  static BigDecimal number(String said) {
    String digits = said.strip().replace('−', '-').replaceAll("[,%\\s]", "");
    if (!NUMBER.matcher(digits).matches()) {
      throw new IllegalArgumentException("\"" + said + "\" is no number");
    }
    return new BigDecimal(digits);
  }

  static String yaml(Value value) {
    return switch (value) {
      case Value.Num num -> num.number().toString();
      case Value.Text text -> text.text();
      case Value.Flag flag -> String.valueOf(flag.flag());
      case Value.Items items -> items.items().stream().map(Values::yaml).toList().toString();
    };
  }

  /** The numbers in a value; those of a list one by one. */
  static List<BigDecimal> numbers(Value value) {
    return switch (value) {
      case Value.Num num -> List.of(num.number());
      case Value.Items items ->
          items.items().stream().flatMap(item -> numbers(item).stream()).toList();
      case Value.Text text -> List.of();
      case Value.Flag flag -> List.of();
    };
  }

  private static Value items(String inner) {
    List<Value> items = new ArrayList<>();
    for (String item : inner.replaceAll("[\\[\\]]", "").split(",", -1)) {
      if (!item.isBlank()) {
        items.add(parse(item));
      }
    }
    return new Value.Items(items);
  }
}
