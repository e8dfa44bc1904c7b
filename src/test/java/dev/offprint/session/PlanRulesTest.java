package dev.offprint.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanRulesTest {
  private static final RepoPath DATA = new RepoPath("data.py");
  private static final RepoPath MODEL = new RepoPath("model.py");
  private static final RepoPath MAIN = new RepoPath("main.py");
  private static final QuestionId Q1 = new QuestionId("Q1");

  @Test
  void samePlanTouchesNothing() {
    assertThat(touched(parts -> {})).isEmpty();
  }

  @Test
  void whoAnsweredDoesNotMatter() {
    Person ben = new Person(new PersonId("t:ben"), "ben");
    assertThat(touched(parts -> parts.answers = List.of(new Answer(Q1, "0.05", ben)))).isEmpty();
  }

  @Test
  void whatAllTasksShareTouchesAll() {
    assertThat(touched(parts -> parts.brief = Brief.of("in JAX"))).containsExactly(all());
    assertThat(touched(parts -> parts.answers = List.of(new Answer(Q1, "0.1", null))))
        .containsExactly(all());
    assertThat(touched(parts -> parts.packages = List.of(new Logic.Dependency("numpy", "==2.0.0"))))
        .containsExactly(all());
    assertThat(touched(parts -> parts.conventions = List.of("seeds are integers")))
        .containsExactly(all());
    assertThat(touched(parts -> parts.formats = List.of(new Architecture.Format("run", List.of()))))
        .containsExactly(all());
  }

  @Test
  void changedEntryTouchesItsTask() {
    assertThat(touched(parts -> parts.tasks.set(1, task(MODEL, List.of(), "R2"))))
        .containsExactly(MODEL);
    assertThat(touched(parts -> parts.modelPurpose = "a larger model")).containsExactly(MODEL);
    assertThat(
            touched(
                parts ->
                    parts.boxes =
                        List.of(new Architecture.Box("Model", MODEL, List.of(), List.of("f()")))))
        .containsExactly(MODEL);
  }

  @Test
  void changedRequirementTouchesTheTasksThatServeIt() {
    assertThat(touched(parts -> parts.second = "three layers")).containsExactly(MODEL);
  }

  @Test
  void aSettingThatBecomesSomethingElseTouchesTheTasksThatReadItButAnotherNumberDoesNot() {
    assertThat(touched(parts -> parts.rate = "0.1")).isEmpty();
    assertThat(touched(parts -> parts.rate = "1")).as("whole").containsExactly(MODEL);
    assertThat(touched(parts -> parts.why = "as usual")).isEmpty();
  }

  @Test
  void aFileThatHasTheOldNumberWrittenInItIsTouched() {
    assertThat(touchedWith("step = 0.010\n", "")).containsExactly(MODEL);
    assertThat(touchedWith("step = config['rate']\n", "RATE = 1e-2\n")).containsExactly(DATA);
    assertThat(touchedWith("step = 0.0100001 + x0.01 + 10.01\n", "STEP = 0.01\n"))
        .as("other numbers, and a file that is not about it")
        .isEmpty();
  }

  /** Another rate, where files are written. */
  private static List<RepoPath> touchedWith(String model, String data) {
    Parts parts = new Parts();
    parts.rate = "0.01";
    Plan old = parts.plan();
    parts.rate = "0.02";
    Tree written = new Tree(List.of(new RepoFile(MODEL, model), new RepoFile(DATA, data)));
    return List.copyOf(parts.plan().touchedSince(old, written));
  }

  @Test
  void changedTargetTouchesMainAndChangedDataTheTasksThatServeData() {
    assertThat(touched(parts -> parts.target = "0.92")).containsExactly(MAIN);
    assertThat(touched(parts -> parts.where = "https://example.org")).containsExactly(DATA);
  }

  @Test
  void newTaskIsTouched() {
    RepoPath plot = new RepoPath("plot.py");
    assertThat(touched(parts -> parts.tasks.add(2, task(plot, List.of(), "R2"))))
        .containsExactly(plot);
  }

  @Test
  void partsThatDoNotFitAreNoPlan() {
    refused(parts -> parts.tasks.set(1, task(MODEL, List.of(), "R9")), "no requirement");
    refused(parts -> parts.tasks.set(1, task(MODEL, List.of("no.key"), "R2")), "no.key");
    refused(parts -> parts.tasks.set(1, task(MODEL, List.of("rate"))), "no task serves [R2]");
    refused(
        parts -> parts.answers = List.of(new Answer(new QuestionId("Q7"), "yes", null)),
        "names no question");
    refused(
        parts -> parts.answers = List.of(new Answer(Q1, "0.05", null), new Answer(Q1, "0.1", null)),
        "answered twice");
    refused(parts -> parts.planned = List.of(MODEL, MAIN), "not among the planned files");
    refused(
        parts -> parts.planned = List.of(DATA, MODEL, new RepoPath("x.py"), MAIN),
        "no task writes");
  }

  @Test
  void tasksComeAfterWhatTheyDependOnAndMainIsLast() {
    Task cyclic = new Task(DATA, "data", List.of(MODEL), List.of(), List.of());
    Task main = task(MAIN, List.of());
    assertThatThrownBy(
            () -> new Logic(List.of(cyclic, task(MODEL, List.of()), main), List.of(), List.of()))
        .hasMessageContaining("does not come before");
    assertThatThrownBy(() -> new Logic(List.of(main, cyclic), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void refused(Consumer<Parts> change, String why) {
    Parts parts = new Parts();
    change.accept(parts);
    assertThatThrownBy(parts::plan).hasMessageContaining(why);
  }

  private static List<RepoPath> touched(Consumer<Parts> change) {
    Parts parts = new Parts();
    change.accept(parts);
    return List.copyOf(parts.plan().touchedSince(new Parts().plan()));
  }

  private static RepoPath[] all() {
    return new RepoPath[] {DATA, MODEL, MAIN};
  }

  private static Task task(RepoPath path, List<String> keys, String... serves) {
    List<RequirementId> ids = new ArrayList<>();
    for (String id : serves) {
      ids.add(new RequirementId(id));
    }
    return new Task(path, "", List.of(), ids, keys);
  }

  /** A plan of three files in parts, to be changed one by one. */
  private static final class Parts {
    private Brief brief = Brief.of("in PyTorch");
    private List<Answer> answers = List.of(new Answer(Q1, "0.05", null));
    private List<Logic.Dependency> packages = List.of(new Logic.Dependency("numpy", ""));
    private List<String> conventions = List.of();
    private List<Architecture.Format> formats = List.of();
    private List<Architecture.Box> boxes = List.of();
    private @Nullable List<RepoPath> planned;
    private String modelPurpose = "the model";
    private String second = "two layers";
    private String rate = "0.05";
    private String why = "paper silent";
    private String target = "0.9";
    private String where = "";
    private final List<Task> tasks =
        new ArrayList<>(
            List.of(
                task(DATA, List.of(), "R1"),
                task(MODEL, List.of("rate"), "R2"),
                task(MAIN, List.of())));

    Plan plan() {
      List<RepoPath> paths = planned == null ? tasks.stream().map(Task::path).toList() : planned;
      return new Plan(
          new PlanVersion(1),
          "A paper",
          brief,
          List.of(
              new Requirement(new RequirementId("R1"), "digits", Requirement.Kind.DATA, List.of()),
              new Requirement(new RequirementId("R2"), second, Requirement.Kind.METHOD, List.of())),
          List.of(new Question(Q1, "Which rate?", List.of("0.05", "0.1"), 0, "the rate")),
          answers,
          List.of(
              new Dataset(
                  new DatasetId("D1"),
                  "digits",
                  where,
                  "",
                  "",
                  Dataset.Availability.GENERATED,
                  "")),
          List.of(
              new Target(
                  new TargetId("T1"),
                  "accuracy",
                  "Table 1",
                  new BigDecimal(target),
                  BigDecimal.ZERO,
                  1,
                  "")),
          new Roadmap("", List.of(), List.of()),
          new Architecture(
              paths.stream()
                  .map(
                      path ->
                          new Architecture.PlannedFile(
                              path, path.equals(MODEL) ? modelPurpose : "a file"))
                  .toList(),
              new Architecture.ClassDiagram(boxes, List.of()),
              new Architecture.SequenceDiagram(List.of()),
              formats),
          new Logic(tasks, packages, conventions),
          List.of(new Setting("rate", new Setting.Value.Num(new BigDecimal(rate)), "", null, why)));
    }
  }
}
