package dev.offprint.session;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value of {@code config.yaml}, typed, with its sentence in the paper or why it is assumed.
 *
 * @param key dotted path of lower-case names: {@code training.learning_rate}
 * @param unit empty where there is none
 * @param quote where the paper says so; null where it is assumed
 * @param assumption why this value; empty where there is a quote
 */
public record Setting(
    String key, Value value, String unit, @Nullable Quote quote, String assumption) {
  private static final Pattern KEY =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*){0,4}");

  private static final Pattern CHOSEN = Pattern.compile("(?:asked for|set) by ");

  /** A typed scalar or a list of them. */
  public sealed interface Value {
    /** An integer or a real number, digits kept as written. */
    record Num(BigDecimal number) implements Value {}

    /** A text. */
    record Text(String text) implements Value {}

    /** True or false. */
    record Flag(boolean flag) implements Value {}

    /** A list of scalars. */
    record Items(List<Value> items) implements Value {
      public Items {
        items = List.copyOf(items);
      }
    }
  }

  public Setting {
    Id.matching(key, KEY, "config key");
  }

  /** The same as somebody chose it, whatever the paper states. */
  public Setting chosen(String why) {
    return new Setting(key, value, unit, null, why);
  }

  /** Whether a person chose it. */
  public boolean chosen() {
    return CHOSEN.matcher(assumption).lookingAt();
  }

  public boolean assumed() {
    return quote == null;
  }
}
