package dev.offprint.engine;

import dev.offprint.session.Analysis;
import dev.offprint.session.Cause;
import dev.offprint.session.Finding;
import dev.offprint.session.GateResult;
import dev.offprint.session.Ledger;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Requirement;
import dev.offprint.session.RequirementId;
import dev.offprint.session.Stated;
import dev.offprint.session.Task;
import dev.offprint.session.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gates, review, repair, and again, a few rounds at most; of all versions the best is kept: fewest
 * failing gates, then fewest missing requirements. What people found when they ran it is repaired
 * before anything is reviewed: that it does not run is known.
 */
final class Repair {
  /** Rounds of repair at most. */
  static final int ROUNDS = 4;

  /** A small model repairs little and takes long. */
  static final int ROUNDS_OF_A_COMPACT_MODEL = 1;

  private final Stages stages;
  private final Checks checks;
  private final Confirmation confirmation;

  Repair(Stages stages, Checks checks) {
    this.stages = stages;
    this.checks = checks;
    this.confirmation = new Confirmation(checks);
  }

  /** A version of the repository with what was found; {@code notes} are for the delivery. */
  record Version(Tree tree, List<GateResult> gates, Ledger ledger, List<String> notes) {
    long failing() {
      return gates.stream().filter(gate -> gate.outcome() == GateResult.Outcome.FAILED).count();
    }

    boolean betterThan(Version other) {
      long mine = ledger.count(Ledger.Verdict.MISSING);
      long theirs = other.ledger.count(Ledger.Verdict.MISSING);
      return failing() != other.failing() ? failing() < other.failing() : mine < theirs;
    }

    Version noted(String note) {
      List<String> all = new ArrayList<>(notes);
      all.add(note);
      return new Version(tree, gates, ledger, all);
    }
  }

  /**
   * @param reported what people found when they ran it
   */
  Version run(
      Stages.Job job, Plan plan, List<Analysis> analyses, Tree first, List<Finding> reported)
      throws StageStopped {
    if (reported.isEmpty()) {
      return improved(job, plan, analyses, List.of(), first, 0);
    }
    Tree mended;
    try {
      mended = mended(job, plan, analyses, first, reported);
    } catch (StageStopped stopped) {
      // Asked again in another life it may answer: what follows from this must not be read then.
      String why = unusable(stopped);
      return improved(job, plan, analyses, List.of(), first, rounds(job))
          .noted("What was reported could not be repaired: " + why);
    }
    return mended.equals(first)
        ? improved(job, plan, analyses, List.of(), first, 1)
            .noted("What was reported could not be repaired.")
        : doubted(improved(job, plan, analyses, List.of(first), mended, 1), first, reported);
  }

  /** Where nothing but other lines of its file changed, a line that failed may fail again. */
  private static Version doubted(Version version, Tree first, List<Finding> reported) {
    Version doubted = version;
    for (Finding finding : reported) {
      String line = line(first, finding);
      boolean others =
          version.tree().files().stream()
              .filter(file -> !file.path().equals(finding.path()))
              .anyMatch(file -> !first.file(file.path()).equals(Optional.of(file)));
      boolean stands =
          version
              .tree()
              .file(finding.path())
              .map(file -> file.text().lines().anyMatch(now -> now.strip().equals(line)))
              .orElse(false);
      if (!line.isEmpty() && stands && !others) {
        doubted =
            doubted.noted(
                "The line that failed is as it was and may fail again: "
                    + finding.path()
                    + ", "
                    + PlainText.brief(line, 120));
      }
    }
    return doubted;
  }

  private static String line(Tree tree, Finding finding) {
    return tree.file(finding.path())
        .map(file -> file.text().split("\n", -1))
        .filter(lines -> finding.line() > 0 && finding.line() <= lines.length)
        .map(lines -> lines[finding.line() - 1].strip())
        .orElse("");
  }

  /** The first round: what was reported, with what the gates find beside it. */
  private Tree mended(
      Stages.Job job, Plan plan, List<Analysis> analyses, Tree first, List<Finding> reported)
      throws StageStopped {
    int rounds = rounds(job);
    job.asking().progress(0, rounds, "running the gates");
    List<Finding> findings = new ArrayList<>(reported);
    findings.addAll(repairable(plan, gates(job, plan, analyses, first)));
    job.asking().progress(0, rounds, "repairing what was reported");
    return first.with(ofTasks(plan, stages.fix(job, plan, analyses, first, findings, 0)));
  }

