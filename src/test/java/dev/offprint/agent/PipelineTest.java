package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.engine.Stages.Judged;
import dev.offprint.engine.Stages.Planned;
import dev.offprint.engine.Traits;
import dev.offprint.session.Analysis;
import dev.offprint.session.Answer;
import dev.offprint.session.Brief;
import dev.offprint.session.Contract;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.SessionId;
import dev.offprint.session.Setting;
import dev.offprint.session.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a paper to files, with a model that answers sensibly. */
final class PipelineTest {
  private static final PaperCoderStages STAGES = new PaperCoderStages(Prompts.load(null));

  /** All that the stages made of a paper. */
  record Made(
      PlanDraft draft, Plan plan, List<Analysis> analyses, Tree tree, List<Judged> judged) {}

  static Reply sensible(Prompt prompt) {
    List<String> users = new ArrayList<>(prompt.prefix());
    users.add(prompt.task());
    return ScriptedAsking.complete(
        new SensibleModel().answer(prompt.system(), users, prompt.schema()));
  }

  static Job job(ScriptedAsking asking) {
    return new Job(
        new EffectKey(new SessionId("abcd1234"), 1),
        new PlanVersion(1),
        1,
        TestPapers.growth(),
        Brief.of("only the method"),
        asking);
  }

  static Made made(ScriptedAsking asking) throws StageStopped {
    Job job = job(asking);
    PlanDraft draft = ((Planned.Drafted) STAGES.plan(job, List.of())).draft();
    List<Answer> answers =
        draft.questions().stream()
            .map(q -> new Answer(q.id(), q.options().get(q.defaultOption()), null))
            .toList();
    Plan plan = STAGES.design(job, draft, answers);
    List<Analysis> analyses = STAGES.analyse(job, plan, List.of());
    Tree tree = STAGES.generate(job, plan, analyses, Tree.EMPTY);
    return new Made(
        draft, plan, analyses, tree, STAGES.review(job, plan, List.of(tree), List.of()));
  }

  @Test
  void everyPartOfTheWorkIsTold() throws Exception {
    ScriptedAsking asking = new ScriptedAsking(ScriptedAsking.large(), PipelineTest::sensible);
    made(asking);
    assertThat(asking.progress())
        .startsWith(
            "1/4 roadmap",
            "2/4 screening",
            "3/4 requirements",
            "4/4 questions, data and numbers",
            "1/3 architecture",
            "2/3 tasks",
            "3/3 settings")
        .contains("3/3 main.py");
  }

  @Test
  void aLargeModelPlansAndWritesARepository() throws Exception {
    Made made = made(new ScriptedAsking(ScriptedAsking.large(), PipelineTest::sensible));
    check(made);
    assertThat(made.plan().config())
        .filteredOn(setting -> setting.key().equals("paper.first_number"))
        .extracting(Setting::assumed)
        .containsExactly(false);
  }

  @Test
  void aSmallModelGoesTheSameWay() throws Exception {
    ScriptedAsking asking = new ScriptedAsking(ScriptedAsking.small(), PipelineTest::sensible);
    check(made(asking));
    assertThat(asking.steps()).doesNotContain("screening", "serve", "reconcile");
  }

  @Test
  void whatAFileOnlyImportsIsNotInItsContract() throws Exception {
    ScriptedAsking asking =
        new ScriptedAsking(
            ScriptedAsking.small(),
            prompt ->
                prompt.step().equals("spec:experiment.py")
                    ? ScriptedAsking.complete(
                        """
                        {"signatures": [
                          {"name": "simulate", "declaration": "def simulate(x: float) -> float",
                           "meaning": "the same again"},
                          {"name": "run", "declaration": "def run(config: dict) -> dict",
                           "meaning": "all experiments"}],
                         "specification": "It calls simulate."}
                        """)
                    : sensible(prompt));
    Made made = made(asking);
    assertThat(made.plan().logic().task(new RepoPath("experiment.py")).orElseThrow().dependsOn())
        .contains(new RepoPath("model.py"));
    assertThat(made.analyses())
        .filteredOn(analysis -> analysis.path().value().equals("experiment.py"))
        .flatExtracting(analysis -> analysis.contract().signatures())
        .extracting(Contract.Signature::name)
        .containsExactly("run", "run_experiment");
  }

  @Test
  void aSmallReviewerIsSparedTheReadme() throws Exception {
    for (Traits traits : List.of(ScriptedAsking.large(), ScriptedAsking.small())) {
      Made made = made(new ScriptedAsking(traits, PipelineTest::sensible));
      Tree tree =
          made.tree()
              .with(
                  List.of(
                      new RepoFile(new RepoPath("README.md"), "How to run it.\n"),
                      new RepoFile(new RepoPath("config.yaml"), "model:\n  rate: 0.1\n")));
      ScriptedAsking asking = new ScriptedAsking(traits, PipelineTest::sensible);
      STAGES.review(job(asking), made.plan(), List.of(tree), List.of());
      String seen = String.join("\n", asking.prompts().getFirst().prefix());
      assertThat(seen).contains("rate: 0.1");
      assertThat(seen.contains("How to run it.")).isEqualTo(!traits.compact());
    }
  }

