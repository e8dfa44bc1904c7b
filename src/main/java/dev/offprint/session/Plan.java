package dev.offprint.session;

import java.util.List;
import java.util.Set;

/**
 * A version of the plan: what Planning found, the answers in use, and the four planning artifacts.
 * Checked as a whole: every task is a planned file, every requirement is served, every config key
 * that a task reads exists.
 */
public record Plan(
    PlanVersion version,
    String title,
    Brief brief,
    List<Requirement> requirements,
    List<Question> questions,
    List<Answer> answers,
    List<Dataset> datasets,
    List<Target> targets,
    Roadmap roadmap,
    Architecture architecture,
    Logic logic,
    List<Setting> config) {

  public Plan {
    requirements = List.copyOf(requirements);
    questions = List.copyOf(questions);
    answers = List.copyOf(answers);
    datasets = List.copyOf(datasets);
    targets = List.copyOf(targets);
    config = List.copyOf(config);
    PlanRules.check(requirements, questions, answers, architecture, logic, config);
  }

  /** The same plan under another version. */
  public Plan as(PlanVersion other) {
    return new Plan(
        other,
        title,
        brief,
        requirements,
        questions,
        answers,
        datasets,
        targets,
        roadmap,
        architecture,
        logic,
        config);
  }

  /** The same plan with other answers. */
  public Plan with(List<Answer> others) {
    return new Plan(
        version,
        title,
        brief,
        requirements,
        questions,
        others,
        datasets,
        targets,
        roadmap,
        architecture,
        logic,
        config);
  }

  /** The same plan with another setting in the place of the one with its key. */
  public Plan with(Setting other) {
    return new Plan(
        version,
        title,
        brief,
        requirements,
        questions,
        answers,
        datasets,
        targets,
        roadmap,
        architecture,
        logic,
        config.stream()
            .map(setting -> setting.key().equals(other.key()) ? other : setting)
            .toList());
  }

  /**
   * The tasks to write anew since an older plan: their entry, requirements, answers, config keys or
   * packages differ; all of them where brief or framework differ.
   */
  public Set<RepoPath> touchedSince(Plan old) {
    return PlanRules.touched(old, this);
  }

  /**
   * The same, with the files that have a number written in them which is another now: they should
   * read it from the config, and do not.
   *
   * @param written the files as they were made from the older plan
   */
  public Set<RepoPath> touchedSince(Plan old, Tree written) {
    Set<RepoPath> touched = touchedSince(old);
    touched.addAll(ReplacedNumbers.of(old, this).in(written));
    return touched;
  }
}