  /**
   * @param before the version that was reported, where it is not the first one here
   * @param from the round to begin with
   */
  private Version improved(
      Stages.Job job, Plan plan, List<Analysis> analyses, List<Tree> before, Tree first, int from)
      throws StageStopped {
    int rounds = rounds(job);
    List<Tree> versions = new ArrayList<>(before);
    Tree tree = first;
    Version best = null;
    for (int round = from; ; round++) {
      Version version;
      try {
        versions.add(tree);
        version = examined(job, plan, analyses, versions, round);
      } catch (StageStopped stopped) {
        return orBest(best, stopped);
      }
      best = best == null || version.betterThan(best) ? version : best;
      List<Finding> findings = new ArrayList<>(repairable(plan, version.gates()));
      findings.addAll(missing(plan, version.ledger()));
      if (findings.isEmpty() || round == rounds) {
        return best;
      }
      Tree repaired;
      job.asking().progress(round, rounds, "repairing what was found");
      try {
        List<RepoFile> files = stages.fix(job, plan, analyses, tree, findings, round);
        repaired = tree.with(ofTasks(plan, files));
      } catch (StageStopped stopped) {
        return orBest(best, stopped);
      }
      if (repaired.equals(tree)) {
        return best;
      }
      tree = repaired;
    }
  }

  private static int rounds(Stages.Job job) {
    return job.asking().traits(Role.FIXER).compact() ? ROUNDS_OF_A_COMPACT_MODEL : ROUNDS;
  }

  private List<GateResult> gates(Stages.Job job, Plan plan, List<Analysis> analyses, Tree tree) {
    return checks.run(plan, analyses, tree, Stated.in(job.paper()));
  }

  private Version examined(
      Stages.Job job, Plan plan, List<Analysis> analyses, List<Tree> versions, int round)
      throws StageStopped {
    Tree tree = versions.getLast();
    int rounds = rounds(job);
    String times = versions.size() == 1 ? "" : " again";
    job.asking().progress(round, rounds, "running the gates" + times);
    List<GateResult> gates = gates(job, plan, analyses, tree);
    job.asking().progress(round, rounds, "reviewing" + times);
    List<Stages.Judged> judged = stages.review(job, plan, List.copyOf(versions), gates);
    return new Version(tree, gates, confirmation.confirm(plan, tree, gates, judged), List.of());
  }

  /** An answer that cannot be used does not undo what is there; whatever else stops the stage. */
  private static Version orBest(@Nullable Version best, StageStopped stopped) throws StageStopped {
    if (best == null) {
      throw stopped;
    }
    return best.noted("Repair ended early: " + unusable(stopped));
  }

  private static String unusable(StageStopped stopped) throws StageStopped {
    if (stopped.why() instanceof Cause.UnusableAnswer) {
      return stopped.why().words();
    }
    throw stopped;
  }

  private static List<RepoFile> ofTasks(Plan plan, List<RepoFile> files) {
    return files.stream().filter(file -> plan.logic().task(file.path()).isPresent()).toList();
  }

  /** What gates found in files that tasks write; those that follow from the plan are ours. */
  private static List<Finding> repairable(Plan plan, List<GateResult> gates) {
    return gates.stream()
        .filter(gate -> gate.outcome() == GateResult.Outcome.FAILED)
        .flatMap(gate -> gate.findings().stream())
        .filter(finding -> plan.logic().task(finding.path()).isPresent())
        .toList();
  }

  private static List<Finding> missing(Plan plan, Ledger ledger) {
    List<Finding> findings = new ArrayList<>();
    for (Ledger.Entry entry : ledger.entries()) {
      if (entry.verdict() == Ledger.Verdict.MISSING) {
        findings.add(missing(plan, entry));
      }
    }
    return findings;
  }

  private static Finding missing(Plan plan, Ledger.Entry entry) {
    List<RepoPath> serving =
        plan.logic().tasks().stream()
            .filter(task -> task.serves().contains(entry.requirement()))
            .map(Task::path)
            .collect(Collectors.toCollection(ArrayList::new));
    RepoPath named = entry.file();
    boolean repairable = named != null && plan.logic().task(named).isPresent();
    RepoPath file = named != null && repairable ? named : serving.getFirst();
    serving.remove(file);
    return new Finding(
        file,
        repairable ? entry.firstLine() : 0,
        entry.requirement().value()
            + " is missing: "
            + statement(plan, entry.requirement())
            + (entry.caveat().isEmpty() ? "" : " (" + entry.caveat() + ")"),
        serving);
  }

  private static String statement(Plan plan, RequirementId id) {
    return plan.requirements().stream()
        .filter(requirement -> requirement.id().equals(id))
        .map(Requirement::statement)
        .findFirst()
        .orElse("");
  }
}
