package dev.offprint.agent;

import dev.offprint.engine.Asking.Part;
import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Beside;
import dev.offprint.engine.Stages.Job;
import dev.offprint.engine.Stages.Planned;
import dev.offprint.session.Brief;
import dev.offprint.session.Dataset;
import dev.offprint.session.DatasetId;
import dev.offprint.session.Paper;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.Question;
import dev.offprint.session.QuestionId;
import dev.offprint.session.Quote;
import dev.offprint.session.Requirement;
import dev.offprint.session.RequirementId;
import dev.offprint.session.Roadmap;
import dev.offprint.session.Target;
import dev.offprint.session.TargetId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what is to be built: roadmap, requirements, questions, data, targets, side by side. */
final class Planner {
  /** Sentences from which on the requirements are read in two halves. */
  private static final int LONG = 450;

  private static final Pattern DIGITS =
      Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,9})?(e-?[0-9]{1,2})?");

  private final Calls calls;
  private final Screener screener;

  Planner(Calls calls, Screener screener) {
    this.calls = calls;
    this.screener = screener;
  }

  record RoadmapAnswer(
      String summary,
      List<String> steps,
      List<String> leftOut,
      String scope,
      String framework,
      String compute) {
    RoadmapAnswer {
      // Not asked for where there is no request to read them from.
      scope = scope == null ? "" : scope;
      framework = framework == null ? "" : framework;
      compute = compute == null ? "" : compute;
    }
  }

  record Stated(String statement, String kind, List<Integer> sentences) {}

  record RequirementsAnswer(List<Stated> requirements) {}

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

  record OpenAnswer(List<Asked> questions, List<Used> datasets, List<Reported> targets) {}

  /** What one of the calls side by side gave. */
  private sealed interface Found {
    record Road(Roadmap roadmap, Brief brief) implements Found {}

    record Needs(List<Requirement> requirements) implements Found {}

    record Open(List<Question> questions, List<Dataset> datasets, List<Target> targets)
        implements Found {}

    record Screened(Optional<String> declined) implements Found {}
  }

  /** Makes the draft; {@code beside} is material like the paper, without numbered sentences. */
  Planned plan(Job job, List<Beside> beside) throws StageStopped {
    List<String> shared = calls.beside(job, Role.PLANNER, beside);
    List<int[]> halves = parts(job);
    Milestones milestones = new Milestones(job.asking(), halves.size() + 3);
    List<Part<Found>> parts = new ArrayList<>();
    parts.add(milestones.of("roadmap", () -> roadmap(job, shared)));
    parts.add(
        milestones.of("screening", () -> new Found.Screened(screener.screen(job, List.of()))));
    for (int[] part : halves) {
      parts.add(
          milestones.of(
              "requirements", () -> requirements(job, shared, part[0], part[1], part[2] == 1)));
    }
    parts.add(milestones.of("questions, data and numbers", () -> open(job, shared)));
    Optional<String> declined = Optional.empty();
    Brief brief = job.brief();
    Roadmap roadmap = new Roadmap("", List.of(), List.of());
    List<Requirement> requirements = new ArrayList<>();
    List<Question> questions = List.of();
    List<Dataset> datasets = List.of();
    List<Target> targets = List.of();
    for (Found found : job.asking().together(Role.PLANNER, parts)) {
      switch (found) {
        case Found.Road road -> {
          roadmap = road.roadmap();
          brief = road.brief();
        }
        case Found.Needs needs -> requirements.addAll(needs.requirements());
        case Found.Open open -> {
          questions = open.questions();
          datasets = open.datasets();
          targets = open.targets();
        }
        case Found.Screened screened -> declined = screened.declined();
      }
    }
    if (declined.isPresent()) {
      return new Planned.Declined(declined.get());
    }
    return new Planned.Drafted(
        new PlanDraft(
            brief, numbered(requirements), questions, datasets, targets, withCut(job, roadmap)));
  }

  private Found roadmap(Job job, List<String> shared) throws StageStopped {
    Sizes sizes = calls.sizes(job, Role.PLANNER);
    Shape.Fields shape =
        Shape.fields()
            .with("summary", Shape.text(sizes.compact() ? 240 : 600))
            .with("steps", Shape.list(Shape.text(sizes.compact() ? 120 : 300), 1, sizes.steps()))
            .with(
                "left_out", Shape.list(Shape.text(sizes.compact() ? 120 : 300), 0, sizes.steps()));
    boolean wished = !job.brief().words().isBlank();
    if (wished) {
      shape =
          shape
              .with("scope", Shape.text(200))
              .with("framework", Shape.text(80))
              .with("compute", Shape.text(120));
    }
    return calls.ask(
        job,
        Role.PLANNER,
        "roadmap",
        shared,
        new Template.Roadmap(sizes.steps(), wished),
        shape,
        RoadmapAnswer.class,
        (answer, attempt) -> {
          if (answer.summary().isBlank()) {
            throw new Unusable("summary: one or two sentences are wanted");
          }
          String words = job.brief().words();
          // Nothing can be read from words that nobody said.
          Brief brief =
              words.isBlank()
                  ? job.brief()
                  : new Brief(words, answer.scope(), answer.framework(), answer.compute());
          return new Found.Road(
              new Roadmap(answer.summary(), distinct(answer.steps()), reasoned(answer.leftOut())),
              brief);
        });
  }

  private Found requirements(Job job, List<String> shared, int first, int last, boolean part)
      throws StageStopped {
    Sizes sizes = calls.sizes(job, Role.PLANNER);
    Shape shape =
        Shape.fields()
            .with(
                "requirements",
                Shape.list(
                    Shape.fields()
                        .with("statement", Shape.text(sizes.compact() ? 220 : 600))
                        .with("kind", Shape.oneOf(kinds()))
                        .with(
                            "sentences",
                            Shape.list(
                                Shape.whole(1, Math.max(1, job.paper().sentences().size())),
                                0,
                                sizes.compact() ? 3 : 12)),
                    sizes.leastRequirements(),
                    sizes.requirements()));
    return calls.ask(
        job,
        Role.PLANNER,
        part ? "requirements:" + first + "-" + last : "requirements",
        shared,
        new Template.Requirements(
            part, first, last, sizes.leastRequirements(), sizes.requirements()),
        shape,
        RequirementsAnswer.class,
        (answer, attempt) -> new Found.Needs(read(answer, job.paper(), attempt)));
  }

  static List<String> kinds() {
    return Arrays.stream(Requirement.Kind.values())
        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<Requirement> read(RequirementsAnswer answer, Paper paper, int attempt)
      throws Unusable {
    Grounding grounding = new Grounding(paper);
    Bearing bearing = new Bearing(paper);
    List<Integer> unknown =
        grounding.unknown(
            answer.requirements().stream().flatMap(each -> each.sentences().stream()).toList());
    // Asked again once; what still names no sentence is listed as not grounded.
    if (!unknown.isEmpty() && attempt == 1) {
      throw new Unusable(
          "sentences: the paper has sentences 1 to "
              + paper.sentences().size()
              + "; there is no "
              + unknown);
    }
    List<Requirement> requirements = new ArrayList<>();
    for (Stated stated : answer.requirements()) {
      if (!stated.statement().isBlank()) {
        requirements.add(
            new Requirement(
                new RequirementId("R1"),
                stated.statement(),
                Requirement.Kind.valueOf(stated.kind().toUpperCase(Locale.ROOT)),
                bearing.quotes(stated.statement(), stated.sentences())));
      }
    }
    if (requirements.isEmpty()) {
      throw new Unusable("requirements: at least one is wanted, each with a statement");
    }
    List<String> unheard =
        requirements.stream().filter(each -> !each.grounded()).map(Requirement::statement).toList();
    // Likewise: what is not of this paper is handed back once.
    if (attempt == 1 && unheard.size() * 3 > requirements.size()) {
      throw new Unusable(
          "requirements: the paper says nothing of the kind: \""
              + String.join("\"; \"", unheard)
              + "\". Say what this paper demands, in its words, with the numbers of its sentences");
    }
    return requirements;
  }

  private Found open(Job job, List<String> shared) throws StageStopped {
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
        new Template.Open(questions, sizes.datasets(), sizes.targets()),
        shape,
        OpenAnswer.class,
        (answer, attempt) ->
            new Found.Open(
                questions(answer.questions(), job.paper()),
                datasets(answer.datasets()),
                targets(
                    answer.targets(),
                    job.paper(),
                    attempt > 1 || sizes.compact(),
                    sizes.compact())));
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

  private static List<Question> questions(List<Asked> asked, Paper paper) {
    List<StatedValues.Stated> stated = StatedValues.of(paper);
    List<Question> questions = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Asked each : asked) {
      List<String> options = distinct(each.options());
      // Without a choice it is no question, and what the paper says is none either.
      if (options.size() < 2
          || each.text().isBlank()
          || !seen.add(key(each.text()))
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

  /** What is left out and why; a bare name of a section says neither. */
  private static List<String> reasoned(List<String> leftOut) {
    return distinct(leftOut).stream()
        .filter(each -> each.strip().split("\\s+").length > 2)
        .toList();
  }

  private static List<Dataset> datasets(List<Used> used) {
    List<Dataset> datasets = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Used each : used) {
      // data/D1 is where a data set goes, not one.
      boolean named = !each.name().isBlank() && !each.name().strip().matches("data/D?\\d*");
      if (named && seen.add(key(each.name()))) {
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
          && seen.add(key(each.metric()) + target.get().value().stripTrailingZeros())) {
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

  /** Requirements of all parts, each once, numbered in order. */
  private static List<Requirement> numbered(List<Requirement> found) {
    List<Requirement> numbered = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Requirement each : found) {
      if (seen.add(key(each.statement()))) {
        numbered.add(
            new Requirement(
                new RequirementId("R" + (numbered.size() + 1)),
                each.statement(),
                each.kind(),
                each.quotes()));
      }
    }
    return numbered;
  }

  /** First, last, and whether it is one of several. */
  private List<int[]> parts(Job job) {
    int all = job.paper().sentences().size();
    if (all < LONG || calls.sizes(job, Role.PLANNER).compact()) {
      return List.of(new int[] {1, all, 0});
    }
    int middle = all / 2;
    for (Paper.Section section : job.paper().sections()) {
      if (Math.abs(section.first() - 1 - all / 2) < all / 8) {
        middle = section.first() - 1;
      }
    }
    return List.of(new int[] {1, middle, 1}, new int[] {middle + 1, all, 1});
  }

  /** What the planner could not read is said where the rest that is left out stands. */
  private Roadmap withCut(Job job, Roadmap roadmap) {
    List<String> cut = PaperText.of(job.paper(), calls.sizes(job, Role.PLANNER).paper()).leftOut();
    if (cut.isEmpty()) {
      return roadmap;
    }
    List<String> leftOut = new ArrayList<>(roadmap.leftOut());
    leftOut.add("Not read, for lack of room in the model: " + String.join("; ", cut));
    return new Roadmap(roadmap.summary(), roadmap.steps(), leftOut);
  }

  static List<String> distinct(List<String> entries) {
    Set<String> seen = new HashSet<>();
    return new LinkedHashSet<>(entries)
        .stream().filter(entry -> !entry.isBlank() && seen.add(key(entry))).toList();
  }

  static String key(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }
}
