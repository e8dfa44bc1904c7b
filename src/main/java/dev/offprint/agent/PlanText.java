package dev.offprint.agent;

import dev.offprint.session.Analysis;
import dev.offprint.session.Answer;
import dev.offprint.session.Architecture;
import dev.offprint.session.Contract;
import dev.offprint.session.Dataset;
import dev.offprint.session.GateResult;
import dev.offprint.session.Ledger;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.Question;
import dev.offprint.session.Quote;
import dev.offprint.session.RepoFile;
import dev.offprint.session.Requirement;
import dev.offprint.session.Roadmap;
import dev.offprint.session.Setting;
import dev.offprint.session.Target;
import dev.offprint.session.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Plans, contracts and code as models read them: the same value always gives the same bytes. */
final class PlanText {
  private PlanText() {}

  /** The first block of a plan, as soon as there is one. */
  static String draft(PlanDraft draft, List<Answer> answers) {
    return Material.block(
        "plan",
        found(
            draft.roadmap(),
            draft.requirements(),
            draft.questions(),
            answers,
            draft.datasets(),
            draft.targets()));
  }

  static String architecture(Architecture architecture) {
    return Material.block("architecture", files(architecture));
  }

  /**
   * A plan in blocks, then {@code more}. What Designing has shown of it begins them with the same
   * bytes, so that caches hit from one stage to the next.
   */
  static List<String> plan(Plan plan, String... more) {
    List<String> blocks = new ArrayList<>();
    blocks.add(
        Material.block(
            "plan",
            found(
                plan.roadmap(),
                plan.requirements(),
                plan.questions(),
                plan.answers(),
                plan.datasets(),
                plan.targets())));
    blocks.add(architecture(plan.architecture()));
    blocks.add(
        Material.block(
            "tasks",
            section("Tasks", plan.logic().tasks(), PlanText::task)
                + section("Packages", plan.logic().packages(), p -> p.name() + p.version())
                + section("Conventions", plan.logic().conventions(), line -> line)
                + section("config.yaml", plan.config(), PlanText::setting)));
    blocks.addAll(List.of(more));
    return List.copyOf(blocks);
  }

  /** All contracts in the order given. */
  static String contracts(List<Analysis> analyses) {
    return Material.block(
        "contracts",
        analyses.stream()
            .map(analysis -> "# " + analysis.path() + "\n" + signatures(analysis.contract()))
            .collect(Collectors.joining("\n")));
  }

  static String signatures(Contract contract) {
    return contract.signatures().stream()
        .map(
            signature ->
                (signature.name().contains(".") ? "  " + signature.name() + ": " : "")
                    + signature.declaration()
                    + (signature.meaning().isBlank() ? "" : "  # " + signature.meaning())
                    + "\n")
        .collect(Collectors.joining());
  }

  /** Files with the number of each line at the left. */
  static String numbered(Collection<RepoFile> files) {
    StringBuilder text = new StringBuilder();
    for (RepoFile file : files) {
      text.append("=== ").append(file.path()).append('\n');
      int number = 1;
      for (String line : file.text().stripTrailing().split("\n", -1)) {
        text.append(number++).append('|').append(line).append('\n');
      }
    }
    return text.toString();
  }

  static String gates(List<GateResult> gates) {
    return Material.block(
        "gates",
        gates.stream()
            .map(
                gate ->
                    gate.gate().meaning()
                        + ": "
                        + switch (gate.outcome()) {
                          case PASSED -> "passed";
                          case FAILED ->
                              "FAILED\n"
                                  + gate.findings().stream()
                                      .limit(30)
                                      .map(
                                          f -> "  " + f.path() + ":" + f.line() + " " + f.message())
                                      .collect(Collectors.joining("\n"));
                          case NOT_RUN -> "not run: " + gate.reason();
                        })
            .collect(Collectors.joining("\n")));
  }

  static String ledger(Ledger ledger) {
    return Material.block(
        "ledger",
        ledger.entries().stream()
            .map(
                entry ->
                    entry.requirement().value()
                        + " "
                        + entry.verdict()
                        + (entry.file() == null
                            ? ""
                            : " " + entry.file() + ":" + entry.firstLine() + "-" + entry.lastLine())
                        + (entry.caveat().isBlank() ? "" : " (" + entry.caveat() + ")"))
            .collect(Collectors.joining("\n")));
  }

