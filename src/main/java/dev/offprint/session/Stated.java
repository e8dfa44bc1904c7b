package dev.offprint.session;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that the paper states for a setting, found by rule and never by a model.
 *
 * @param name of the setting in words, or a symbol as a configuration writes it
 * @param value as printed: a number, a range or a set of numbers
 * @param unit empty where there is none
 */
public record Stated(String name, String value, String unit, Quote quote) {
  private static final Pattern RANGE =
      Pattern.compile("(.*?\\d)\\s?(?:–|—|to|→|\\.\\.\\.)\\s?(.+)");
  private static final String PLAIN =
      "[-−+±]?(?:(?:\\d{1,3}(?:[,\u2009\u202f]\\d{3})+|\\d{1,3}(?: 000)+|\\d+)(?:\\.\\d+)?|\\.\\d+)(?:\\s?[eE]\\s?[-−+]?\\s?\\d{1,3})?";
  private static final Pattern NUMBER = Pattern.compile(PLAIN);
  private static final Pattern POWER =
      Pattern.compile("(?:(" + PLAIN + ")\\s?[×x·∙*]\\s?)?10\\^\\{?([-−+]?\\d{1,3})\\}?");

  /** A power of ten whose exponent came down to the line cannot be told from a difference. */
  private static final Pattern FLAT_POWER = Pattern.compile("10\\s?[-−]\\s?\\d");

  private static final int MOST_DIGITS = 40;

  /** Of a unit, how many of the smallest of its kind. */
  private static final Map<String, Map<String, String>> UNITS =
      Map.of(
          "time",
          Map.of("ms", "1", "s", "1000", "minute", "60000", "h", "3600000", "day", "86400000"),
          "memory",
          Map.of("mb", "1", "gb", "1000", "mib", "1.048576", "gib", "1073.741824"),
          "frequency",
          Map.of("hz", "1", "khz", "1000"),
          "length",
          Map.of("mm", "1", "cm", "10", "m", "1000", "km", "1000000"),
          "mass",
          Map.of("mg", "1", "g", "1000", "kg", "1000000"));

  private static final Map<String, String> SAME_UNIT =
      Map.ofEntries(
          Map.entry("sec", "s"),
          Map.entry("second", "s"),
          Map.entry("millisecond", "ms"),
          Map.entry("min", "minute"),
          Map.entry("mins", "minute"),
          Map.entry("hr", "h"),
          Map.entry("hour", "h"),
          Map.entry("d", "day"),
          Map.entry("percent", "%"),
          Map.entry("pct", "%"),
          Map.entry("per cent", "%"));

  /** Settings of which a study mostly has one. */
  private static final Set<String> SPECIFIC =
      Set.of(
          "learning rate",
          "batch size",
          "epochs",
          "seed",
          "dropout",
          "weight decay",
          "momentum",
          "hidden size",
          "embedding size",
          "heads",
          "warm-up",
          "gradient clipping",
          "discount factor",
          "patience",
          "beam size",
          "vocabulary size",
          "sequence length",
          "kernel size",
          "label smoothing",
          "folds",
          "trees",
          "episodes",
          "regularisation");

  /** What is numbered as often as it is counted. */
  private static final Set<String> ORDINAL =
      Set.of(
          "epochs",
          "iterations",
          "time step",
          "steps",
          "layers",
          "heads",
          "runs",
          "trials",
          "folds",
          "episodes",
          "seeds",
          "repetitions",
          "replicates");

  /** What the last part of a key is called, by the name of the setting. */
  private static final Map<String, Pattern> KEYS = keys();

  /** All that a paper states. */
  public static List<Stated> in(Paper paper) {
    List<Stated> all = new ArrayList<>();
    for (Paper.Fact fact : paper.facts()) {
      if (fact instanceof Paper.Fact.Value value) {
        paper
            .quote(value.sentence())
            .ifPresent(
                quote -> all.add(new Stated(value.name(), value.value(), value.unit(), quote)));
      }
    }
    for (StatedValues.Stated symbol : StatedValues.settled(paper)) {
      BigDecimal to = symbol.to();
      paper
          .quote(symbol.sentence())
          .ifPresent(
              quote ->
                  all.add(
                      new Stated(
                          symbol.name(),
                          symbol.value().toPlainString()
                              + (to == null ? "" : " to " + to.toPlainString()),
                          "",
                          quote)));
    }
    return List.copyOf(all);
  }

  /** Whether it is about this setting. */
  boolean about(Setting setting) {
    String key = setting.key().toLowerCase(Locale.ROOT);
    String last = key.substring(key.lastIndexOf('.') + 1);
    Pattern names = KEYS.get(name);
    return names == null
        ? last.replace("_", "").equals(name.replace("_", ""))
        : names.matcher(last).matches();
  }

