package dev.offprint.agent;

import dev.offprint.agent.Analyst.Called;
import dev.offprint.agent.Analyst.Specified;
import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.session.Analysis;
import dev.offprint.session.Contract;
import dev.offprint.session.Contract.Signature;
import dev.offprint.session.Logic;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks for specification and contract of files. Every question reads paper and plan again, be it
 * from a cache: of a larger repository two files that follow each other share one.
 */
final class Specifier {
  /** So many files are specified each in a call of its own, all at once. */
  private static final int FEW = 8;

  private static final int TOGETHER = 2;

  private final Calls calls;
  private final Job job;
  private final Plan plan;
  private final Sizes sizes;
  private final boolean several;

  /**
   * @param files that are to be specified
   */
  Specifier(Calls calls, Job job, Plan plan, int files) {
    this.calls = calls;
    this.job = job;
    this.plan = plan;
    this.sizes = calls.sizes(job, Role.ANALYST);
    this.several = !sizes.compact() && files > FEW;
  }

  record Signed(String name, String declaration, String meaning) {}

  record Answer(String specification, List<Signed> signatures, List<Called> calls) {
    Answer {
      calls = calls == null ? List.of() : calls;
    }
  }

  /** The answer for one of several files. */
  record Entry(String path, String specification, List<Signed> signatures, List<Called> calls) {
    Answer answer() {
      return new Answer(specification, signatures, calls);
    }
  }

  record Entries(List<Entry> files) {}

  /** The files of each call, in order of dependency. */
  List<List<Task>> groups(List<Task> tasks) {
    int size = several ? TOGETHER : 1;
    List<List<Task>> groups = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i += size) {
      groups.add(tasks.subList(i, Math.min(tasks.size(), i + size)));
    }
    return groups;
  }

  static String name(List<Task> group) {
    return group.stream().map(task -> task.path().value()).collect(Collectors.joining("+"));
  }

  List<Specified> specify(List<Task> group) throws StageStopped {
    String step = "spec:" + name(group);
    List<String> shared = PlanText.plan(plan);
    Template rules = new Template.AnalyseRules(sizes.compact(), sizes.signatures(), several);
    List<Template> tasks = group.stream().map(this::task).toList();
    Task first = group.getFirst();
    if (!several) {
      return calls.ask(
          job,
          Role.ANALYST,
          step,
          shared,
          rules,
          tasks,
          shape(first),
          Answer.class,
          (answer, attempt) -> List.of(specified(first, answer, attempt > 1)));
    }
    Shape shape =
        Shape.fields()
            .with(
                "files",
                Shape.list(
                    Shape.fields().with("path", Shape.near(paths())).and(shape(first)),
                    1,
                    TOGETHER));
    return calls.ask(
        job,
        Role.ANALYST,
        step,
        shared,
        rules,
        tasks,
        shape,
        Entries.class,
        (answer, attempt) -> each(group, answer, attempt > 1));
  }

  private List<Specified> each(List<Task> group, Entries answer, boolean again) throws Unusable {
    List<Specified> all = new ArrayList<>();
    for (Task task : group) {
      Optional<Entry> entry =
          answer.files().stream()
              .filter(one -> Names.among(one.path(), List.of(task.path())).isPresent())
              .findFirst();
      if (entry.isEmpty()) {
        throw new Unusable("files: " + task.path() + " has no entry");
      }
      all.add(specified(task, entry.get().answer(), again));
    }
    return all;
  }

  private Template task(Task task) {
    Optional<Signature> part = part(task);
    return new Template.Analyse(
        task.path().value(),
        task.purpose(),
        PlanText.joined(task.serves(), id -> id.value()),
        PlanText.joined(task.configKeys(), key -> key),
        PlanText.joined(task.dependsOn(), RepoPath::value),
        task.path().equals(Logic.MAIN),
        !plan.targets().isEmpty(),
        PlanText.joined(plan.targets(), target -> target.id().value()),
        part.isPresent(),
        part.map(Signature::declaration).orElse(""),
        sizes.compact());
  }

  /** What main.py calls, where we write it. */
  private Optional<Signature> part(Task task) {
    return EntryPoint.isOurs(calls.sizes(job, Role.CODER), plan)
            && EntryPoint.runs(plan).contains(task)
        ? Optional.of(EntryPoint.part(plan, task))
        : Optional.empty();
  }

  /** The same for every file of a large model: providers keep it before the prefix they cache. */
  private Shape.Fields shape(Task task) {
    boolean none = !sizes.compact() || task.path().equals(Logic.MAIN) || part(task).isPresent();
    Shape.Fields shape =
        Shape.fields()
            .with("signatures", Shape.list(signature(), none ? 0 : 1, sizes.signatures()))
            .with("specification", Shape.text(sizes.compact() ? 700 : 8_000));
    return sizes.compact()
        ? shape
        : shape.with(
            "calls",
            Shape.list(
                Shape.fields()
                    .with("file", Shape.near(paths()))
                    .with("name", Shape.text(80))
                    .with("arguments", Shape.whole(0, 40)),
                0,
                60));
  }

  private List<String> paths() {
    return plan.logic().tasks().stream().map(task -> task.path().value()).toList();
  }

  private Shape signature() {
    return Shape.fields()
        .with("name", Shape.text(80))
        .with("declaration", Shape.text(sizes.compact() ? 140 : 400))
        .with("meaning", Shape.text(sizes.compact() ? 100 : 400));
  }

  private Specified specified(Task task, Answer answer, boolean again) throws Unusable {
    boolean compact = sizes.compact();
    Optional<Signature> part = part(task);
    if (answer.specification().isBlank()) {
      throw new Unusable("specification: say what each function does and how");
    }
    List<Signature> signatures = new ArrayList<>();
    for (Signed signed : answer.signatures()) {
      Optional<Signature> signature =
          Declarations.read(signed.name(), signed.declaration(), signed.meaning());
      if (compact) {
        // A small model repeats the entry point in every file.
        signature =
            signature
                .flatMap(Declarations::function)
                .filter(function -> !function.name().equals("main"));
      }
      if (signature.isEmpty()) {
        if (!again && !compact) {
          throw new Unusable(
              "signatures: \""
                  + signed.declaration()
                  + "\" is no Python declaration of "
                  + signed.name());
        }
        continue;
      }
      Signature read = signature.get();
      if (signatures.stream().noneMatch(known -> known.name().equals(read.name()))) {
        signatures.add(read);
      }
    }
    if (task.path().equals(Logic.MAIN)) {
      signatures = Frame.MAIN_CONTRACT;
    }
    if (part.isPresent()) {
      String name = part.get().name();
      signatures.removeIf(known -> known.name().equals(name));
      signatures.add(part.get());
    }
    if (signatures.isEmpty()) {
      throw new Unusable(
          "signatures: at least one full Python declaration is wanted, such as"
              + " def simulate(config: dict, steps: int) -> list");
    }
    return new Specified(
        new Analysis(task.path(), answer.specification(), new Contract(signatures)),
        answer.calls());
  }
}
