package dev.offprint.document;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of one entry of a plan file by key; what is missing or of the wrong kind is noted. */
final class Fields {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]{1,6})?");

  private final YamlTree.Entries tree;
  private final String what;
  private final Problems problems;

  private Fields(YamlTree.Entries tree, String what, Problems problems) {
    this.tree = tree;
    this.what = what;
    this.problems = problems;
  }

  /** The entry's values, where it is one; keys other than the known ones are noted. */
  static @Nullable Fields of(YamlTree node, String what, Problems problems, List<String> known) {
    if (!(node instanceof YamlTree.Entries tree)) {
      problems.add(node.line(), what + " must have the keys " + String.join(", ", known));
      return null;
    }
    tree.entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                problems.add(
                    entry.line(),
                    what + " has no key " + key + "; known are " + String.join(", ", known));
              }
            });
    return new Fields(tree, what, problems);
  }

  int line() {
    return tree.line();
  }

  int line(String key) {
    YamlTree.Entry entry = tree.entries().get(key);
    return entry == null ? tree.line() : entry.line();
  }

  boolean has(String key) {
    YamlTree.@Nullable Entry entry = tree.entries().get(key);
    return entry != null && !isNothing(entry.value());
  }

  private static boolean isNothing(YamlTree value) {
    return value instanceof YamlTree.Scalar scalar
        && scalar.plain()
        && List.of("", "~", "null").contains(scalar.text());
  }

  /** A text that must be there. */
  String text(String key) {
    if (!has(key)) {
      problems.add(tree.line(), what + " needs " + key);
      return "";
    }
    return textOr(key, "");
  }

  String textOr(String key, String otherwise) {
    YamlTree.Entry entry = tree.entries().get(key);
    if (entry == null || isNothing(entry.value())) {
      return otherwise;
    }
    return text(entry.value(), key);
  }

  private String text(YamlTree value, String key) {
    if (value instanceof YamlTree.Scalar scalar) {
      return scalar.text();
    }
    problems.add(value.line(), key + " of " + what + " must be one text");
    return "";
  }

  /** A list; nothing at all is an empty one. */
  List<YamlTree> items(String key) {
    YamlTree.Entry entry = tree.entries().get(key);
    if (entry == null || isNothing(entry.value())) {
      return List.of();
    }
    if (entry.value() instanceof YamlTree.Items items) {
      return items.items();
    }
    problems.add(entry.line(), key + " of " + what + " must be a list");
    return List.of();
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    items(key).forEach(item -> texts.add(text(item, key)));
    return texts;
  }

  Map<String, YamlTree.Entry> entries() {
    return tree.entries();
  }

  BigDecimal number(String key) {
    return number(key, text(key));
  }

  private BigDecimal number(String key, String text) {
    if (!isNumber(text)) {
      if (has(key)) {
        problems.add(line(key), key + " of " + what + " must be a number, not " + text);
      }
      return BigDecimal.ZERO;
    }
    return new BigDecimal(text);
  }

  /** A whole number from {@code least} to a million. */
  int whole(String key, int least) {
    String text = text(key);
    if (text.matches("-?[0-9]{1,7}")) {
      int number = Integer.parseInt(text);
      if (number >= least) {
        return number;
      }
    }
    if (has(key)) {
      problems.add(
          line(key),
          key + " of " + what + " must be a whole number from " + least + ", not " + text);
    }
    return least;
  }

  /** One of the words of an enum, in lower case. */
  <E extends Enum<E>> E word(String key, Class<E> type) {
    String text = text(key);
    E[] all = type.getEnumConstants();
    List<String> words = new ArrayList<>();
    for (E one : all) {
      String word = one.name().toLowerCase(Locale.ROOT);
      if (word.equals(text)) {
        return one;
      }
      words.add(word);
    }
    if (has(key)) {
      problems.add(line(key), key + " of " + what + " must be one of " + String.join(", ", words));
    }
    return all[0];
  }

  static boolean isNumber(String text) {
    return text.length() <= 60 && NUMBER.matcher(text).matches();
  }
}