  /** Whether a setting may have this number, in the unit of the setting. */
  boolean allows(BigDecimal number, Setting setting) {
    if (value.startsWith("{")) {
      for (String item : value.substring(1, value.length() - 1).split(",\\s*", -1)) {
        if (same(number, item, setting)) {
          return true;
        }
      }
      return false;
    }
    if (same(number, value, setting)) {
      return true;
    }
    Matcher range = RANGE.matcher(value);
    if (!range.matches()) {
      return false;
    }
    Optional<BigDecimal> from = number(range.group(1));
    Optional<BigDecimal> to = number(range.group(2));
    return from.isPresent()
        && to.isPresent()
        && scales(setting).stream()
            .anyMatch(
                scale ->
                    number.compareTo(from.get().multiply(scale)) >= 0
                        && number.compareTo(to.get().multiply(scale)) <= 0);
  }

  /** Whether what is printed can be understood as numbers at all. */
  boolean understood() {
    boolean flat = value.equals("10") && FLAT_POWER.matcher(quote.text()).find();
    boolean cut = value.matches("0\\d.*");
    return !flat
        && !cut
        && !counts()
        && number(value.startsWith("{") ? value.substring(1) : value).isPresent();
  }

  /** Whether one value of it that a paper states is the value: it is of one thing only. */
  boolean specific() {
    return !KEYS.containsKey(name) || SPECIFIC.contains(name);
  }

  /** Whether the sentence counts along, or reckons, and gives no value: {@code in epoch 10}. */
  private boolean counts() {
    String number = Pattern.quote(value);
    String word = Pattern.quote(name.replaceAll("s$", "")) + "s?";
    Pattern along =
        Pattern.compile(
            "\\b"
                + word
                + "\\s+"
                + number
                + "|[-−+*/×=<>≤≥]\\s*"
                + number
                + "\\s+[\\w -]{0,20}"
                + word
                + "|\\bfor\\s+(?:each\\s+|all\\s+)?"
                + word
                + "\\s*=",
            Pattern.CASE_INSENSITIVE);
    return (ORDINAL.contains(name) || !KEYS.containsKey(name))
        && along.matcher(quote.text()).find();
  }

  private boolean same(BigDecimal number, String printed, Setting setting) {
    Optional<BigDecimal> stated = number(printed);
    if (stated.isEmpty()) {
      return false;
    }
    for (BigDecimal scale : scales(setting)) {
      BigDecimal scaled = stated.get().multiply(scale);
      BigDecimal off = number.subtract(scaled).abs();
      // A third of an hour in hours has no last digit.
      if (off.compareTo(scaled.abs().movePointLeft(6)) <= 0) {
        return true;
      }
    }
    return false;
  }

  /** By what the printed number may be multiplied to be in the unit of a setting. */
  private List<BigDecimal> scales(Setting setting) {
    List<BigDecimal> scales = new ArrayList<>();
    scales.add(BigDecimal.ONE);
    String own = plain(unit);
    switch (own) {
      case "" -> {
        // A share may be written in per cent, which the key or the unit says.
        if (inUnit(setting, "%")) {
          scales.add(BigDecimal.valueOf(100));
        }
      }
      case "%" -> scales.add(new BigDecimal("0.01"));
      case "k" -> scales.add(BigDecimal.valueOf(1_000));
      case "kb" -> scales.add(BigDecimal.valueOf(1_000));
      case "m" -> scales.add(BigDecimal.valueOf(1_000_000));
      default -> {
        // Words such as epochs or pixels scale nothing.
      }
    }
    UNITS.values().stream()
        .filter(kind -> kind.containsKey(own))
        .forEach(
            kind ->
                kind.forEach(
                    (other, size) -> {
                      if (inUnit(setting, other)) {
                        scales.add(
                            new BigDecimal(kind.get(own))
                                .divide(new BigDecimal(size), MathContext.DECIMAL64));
                      }
                    }));
    return scales;
  }

  /** Whether a setting says, by its unit or the end of its key, that it is in a unit. */
  private static boolean inUnit(Setting setting, String wanted) {
    String key = setting.key().toLowerCase(Locale.ROOT);
    String end = key.substring(Math.max(key.lastIndexOf('_'), key.lastIndexOf('.')) + 1);
    return plain(setting.unit()).equals(wanted) || plain(end).equals(wanted);
  }

  private static String plain(String unit) {
    String lower = unit.strip().toLowerCase(Locale.ROOT);
    String one =
        lower.length() > 3 && lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
    return SAME_UNIT.getOrDefault(one, one);
  }

