package dev.offprint.engine;

import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import dev.offprint.session.Amount;
import dev.offprint.session.Answer;
import dev.offprint.session.Approval;
import dev.offprint.session.BlobId;
import dev.offprint.session.Condition;
import dev.offprint.session.Dataset;
import dev.offprint.session.Effect.Topic;
import dev.offprint.session.Estimate;
import dev.offprint.session.Gate;
import dev.offprint.session.Permission;
import dev.offprint.session.Person;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Requirement;
import dev.offprint.session.Setting;
import dev.offprint.session.State;
import dev.offprint.session.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The plan card: what a person needs to decide, in at most twelve lines. */
final class PlanCardWords {
  private PlanCardWords() {}

  static Message card(Facts facts, Topic.PlanCard topic, PlanFiles files) {
    Plan plan = facts.plan(topic.plan());
    List<Line> lines = new ArrayList<>();
    Optional<BlobId> before =
        topic.since().equals(PlanVersion.NONE) ? Optional.empty() : facts.carded(topic.since());
    int tasks = plan.logic().tasks().size();
    if (before.isPresent()) {
      lines.addAll(PlanDifference.lines(facts, before.get(), plan));
    } else {
      whole(facts, plan, lines);
    }
    Optional<String> decided = decided(facts.state(), topic.version());
    boolean open = decided.isEmpty();
    Optional<Built> built = open ? facts.built() : Optional.empty();
    if (built.isPresent()) {
      Set<RepoPath> touched = built.get().touchedBy(plan);
      lines.add(new Line("Writes", writes(touched, tasks)));
      tasks = touched.size();
    }
    for (var kept : topic.kept()) {
      lines.add(new Line("Kept", PlanDifference.kept(facts, kept)));
    }
    // What it really takes is in the header from here on; an estimate that goes on moving is not.
    lines.add(new Line("Cost", open ? cost(facts, topic.version(), tasks) : cap(facts)));
    Optional<Permission.Needed> signOff = open ? facts.signOff() : Optional.empty();
    signOff.ifPresent(
        needed -> lines.add(new Line("Decides", needed.by().who() + ". " + needed.why())));
    String title =
        "Plan v"
            + topic.version().number()
            + " · "
            + PlainText.brief(plan.title(), 150)
            + facts.paper().map(paper -> ", " + paper.pages() + " p.").orElse("");
    decided.ifPresent(words -> lines.add(new Line("", words)));
    List<Person> to =
        open
            ? signOff.map(needed -> needed.by().people()).orElse(List.of(facts.owner()))
            : List.of();
    return new Message.PlanCard(
        title,
        to,
        lines,
        buttons(topic.version(), open),
        files.of(facts.state().id(), topic.plan(), plan));
  }

  /** What approval has written anew, as far as the plan says; contracts may touch more. */
  private static String writes(Set<RepoPath> touched, int tasks) {
    return touched.isEmpty()
        ? "no file anew"
        : touched.size()
            + " of "
            + PlainText.count(tasks, "file")
            + " anew: "
            + PlainText.some(touched.stream().map(RepoPath::value).toList(), ", ", 160);
  }

  /** Why there is nothing to press any more; empty while the version waits. */
  private static Optional<String> decided(State state, PlanVersion version) {
    Approval approval = state.approval();
    if (approval != null && approval.version().equals(version)) {
      return Optional.of(
          "approved by " + HeaderWords.at(approval.by().name()) + ", version " + version.number());
    }
    if (!state.version().equals(version)) {
      return Optional.of("replaced by version " + state.version().number());
    }
    return switch (state.condition()) {
      case Condition.Cancelled cancelled -> Optional.of("cancelled");
      case Condition.Declined declined -> Optional.of("declined");
      case Condition.Forgotten forgotten -> Optional.of("forgotten");
      case Condition.Working working ->
          state.applying().isEmpty() ? Optional.empty() : Optional.of("is being changed");
      case Condition.Held held -> Optional.empty();
      case Condition.Choosing choosing -> Optional.empty();
      case Condition.Asking asking -> Optional.empty();
      case Condition.AwaitingApproval waiting -> Optional.empty();
      case Condition.Delivered delivered -> Optional.empty();
      case Condition.Paused paused -> Optional.empty();
      case Condition.Failed failed -> Optional.empty();
    };
  }

  private static List<Button> buttons(PlanVersion version, boolean open) {
    Button details = new Button("Details", new Action.Details(version), false);
    return open
        ? List.of(
            new Button("Approve v" + version.number(), new Action.Approve(version), true),
            new Button("Change", new Action.Change(version), false),
            new Button("Cancel", new Action.Cancel(), false),
            details)
        : List.of(details);
  }

