package dev.offprint.agent;

import dev.offprint.session.Analysis;
import dev.offprint.session.Contract;
import dev.offprint.session.Contract.Signature;
import dev.offprint.session.Logic;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands in a file before its author begins: imports that exist, the contract's declarations,
 * for main.py the flags and the form of the results.
 *
 * @param whole the frame with all declarations
 * @param opening the frame up to the first body: a small model goes on from here
 */
record Frame(String whole, String opening) {
  /** What main.py defines for others, whatever an analyst says. */
  static final List<Signature> MAIN_CONTRACT =
      List.of(
          new Signature("main", "def main() -> None", "reads the flags and runs the experiments"));

  private static final Map<String, String> USUAL =
      Map.of(
          "numpy", "import numpy as np",
          "scipy", "from scipy import integrate, optimize, stats",
          "pandas", "import pandas as pd",
          "matplotlib",
              "import matplotlib\n\nmatplotlib.use(\"Agg\")\nimport matplotlib.pyplot as plt");

  private static final Set<String> NOT_OF_THE_ENTRY = Set.of("matplotlib", "scipy");

  static final String MAIN_TOP =
      """
      def load_config(path: str) -> dict:
          with open(path, encoding="utf-8") as handle:
              return yaml.safe_load(handle)


      def save_results(results: dict, not_run: dict, synthetic: bool) -> None:
          \"""Writes outputs/results.json: numbers by target id, and what was not run and why.\"""
          folder = Path("outputs")
          folder.mkdir(parents=True, exist_ok=True)
          found = {"synthetic": synthetic, "results": results, "not_run": not_run}
          text = json.dumps(found, indent=2, default=float)
          (folder / "results.json").write_text(text + "\\n", encoding="utf-8")


      def main() -> None:
          parser = argparse.ArgumentParser(description=__doc__)
          parser.add_argument("--config", default="config.yaml", help="settings to run with")
          parser.add_argument("--smoke", action="store_true", help="a tiny synthetic run")
          args = parser.parse_args()
          results, not_run = run(load_config(args.config), args.smoke)
          save_results(results, not_run, args.smoke)


      def run(config: dict, smoke: bool) -> tuple[dict, dict]:
          \"""Runs the experiments; gives results and not_run, both by target id.\"""
          results: dict = {}
          not_run: dict = {}
      """;

  static final String MAIN_END = "\n\nif __name__ == \"__main__\":\n    main()\n";

  static Frame of(Plan plan, Task task, Analysis analysis, Map<RepoPath, Contract> known) {
    boolean entry = task.path().equals(Logic.MAIN);
    List<String> others = usual(plan, entry);
    String head =
        entry
            ? head(task, others, dependencies(task, known))
            : opened(task) + block(others) + block(dependencies(task, known)) + "\n";
    if (entry) {
      return new Frame(
          head + MAIN_TOP + "    # the experiments\n    return results, not_run\n" + MAIN_END,
          head + MAIN_TOP);
    }
    List<String> bodies = analysis.contract().signatures().stream().map(Frame::declared).toList();
    String first = bodies.isEmpty() ? "" : bodies.getFirst();
    boolean opens = first.startsWith("def ") || first.startsWith("async def ");
    return new Frame(
        head
            + bodies.stream()
                .map(body -> body.endsWith(":\n") ? body + indent(body) + "...\n" : body)
                .collect(Collectors.joining("\n\n")),
        head + (opens ? first : ""));
  }

  /** How the plan's packages are imported, where there is one way that everybody uses. */
  static List<String> usual(Plan plan, boolean entry) {
    List<String> lines = new ArrayList<>();
    for (Logic.Dependency dependency : plan.logic().packages()) {
      String usual = USUAL.get(dependency.name().toLowerCase(Locale.ROOT));
      if (usual != null && !(entry && NOT_OF_THE_ENTRY.contains(dependency.name()))) {
        lines.add(usual);
      }
    }
    return lines;
  }

  /** How main.py begins, with these imports of the repository. */
  static String head(Task main, List<String> imports) {
    return head(main, List.of(), imports);
  }

  private static String head(Task main, List<String> packages, List<String> imports) {
    List<String> others = new ArrayList<>(List.of("import yaml"));
    others.addAll(packages);
    return opened(main)
        + block(List.of("import argparse", "import json", "from pathlib import Path"))
        + block(others)
        + block(imports)
        + "\n";
  }

  private static String opened(Task task) {
    return "\"\"\"" + docstring(task.purpose()) + "\"\"\"\n\n";
  }

  /** {@code from module import a, b} for every file that the task builds on. */
  static List<String> dependencies(Task task, Map<RepoPath, Contract> known) {
    List<String> lines = new ArrayList<>();
    for (RepoPath need : task.dependsOn()) {
      Contract contract = known.get(need);
      String names =
          contract == null
              ? ""
              : contract.signatures().stream()
                  .map(Signature::name)
                  .filter(name -> !name.contains("."))
                  .collect(Collectors.joining(", "));
      if (!names.isEmpty()) {
        lines.add("from " + Names.module(need) + " import " + names);
      }
    }
    return lines;
  }

  private static String block(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n\n";
  }

  private static String declared(Signature signature) {
    String margin = signature.name().contains(".") ? "    " : "";
    String line = margin + signature.declaration();
    if (!opensBlock(line)) {
      return line + "\n";
    }
    String meaning = docstring(signature.meaning());
    return line + ":\n" + (meaning.isEmpty() ? "" : margin + "    \"\"\"" + meaning + "\"\"\"\n");
  }

  private static boolean opensBlock(String line) {
    return line.strip().matches("(?s)(async )?(def|class) .*");
  }

  private static String indent(String body) {
    return body.startsWith("    ") ? "        " : "    ";
  }

  private static String docstring(String words) {
    String plain = words.replace("\\", "").replace("\"", "'").replaceAll("\\s+", " ").strip();
    return plain.isEmpty() || plain.endsWith(".") ? plain : plain + ".";
  }
}
