package dev.offprint.session;

import java.util.List;

/** What Planning found, before Designing decides on files. */
public record PlanDraft(
    Brief brief,
    List<Requirement> requirements,
    List<Question> questions,
    List<Dataset> datasets,
    List<Target> targets,
    Roadmap roadmap) {
  public PlanDraft {
    requirements = List.copyOf(requirements);
    questions = List.copyOf(questions);
    datasets = List.copyOf(datasets);
    targets = List.copyOf(targets);
  }
}
