package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.engine.Stages.Judged;
import dev.offprint.engine.Stages.Planned;
import dev.offprint.session.Cause;
import dev.offprint.session.Finding;
import dev.offprint.session.Paper;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Requirement;
import dev.offprint.session.Task;
import dev.offprint.session.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Answers that a model should not give: mended, asked for again, or failed in plain words. */
final class HostileAnswersTest {
  private static final PaperCoderStages STAGES = new PaperCoderStages(Prompts.load(null));

  /** A sensible model that answers one step otherwise, the first so many times. */
  private static final class Spoiled {
    final Map<String, UnaryOperator<String>> spoilers = new HashMap<>();
    final Map<String, Integer> left = new HashMap<>();
    final Map<String, Reply.Finish> finishes = new HashMap<>();

    Spoiled step(String step, int times, UnaryOperator<String> spoiler) {
      spoilers.put(step, spoiler);
      left.put(step, times);
      return this;
    }

    Spoiled cut(String step) {
      finishes.put(step, Reply.Finish.LENGTH);
      return this;
    }

    ScriptedAsking asking() {
      return new ScriptedAsking(ScriptedAsking.large(), this::reply);
    }

    private Reply reply(Prompt prompt) {
      Reply sensible = PipelineTest.sensible(prompt);
      UnaryOperator<String> spoiler = spoilers.get(prompt.step());
      int times = left.merge(prompt.step(), -1, Integer::sum);
      if (spoiler == null || times < 0) {
        return sensible;
      }
      String spoilt = spoiler.apply(sensible.text());
      return finishes.containsKey(prompt.step())
          ? ScriptedAsking.cut(spoilt)
          : ScriptedAsking.complete(spoilt);
    }
  }

  private static String code(String step, int times, UnaryOperator<String> spoiler)
      throws StageStopped {
    ScriptedAsking asking = new Spoiled().step(step, times, spoiler).asking();
    return PipelineTest.made(asking).tree().file(new RepoPath("model.py")).orElseThrow().text();
  }

  private static String clean() throws StageStopped {
    return code("none", 0, text -> text);
  }

  private static String unfenced(String answer) {
    return CodeBlock.in(answer);
  }

  @Test
  void proseAroundCodeIsDropped() throws Exception {
    assertThat(
            code(
                "file:model.py", 1, a -> "Sure! Here it is:\n\n" + a + "\nThis code does x = 1.\n"))
        .isEqualTo(clean());
  }

  @Test
  void codeWithoutFencesIsTaken() throws Exception {
    assertThat(code("file:model.py", 1, HostileAnswersTest::unfenced)).isEqualTo(clean());
  }

  @Test
  void tildeFencesAndWindowsLinesAreTaken() throws Exception {
    assertThat(code("file:model.py", 1, a -> a.replace("```", "~~~").replace("\n", "\r\n")))
        .isEqualTo(clean());
  }

  @Test
  void aCutFileIsContinuedNotSavedInHalf() throws Exception {
    String half = clean().substring(0, 400);
    List<String> starts = new ArrayList<>();
    ScriptedAsking asking =
        new ScriptedAsking(
            ScriptedAsking.large(),
            prompt -> {
              if (prompt.step().equals("file:model.py")) {
                return ScriptedAsking.cut("```python\n" + half);
              }
              if (prompt.step().equals("file:model.py+1")) {
                starts.add(prompt.start());
                return ScriptedAsking.complete(clean2().substring(400) + "```\nDone.");
              }
              return PipelineTest.sensible(prompt);
            });
    assertThat(PipelineTest.made(asking).tree().file(new RepoPath("model.py")).orElseThrow().text())
        .isEqualTo(clean());
    assertThat(starts).containsExactly("```python\n" + half);
  }

