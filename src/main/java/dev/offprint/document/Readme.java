package dev.offprint.document;

import dev.offprint.session.Answer;
import dev.offprint.session.Dataset;
import dev.offprint.session.Plan;
import dev.offprint.session.Question;
import dev.offprint.session.Requirement;
import dev.offprint.session.Setting;
import dev.offprint.session.Target;
import dev.offprint.session.Task;
import java.util.List;
import java.util.stream.Collectors;

/** The README of the generated repository. */
final class Readme {
  private final StringBuilder out = new StringBuilder();

  private Readme() {}

  static String of(Plan plan) {
    Readme page = new Readme();
    page.line("# Code for “" + Escape.markdown(plan.title()) + "”");
    page.line("");
    page.line("Written by models from the paper and from a plan that a person approved");
    page.line(
        "(`docs/plan.md`, version " + plan.version().number() + "), not by the paper's authors.");
    page.line("What it is meant to do: " + Escape.markdown(plan.roadmap().summary()));
    if (!plan.brief().words().isBlank()) {
      page.line("");
      page.line("*You asked for:* " + Escape.markdown(plan.brief().words()));
    }
    page.running();
    page.checks(plan);
    page.data(plan.datasets());
    page.targets(plan.targets());
    page.assumptions(plan);
    page.settings(plan.config());
    page.files(plan);
    return page.out.toString();
  }

  private void running() {
    out.append(
        """

        ## Run it

        ```sh
        python3 -m venv .venv && . .venv/bin/activate
        pip install -r requirements.txt
        python main.py --config config.yaml --smoke   # under a minute, made-up data
        python data/get.py                            # says which data is missing, and its source
        python main.py --config config.yaml           # the experiments
        python compare.py                             # the paper's numbers beside yours
        python -m unittest discover -s tests          # the smoke run as a test
        ```

        `reproduce.sh` does all but the smoke run. Results are in `outputs/`; the numbers in
        `outputs/results.json`:

        ```json
        {"synthetic": false, "results": {"T1": 0.123}, "not_run": {"T2": "needs a GPU"}}
        ```

        A run on made-up data, `--smoke` above all, has `"synthetic": true`, and `compare.py` does
        not set it against the paper.
        """);
  }

  private void checks(Plan plan) {
    section("What was left out, and what was not checked");
    plan.roadmap().leftOut().forEach(one -> line("- Left out: " + Escape.markdown(one)));
    line("- Nothing here was run before it was handed over, unless the delivery says so. The code");
    line("  was parsed, and its imports, names, settings and calls were compared with each other.");
    line("- No number of the paper was reached yet. `docs/ledger.md` says, requirement by");
    line("  requirement, where a reviewing model found it in the code.");
    String loose =
        plan.requirements().stream()
            .filter(one -> !one.grounded())
            .map(one -> one.id().value())
            .collect(Collectors.joining(", "));
    if (!loose.isEmpty()) {
      line("- Not grounded in a sentence of the paper: " + loose + ".");
    }
  }

  private void data(List<Dataset> datasets) {
    section("Data");
    if (datasets.isEmpty()) {
      line("The paper's experiments need no data from elsewhere.");
      return;
    }
    line("| | What | Where | Licence | Size | |");
    line("|---|---|---|---|---|---|");
    for (Dataset one : datasets) {
      line(
          "| "
              + String.join(
                  " | ",
                  one.id().value(),
                  Escape.markdown(one.name()),
                  Escape.markdown(one.where()),
                  Escape.markdown(one.licence()),
                  Escape.markdown(one.size()),
                  availability(one))
              + " |");
    }
    line("");
    line("Put the files of `D1` into the folder `data/D1/`, and so on.");
  }

  private static String availability(Dataset one) {
    String standIn =
        one.standIn().isBlank() ? "" : "; stands in: " + Escape.markdown(one.standIn());
    return switch (one.availability()) {
          case GENERATED -> "the code makes it";
          case OPEN -> "open";
          case ON_REQUEST -> "on request";
          case NOT_PUBLIC -> "not public";
          case UNKNOWN -> "the paper does not say whether it can be had";
        }
        + standIn;
  }

  private void targets(List<Target> targets) {
    if (targets.isEmpty()) {
      return;
    }
    section("Numbers to compare");
    line("| | Metric | Where | Paper | Tolerance | Page | Needs |");
    line("|---|---|---|---|---|---|---|");
    for (Target one : targets) {
      line(
          "| "
              + String.join(
                  " | ",
                  one.id().value(),
                  Escape.markdown(one.metric()),
                  Escape.markdown(one.where()),
                  Escape.number(one.value()),
                  Escape.number(one.tolerance()),
                  String.valueOf(one.page()),
                  Escape.markdown(one.compute()))
              + " |");
    }
  }

  private void assumptions(Plan plan) {
    List<Setting> assumed = plan.config().stream().filter(Setting::assumed).toList();
    if (assumed.isEmpty() && plan.answers().isEmpty()) {
      return;
    }
    section("Decided by people, or where the paper is silent");
    for (Answer answer : plan.answers()) {
      String question =
          plan.questions().stream()
              .filter(one -> one.id().equals(answer.question()))
              .map(Question::text)
              .collect(Collectors.joining());
      String who = answer.by() == null ? "default" : "by " + Escape.markdown(answer.by().name());
      line(
          "- "
              + Escape.markdown(question)
              + " **"
              + Escape.markdown(answer.text())
              + "** ("
              + who
              + ")");
    }
    for (Setting one : assumed) {
      line(
          "- "
              + Escape.code(one.key())
              + " = "
              + Escape.code(ConfigYaml.value(one.value()))
              + ": "
              + Escape.markdown(one.assumption()));
    }
  }

  private void settings(List<Setting> config) {
    List<Setting> given = config.stream().filter(one -> !one.assumed()).toList();
    if (given.isEmpty()) {
      return;
    }
    section("Settings from the paper");
    line("| Key | Value | Unit | Source |");
    line("|---|---|---|---|");
    for (Setting one : given) {
      line(
          "| "
              + Escape.code(one.key())
              + " | "
              + Escape.code(ConfigYaml.value(one.value()))
              + " | "
              + Escape.markdown(one.unit())
              + " | "
              + Escape.markdown(ConfigYaml.origin(one))
              + " |");
    }
  }

  private void files(Plan plan) {
    section("Files");
    for (Task task : plan.logic().tasks()) {
      line(
          "- "
              + Escape.code(task.path().value())
              + ": "
              + Escape.markdown(PlanMarkdown.purpose(plan, task)));
    }
    line("- `config.yaml`: every value of the experiments, with its source");
    line("- `data/get.py`, `compare.py`, `reproduce.sh`, `tests/test_smoke.py`: see above");
    line("- `docs/`: the plan, the ledger, the diagrams");
    section("What the paper demands");
    for (Requirement one : plan.requirements()) {
      line("- " + one.id().value() + ": " + Escape.markdown(one.statement()));
    }
  }

  private void section(String title) {
    line("");
    line("## " + title);
    line("");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
