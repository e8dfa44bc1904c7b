package dev.offprint.agent;

import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.session.Contradiction;
import dev.offprint.session.Logic;
import dev.offprint.session.Paper;
import dev.offprint.session.Quote;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Setting;
import dev.offprint.session.StatedValues;
import dev.offprint.session.StatedValues.Stated;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the settings, each with the sentence that states it, or why it is assumed. */
final class Configurer {
  private static final Pattern KEY =
      Pattern.compile("[a-z][a-z0-9_]{0,30}(\\.[a-z][a-z0-9_]{0,30}){0,3}");

  private static final int MOST_GIVEN = 16;
  private static final int MOST_LISTED = 60;

  private final Calls calls;

  Configurer(Calls calls) {
    this.calls = calls;
  }

  record Given(
      String key, String value, String unit, int sentence, String why, List<String> usedBy) {
    Given {
      // A small model is not asked for these.
      unit = unit == null ? "" : unit;
      why = why == null ? "" : why;
    }
  }

  record Answer(List<Given> settings) {}

  /** A setting and the files that read it. */
  record Used(Setting setting, Set<RepoPath> by) {}

  /**
   * @param answers in use: what a person chose is not held against the paper
   */
  List<Used> settings(
      Job job, List<String> shared, List<RepoPath> files, List<dev.offprint.session.Answer> answers)
      throws StageStopped {
    Sizes sizes = calls.sizes(job, Role.PLANNER);
    List<Stated> stated = StatedValues.settled(job.paper());
    Map<String, Used> given = sizes.compact() ? given(stated, job.paper(), files) : Map.of();
    Shape shape =
        Shape.fields()
            .with(
                "settings",
                Shape.list(
                    (sizes.compact() ? few() : fields(false, job.paper()))
                        .with(
                            "used_by",
                            Shape.list(
                                Shape.near(files.stream().map(RepoPath::value).toList()),
                                0,
                                files.size())),
                    1,
                    sizes.settings()));
    return calls.ask(
        job,
        Role.PLANNER,
        "config",
        shared,
        new Template.Config(
            sizes.settings(), sizes.compact(), !stated.isEmpty(), listed(stated, given)),
        shape,
        Answer.class,
        (answer, attempt) -> {
          boolean lenient = attempt > 1 || sizes.compact();
          List<Used> used = read(answer, job.paper(), files, given, lenient);
          if (!lenient) {
            agreeing(used, answers, job.paper());
          }
          return used;
        });
  }

  /** What the paper states otherwise is handed back once, while that is cheap. */
  private static void agreeing(
      List<Used> used, List<dev.offprint.session.Answer> answers, Paper paper) throws Unusable {
    List<Contradiction> found =
        Contradiction.in(
            used.stream().map(Used::setting).toList(),
            answers,
            dev.offprint.session.Stated.in(paper));
    if (!found.isEmpty()) {
      throw new Unusable(
          "settings: "
              + found.stream().map(Contradiction::words).collect(Collectors.joining("; "))
              + ". Take the paper's value with its sentence, or say why another one is assumed");
    }
  }

  /** What a small model need not write: the values that the paper settles, by their symbols. */
  private static Map<String, Used> given(List<Stated> stated, Paper paper, List<RepoPath> files) {
    Set<RepoPath> by = new LinkedHashSet<>(files);
    if (files.size() > 1) {
      by.remove(Logic.MAIN);
    }
    Map<String, Used> given = new LinkedHashMap<>();
    for (Stated each : stated.stream().limit(MOST_GIVEN).toList()) {
      BigDecimal to = each.to();
      String key = "model." + each.name();
      give(given, to == null ? key : key + "_from", each.value(), each.sentence(), paper, by);
      if (to != null) {
        give(given, key + "_to", to, each.sentence(), paper, by);
      }
    }
    return given;
  }

  private static void give(
      Map<String, Used> given,
      String key,
      BigDecimal value,
      int sentence,
      Paper paper,
      Set<RepoPath> by) {
    paper
        .quote(sentence)
        .ifPresent(
            quote ->
                given.putIfAbsent(
                    key,
                    new Used(new Setting(key, new Setting.Value.Num(value), "", quote, ""), by)));
  }

  /** The keys that are there already, else the values found, each with its sentence. */
  private static String listed(List<Stated> stated, Map<String, Used> given) {
    return given.isEmpty()
        ? stated.stream()
            .limit(MOST_LISTED)
            .map(
                each ->
                    each.name()
                        + " = "
                        + each.value().toPlainString()
                        + (each.to() == null ? "" : " to " + each.to().toPlainString())
                        + " ["
                        + each.sentence()
                        + "]")
            .collect(Collectors.joining("; "))
        : String.join(", ", given.keySet());
  }

  /** Only name and number; where the paper states it is found by the name. */
  private static Shape.Fields few() {
    return Shape.fields().with("key", Shape.guided(KEY)).with("value", LeftOpen.number(true));
  }