  private static void whole(Facts facts, Plan plan, List<Line> lines) {
    String wish = facts.wish();
    if (!wish.isEmpty()) {
      lines.add(new Line("Asked", PlainText.brief(wish, 200)));
    }
    lines.add(
        new Line(
            "Builds",
            PlainText.brief(plan.roadmap().summary(), 220).replaceFirst("[.]$", "")
                + (plan.brief().framework().isBlank()
                    ? ""
                    : ", " + PlainText.brief(plan.brief().framework(), 40))
                + ", "
                + PlainText.count(plan.logic().tasks().size(), "file")));
    if (!plan.roadmap().leftOut().isEmpty()) {
      lines.add(new Line("Not", PlainText.some(plan.roadmap().leftOut(), " · ", 220)));
    }
    List<String> decided = decisions(plan);
    if (!decided.isEmpty()) {
      lines.add(new Line("Decided", PlainText.some(decided, " · ", 260)));
    }
    if (!plan.datasets().isEmpty()) {
      lines.add(
          new Line(
              "Data",
              PlainText.some(
                  plan.datasets().stream().map(PlanCardWords::dataset).toList(), " · ", 220)));
    }
    String unsure =
        plan.requirements().stream()
            .filter(requirement -> !requirement.grounded())
            .map(Requirement::id)
            .map(id -> id.value())
            .collect(Collectors.joining(", "));
    if (!unsure.isEmpty()) {
      lines.add(
          new Line("Unsure", PlainText.clip(unsure, 150) + ": no sentence of the paper says so"));
    }
    lines.add(new Line("Checked", checked(plan)));
  }

  /** Answers with whose they are, then what the paper leaves open and the plan assumes. */
  private static List<String> decisions(Plan plan) {
    List<String> decided = new ArrayList<>();
    for (Answer answer : plan.answers()) {
      String question =
          plan.questions().stream()
              .filter(asked -> asked.id().equals(answer.question()))
              .map(asked -> PlainText.brief(asked.text(), 70) + " ")
              .findFirst()
              .orElse("");
      Person by = answer.by();
      decided.add(
          question
              + PlainText.brief(answer.text(), 70)
              + (by == null ? " (default)" : " (" + HeaderWords.at(by.name()) + ")"));
    }
    for (Setting setting : plan.config()) {
      if (setting.assumed()) {
        decided.add(
            PlanDifference.setting(setting)
                + (setting.chosen()
                    ? " (" + PlainText.brief(setting.assumption(), 60) + ")"
                    : " (paper silent)"));
      }
    }
    return decided;
  }

  private static String dataset(Dataset dataset) {
    String name = PlainText.brief(dataset.name(), 50);
    String standIn =
        dataset.standIn().isBlank() ? "" : ", instead: " + PlainText.brief(dataset.standIn(), 60);
    return switch (dataset.availability()) {
      case GENERATED -> name + " generated";
      case OPEN ->
          name
              + " open"
              + (dataset.size().isBlank() ? "" : ", " + PlainText.brief(dataset.size(), 30));
      case ON_REQUEST -> name + " on request" + standIn;
      case NOT_PUBLIC -> name + " not public" + standIn;
      case UNKNOWN -> name + " (where is not said)" + standIn;
    };
  }

  private static final Map<Gate, String> SHORT =
      new EnumMap<>(
          Map.of(
              Gate.FILES, "files",
              Gate.PARSE, "parse",
              Gate.IMPORTS, "imports",
              Gate.NAMES, "names",
              Gate.CONFIG, "config keys",
              Gate.STATED, "stated values",
              Gate.CONTRACTS, "contracts",
              Gate.ENTRY_POINT, "entry point",
              Gate.SMOKE, "smoke run"));

  /** The gates that will run; a smoke run needs a sandbox and is not promised without one. */
  private static String checked(Plan plan) {
    String gates =
        Arrays.stream(Gate.values())
            .filter(gate -> gate != Gate.SMOKE)
            .map(SHORT::get)
            .collect(Collectors.joining(", "));
    List<String> targets = plan.targets().stream().map(Target::where).distinct().toList();
    return gates
        + (targets.isEmpty()
            ? ""
            : ". "
                + PlainText.some(targets, ", ", 80)
                + (targets.size() == 1 ? " is" : " are")
                + " yours to run");
  }

  /** {@code $0.60–1.10, cap $1.50, 6–9 min · spent $0.11}. */
  private static String cost(Facts facts, PlanVersion version, int tasks) {
    return forecast(facts, version, tasks)
            .map(
                forecast ->
                    forecast.cost()
                        + ", "
                        + cap(facts)
                        + (forecast.timed() ? ", " + forecast.time() : ""))
            .orElseGet(() -> "not known yet, " + cap(facts))
        + " · spent "
        + spent(facts);
  }

  /** As it was when the version was made: it is what is approved. */
  private static Optional<Forecast> forecast(Facts facts, PlanVersion version, int tasks) {
    Estimate kept = facts.state().estimate();
    return kept != null && facts.state().version().equals(version)
        ? Optional.of(Forecast.of(kept))
        : Forecast.afterApproval(facts.basis(), tasks);
  }

  private static String cap(Facts facts) {
    return "cap " + facts.state().budget().words();
  }

  /** In the unit of the cap; money beside it, where it is known. */
  private static String spent(Facts facts) {
    Amount cap = facts.state().budget();
    String spent = facts.spentIn(cap).words();
    return switch (cap) {
      case Amount.Dollars dollars -> spent;
      case Amount.Tokens tokens ->
          spent + facts.cost().map(cost -> " (" + cost.words() + ")").orElse("");
    };
  }
}
