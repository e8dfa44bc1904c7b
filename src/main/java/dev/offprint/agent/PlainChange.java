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
          "(?<number>(?<![\\w.])[-−]?(?:[1-9]\\d{0,2}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?"
              + "(?:[eE][-+]?\\d{1,3})?(?![\\w%]|\\.\\d))"
              + "|(?<word>\\p{L}[\\w.]*\\w|\\p{L})|->|→|=|:"
              + "|(?<other>[^\\s.,!\"'`]+)");

  /** How an order begins; further on such a word may be any other. */
  private static final Set<String> ORDERS =
      Set.of("change", "make", "run", "set", "simulate", "take", "train", "try", "use");

  private static final Set<String> MORE = Set.of("increase", "raise");
  private static final Set<String> LESS = Set.of("decrease", "lower", "reduce");

  /** What may stand before it. */
  private static final Set<String> BEFORE = Set.of("and", "please", "should", "then", "we", "you");

  private static final Set<String> GRAMMAR =
      Set.of(
          "a", "an", "and", "as", "at", "be", "for", "in", "is", "it", "of", "only", "please",
          "should", "the", "then", "to", "us", "value", "we", "with", "you");

  /** What tells as well as it orders, but with "should". */
  private static final Set<String> TELLS = Set.of("is", "it", "us", "we");

  /** What stands before the number that goes. */
  private static final Set<String> NOT = Set.of("instead", "rather", "than");

  /** Ends of ranges: "from 2 to 6" names both, and changes neither into the other. */
  private static final Set<String> ENDS = Set.of("from", "to", "min", "max", "start", "end");

  private static final String SMOKE = "smoke";

  /** Empty where a model has to read the words. */
  static Optional<PlainChange> of(String words, Plan plan) {
    Parts parts = new Parts();
    return words.length() <= LONGEST && parts.takes(words) ? parts.in(plan) : Optional.empty();
  }

  boolean changesNothing() {
    return now(setting).compareTo(new BigDecimal(value)) == 0;
  }

  /**
   * The setting as it is then.
   *
   * @param by who asked for it
   */
  Setting made(String by) {
    return new Setting(
        setting.key(), Values.parse(value), setting.unit(), null, "asked for by " + by);
  }

  private static BigDecimal now(Setting setting) {
    return Values.numbers(setting.value()).getFirst();
  }

  /** {@code training.batch_size} in words. */
  private static Set<String> words(String key) {
    Set<String> words =
        new LinkedHashSet<>(List.of(key.toLowerCase(Locale.ROOT).split("[._]", -1)));
    words.remove("");
    return words;
  }

  /** A message taken apart. */
  private static final class Parts {
    private final List<String> numbers = new ArrayList<>();

    /** The words that name the setting. */
    private final Set<String> subject = new LinkedHashSet<>();

    private String order = "";
    private boolean begun;
    private boolean instead;
    private boolean from;
    private boolean should;
    private boolean tells;

    /** False where something is said that is not understood here. */
    boolean takes(String words) {
      Matcher part = PART.matcher(words);
      while (part.find()) {
        String number = part.group("number");
        String word = part.group("word");
        if (part.group("other") != null
            || (number != null && !takesNumber(number))
            || (word != null && !takesWord(word.toLowerCase(Locale.ROOT)))) {
          return false;
        }
      }
      boolean two = numbers.size() == 2;
      return from ? two && !instead : two || (numbers.size() == 1 && !subject.isEmpty());
    }

    /** "64 instead of 128" and "from 128 to 64": which of two goes is said before the second. */
    private boolean takesNumber(String number) {
      if (numbers.size() == 1 && !instead && !from) {
        return false;
      }
      numbers.add(number.replace(",", "").replace('−', '-'));
      return true;
    }

    private boolean takesWord(String word) {
      if (NOT.contains(word)) {
        instead = true;
        return !numbers.isEmpty();
      }
      if (!begun && (ORDERS.contains(word) || MORE.contains(word) || LESS.contains(word))) {
        order = word;
      } else if (word.equals("from")) {
        from = true;
      } else if (!GRAMMAR.contains(word)) {
        subject.addAll(words(word));
      }
      should |= word.equals("should");
      tells |= TELLS.contains(word);
      begun |= !BEFORE.contains(word);
      return true;
    }

    Optional<PlainChange> in(Plan plan) {
      List<Setting> fitting = plan.config().stream().filter(this::fits).toList();
      boolean ordered = should || (!tells && (instead || !order.isEmpty()));
      return fitting.size() == 1 && !answered(fitting.getFirst(), plan)
          ? Optional.of(new PlainChange(fitting.getFirst(), comes(), ordered))
          : Optional.empty();
    }

    private String comes() {
      return from ? numbers.getLast() : numbers.getFirst();
    }

    private boolean fits(Setting setting) {
      return setting.value() instanceof Setting.Value.Num && goes(setting) && named(setting);
    }

    private boolean goes(Setting setting) {
      String old = from ? numbers.getFirst() : numbers.getLast();
      int way = new BigDecimal(comes()).compareTo(now(setting));
      return (numbers.size() == 1 || now(setting).compareTo(new BigDecimal(old)) == 0)
          && !(MORE.contains(order) && way < 0)
          && !(LESS.contains(order) && way > 0);
    }

    /** By a word of its name where its number is said too, else by the whole name. */
    private boolean named(Setting setting) {
      Set<String> key = words(setting.key());
      Set<String> name = words(setting.key().substring(setting.key().lastIndexOf('.') + 1));
      Set<String> said = new LinkedHashSet<>(subject);
      said.remove(setting.unit());
      boolean told =
          numbers.size() == 2
              ? said.isEmpty() || name.stream().anyMatch(said::contains)
              : said.containsAll(name);
      return told
          && (!key.contains(SMOKE) || said.contains(SMOKE))
          && name.stream().noneMatch(word -> ENDS.contains(word) && !said.contains(word))
          && key.containsAll(said);
    }

    /** An answer in use that says the number would say otherwise then: a model changes both. */
    private static boolean answered(Setting setting, Plan plan) {
      return plan.answers().stream()
          .flatMap(answer -> Grounding.numbers(answer.text()).stream())
          .anyMatch(said -> said.compareTo(now(setting)) == 0);
    }
  }
}