  private static String clean2() {
    try {
      return clean();
    } catch (StageStopped stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void aFileThatNeverEndsFailsInPlainWords() {
    Spoiled model = new Spoiled();
    for (String step : List.of("", "+1", "+2", "+3", "+4")) {
      model.step("file:model.py" + step, 9, a -> "x = 1\n").cut("file:model.py" + step);
    }
    assertThatThrownBy(() -> PipelineTest.made(model.asking()))
        .isInstanceOf(StageStopped.class)
        .hasMessageContaining("model.py came out longer than the model can write");
  }

  @Test
  void codeThatEndsInsideAStringIsAskedForAgain() throws Exception {
    assertThat(code("file:model.py", 1, a -> "```python\nx = \"\"\"never closed\n```"))
        .isEqualTo(clean());
  }

  @Test
  void aStubIsAskedForAgain() throws Exception {
    assertThat(
            code(
                "file:model.py",
                1,
                a -> a.replaceFirst("(?s)    state = initial_state.*?return means", "    pass")))
        .isEqualTo(clean());
    assertThat(
            code(
                "file:model.py",
                1,
                a -> a.replace("    means = []", "    # TODO: the means\n    means = []")))
        .isEqualTo(clean());
  }

  @Test
  void aForgottenNameOfTheContractIsHandedBack() throws Exception {
    ScriptedAsking asking =
        new Spoiled()
            .step("file:model.py", 1, a -> a.replace("def step(", "def advance("))
            .asking();
    assertThat(PipelineTest.made(asking).tree().file(new RepoPath("model.py")).orElseThrow().text())
        .isEqualTo(clean());
    assertThat(asking.prompts())
        .filteredOn(prompt -> prompt.step().equals("file:model.py"))
        .last()
        .satisfies(
            prompt ->
                assertThat(prompt.exchanges().getFirst().reproach())
                    .contains("model.py demands [step]"));
  }

  @Test
  void aNameThatTheOtherFileDoesNotHaveIsHandedBack() throws Exception {
    ScriptedAsking asking =
        new Spoiled()
            .step(
                "file:experiment.py",
                1,
                a -> a.replace("import simulate", "import solve, simulate"))
            .asking();
    PipelineTest.made(asking);
    assertThat(asking.prompts())
        .filteredOn(prompt -> prompt.step().equals("file:experiment.py"))
        .last()
        .satisfies(
            prompt ->
                assertThat(prompt.exchanges().getFirst().reproach())
                    .startsWith("model.py does not define [solve]"));
  }

  @Test
  void aFileOf50MegabytesIsRefused() {
    Spoiled model =
        new Spoiled().step("file:model.py", 3, a -> "```python\n" + "x = 1\n".repeat(9_000_000));
    assertThatThrownBy(() -> PipelineTest.made(model.asking()))
        .isInstanceOf(StageStopped.class)
        .hasMessageContaining("a file of at most 200000 characters is wanted");
  }

  @Test
  void brokenJsonTwiceIsForgivenAndThriceIsTold() throws Exception {
    UnaryOperator<String> broken = a -> a.substring(0, a.length() / 2);
    assertThat(PipelineTest.made(new Spoiled().step("architecture", 2, broken).asking()).plan())
        .isEqualTo(PipelineTest.made(new Spoiled().asking()).plan());
    assertThatThrownBy(
            () -> PipelineTest.made(new Spoiled().step("architecture", 3, broken).asking()))
        .isInstanceOfSatisfying(
            StageStopped.class,
            stopped ->
                assertThat(stopped.why())
                    .isInstanceOf(Cause.UnusableAnswer.class)
                    .extracting(Cause::words)
                    .asString()
                    .contains("this is no JSON"));
  }

  @Test
  void jsonInFencesWithProseAndTrailingCommaIsRead() throws Exception {
    UnaryOperator<String> wrapped =
        a -> "Of course.\n```json\n" + a.replaceFirst("}$", ",}") + "\n```\nAnything else?";
    ScriptedAsking asking = new Spoiled().step("roadmap", 1, wrapped).asking();
    PipelineTest.made(asking);
    assertThat(asking.steps()).containsOnlyOnce("roadmap");
  }

  @Test
  void absoluteAndClimbingPathsAreRefused() {
    for (String path :
        List.of("/etc/model.py", "../model.py", "a/../../model.py", "C:\\model.py")) {
      Spoiled model =
          new Spoiled()
              .step(
                  "architecture",
                  3,
                  a ->
                      a.replace(
                          "\"path\":\"model.py\"",
                          "\"path\":\"" + path.replace("\\", "\\\\") + "\""));
      assertThatThrownBy(() -> PipelineTest.made(model.asking()))
          .as(path)
          .isInstanceOf(StageStopped.class)
          .hasMessageContaining("not a safe relative path");
    }
  }

  @Test
  void tenThousandFilesAreTooMany() {
    String files =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "{\"path\":\"f" + i + ".py\",\"purpose\":\"x\"}")
            .collect(Collectors.joining(",", "{\"files\":[", "]}"));
    assertThatThrownBy(
            () -> PipelineTest.made(new Spoiled().step("architecture", 3, a -> files).asking()))
        .isInstanceOf(StageStopped.class)
        .hasMessageContaining("files: at most 80 entries are wanted, not 10000");
  }

  @Test
  void filesThatHideModulesAreRenamedEverywhere() throws Exception {
    Map<String, UnaryOperator<String>> renamed =
        Map.of(
            "architecture", a -> a.replace("model.py", "random.py"),
            "logic", a -> a.replace("model.py", "random.py"));
    Spoiled model = new Spoiled();
    renamed.forEach((step, spoiler) -> model.step(step, 1, spoiler));
    PlanDraft draft = draft(new Spoiled().asking());
    ScriptedAsking asking = model.asking();
    assertThat(
            STAGES.design(PipelineTest.job(asking), draft, List.of()).logic().tasks().stream()
                .map(Task::path))
        .containsExactly(
            new RepoPath("paper_random.py"),
            new RepoPath("experiment.py"),
            new RepoPath("main.py"));
  }

  private static PlanDraft draft(ScriptedAsking asking) throws StageStopped {
    return ((Planned.Drafted) STAGES.plan(PipelineTest.job(asking), List.of())).draft();
  }

  @Test
  void cyclicTasksAreAskedForAgainThenCut() throws Exception {
    UnaryOperator<String> cyclic =
        a ->
            a.replace(
                "\"path\":\"model.py\",\"depends_on\":[]",
                "\"path\":\"model.py\",\"depends_on\":[\"experiment.py\"]");
    ScriptedAsking asking = new Spoiled().step("logic", 9, cyclic).asking();
    assertThat(PipelineTest.made(asking).plan().logic().tasks().stream().map(t -> t.path().value()))
        .hasSize(3)
        .endsWith("main.py");
    assertThat(asking.prompts())
        .filteredOn(prompt -> prompt.step().equals("logic"))
        .hasSize(2)
        .last()
        .satisfies(
            prompt ->
                assertThat(prompt.exchanges().getFirst().reproach())
                    .contains("model.py -> experiment.py -> model.py"));
  }

  @Test
  void forgottenRequirementsAreServedByTheFileThatFitsBest() throws Exception {
    ScriptedAsking asking =
        new Spoiled()
            .step("logic", 9, a -> a.replaceAll("\"serves\":\\[[^]]*]", "\"serves\":[]"))
            .asking();
    assertThat(
            PipelineTest.made(asking).plan().logic().tasks().stream()
                .flatMap(task -> task.serves().stream())
                .distinct())
        .hasSize(6);
    assertThat(asking.steps()).containsOnlyOnce("serve");
  }

  @Test
  void sentencesThatDoNotExistAreAskedForOnceThenNotGrounded() throws Exception {
    ScriptedAsking asking =
        new Spoiled()
            .step(
                "requirements",
                9,
                a -> a.replaceFirst("\"sentences\":\\[\\d+]", "\"sentences\":[9999]"))
            .asking();
    assertThat(draft(asking).requirements())
        .extracting(Requirement::grounded)
        .containsExactly(false, true, true, true, true, true);
    assertThat(asking.steps().stream().filter("requirements"::equals)).hasSize(2);
  }

  @Test
  void codeThatRunsIntoTheSameLineIsAskedForAgainAndToldInShort() throws Exception {
    StringBuilder endless = new StringBuilder("```python\nx = 1\n");
    for (int i = 0; i < 200; i++) {
      endless.append("# R").append(i).append(": handle the case\n");
    }
    ScriptedAsking asking =
        new Spoiled()
            .step("file:model.py", 1, a -> endless.toString())
            .cut("file:model.py")
            .asking();
    assertThat(PipelineTest.made(asking).tree().file(new RepoPath("model.py")).orElseThrow().text())
        .isEqualTo(clean());
    Prompt again =
        asking.prompts().stream()
            .filter(prompt -> prompt.step().equals("file:model.py"))
            .toList()
            .get(1);
    assertThat(again.exchanges().getFirst().answer())
        .isEqualTo("```python\nx = 1\n# R0: handle the case\n");
    assertThat(again.exchanges().getFirst().reproach()).contains("the same line over and over");
  }

  @Test
  void aSmallModelsEntryPointStaysInMain() throws Exception {
    ScriptedAsking asking =
        new ScriptedAsking(
            ScriptedAsking.small(),
            prompt -> {
              Reply sensible = PipelineTest.sensible(prompt);
              return prompt.step().equals("spec:model.py")
                  ? ScriptedAsking.complete(
                      sensible
                          .text()
                          .replaceFirst(
                              "\"signatures\" ?: ?\\[",
                              "\"signatures\":[{\"name\":\"main\","
                                  + "\"declaration\":\"def main() -> None\",\"meaning\":\"\"},"))
                  : sensible;
            });
    var contract =
        PipelineTest.made(asking).analyses().stream()
            .filter(each -> each.path().value().equals("model.py"))
            .findFirst()
            .orElseThrow()
            .contract();
    assertThat(contract.signatures())
        .isNotEmpty()
        .noneMatch(signature -> signature.name().equals("main"));
  }

  @Test
  void requirementsOfAnotherPaperAreHandedBackOnce() throws Exception {
    ScriptedAsking asking =
        new Spoiled()
            .step(
                "requirements",
                1,
                a ->
                    a.replaceAll(
                        "\"statement\":\"[^\"]*\"",
                        "\"statement\":\"Train the convolutional network with dropout and the\""))
            .asking();
    assertThat(draft(asking).requirements()).allMatch(Requirement::grounded);
    assertThat(asking.steps().stream().filter("requirements"::equals)).hasSize(2);
  }

  @Test
  void aTargetThatThePaperDoesNotPrintIsDropped() throws Exception {
    ScriptedAsking asking =
        new Spoiled()
            .step("open", 9, a -> a.replaceFirst("\"value\":\"[^\"]*\"", "\"value\":\"0.987654\""))
            .asking();
    assertThat(draft(asking).targets())
        .hasSize(1)
        .noneMatch(target -> target.value().toString().equals("0.987654"));
  }

  @Test
  void aValueWhoseSentenceDoesNotStateItIsAssumed() {
    var setting = Configurer.setting("a", "42", "", 2, "", TestPapers.growth());
    assertThat(setting.assumed()).isTrue();
    assertThat(setting.assumption()).contains("sentence 2 was named");
    assertThat(Configurer.setting("a", "3.7", "", 2, "", TestPapers.growth()).assumed()).isFalse();
  }

  @Test
  void aReviewerThatPraisesAnEmptyRepositoryIsNotBelieved() throws Exception {
    PipelineTest.Made made = PipelineTest.made(new Spoiled().asking());
    ScriptedAsking asking =
        new Spoiled()
            .step(
                "review:0:1",
                9,
                a ->
                    a.replace("\"missing\"", "\"implemented\"")
                        .replace("\"file\":\"\"", "\"file\":\"model.py\"")
                        .replace(
                            "\"first_line\":0,\"last_line\":0", "\"first_line\":1,\"last_line\":9"))
            .asking();
    List<Judged> judged =
        STAGES.review(PipelineTest.job(asking), made.plan(), List.of(Tree.EMPTY), List.of());
    assertThat(judged)
        .hasSize(6)
        .allMatch(each -> each.word() == Judged.Word.MISSING)
        .allMatch(each -> each.caveat().contains("the repository has no file"));
  }

  @Test
  void aRefusalInWordsFailsWithThoseWords() {
    Spoiled model = new Spoiled().step("roadmap", 3, a -> "I'm sorry, but I can't help with that.");
    assertThatThrownBy(() -> draft(model.asking()))
        .isInstanceOf(StageStopped.class)
        .hasMessageContaining("I'm sorry, but I can't help with that.");
  }

  @Test
  void aPlanThatPromisesThePapersLanguageIsAskedForAgain() throws Exception {
    String method = "We model the population by logistic growth with a rate of 3.7.";
    Paper paper =
        TestPapers.of(
            "Growth in Small Ponds",
            "2 Method",
            List.of(method, "All simulations were written in Julia (v1.3) by the authors."));
    ScriptedAsking asking =
        new Spoiled()
            .step("roadmap", 1, a -> a.replaceFirst("\"summary\":\"", "\"summary\":\"By Julia, "))
            .asking();
    Job job = PipelineTest.job(asking);
    Planned planned =
        STAGES.plan(
            new Job(job.key(), job.version(), job.delivery(), paper, job.brief(), asking),
            List.of());
    assertThat(((Planned.Drafted) planned).draft().roadmap().summary()).doesNotContain("Julia");
    assertThat(asking.steps().stream().filter("roadmap"::equals)).hasSize(2);
    assertThat(asking.prompts())
        .filteredOn(prompt -> prompt.step().equals("roadmap"))
        .allSatisfy(prompt -> assertThat(prompt.task()).contains("All code here is Python"));
  }

  @Test
  void aDeclinedPaperIsNotPlanned() throws Exception {
    ScriptedAsking asking =
        new Spoiled()
            .step(
                "screening", 1, a -> "{\"verdict\":\"decline\",\"reason\":\"It attacks people.\"}")
            .asking();
    assertThat(STAGES.plan(PipelineTest.job(asking), List.of()))
        .isEqualTo(new Planned.Declined("It attacks people."));
  }

  @Test
  void theFixerAppliesEditsThatOccurOnce() throws Exception {
    PipelineTest.Made made = PipelineTest.made(new Spoiled().asking());
    ScriptedAsking asking =
        new Spoiled().step("fix:0:1", 1, a -> edit("math.fsum(state)", "sum(state)")).asking();
    List<RepoFile> files = fixed(made, asking);
    assertThat(files).extracting(file -> file.path().value()).containsExactly("model.py");
    assertThat(files.getFirst().text()).contains("sum(state) / len(state)").doesNotContain("fsum");
  }

  @Test
  void aFileWhoseEditsDoNotFitIsWrittenWhole() throws Exception {
    PipelineTest.Made made = PipelineTest.made(new Spoiled().asking());
    Tree broken =
        made.tree()
            .with(List.of(new RepoFile(new RepoPath("model.py"), "def simulate():\n    x\n")));
    ScriptedAsking asking =
        new Spoiled().step("fix:0:1", 9, a -> edit("not in there", "x")).asking();
    List<RepoFile> files =
        STAGES.fix(
            PipelineTest.job(asking),
            made.plan(),
            made.analyses(),
            broken,
            List.of(new Finding(new RepoPath("model.py"), 2, "x is not defined", List.of())),
            0);
    assertThat(files).containsExactly(made.tree().file(new RepoPath("model.py")).orElseThrow());
    assertThat(asking.steps()).containsExactly("fix:0:1", "fix:0:1", "fix:0:1:model.py");
  }

  @Test
  void aSmallModelWritesTheFileWholeThatTheErrorIsIn() throws Exception {
    PipelineTest.Made made = PipelineTest.made(new Spoiled().asking());
    RepoPath model = new RepoPath("model.py");
    Tree broken = made.tree().with(List.of(new RepoFile(model, "def simulate():\n    x\n")));
    ScriptedAsking asking = new ScriptedAsking(ScriptedAsking.small(), PipelineTest::sensible);
    Finding inModel =
        new Finding(
            model,
            2,
            "x is not defined",
            List.of(new RepoPath("main.py"), new RepoPath("experiment.py")));
    Finding inMain = new Finding(new RepoPath("main.py"), 9, "a KeyError", List.of());
    List<RepoFile> files =
        STAGES.fix(
            PipelineTest.job(asking),
            made.plan(),
            made.analyses(),
            broken,
            List.of(inModel, inMain),
            0);
    assertThat(files).extracting(RepoFile::path).containsExactly(model);
    assertThat(asking.steps())
        .as("main.py is ours: what fails there comes from what it runs")
        .containsExactly("fix:0:1:model.py", "fix:0:2:experiment.py");
    assertThat(asking.prompts().getLast().task()).contains("in main.py:9: a KeyError");
  }

  private static String edit(String old, String replacement) {
    return "{\"edits\":[{\"file\":\"model.py\",\"old\":\""
        + old
        + "\",\"replacement\":\""
        + replacement
        + "\"}]}";
  }

  private static List<RepoFile> fixed(PipelineTest.Made made, ScriptedAsking asking)
      throws StageStopped {
    return STAGES.fix(
        PipelineTest.job(asking),
        made.plan(),
        made.analyses(),
        made.tree(),
        List.of(new Finding(new RepoPath("model.py"), 3, "wrong", List.of())),
        0);
  }
}
