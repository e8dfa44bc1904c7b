package dev.offprint.check;

import dev.offprint.document.PlanDocuments;
import dev.offprint.engine.Checks;
import dev.offprint.session.Analysis;
import dev.offprint.session.Contract;
import dev.offprint.session.Finding;
import dev.offprint.session.Gate;
import dev.offprint.session.GateResult;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanFixtures;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Tree;
import java.util.ArrayList;
import java.util.List;

/** A small repository that passes every gate, and variants of it that do not. */
record Repository(Plan plan, List<Analysis> analyses, Tree tree) {
  static final String MODEL =
      """
      \"""The decay model.\"""

      from dataclasses import dataclass

      import numpy as np


      @dataclass
      class Step:
          time: float
          value: float = 0.0


      class Decay:
          \"""Decays at a constant rate.\"""

          def __init__(self, rate: float, start: float = 1.0):
              self.rate = rate
              self.start = start
              self.steps = []

          def run(self, steps: int, *, width: float = 0.1):
              \"""Values after each step.\"""
              times = np.arange(steps) * width
              self.steps = [Step(float(t), self.start * np.exp(-self.rate * t)) for t in times]
              return [step.value for step in self.steps]


      def half_life(rate: float) -> float:
          return float(np.log(2) / rate)


      def bounds(values):
          return min(values), max(values)
      """;

  static final String SAMPLES =
      """
      import csv
      from pathlib import Path


      def load(path: str) -> list:
          with Path(path).open(newline="") as rows:
              return [float(row["count"]) for row in csv.DictReader(rows)]
      """;

  static final String MAIN =
      """
      import argparse
      import json
      from pathlib import Path

      import yaml

      from decay import samples
      from decay.model import Decay, bounds, half_life


      def load_config(path):
          with open(path) as text:
              return yaml.safe_load(text)


      def main():
          parser = argparse.ArgumentParser()
          parser.add_argument("--config", required=True)
          parser.add_argument("--smoke", action="store_true")
          args = parser.parse_args()
          config = load_config(args.config)
          section = config["model"]
          model = Decay(section["rate"])
          values = model.run(10 if args.smoke else section.get("steps"), width=0.2)
          low, high = bounds(values)
          results = {"T1": half_life(config["model"]["rate"])}
          if not args.smoke:
              results["T2"] = len(samples.load("data/D1/counts.csv"))
          out = Path("outputs")
          out.mkdir(exist_ok=True)
          (out / "results.json").write_text(
              json.dumps({"synthetic": args.smoke, "results": results, "not_run": {}})
          )
          print(config["seed"], low, high)


      if __name__ == "__main__":
          main()
      """;

  static Repository good() {
    Plan plan = PlanFixtures.plan();
    List<RepoFile> files = new ArrayList<>(new PlanDocuments().scaffold(plan));
    files.add(file("decay/model.py", MODEL));
    files.add(file("decay/samples.py", SAMPLES));
    files.add(file("main.py", MAIN));
    List<Analysis> analyses =
        List.of(
            analysis(
                "decay/model.py",
                signature("Decay", "class Decay"),
                signature("Decay.run", "def run(self, steps: int, *, width: float = 0.1) -> list"),
                signature("half_life", "def half_life(rate: float) -> float:")),
            analysis("decay/samples.py", signature("load", "def load(path: str) -> list")));
    return new Repository(plan, analyses, new Tree(files));
  }

  /** The good repository with one file replaced or added. */
  static Repository with(String path, String text) {
    Repository good = good();
    return new Repository(good.plan, good.analyses, good.tree.with(List.of(file(path, text))));
  }

  /** The good repository with a change in one of its files. */
  static Repository changed(String path, String old, String now) {
    String text = good().tree.file(new RepoPath(path)).orElseThrow().text();
    if (!text.contains(old)) {
      throw new IllegalArgumentException(path + " does not hold " + old);
    }
    return with(path, text.replace(old, now));
  }

  static Repository without(String path) {
    Repository good = good();
    List<RepoFile> files = new ArrayList<>(good.tree.files());
    files.removeIf(file -> file.path().value().equals(path));
    return new Repository(good.plan, good.analyses, new Tree(files));
  }

  Repository promised(String path, Contract.Signature signature) {
    return new Repository(plan, List.of(analysis(path, signature)), tree);
  }

  /** What one gate finds: {@code path:line message}. */
  List<String> found(Checks checks, Gate gate) {
    return found(checks.run(plan, analyses, tree, List.of()), gate);
  }

  static List<String> found(List<GateResult> results, Gate gate) {
    return results.stream()
        .filter(result -> result.gate() == gate)
        .flatMap(result -> result.findings().stream())
        .map(Repository::shown)
        .toList();
  }

  private static String shown(Finding finding) {
    return finding.path() + ":" + finding.line() + " " + finding.message();
  }

  static Contract.Signature signature(String name, String declaration) {
    return new Contract.Signature(name, declaration, "");
  }

  private static Analysis analysis(String path, Contract.Signature... signatures) {
    return new Analysis(new RepoPath(path), "", new Contract(List.of(signatures)));
  }

  private static RepoFile file(String path, String text) {
    return new RepoFile(new RepoPath(path), text);
  }
}
