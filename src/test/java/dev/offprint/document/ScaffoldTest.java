package dev.offprint.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.check.CheckSettings;
import dev.offprint.check.PythonChecks;
import dev.offprint.session.Dataset;
import dev.offprint.session.Finding;
import dev.offprint.session.Gate;
import dev.offprint.session.GateResult;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanFixtures;
import dev.offprint.session.RepoFile;
import dev.offprint.session.Setting;
import dev.offprint.session.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What Offprint writes into the repository itself: it runs, and no text of a plan breaks out. */
class ScaffoldTest {
  private static final String MAIN =
      """
      import argparse
      import json
      import pathlib

      parser = argparse.ArgumentParser()
      parser.add_argument("--config")
      parser.add_argument("--smoke", action="store_true")
      args = parser.parse_args()
      assert pathlib.Path(args.config).is_file()
      pathlib.Path("outputs").mkdir()
      results = {"synthetic": args.smoke, "results": {"T1": 0.505}, "not_run": {}}
      pathlib.Path("outputs/results.json").write_text(json.dumps(results))
      """;

  private final PlanDocuments documents = new PlanDocuments();
  @TempDir Path repository;

  @Test
  void everyFileIsThere() {
    assertThat(documents.scaffold(PlanFixtures.plan()))
        .extracting(file -> file.path().value())
        .containsExactly(
            "README.md",
            "requirements.txt",
            "config.yaml",
            "reproduce.sh",
            "data/get.py",
            "compare.py",
            "tests/test_smoke.py");
  }

  @Test
  void configSaysWhereEachValueComesFrom() {
    assertThat(text(PlanFixtures.plan(), "config.yaml"))
        .isEqualTo(
            """
            # Every value of the experiments. Behind each: its unit, and the paper's
            # sentence that gives it, or why it is assumed, or who asked for it.

            model:
              # in 1/s
              # p. 2: "Sentence 7 says that the rate k7 is 0.07."
              rate: 0.50
              # assumed: enough
              steps: 100
            # assumed: any will do
            seed: 1
            """);
  }

  @Test
  void whatSomebodyChoseIsNotCalledAssumed() {
    Plan plan = PlanFixtures.plan();
    Setting steps = plan.config().get(1);
    Plan chosen =
        plan.with(new Setting(steps.key(), steps.value(), steps.unit(), null, "asked for by Ada"));
    assertThat(text(chosen, "config.yaml")).contains("  # asked for by Ada\n  steps: 100");
    assertThat(text(chosen, "README.md"))
        .contains("Decided by people, or where the paper is silent")
        .contains("asked for by Ada");
  }

  @Test
  void configOfAHostilePlanHoldsExactlyItsValues() {
    for (long seed = 0; seed < 300; seed++) {
      Plan plan = PlanFixtures.wild(seed);
      Object read =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(text(plan, "config.yaml"));
      for (Setting setting : plan.config()) {
        Object found = read;
        for (String part : setting.key().split("\\.")) {
          found = Objects.requireNonNull(((Map<?, ?>) found).get(part));
        }
        assertThat(plain(found))
            .as("seed %d %s", seed, setting.key())
            .isEqualTo(said(setting.value()));
      }
    }
  }

  private static String said(Setting.Value value) {
    return switch (value) {
      case Setting.Value.Num number -> String.valueOf(number.number().doubleValue());
      case Setting.Value.Text text -> text.text();
      case Setting.Value.Flag flag -> "flag " + flag.flag();
      case Setting.Value.Items items ->
          items.items().stream().map(ScaffoldTest::said).toList().toString();
    };
  }

  private static String plain(Object found) {
    return switch (found) {
      case Number number -> String.valueOf(number.doubleValue());
      case Boolean flag -> "flag " + flag;
      case List<?> list -> list.stream().map(ScaffoldTest::plain).toList().toString();
      default -> found.toString();
    };
  }

  @Test
  void programsOfHostilePlansPassTheGates() {
    PythonChecks checks = new PythonChecks(CheckSettings.DEFAULT);
    for (long seed = 0; seed < 4; seed++) {
      Plan plan = PlanFixtures.wild(seed);
      List<GateResult> results =
          checks.run(plan, List.of(), new Tree(documents.scaffold(plan)), List.of());
      for (GateResult result : results) {
        if (result.gate() != Gate.FILES && result.gate() != Gate.ENTRY_POINT) {
          assertThat(result.findings()).as("seed %d %s", seed, result.gate()).isEmpty();
        }
      }
      assertThat(results.getFirst().findings())
          .as("seed " + seed)
          .extracting(Finding::message)
          .containsOnly("is planned and missing");
    }
  }

  @Test
  void programsOfHostilePlansRunAndNothingBreaksOut() throws Exception {
    for (long seed = 0; seed < 2; seed++) {
      Plan plan = PlanFixtures.wild(seed);
      Path place = Files.createDirectory(repository.resolve("r" + seed));
      write(place, plan);
      List<String> before = files(place);
      int missing =
          (int)
              plan.datasets().stream()
                  .filter(one -> one.availability() != Dataset.Availability.GENERATED)
                  .count();
      Ran got = run(place, "python3", "-B", "data/get.py");
      assertThat(got.code()).as(got.said()).isEqualTo(missing > 0 ? 1 : 0);
      assertThat(got.said().split("MISSING\n", -1)).hasSize(missing + 1);
      assertThat(run(place, "python3", "-B", "compare.py").code()).isEqualTo(2);
      assertThat(run(place, "sh", "-n", "reproduce.sh").code()).isZero();
      assertThat(files(place)).isEqualTo(before);
    }
  }