  /** The number that a text begins with, as papers print it: 1e-3, 10^-3, 3 × 10^{-4}, 1,000. */
  private static Optional<BigDecimal> number(String printed) {
    String text = printed.strip();
    Matcher power = POWER.matcher(text);
    if (power.lookingAt()) {
      Optional<BigDecimal> factor =
          power.group(1) == null ? Optional.of(BigDecimal.ONE) : decimal(power.group(1));
      int exponent = Integer.parseInt(power.group(2).replace('−', '-').replace("+", ""));
      return factor.map(one -> one.scaleByPowerOfTen(exponent));
    }
    Matcher plain = NUMBER.matcher(text);
    return plain.lookingAt() ? decimal(plain.group()) : Optional.empty();
  }

  private static Optional<BigDecimal> decimal(String printed) {
    String digits = printed.replaceAll("[,\\s\u2009\u202f±+]", "").replace('−', '-');
    return digits.length() > MOST_DIGITS ? Optional.empty() : Optional.of(new BigDecimal(digits));
  }

  private static Map<String, Pattern> keys() {
    String unit = "(?:_(?:ms|s|secs?|seconds?|min(?:ute)?s?|h|hours?|days?|percent|pct|mb|gb))?";
    return Map.ofEntries(
        key(
            "learning rate",
            "(?:(?:initial|init|base|peak|max|constant)_)?(?:learning_rate|lr|step_size)"),
        key("batch size", "(?:mini_?)?batch(?:_?size)?|bs"),
        key("epochs", "(?:n|num|max|number_of|total|training|train)?_?epochs?"),
        key("iterations", "(?:n|num|max|number_of|total)?_?iter(?:ation)?s?"),
        key("seed", "(?:random_|rng_)?seed"),
        key("seeds", "(?:n|num|number_of)?_?seeds"),
        key("dropout", "drop_?out(?:_(?:rate|prob|probability|ratio|p))?"),
        key("weight decay", "weight_decay(?:_rate)?|wd"),
        key("momentum", "momentum"),
        key(
            "hidden size",
            "hidden(?:_layer|_unit|_state)?_?(?:sizes?|dims?|dimensions?|units?)|n_hidden"),
        key("embedding size", "emb(?:ed|edding)?_?(?:size|dim|dimension)s?"),
        key("dimension", "dim(?:ension)?s?|n_dims?"),
        key("layers", "(?:n|num|number_of)_(?:hidden_)?layers|layers"),
        key("heads", "(?:n|num|number_of)_(?:attention_)?heads|heads"),
        key("warm-up", "warm_?up(?:_(?:steps|epochs|iterations))?"),
        key(
            "gradient clipping",
            "(?:grad(?:ient)?_)?clip(?:ping)?(?:_(?:norm|value|threshold))?|max_grad_norm"),
        key("temperature", "temperature|tau"),
        key("discount factor", "discount(?:_(?:factor|rate))?|gamma"),
        key("threshold", "threshold"),
        key("tolerance", "(?:abs_|rel_|absolute_|relative_)?tol(?:erance)?"),
        key("time step", "time_?step(?:_size)?|dt" + unit),
        key("patience", "patience"),
        key("beam size", "beam(?:_(?:size|width))?"),
        key("vocabulary size", "vocab(?:ulary)?_?size"),
        key("sequence length", "(?:max_)?(?:seq(?:uence)?|context)_?len(?:gth)?"),
        key("window size", "window(?:_(?:size|length|width))?"),
        key("kernel size", "(?:kernel|filter)_?size"),
        key("sample size", "sample_?size|n_samples|num_samples"),
        key(
            "regularisation",
            "(?:l2|l1|ridge)?_?reg(?:ulari[sz]ation)?(?:_(?:parameter|strength|coefficient|weight))?"),
        key("clusters", "(?:n|num|number_of)_clusters|clusters|k"),
        key("runs", "(?:n|num|number_of)_(?:runs|trials|repetitions|repeats|replicates)|runs"),
        key("trials", "(?:n|num|number_of)?_?trials"),
        key("repetitions", "(?:n|num|number_of)?_?(?:repetitions|repeats)"),
        key("replicates", "(?:n|num|number_of)?_?replicates"),
        key("folds", "(?:n|num|number_of|cv)?_?folds"),
        key("steps", "(?:n|num|number_of|max|total)_steps|steps"),
        key("units", "(?:n|num|number_of)_units|units"),
        key("neurons", "(?:n|num|number_of)?_?neurons"),
        key("trees", "(?:n|num|number_of)?_?(?:trees|estimators)"),
        key("samples", "(?:n|num|number_of)?_?samples"),
        key("episodes", "(?:n|num|number_of|max|total)?_?episodes"),
        key("workers", "(?:n|num|number_of)?_?workers"),
        key("compression", "compression(?:_(?:parameter|factor|level))?"),
        key("population size", "pop(?:ulation)?_?size"),
        key("label smoothing", "label_smoothing(?:_factor)?"));
  }

  private static Map.Entry<String, Pattern> key(String name, String pattern) {
    return Map.entry(name, Pattern.compile(pattern));
  }
}
