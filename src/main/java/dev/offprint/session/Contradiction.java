package dev.offprint.session;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A setting whose value is none of those that the paper states for it, and that nobody chose to be
 * so.
 */
public record Contradiction(Setting setting, Stated stated) {
  /** Reasons that say no more than that the paper is silent, which what is stated refutes. */
  private static final Pattern SILENT =
      Pattern.compile(
          "\\b(?:does not|do not|doesn't|never|nowhere|no sentence|not)\\b.{0,40}"
              + "\\b(?:say|state|states|stated|specif\\w*|give|gives|given|mention\\w*|report\\w*|named)\\b"
              + "|\\bsilent\\b|\\bunspecified\\b|\\bunstated\\b|^\\W*$",
          Pattern.CASE_INSENSITIVE);

  /** Sizes of a smoke run are small on purpose. */
  private static final Pattern SMALL =
      Pattern.compile(
          "(?:^|[._])(?:smoke|tiny|debug|test_run)(?:[._]|$)", Pattern.CASE_INSENSITIVE);

  /**
   * All of a configuration, in its order.
   *
   * @param answers in use; what a person chose is no contradiction
   */
  public static List<Contradiction> in(
      List<Setting> config, List<Answer> answers, List<Stated> stated) {
    List<Contradiction> found = new ArrayList<>();
    for (Setting setting : config) {
      List<BigDecimal> numbers = numbers(setting.value());
      List<Stated> about =
          stated.stream().filter(one -> one.understood() && one.about(setting)).toList();
      boolean right =
          numbers.stream()
              .allMatch(number -> about.stream().anyMatch(one -> one.allows(number, setting)));
      if (about.isEmpty() || numbers.isEmpty() || right || SMALL.matcher(setting.key()).find()) {
        continue;
      }
      List<Stated> against = against(setting, about);
      if (!against.isEmpty() && !chosen(numbers, answers)) {
        found.add(new Contradiction(setting, against.getFirst()));
      }
    }
    return List.copyOf(found);
  }

  /** What speaks against a value; nothing where it is settled otherwise or cannot be told. */
  private static List<Stated> against(Setting setting, List<Stated> about) {
    if (setting.chosen()) {
      return List.of();
    }
    Quote quote = setting.quote();
    if (quote != null) {
      // Its own sentence states another value for it.
      return about.stream().filter(one -> one.quote().sentence() == quote.sentence()).toList();
    }
    if (about.stream().anyMatch(one -> !one.specific())) {
      // A threshold, a dimension: which of several is meant cannot be told.
      return List.of();
    }
    Set<String> values = new TreeSet<>();
    about.forEach(one -> values.add(one.value().toLowerCase(Locale.ROOT) + one.unit()));
    // Of several values it cannot be told which one is meant.
    return SILENT.matcher(setting.assumption()).find() && values.size() == 1 ? about : List.of();
  }

  private static boolean chosen(List<BigDecimal> numbers, List<Answer> answers) {
    return answers.stream()
        .filter(answer -> !answer.isDefault())
        .anyMatch(answer -> numbers.stream().allMatch(number -> says(answer.text(), number)));
  }

  private static boolean says(String text, BigDecimal number) {
    for (String word : text.split("[^0-9.eE+-]+", -1)) {
      String digits = word.replaceAll("[.]+$", "");
      if (digits.matches("[-+]?(\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30})([eE][-+]?\\d{1,3})?")
          && new BigDecimal(digits).compareTo(number) == 0) {
        return true;
      }
    }
    return false;
  }

  private static List<BigDecimal> numbers(Setting.Value value) {
    return switch (value) {
      case Setting.Value.Num num -> List.of(num.number());
      case Setting.Value.Items items ->
          items.items().stream().flatMap(item -> numbers(item).stream()).toList();
      case Setting.Value.Text text -> List.of();
      case Setting.Value.Flag flag -> List.of();
    };
  }

  /** Both values, with sentence and page, in words for people and models. */
  public String words() {
    Quote quote = stated.quote();
    return setting.key()
        + " is "
        + shown(setting.value())
        + ", but the paper states "
        + stated.name()
        + " "
        + (stated.value() + (stated.unit().equals("%") ? "" : " ") + stated.unit()).strip()
        + " (sentence "
        + quote.sentence()
        + ", p. "
        + quote.page()
        + ")";
  }

  private static String shown(Setting.Value value) {
    return switch (value) {
      case Setting.Value.Num num -> num.number().toString();
      case Setting.Value.Text text -> text.text();
      case Setting.Value.Flag flag -> String.valueOf(flag.flag());
      case Setting.Value.Items items ->
          items.items().stream().map(Contradiction::shown).toList().toString();
    };
  }
}