  static String requirement(Requirement requirement) {
    String where =
        requirement.quotes().stream()
            .map(Quote::sentence)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return requirement.id().value()
        + " "
        + requirement.statement()
        + " ["
        + (where.isEmpty() ? "not grounded" : where)
        + "]";
  }

  private static String found(
      Roadmap roadmap,
      List<Requirement> requirements,
      List<Question> questions,
      List<Answer> answers,
      List<Dataset> datasets,
      List<Target> targets) {
    return "Goal: "
        + roadmap.summary()
        + "\n"
        + section("Steps", roadmap.steps(), step -> step)
        + section("Left out", roadmap.leftOut(), line -> line)
        + section("Requirements", requirements, PlanText::requirement)
        + section("Decided", questions, question -> question(question, answers))
        + section("Data", datasets, PlanText::dataset)
        + section("Targets", targets, PlanText::target);
  }

  private static String question(Question question, List<Answer> answers) {
    String chosen =
        answers.stream()
            .filter(answer -> answer.question().equals(question.id()))
            .map(answer -> answer.text() + (answer.isDefault() ? " (default)" : ""))
            .findFirst()
            .orElse("open, options: " + String.join(" / ", question.options()));
    return question.id().value() + " " + question.text() + " -> " + chosen;
  }

  private static String dataset(Dataset dataset) {
    return dataset.id().value()
        + " "
        + dataset.name()
        + ", "
        + dataset.where()
        + ", "
        + dataset.availability().name().toLowerCase(java.util.Locale.ROOT)
        + "; smoke run: "
        + dataset.standIn();
  }

  private static String target(Target target) {
    return target.id().value()
        + " "
        + target.metric()
        + ", "
        + target.where()
        + ": "
        + target.value()
        + " ± "
        + target.tolerance();
  }

  private static String files(Architecture architecture) {
    return section("Files", architecture.files(), f -> f.path() + ": " + f.purpose())
        + section(
            "Classes and modules",
            architecture.classes().boxes(),
            box ->
                box.name()
                    + " in "
                    + box.file()
                    + list("attributes", box.attributes())
                    + list("methods", box.methods()))
        + section(
            "Run",
            architecture.sequence().arrows(),
            arrow -> arrow.from() + " -> " + arrow.to() + ": " + arrow.message())
        + section(
            "Formats",
            architecture.formats(),
            format ->
                format.name()
                    + ": "
                    + format.fields().stream()
                        .map(
                            field ->
                                field.name()
                                    + " "
                                    + field.type()
                                    + (field.unit().isBlank() ? "" : " in " + field.unit()))
                        .collect(Collectors.joining(", ")));
  }

  private static String list(String name, List<String> entries) {
    return entries.isEmpty() ? "" : "; " + name + ": " + String.join("; ", entries);
  }

  private static String task(Task task) {
    return task.path()
        + ": imports "
        + joined(task.dependsOn(), path -> path.value())
        + "; serves "
        + joined(task.serves(), id -> id.value())
        + "; reads "
        + joined(task.configKeys(), key -> key);
  }

  static String setting(Setting setting) {
    return setting.key()
        + ": "
        + Values.yaml(setting.value())
        + (setting.unit().isBlank() ? "" : " " + setting.unit())
        + (setting.chosen() ? "  # chosen by people" : setting.assumed() ? "  # assumed" : "");
  }

  static <T> String joined(Collection<T> entries, Function<T, String> form) {
    return entries.isEmpty()
        ? "none"
        : entries.stream().map(form).collect(Collectors.joining(", "));
  }

  private static <T> String section(String name, List<T> entries, Function<T, String> form) {
    return entries.isEmpty()
        ? ""
        : name
            + ":\n"
            + entries.stream()
                .map(entry -> "- " + form.apply(entry).replaceAll("\\s*\\R\\s*", " ") + "\n")
                .collect(Collectors.joining());
  }
}
