package dev.offprint.check;

import dev.offprint.session.Contradiction;
import dev.offprint.session.Finding;
import dev.offprint.session.Gate;
import dev.offprint.session.GateResult;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Setting;
import dev.offprint.session.Stated;
import dev.offprint.session.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds {@code config.yaml} against what the paper states for the same settings. It needs no
 * Python: the file is written from the plan's settings, key by key.
 */
final class StatedValuesGate {
  private static final RepoPath CONFIG = new RepoPath("config.yaml");

  private StatedValuesGate() {}

  static GateResult result(Plan plan, Tree tree, List<Stated> stated) {
    List<Finding> findings = new ArrayList<>();
    for (Contradiction one : Contradiction.in(plan.config(), plan.answers(), stated)) {
      int line = tree.file(CONFIG).map(file -> line(file, one.setting())).orElse(0);
      String words = one.words() + ": \u201c" + one.stated().quote().text() + "\u201d";
      findings.add(new Finding(CONFIG, line, words, List.of()));
    }
    return GateResult.of(Gate.STATED, findings);
  }

  /** The line of a setting, from 1; 0 where it is not found. */
  private static int line(RepoFile file, Setting setting) {
    String[] parts = setting.key().split("\\.", -1);
    List<String> lines = file.text().lines().toList();
    int depth = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int indent = line.length() - line.stripLeading().length();
      if (indent == 2 * depth
          && line.strip().replaceAll("[\"']", "").startsWith(parts[depth] + ":")) {
        depth++;
        if (depth == parts.length) {
          return i + 1;
        }
      }
    }
    return 0;
  }
}
