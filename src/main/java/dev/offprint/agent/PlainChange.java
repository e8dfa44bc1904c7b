package dev.offprint.agent;

import dev.offprint.session.Plan;
import dev.offprint.session.Setting;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another number for one setting, in words so plain that no model has to read them: {@code train
 * for 20 epochs instead of 100}, {@code set the batch size to 64}. A word that is neither an order,
 * nor grammar, nor of the setting's key leaves the message to a model, and so does a setting that
 * is not the only one that fits.
 *
 * @param value as it was written, without signs between thousands
 * @param ordered whether the words order something; else they may tell it as well
 */
record PlainChange(Setting setting, String value, boolean ordered) {
  private static final int LONGEST = 160;

  private static final Pattern PART =
      Pattern.compile(
          "(?<number>(?<![\\w.])[-−]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?(?:[eE][-+]?\\d{1,3})?"
              + "(?![\\w%]|\\.\\d))|(?<word>\\p{L}[\\w.]*\\w|\\p{L})|(?<sign>->|→|=|:)"
              + "|(?<other>[^\\s.,!\"'`]+)");

  private static final Set<String> ORDERS =
      Set.of(
          "change",
          "decrease",
          "increase",
          "lower",
          "make",
          "raise",
          "reduce",
          "run",
          "set",
          "simulate",
          "take",
          "train",
          "try",
          "use");

  private static final Set<String> GRAMMAR =
      Set.of(
          "a", "an", "and", "as", "at", "be", "for", "in", "is", "it", "of", "only", "please",
          "should", "the", "then", "to", "us", "value", "we", "with");

  /** What stands before the number that goes. */
  private static final Set<String> NOT = Set.of("instead", "rather", "than");

  /** Ends of ranges: "from 2 to 6" names both, and changes neither into the other. */
  private static final Set<String> ENDS = Set.of("from", "to", "min", "max", "start", "end");

  private static final String SMOKE = "smoke";

  /** Empty where a model has to read the words. */
  static Optional<PlainChange> of(String words, Plan plan) {
    return words.length() > LONGEST ? Optional.empty() : Parts.of(words).flatMap(p -> p.in(plan));
  }

  boolean changesNothing() {
    return Values.numbers(setting.value()).getFirst().compareTo(new BigDecimal(value)) == 0;
  }

  /** The edit of the plan. */
  Edits.SettingEdit edit() {
    return new Edits.SettingEdit("replace", setting.key(), value, setting.unit(), 0, "");
  }

  /** A message taken apart. */
  private record Parts(List<String> numbers, Set<String> subject, boolean ordered, boolean old) {

    static Optional<Parts> of(String words) {
      List<String> numbers = new ArrayList<>();
      Set<String> subject = new LinkedHashSet<>();
      boolean ordered = false;
      boolean instead = false;
      boolean from = false;
      Matcher part = PART.matcher(words);
      while (part.find()) {
        String number = part.group("number");
        String word = part.group("word");
        if (part.group("other") != null) {
          return Optional.empty();
        }
        if (number != null) {
          // "64 instead of 128" and "from 128 to 64": which one goes has to be said before it.
          if (numbers.size() == 1 && !instead && !from) {
            return Optional.empty();
          }
          numbers.add(number.replace(",", "").replace('−', '-'));
        } else if (word != null) {
          String lower = word.toLowerCase(Locale.ROOT);
          ordered |= ORDERS.contains(lower);
          instead |= NOT.contains(lower) && numbers.size() == 1;
          from |= lower.equals("from") && numbers.isEmpty();
          if (!ORDERS.contains(lower)
              && !GRAMMAR.contains(lower)
              && !NOT.contains(lower)
              && !lower.equals("from")) {
            subject.addAll(keyWords(lower));
          }
        }
      }
      boolean two = numbers.size() == 2;
      if (numbers.isEmpty() || numbers.size() > 2 || (from && (!two || instead))) {
        return Optional.empty();
      }
      if (two && from) {
        numbers = List.of(numbers.getLast(), numbers.getFirst());
      }
      return subject.isEmpty() && !two
          ? Optional.empty()
          : Optional.of(new Parts(List.copyOf(numbers), subject, ordered || instead, two));
    }

    Optional<PlainChange> in(Plan plan) {
      List<Setting> fitting = plan.config().stream().filter(this::fits).toList();
      String value = numbers.getFirst();
      return fitting.size() == 1 && Values.parse(value) instanceof Setting.Value.Num
          ? Optional.of(new PlainChange(fitting.getFirst(), value, ordered))
          : Optional.empty();
    }

    private boolean fits(Setting setting) {
      Set<String> key = keyWords(setting.key());
      Set<String> name = keyWords(setting.key().substring(setting.key().lastIndexOf('.') + 1));
      return setting.value() instanceof Setting.Value.Num now
          && (!old || now.number().compareTo(new BigDecimal(numbers.getLast())) == 0)
          && (!key.contains(SMOKE) || subject.contains(SMOKE))
          && (subject.isEmpty() || name.stream().anyMatch(subject::contains))
          && name.stream().noneMatch(word -> ENDS.contains(word) && !subject.contains(word))
          && subject.stream().allMatch(word -> key.contains(word) || word.equals(setting.unit()));
    }

    /** {@code training.batch_size} in words. */
    private static Set<String> keyWords(String key) {
      Set<String> words =
          new LinkedHashSet<>(List.of(key.toLowerCase(Locale.ROOT).split("[._]", -1)));
      words.remove("");
      return words;
    }
  }
}
