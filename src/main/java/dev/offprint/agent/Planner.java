package dev.offprint.agent;

import dev.offprint.engine.Asking;
import dev.offprint.engine.Asking.Part;
import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Beside;
import dev.offprint.engine.Stages.Job;
import dev.offprint.engine.Stages.Planned;
import dev.offprint.session.Brief;
import dev.offprint.session.CodeLanguage;
import dev.offprint.session.Paper;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.Requirement;
import dev.offprint.session.RequirementId;
import dev.offprint.session.Roadmap;
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

  /**
   * How a small model begins a requirement: held to a verb, it says what code does, else it copies
   * the beginnings of sentences.
   */
  private static final Pattern DEMAND =
      Pattern.compile(
          "(Implement|Compute|Simulate|Integrate|Solve|Generate|Load|Prepare|Sample|Split|Train|Fit"
              + "|Estimate|Optimize|Evaluate|Measure|Compare|Repeat|Vary|Set|Initialize|Normalize"
              + "|Select|Assign|Update|Rank|Predict|Classify|Test|Plot|Report) "
              + "[^\\x00-\\x1f\"\\\\]{12,200}");

  private final Calls calls;
  private final Screener screener;
  private final LeftOpen leftOpen;

  Planner(Calls calls, Screener screener) {
    this.calls = calls;
    this.screener = screener;
    this.leftOpen = new LeftOpen(calls);
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

  /** What one of the calls side by side gave. */
  private sealed interface Found {
    record Road(Roadmap roadmap, Brief brief) implements Found {}

    record Needs(List<Requirement> requirements) implements Found {}

    record Open(LeftOpen.Found found) implements Found {}

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
    parts.add(
        milestones.of(
            "questions, data and numbers", () -> new Found.Open(leftOpen.read(job, shared))));
    Optional<String> declined = Optional.empty();
    Brief brief = job.brief();
    Roadmap roadmap = new Roadmap("", List.of(), List.of());
    List<Requirement> requirements = new ArrayList<>();
    LeftOpen.Found left = LeftOpen.Found.NOTHING;
    for (Found found : job.asking().together(Role.PLANNER, parts)) {
      switch (found) {
        case Found.Road road -> {
          roadmap = road.roadmap();
          brief = road.brief();
        }
        case Found.Needs needs -> requirements.addAll(needs.requirements());
        case Found.Open open -> left = open.found();
        case Found.Screened screened -> declined = screened.declined();
      }
    }
    if (declined.isPresent()) {
      return new Planned.Declined(declined.get());
    }
    return new Planned.Drafted(
        new PlanDraft(
            brief,
            numbered(requirements),
            left.questions(),
            left.datasets(),
            left.targets(),
            withCut(job, roadmap)));
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
        new Template.Roadmap(sizes.steps(), wished, translated(job)),
        shape,
        RoadmapAnswer.class,
        (answer, attempt) -> {
          if (answer.summary().isBlank()) {
            throw new Unusable("summary: one or two sentences are wanted");
          }
          if (attempt < Asking.TRIES) {
            withoutTheirLanguage(answer.summary(), job.paper());
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
                        .with("statement", statement(sizes))
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
            part, first, last, sizes.leastRequirements(), sizes.requirements(), translated(job)),
        shape,
        RequirementsAnswer.class,
        (answer, attempt) -> new Found.Needs(read(answer, job.paper(), attempt)));
  }

  /** What the plan card begins with must not promise code in another language. */
  private static void withoutTheirLanguage(String summary, Paper paper) throws Unusable {
    Optional<String> named =
        CodeLanguage.of(paper)
            .map(CodeLanguage::name)
            .filter(
                name -> summary.matches("(?s).*(?<![\\p{L}\\p{N}])\\Q" + name + "\\E(?!\\p{L}).*"));
    if (named.isPresent()) {
      throw new Unusable(
          "summary: the code is Python and not "
              + named.get()
              + "; say what is computed, by which method, and no language");
    }
  }

  private static boolean translated(Job job) {
    return CodeLanguage.of(job.paper()).isPresent();
  }

  private static Shape statement(Sizes sizes) {
    return sizes.compact() ? Shape.guided(DEMAND) : Shape.text(600);
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

  /** What is left out and why; a bare name of a section says neither. */
  private static List<String> reasoned(List<String> leftOut) {
    return distinct(leftOut).stream()
        .filter(each -> each.strip().split("\\s+").length > 2)
        .toList();
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
