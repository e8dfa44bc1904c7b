package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Brief;
import dev.offprint.session.Cause;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Finding;
import dev.offprint.session.Ledger;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.SessionId;
import dev.offprint.session.Tree;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class RepairTest {
  private static final Plan PLAN = Samples.plan();
  private static final Tree WRITTEN =
      new Tree(
          List.of(
              new RepoFile(Samples.MODEL, "x = 1\n"),
              new RepoFile(Samples.MAIN, "y = 1\n"),
              FakePorts.README));

  private final FakeModels models = new FakeModels();
  private final FakeStages stages = new FakeStages();
  private final FakePorts fakes = new FakePorts();

  private Repair.Version repaired(Tree tree, List<Finding> reported) throws StageStopped {
    return repaired(stages, tree, reported);
  }

  private Repair.Version repaired(Stages by, Tree tree, List<Finding> reported)
      throws StageStopped {
    Stages.Job job =
        new Stages.Job(
            new EffectKey(new SessionId("aaaaaaaa"), 1),
            new PlanVersion(1),
            1,
            Samples.PAPER,
            Brief.EMPTY,
            new PlainAsking(models));
    return new Repair(by, fakes).run(job, PLAN, List.of(), tree, reported);
  }

  private static Finding broken() {
    return new Finding(Samples.MODEL, 1, "it is broken", List.of());
  }

  private static String model(Repair.Version version) {
    return version.tree().file(Samples.MODEL).orElseThrow().text();
  }

  @Test
  void whatPassesIsNotRepaired() throws StageStopped {
    Repair.Version version = repaired(WRITTEN, List.of());
    assertThat(version.tree()).isEqualTo(WRITTEN);
    assertThat(version.ledger().count(Ledger.Verdict.IMPLEMENTED)).isEqualTo(2);
    assertThat(stages.ran).containsExactly("review");
  }

  @Test
  void praiseOfAnEmptyRepositoryIsNotBelieved() throws StageStopped {
    fakes.gates =
        (plan, tree) -> tree.file(Samples.MODEL).isEmpty() ? List.of(broken()) : List.of();
    models.answer(prompt -> prompt.step().startsWith("fix") ? "bad" : "ok");
    Repair.Version version = repaired(new Tree(List.of(FakePorts.README)), List.of());
    assertThat(version.ledger().count(Ledger.Verdict.MISSING)).isEqualTo(2);
    assertThat(version.failing()).isEqualTo(1);
    assertThat(version.notes()).containsExactly("Repair ended early: say ok");
  }

  @Test
  void fourRoundsOfRepairAtMost() throws StageStopped {
    models.answer(prompt -> "missing");
    repaired(WRITTEN, List.of());
    assertThat(stages.ran.stream().filter("fix"::equals)).hasSize(Repair.ROUNDS);
    assertThat(stages.ran.stream().filter("review"::equals)).hasSize(Repair.ROUNDS + 1);
  }

  @Test
  void aCompactModelRepairsOnce() throws StageStopped {
    models.compact = true;
    models.answer(prompt -> "missing");
    repaired(WRITTEN, List.of());
    assertThat(stages.ran).containsExactly("review", "fix", "review");
  }

  @Test
  void theBestVersionIsKept() throws StageStopped {
    // Only what the second repair writes passes; later ones break it again.
    fakes.gates =
        (plan, tree) ->
            tree.file(Samples.MODEL).orElseThrow().text().contains("missing1")
                ? List.of()
                : List.of(broken());
    models.answer(prompt -> "missing");
    Repair.Version version = repaired(WRITTEN, List.of());
    assertThat(model(version)).isEqualTo("x = 'missing1'\n");
    assertThat(version.failing()).isZero();
  }

  @Test
  void ofTwoVersionsWithTheSameGatesTheOneWithLessMissingIsKept() throws StageStopped {
    models.answer(prompt -> prompt.step().equals("review:2") ? "ok" : "missing");
    Repair.Version version = repaired(WRITTEN, List.of());
    assertThat(model(version)).isEqualTo("x = 'missing1'\n");
    assertThat(version.ledger().count(Ledger.Verdict.MISSING)).isZero();
  }

  @Test
  void whatSomebodyReportedIsRepairedBeforeAnythingIsReviewed() throws StageStopped {
    models.answer(prompt -> prompt.step().startsWith("fix") ? "mended" : "ok");
    Repair.Version version = repaired(WRITTEN, List.of(broken()));
    assertThat(model(version)).isEqualTo("x = 'mended0'\n");
    assertThat(version.notes()).isEmpty();
    assertThat(stages.ran).containsExactly("fix", "review");
  }

  @Test
  void afterAReportTheOtherRoundsGoOnAsAlways() throws StageStopped {
    models.answer(
        prompt ->
            prompt.step().startsWith("fix")
                ? "mended"
                : prompt.step().equals("review:1") ? "missing" : "ok");
    Repair.Version version = repaired(WRITTEN, List.of(broken()));
    assertThat(model(version)).isEqualTo("x = 'mended1'\n");
    assertThat(models.steps()).containsExactly("fix:0", "review:1", "fix:1", "review:2");
  }

  @Test
  void aReportThatChangesNothingIsSaid() throws StageStopped {
    models.answer(prompt -> prompt.step().startsWith("fix") ? "mended" : "ok");
    Tree same =
        new Tree(
            List.of(
                new RepoFile(Samples.MODEL, "x = 'mended0'\n"),
                new RepoFile(Samples.MAIN, "y = 1\n"),
                FakePorts.README));
    Repair.Version version = repaired(same, List.of(broken()));
    assertThat(version.tree()).isEqualTo(same);
    assertThat(version.notes()).containsExactly("What was reported could not be repaired.");
  }

  @Test
  void aLineThatFailedAndStandsAsItWasIsSaid() throws StageStopped {
    models.answer(prompt -> prompt.step().startsWith("fix") ? "mended" : "ok");
    String failed = "y = x['a']";
    Tree tree = WRITTEN.with(List.of(new RepoFile(Samples.MODEL, "x = {}\n" + failed + "\n")));
    Finding report = new Finding(Samples.MODEL, 2, "KeyError: 'a'", List.of());
    assertThat(repaired(tree, List.of(report)).notes()).as("the line is gone").isEmpty();

    Stages around =
        new Overreaching(
            stages, List.of(new RepoFile(Samples.MODEL, "z = 1\nx = {}\n" + failed + "\n")));
    assertThat(repaired(around, tree, List.of(report)).notes())
        .containsExactly(
            "The line that failed is as it was and may fail again: model.py, " + failed);
    Stages elsewhere =
        new Overreaching(
            stages, List.of(new RepoFile(Samples.MAIN, "y = 'where it comes from'\n")));
    assertThat(repaired(elsewhere, tree, List.of(report)).notes())
        .as("it may come from the other file")
        .isEmpty();
  }

  @Test
  void whatWasReportedAndCouldNotBeRepairedIsSaid() throws StageStopped {
    models.answer(prompt -> prompt.step().startsWith("fix") ? "bad" : "ok");
    Repair.Version version = repaired(WRITTEN, List.of(broken()));
    assertThat(version.tree()).isEqualTo(WRITTEN);
    assertThat(version.notes()).containsExactly("What was reported could not be repaired: say ok");
    assertThat(stages.ran).containsExactly("fix", "review");
  }

  @Test
  void aRepairTouchesOnlyFilesOfTasks() throws StageStopped {
    RepoFile ours = new RepoFile(new RepoPath("README.md"), "praise\n");
    Stages overreaching =
        new Overreaching(stages, List.of(ours, new RepoFile(Samples.MODEL, "z = 1\n")));
    models.answer(prompt -> prompt.step().equals("review:0") ? "missing" : "ok");
    Repair.Version version = repaired(overreaching, WRITTEN, List.of());
    assertThat(version.tree().file(FakePorts.README.path())).contains(FakePorts.README);
    assertThat(model(version)).isEqualTo("z = 1\n");
  }

  @Test
  void anOutageStopsTheStage() {
    Cause down = new Cause.ProviderDown("down", Duration.ofMinutes(1));
    models.answering =
        (prompt, call) -> {
          if (prompt.step().startsWith("fix")) {
            throw new Models.CallFailed(down, FakeModels.COST);
          }
          return "missing";
        };
    Throwable stopped = Assertions.catchThrowable(() -> repaired(WRITTEN, List.of()));
    assertThat(((StageStopped) stopped).why()).isEqualTo(down);
  }
}