  @Test
  void dataIsThereOnceItsFolderHoldsAFile() throws Exception {
    write(repository, PlanFixtures.plan());
    assertThat(run(repository, "python3", "-B", "data/get.py"))
        .isEqualTo(
            new Ran(
                1,
                """
                D1 Decay counts: MISSING
                  get it: https://example.org/counts
                  access: open
                  licence: CC-BY
                  size: 12 MB
                  stands in where it cannot be had: simulated counts
                  put its files into: data/D1/
                """));
    Files.createDirectories(repository.resolve("data/D1"));
    Files.writeString(repository.resolve("data/D1/counts.csv"), "count\n1\n");
    assertThat(run(repository, "python3", "-B", "data/get.py"))
        .isEqualTo(new Ran(0, "D1 Decay counts: there\n"));
  }

  @Test
  void comparisonTellsWithinOutsideAndNotRunApart() throws Exception {
    write(repository, PlanFixtures.plan());
    assertThat(compared("{\"synthetic\": false, \"results\": {\"T1\": 0.51}}"))
        .isEqualTo(
            new Ran(
                0,
                """
                T1 rate (Table 1, p. 3)
                   paper 0.50 ± 0.01   yours 0.51
                   within the tolerance
                1 of 1 within the tolerance
                """));
    assertThat(compared("{\"synthetic\": false, \"results\": {\"T1\": 0.52}}").said())
        .contains("outside the tolerance, off by 0.02", "0 of 1");
    assertThat(
            compared("{\"synthetic\": false, \"results\": {}, \"not_run\": {\"T1\": \"no GPU\"}}")
                .said())
        .contains("not run: no GPU", "needs: 5 minutes");
    assertThat(compared("{\"synthetic\": false, \"results\": {\"T1\": NaN}}").said())
        .contains("not a number");
  }

  @Test
  void comparisonRefusesMadeUpData() throws Exception {
    write(repository, PlanFixtures.plan());
    Ran synthetic = compared("{\"synthetic\": true, \"results\": {\"T1\": 0.5}}");
    assertThat(synthetic.code()).isEqualTo(2);
    assertThat(synthetic.said()).contains("say nothing about the paper").doesNotContain("within");
    for (String silent :
        List.of("{\"results\": {\"T1\": 0.5}}", "[]", "{", "{\"synthetic\": 0, \"results\": {}}")) {
      assertThat(compared(silent).code()).as(silent).isEqualTo(2);
    }
  }

  @Test
  void smokeTestPassesOnSyntheticResultsOnly() throws Exception {
    write(repository, PlanFixtures.plan());
    Files.writeString(repository.resolve("main.py"), MAIN);
    String[] command = {"python3", "-B", "-m", "unittest", "discover", "-s", "tests"};
    Ran good = run(repository, command);
    assertThat(good.code()).as(good.said()).isZero();
    assertThat(repository.resolve("outputs")).doesNotExist();
    Files.writeString(
        repository.resolve("main.py"),
        MAIN.replace("\"synthetic\": args.smoke", "\"synthetic\": False"));
    assertThat(run(repository, command).said()).contains("the results are not marked synthetic");
    Files.writeString(repository.resolve("main.py"), "print('done')\n");
    assertThat(run(repository, command).said()).contains("outputs/results.json is missing");
  }

  @Test
  void pagesOfAHostilePlanHoldNoMarkupOfIts() {
    for (long seed = 0; seed < 200; seed++) {
      Plan plan = PlanFixtures.wild(seed);
      for (String page : List.of(text(plan, "README.md"), documents.planMarkdown(plan))) {
        String words =
            page.replaceAll("(?ms)^```.*?^```$", "")
                .replaceAll("\\\\[^\\p{L}]|(`+)[^`].*?(?<!`)\\1(?!`)", "");
        assertThat(words)
            .as("seed " + seed)
            .doesNotContain("<", "](", "`", "$", "\u202e", "\u2028");
      }
    }
  }

  private Ran compared(String results) throws Exception {
    Files.createDirectories(repository.resolve("outputs"));
    Files.writeString(repository.resolve("outputs/results.json"), results);
    return run(repository, "python3", "-B", "compare.py");
  }

  private String text(Plan plan, String path) {
    return documents.scaffold(plan).stream()
        .filter(file -> file.path().value().equals(path))
        .map(RepoFile::text)
        .findFirst()
        .orElseThrow();
  }

  private void write(Path place, Plan plan) throws IOException {
    for (RepoFile file : documents.scaffold(plan)) {
      Path target = place.resolve(file.path().value());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.text());
    }
  }

  private static List<String> files(Path place) throws IOException {
    try (var all = Files.walk(place)) {
      return all.map(path -> place.relativize(path).toString()).sorted().toList();
    }
  }

  private record Ran(int code, String said) {}

  private static Ran run(Path place, String... command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .directory(place.toFile())
            .redirectErrorStream(true);
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), said);
  }
}
