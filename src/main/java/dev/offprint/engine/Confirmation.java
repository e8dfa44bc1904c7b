package dev.offprint.engine;

import dev.offprint.session.Answer;
import dev.offprint.session.Finding;
import dev.offprint.session.Gate;
import dev.offprint.session.GateResult;
import dev.offprint.session.Ledger;
import dev.offprint.session.Plan;
import dev.offprint.session.Question;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Requirement;
import dev.offprint.session.Setting;
import dev.offprint.session.Task;
import dev.offprint.session.Tree;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a ledger of what a reviewer says, and believes only what can be confirmed: the lines named
 * exist, are code, no gate found fault with them, and they are in a file that a task of the plan
 * writes and that is neither a stub nor broken. What is only partly there counts as missing.
 * Caveats are kept.
 *
 * <p>A confirmed requirement is <em>assumed</em>, not implemented, where it has no sentence in the
 * paper, where the lines that show it read a setting that is assumed, or where a question that was
 * left to its default names the requirement or such a setting.
 */
final class Confirmation {
  private final Checks checks;

  Confirmation(Checks checks) {
    this.checks = checks;
  }

  Ledger confirm(Plan plan, Tree tree, List<GateResult> gates, List<Stages.Judged> judged) {
    Faults faults = Faults.of(gates);
    List<Ledger.Entry> entries = new ArrayList<>();
    for (Requirement requirement : plan.requirements()) {
      List<Stages.Judged> words =
          judged.stream().filter(one -> one.requirement().equals(requirement.id())).toList();
      entries.add(entry(plan, tree, faults, requirement, words));
    }
    return new Ledger(entries);
  }

  /**
   * What the gates found.
   *
   * @param broken files that are not there, stubs, or do not parse: nothing in them shows anything
   * @param lines of the gates that failed: a line that is wrong shows nothing either
   */
  private record Faults(Set<RepoPath> broken, List<Finding> lines) {
    private static final Set<Gate> WHOLE = EnumSet.of(Gate.FILES, Gate.PARSE);

    static Faults of(List<GateResult> gates) {
      Set<RepoPath> broken = new HashSet<>();
      List<Finding> lines = new ArrayList<>();
      for (GateResult gate : gates) {
        if (WHOLE.contains(gate.gate())) {
          gate.findings().forEach(finding -> broken.add(finding.path()));
        } else if (gate.outcome() == GateResult.Outcome.FAILED) {
          lines.addAll(gate.findings());
        }
      }
      return new Faults(broken, lines);
    }

    Optional<Finding> within(RepoPath file, int first, int last) {
      return lines.stream()
          .filter(finding -> finding.path().equals(file))
          .filter(finding -> finding.line() >= first && finding.line() <= last)
          .findFirst();
    }
  }

  private Ledger.Entry entry(
      Plan plan, Tree tree, Faults faults, Requirement requirement, List<Stages.Judged> words) {
    if (words.isEmpty()) {
      return new Ledger.Entry(
          requirement.id(), Ledger.Verdict.MISSING, null, 0, 0, "the review does not mention it");
    }
    // Of several words on one requirement the least favourable counts.
    Stages.Judged word = words.getFirst();
    List<String> caveats = new ArrayList<>();
    for (Stages.Judged one : words) {
      if (one.word().compareTo(word.word()) > 0) {
        word = one;
      }
      if (!one.caveat().isBlank() && !caveats.contains(one.caveat().strip())) {
        caveats.add(one.caveat().strip());
      }
    }
    String doubt = doubt(plan, tree, faults, word);
    RepoPath file = word.file() != null && tree.file(word.file()).isPresent() ? word.file() : null;
    Ledger.Verdict verdict = Ledger.Verdict.MISSING;
    switch (word.word()) {
      case MISSING -> {}
      case PARTIAL -> caveats.addFirst("only partly there");
      case IMPLEMENTED -> {
        if (doubt != null || file == null) {
          caveats.addFirst("the review calls it implemented, but " + doubt);
        } else {
          List<String> assumptions = assumptions(plan, tree, requirement, word, file);
          caveats.addAll(assumptions);
          verdict = assumptions.isEmpty() ? Ledger.Verdict.IMPLEMENTED : Ledger.Verdict.ASSUMED;
        }
      }
    }
    return new Ledger.Entry(
        requirement.id(),
        verdict,
        file,
        file == null ? 0 : Math.max(0, word.firstLine()),
        file == null ? 0 : Math.max(0, word.lastLine()),
        String.join("; ", caveats));
  }

  /** Why the place named shows nothing; null where it may. */
  private @Nullable String doubt(Plan plan, Tree tree, Faults faults, Stages.Judged word) {
    RepoPath file = word.file();
    if (file == null) {
      return "it names no file";
    }
    if (tree.file(file).isEmpty()) {
      return "there is no " + file;
    }
    if (plan.logic().task(file).isEmpty()) {
      return file + " is not a file that implements the paper";
    }
    if (faults.broken().contains(file)) {
      return file + " is a stub or does not parse";
    }
    int first = word.firstLine();
    int last = word.lastLine();
    if (first < 1 || last < first || !checks.isCode(tree, file, first, last)) {
      return "lines " + first + " to " + last + " of " + file + " are not code";
    }
    return faults
        .within(file, first, last)
        .map(fault -> "line " + fault.line() + " of " + file + " fails: " + fault.message())
        .orElse(null);
  }

  private static List<String> assumptions(
      Plan plan, Tree tree, Requirement requirement, Stages.Judged word, RepoPath file) {
    List<String> assumptions = new ArrayList<>();
    if (!requirement.grounded()) {
      assumptions.add("no sentence of the paper says so");
    }
    String shown = tree.file(file).map(RepoFile::text).orElse("");
    List<String> lines = shown.lines().toList();
    String evidence =
        String.join(
            "\n", lines.subList(word.firstLine() - 1, Math.min(word.lastLine(), lines.size())));
    List<Setting> read =
        plan.logic().task(file).map(task -> settings(plan, task)).orElse(List.of());
    List<Setting> inUse = read.stream().filter(setting -> names(evidence, leaf(setting))).toList();
    inUse.stream()
        .filter(Setting::assumed)
        .forEach(setting -> assumptions.add("rests on the assumed " + setting.key()));
    for (Answer answer : plan.answers()) {
      plan.questions().stream()
          .filter(question -> answer.isDefault() && question.id().equals(answer.question()))
          .filter(
              question ->
                  names(said(question), requirement.id().value())
                      || inUse.stream().anyMatch(setting -> names(said(question), leaf(setting))))
          .forEach(
              question ->
                  assumptions.add(
                      "rests on the default answer to "
                          + question.id().value()
                          + ": "
                          + answer.text()));
    }
    return assumptions;
  }

  private static List<Setting> settings(Plan plan, Task task) {
    return plan.config().stream()
        .filter(setting -> task.configKeys().contains(setting.key()))
        .toList();
  }

  private static String said(Question question) {
    return question.text() + "\n" + question.changes();
  }

  private static String leaf(Setting setting) {
    return setting.key().substring(setting.key().lastIndexOf('.') + 1);
  }

  /** Whether the text has this name as a word of its own. */
  private static boolean names(String text, String name) {
    return Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(name) + "(?![A-Za-z0-9_])")
        .matcher(text)
        .find();
  }
}
