package dev.offprint.agent;

import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.session.Dataset;
import dev.offprint.session.DatasetId;
import dev.offprint.session.Paper;
import dev.offprint.session.Question;
import dev.offprint.session.QuestionId;
import dev.offprint.session.Quote;
import dev.offprint.session.StatedValues;
import dev.offprint.session.Target;
import dev.offprint.session.TargetId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a builder has to know beyond the method: questions that the paper leaves open, data sets,
 * reported numbers.
 */
final class LeftOpen {
  private static final Pattern DIGITS =
      Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,9})?(e-?[0-9]{1,2})?");

  /** Where an effect tells what the paper says, there is nothing left open. */
  private static final Pattern TOLD =
      Pattern.compile(
          "(?i)\\b(the )?(paper|authors?|text|article) "
              + "(states?|says?|reports?|uses?|used|specif(ies|y)|mentions?|gives?)\\b");

  private static final Pattern ASSIGNED =
      Pattern.compile("\\s*([\\p{L}_][\\p{L}\\p{N}_]*)\\s*[=:].*");

  private static final int MOST_CANDIDATES = 80;

  private final Calls calls;

  LeftOpen(Calls calls) {
    this.calls = calls;
  }

  record Asked(String text, List<String> options, int defaultOption, String changes) {}

  record Used(
      String name,
      String where,
      String licence,
      String size,
      String availability,
      String standIn) {}

  record Reported(
      String metric, String where, String value, String tolerance, int sentence, String compute) {}

  record Answer(List<Asked> questions, List<Used> datasets, List<Reported> targets) {}

  /** What came of it, numbered. */
  record Found(List<Question> questions, List<Dataset> datasets, List<Target> targets) {
    static final Found NOTHING = new Found(List.of(), List.of(), List.of());
  }

  Found read(Job job, List<String> shared) throws StageStopped {
    Sizes sizes = calls.sizes(job, Role.PLANNER);
    int words = sizes.compact() ? 100 : 400;
    int questions = sizes.questions(job.paper().pages());
    Shape shape =
        Shape.fields()
            .with(
                "questions",
                Shape.list(
                    Shape.fields()
                        .with("text", Shape.text(sizes.compact() ? 160 : 400))
                        .with("options", Shape.list(Shape.text(words), 2, sizes.compact() ? 3 : 4))
                        .with("default_option", Shape.whole(sizes.compact() ? 1 : 0, 4))
                        .with("changes", Shape.text(words)),
                    0,
                    questions))
            .with(
                "datasets",
                Shape.list(
                    Shape.fields()
                        .with("name", Shape.text(words))
                        .with("where", Shape.text(words))
                        .with("licence", Shape.text(60))
                        .with("size", Shape.text(60))
                        .with("availability", Shape.oneOf(availabilities()))
                        .with("stand_in", Shape.text(words)),
                    0,
                    sizes.datasets()))
            .with(
                "targets",
                Shape.list(
                    Shape.fields()
                        .with("metric", Shape.text(words))
                        .with("where", Shape.text(60))
                        .with("value", number(sizes.compact()))
                        .with("tolerance", number(sizes.compact()))
                        .with("sentence", Shape.whole(0, job.paper().sentences().size()))
                        .with("compute", Shape.text(80)),
                    0,
                    sizes.targets()));
    return calls.ask(
        job,
        Role.PLANNER,
        "open",
        shared,
        new Template.Open(
            questions,
            sizes.datasets(),
            sizes.targets(),
            !candidates(job.paper(), sizes).isEmpty(),
            candidates(job.paper(), sizes)),
        shape,
        Answer.class,
        (answer, attempt) ->
            new Found(
                questions(answer.questions(), job.paper(), sizes.compact()),
                datasets(answer.datasets()),
                targets(
                    answer.targets(),
                    job.paper(),
                    attempt > 1 || sizes.compact(),
                    sizes.compact())));
  }

  /** Numbers of tables of results, found by rule; a small model has no room for them. */
  private static String candidates(Paper paper, Sizes sizes) {
    return paper.facts().stream()
        .flatMap(
            fact ->
                fact instanceof Paper.Fact.Result result && !sizes.compact()
                    ? Stream.of(result)
                    : Stream.empty())
        .limit(MOST_CANDIDATES)
        .map(
            one ->
                "Table "
                    + one.table()
                    + ", "
                    + one.row()
                    + ", "
                    + one.column()
                    + ": "
                    + one.value()
                    + " ["
                    + one.sentence()
                    + "]")
        .map(Material::safe)
        .collect(Collectors.joining("; "));
  }

  /** A small model is held to digits, or it writes sentences. */
  static Shape number(boolean compact) {
    return compact ? Shape.guided(DIGITS) : Shape.text(40);
  }

  private static List<String> availabilities() {
    return Arrays.stream(Dataset.Availability.values())
        .map(each -> each.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<Question> questions(List<Asked> asked, Paper paper, boolean compact) {
    List<StatedValues.Stated> stated = StatedValues.of(paper);
    List<Question> questions = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Asked each : asked) {
      List<String> options = Planner.distinct(each.options());
      // Without a choice it is no question, and what the paper says is none either.
      if (options.size() < 2
          || each.text().isBlank()
          || !seen.add(Planner.key(each.text()))
          || severalThings(options)
          || (compact && TOLD.matcher(each.changes()).find())
          || answered(each.text(), options, stated)) {
        continue;
      }
      options = options.subList(0, Math.min(4, options.size()));
      int chosen = each.defaultOption() > options.size() ? 0 : each.defaultOption() - 1;
      questions.add(
          new Question(
              new QuestionId("Q" + (questions.size() + 1)),
              each.text(),
              options,
              Math.max(-1, chosen),
              each.changes()));
    }
    return questions;
  }

  /** Whether the question is about a symbol to which the paper gives one of the options. */
  private static boolean answered(
      String question, List<String> options, List<StatedValues.Stated> stated) {
    Set<String> words =
        new HashSet<>(
            List.of(
                question
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[{}]", "")
                    .split("[^\\p{L}\\p{N}_]+")));
    return stated.stream()
        .filter(each -> words.contains(each.name()))
        .anyMatch(
            each ->
                options.stream()
                    .flatMap(option -> Grounding.numbers(option).stream())
                    .anyMatch(
                        number ->
                            number.compareTo(each.value()) == 0
                                || (each.to() != null && number.compareTo(each.to()) == 0)));
  }

  /** Whether the options give values to different things: those are facts, not a choice. */
  private static boolean severalThings(List<String> options) {
    Set<String> things = new HashSet<>();
    int assigned = 0;
    for (String option : options) {
      Matcher matcher = ASSIGNED.matcher(option);
      if (matcher.matches()) {
        assigned++;
        things.add(matcher.group(1).toLowerCase(Locale.ROOT));
      }
    }
    return assigned == options.size() && things.size() == assigned;
  }

  private static List<Dataset> datasets(List<Used> used) {
    List<Dataset> datasets = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Used each : used) {
      // data/D1 is where a data set goes, not one.
      boolean named = !each.name().isBlank() && !each.name().strip().matches("data/D?\\d*");
      if (named && seen.add(Planner.key(each.name()))) {
        datasets.add(
            new Dataset(
                new DatasetId("D" + (datasets.size() + 1)),
                each.name(),
                each.where(),
                each.licence(),
                each.size(),
                Dataset.Availability.valueOf(each.availability().toUpperCase(Locale.ROOT)),
                each.standIn()));
      }
    }
    return datasets;
  }

  private static List<Target> targets(
      List<Reported> reported, Paper paper, boolean lenient, boolean compact) throws Unusable {
    Grounding grounding = new Grounding(paper);
    Bearing bearing = new Bearing(paper);
    List<Target> targets = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Reported each : reported) {
      Optional<Target> target;
      try {
        target = target(each, grounding, targets.size() + 1);
      } catch (Unusable wrong) {
        if (!lenient) {
          throw wrong;
        }
        // A number that the paper does not print is no target.
        target = Optional.empty();
      }
      if (target.isPresent()
          && (!compact || reported(each.metric(), target.get().value(), paper, bearing))
          && seen.add(Planner.key(each.metric()) + target.get().value().stripTrailingZeros())) {
        targets.add(target.get());
      }
    }
    return targets;
  }

  /** Whether a sentence has both the number and the metric: a small model pairs any two. */
  private static boolean reported(String metric, BigDecimal value, Paper paper, Bearing bearing) {
    return paper.sentences().stream()
        .filter(sentence -> Grounding.states(sentence.text(), value))
        .anyMatch(sentence -> bearing.bears(metric, sentence.number()));
  }

  private static Optional<Target> target(Reported each, Grounding grounding, int number)
      throws Unusable {
    if (each.metric().isBlank() || each.value().isBlank()) {
      return Optional.empty();
    }
    BigDecimal value;
    try {
      value = Values.number(each.value());
    } catch (IllegalArgumentException wrong) {
      throw new Unusable("targets, " + each.metric() + ": value " + wrong.getMessage());
    }
    Optional<Integer> page =
        grounding
            .stating(each.sentence(), value)
            .map(Quote::page)
            .or(() -> grounding.pageOf(value));
    if (page.isEmpty()) {
      throw new Unusable(
          "targets, "
              + each.metric()
              + ": the paper does not print "
              + each.value()
              + " anywhere; give only numbers that it reports");
    }
    return Optional.of(
        new Target(
            new TargetId("T" + number),
            each.metric(),
            each.where(),
            value,
            tolerance(each.tolerance(), value),
            page.get(),
            each.compute()));
  }

  /** Absolute as given; half a unit of the last digit where nothing usable is. */
  private static BigDecimal tolerance(String said, BigDecimal value) {
    try {
      BigDecimal tolerance = Values.number(said).abs();
      return said.contains("%") ? tolerance.movePointLeft(2).multiply(value.abs()) : tolerance;
    } catch (IllegalArgumentException none) {
      return value.ulp().divide(BigDecimal.TWO);
    }
  }
}