  static Shape.Fields fields(boolean compact, Paper paper) {
    return Shape.fields()
        .with(
            "key",
            Shape.guided(
                java.util.regex.Pattern.compile(
                    "[a-z][a-z0-9_]{0,30}(\\.[a-z][a-z0-9_]{0,30}){0,3}")))
        .with("value", Shape.text(compact ? 60 : 400))
        .with("unit", Shape.text(20))
        .with("sentence", Shape.whole(0, paper.sentences().size()))
        .with("why", Shape.text(compact ? 80 : 300));
  }

  private static List<Used> read(
      Answer answer, Paper paper, List<RepoPath> files, Map<String, Used> there, boolean lenient)
      throws Unusable {
    Map<String, Used> settings = new LinkedHashMap<>(there);
    for (Given given : answer.settings()) {
      String key = Names.key(given.key());
      if (key.isEmpty() || given.value().isBlank()) {
        continue;
      }
      if (!lenient && given.sentence() != 0 && paper.quote(given.sentence()).isEmpty()) {
        throw new Unusable("settings, " + key + ": the paper has no sentence " + given.sentence());
      }
      Set<RepoPath> by = new LinkedHashSet<>();
      for (String said : given.usedBy()) {
        Optional<RepoPath> path = Names.among(said, files);
        path.ifPresent(by::add);
        if (path.isEmpty() && !lenient && !Names.ours(said)) {
          throw new Unusable("settings, " + key + ": used_by names no planned file: " + said);
        }
      }
      if (by.isEmpty()) {
        by.add(Logic.MAIN);
      }
      settings.putIfAbsent(
          key,
          new Used(
              setting(
                  key,
                  given.value(),
                  given.unit(),
                  given.sentence() > 0 ? given.sentence() : named(key, given.value(), paper),
                  given.why(),
                  paper),
              by));
    }
    if (settings.isEmpty()) {
      throw new Unusable("settings: at least one is wanted, each with key and value");
    }
    return separate(settings);
  }

  /** The sentence with this value and the last part of the key in it; 0 where there is none. */
  static int named(String key, String said, Paper paper) {
    List<BigDecimal> numbers = Values.numbers(Values.parse(said));
    String name = key.substring(key.lastIndexOf('.') + 1).replace("_", "");
    return paper.sentences().stream()
        .filter(s -> words(s.text()).contains(name))
        .filter(s -> numbers.stream().anyMatch(number -> Grounding.states(s.text(), number)))
        .map(Paper.Sentence::number)
        .findFirst()
        .orElse(0);
  }

  /** The words of a sentence, {@code b_1} as {@code b1}. */
  private static Set<String> words(String text) {
    return new LinkedHashSet<>(
        List.of(text.toLowerCase(Locale.ROOT).replace("_", "").split("[^a-z0-9]+", -1)));
  }

  /** A setting whose quote really states it; else it is assumed, and says why. */
  static Setting setting(
      String key, String said, String unit, int sentence, String why, Paper paper) {
    Setting.Value value = Values.parse(said);
    Optional<Quote> quote = paper.quote(sentence).filter(found -> states(found, value));
    String assumption = why.isBlank() ? "the paper does not say" : why;
    if (quote.isEmpty() && sentence > 0) {
      assumption =
          paper.quote(sentence).isPresent()
              ? "sentence " + sentence + " was named for it, but does not state this value"
              : "no sentence of the paper was named for it";
    }
    return new Setting(key, value, unit, quote.orElse(null), quote.isPresent() ? "" : assumption);
  }

  private static boolean states(Quote quote, Setting.Value value) {
    List<BigDecimal> numbers = Values.numbers(value);
    if (!numbers.isEmpty()) {
      return numbers.stream().anyMatch(number -> Grounding.states(quote.text(), number));
    }
    return switch (value) {
      case Setting.Value.Text text ->
          Planner.key(quote.text()).contains(Planner.key(text.text().replace('_', ' ')));
      // Whether a sentence says yes or no cannot be seen from its words.
      case Setting.Value.Flag flag -> true;
      case Setting.Value.Items items -> true;
      case Setting.Value.Num number -> false;
    };
  }

  /** A key cannot be both a value and a mapping: the value moves below itself. */
  private static List<Used> separate(Map<String, Used> settings) {
    return settings.values().stream()
        .map(
            used -> {
              String key = used.setting().key();
              boolean parent = settings.keySet().stream().anyMatch(k -> k.startsWith(key + "."));
              Setting s = used.setting();
              return parent
                  ? new Used(
                      new Setting(key + ".value", s.value(), s.unit(), s.quote(), s.assumption()),
                      used.by())
                  : used;
            })
        .toList();
  }

  /** Conventions that repeat no value of the config. */
  static List<String> withoutValues(List<String> conventions, List<Setting> config) {
    return conventions.stream()
        .filter(
            line ->
                Grounding.numbers(line).stream()
                    .filter(number -> number.precision() > 1)
                    .noneMatch(
                        number ->
                            config.stream()
                                .flatMap(setting -> Values.numbers(setting.value()).stream())
                                .anyMatch(value -> value.abs().compareTo(number) == 0)))
        .toList();
  }
}