  private static void check(Made made) {
    assertThat(made.draft().requirements()).hasSize(6).allMatch(r -> r.grounded());
    assertThat(made.draft().targets()).hasSize(2);
    assertThat(made.tree().files())
        .extracting(file -> file.path().value())
        .containsExactly("experiment.py", "main.py", "model.py");
    assertThat(made.judged()).hasSize(6).allMatch(j -> j.word() == Judged.Word.IMPLEMENTED);
  }

  @Test
  void theRepositoryOfTheSensibleModelRuns(@TempDir Path folder) throws Exception {
    Made made = made(new ScriptedAsking(ScriptedAsking.large(), PipelineTest::sensible));
    for (RepoFile file : made.tree().files()) {
      Files.writeString(folder.resolve(file.path().value()), file.text());
    }
    Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    for (Setting setting : made.plan().config()) {
      String[] key = setting.key().split("\\.", 2);
      groups
          .computeIfAbsent(key[0], name -> new LinkedHashMap<>())
          .put(key[1], Values.yaml(setting.value()));
    }
    StringBuilder config = new StringBuilder();
    groups.forEach(
        (name, values) -> {
          config.append(name).append(":\n");
          values.forEach((key, value) -> config.append("  " + key + ": " + value + "  # x\n"));
        });
    Files.writeString(folder.resolve("config.yaml"), config);

    Process run =
        new ProcessBuilder("python3", "-S", "main.py", "--config", "config.yaml", "--smoke")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(run.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

    assertThat(run.waitFor()).as(said).isZero();
    var results = new ObjectMapper().readTree(folder.resolve("outputs/results.json").toFile());
    assertThat(results.path("synthetic").asBoolean()).isTrue();
    assertThat(results.path("results").has("T1")).isTrue();
  }

  @Test
  void filesThatAreTakenOverAreNotAskedForAgain() throws Exception {
    Made made = made(new ScriptedAsking(ScriptedAsking.large(), PipelineTest::sensible));
    ScriptedAsking asking = new ScriptedAsking(ScriptedAsking.large(), PipelineTest::sensible);
    RepoFile kept = new RepoFile(new RepoPath("model.py"), "def simulate():\n    return 1\n");

    Tree tree = STAGES.generate(job(asking), made.plan(), made.analyses(), new Tree(List.of(kept)));

    assertThat(tree.file(kept.path())).contains(kept);
    assertThat(asking.steps()).containsExactly("file:experiment.py", "file:main.py");
  }

  @Test
  void whatStandsBeforeTheTaskIsTheSameInAllCallsOfAStage() throws Exception {
    for (Traits traits : List.of(ScriptedAsking.large(), ScriptedAsking.small())) {
      ScriptedAsking asking = new ScriptedAsking(traits, PipelineTest::sensible);
      made(asking);
      assertThat(asking.prompts())
          .extracting(Prompt::system)
          .containsOnly(asking.prompts().getFirst().system());
      assertThat(asking.prompts())
          .extracting(prompt -> prompt.prefix().getFirst())
          .containsOnly(asking.prompts().getFirst().prefix().getFirst());
      assertThat(
              asking.prompts().stream()
                  .filter(prompt -> prompt.step().startsWith("file:"))
                  .map(Prompt::prefix)
                  .distinct())
          .hasSize(1);
    }
  }

  @Test
  void aSmallModelIsSparedTheEntryPoint() throws Exception {
    ScriptedAsking asking = new ScriptedAsking(ScriptedAsking.small(), PipelineTest::sensible);
    Made made = made(asking);
    assertThat(asking.steps()).noneMatch(step -> step.endsWith("main.py"));
    assertThat(made.analyses())
        .filteredOn(analysis -> analysis.path().value().equals("experiment.py"))
        .flatExtracting(analysis -> analysis.contract().signatures())
        .extracting(Contract.Signature::declaration)
        .contains("def run_experiment(config: dict, smoke: bool) -> dict");
    assertThat(made.tree().file(new RepoPath("main.py")).orElseThrow().text())
        .contains("from experiment import run_experiment\n")
        .contains("    for part in (run_experiment,):\n")
        .contains("not_run[target]");
  }

  /** A model that signs for every file what model.py has, and nothing else. */
  private static Reply copying(Prompt prompt) {
    return prompt.step().startsWith("spec:") && !prompt.step().endsWith("main.py")
        ? ScriptedAsking.complete(
            """
            {"signatures": [{"name": "simulate", "declaration": "def simulate(steps: int) -> list",
             "meaning": "the run"}], "specification": "Moves on step by step.", "calls": []}
            """)
        : sensible(prompt);
  }

  @Test
  void aFileThatSignsOnlyWhatItImportsDeclaresItsPartOfTheRun() throws Exception {
    ScriptedAsking asking = new ScriptedAsking(ScriptedAsking.large(), PipelineTest::copying);
    Job job = job(asking);
    Plan plan = made(new ScriptedAsking(ScriptedAsking.large(), PipelineTest::sensible)).plan();
    assertThat(STAGES.analyse(job, plan, List.of()))
        .filteredOn(analysis -> analysis.path().value().equals("experiment.py"))
        .flatExtracting(analysis -> analysis.contract().signatures())
        .extracting(Contract.Signature::name)
        .containsExactly("run_experiment");
  }
}
