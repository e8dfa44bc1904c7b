package dev.offprint.engine;

import dev.offprint.session.Actor;
import dev.offprint.session.Answer;
import dev.offprint.session.Architecture;
import dev.offprint.session.Brief;
import dev.offprint.session.Logic;
import dev.offprint.session.Paper;
import dev.offprint.session.PersonId;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.Question;
import dev.offprint.session.QuestionId;
import dev.offprint.session.Quote;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Requirement;
import dev.offprint.session.RequirementId;
import dev.offprint.session.Roadmap;
import dev.offprint.session.Setting;
import dev.offprint.session.Target;
import dev.offprint.session.TargetId;
import dev.offprint.session.Task;
import dev.offprint.session.ThreadRef;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** A small paper, its plan, and the people who ask for it. */
final class Samples {
  static final ThreadRef THREAD = new ThreadRef("fake", "lab", "1");
  static final Actor ADA = member("ada");
  static final Actor BEN = member("ben");
  static final RepoPath MODEL = new RepoPath("model.py");
  static final RepoPath MAIN = Logic.MAIN;
  static final RequirementId R1 = new RequirementId("R1");
  static final RequirementId R2 = new RequirementId("R2");
  static final QuestionId Q1 = new QuestionId("Q1");
  static final QuestionId Q2 = new QuestionId("Q2");
  static final TargetId T1 = new TargetId("T1");
  static final Quote SENTENCE = new Quote(1, "The rate is 0.1.", "1 Method", 1);

  static final Paper PAPER =
      new Paper(
          "On Rates",
          List.of("A. Author"),
          "",
          2,
          List.of(new Paper.Section("1", "Method", 1, 1, 1, 2)),
          List.of(
              new Paper.Sentence(1, 1, "The rate is 0.1."),
              new Paper.Sentence(2, 1, "We run ten steps.")),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  private Samples() {}

  static Actor member(String name) {
    return new Actor(new PersonId("fake:" + name), name, Actor.Standing.MEMBER, Set.of());
  }

  static Question question(QuestionId id, int defaultOption) {
    return new Question(id, "Which rate?", List.of("0.1", "0.2"), defaultOption, "the results");
  }

  static PlanDraft draft(List<Question> questions) {
    return new PlanDraft(
        Brief.EMPTY,
        List.of(requirement(R1, List.of(SENTENCE)), requirement(R2, List.of(SENTENCE))),
        questions,
        List.of(),
        List.of(new Target(T1, "rate", "Table 1", BigDecimal.ONE, BigDecimal.ZERO, 1, "a minute")),
        new Roadmap("all of it", List.of("model", "main"), List.of()));
  }

  static Requirement requirement(RequirementId id, List<Quote> quotes) {
    return new Requirement(id, "the rate is used", Requirement.Kind.METHOD, quotes);
  }

  static Plan plan(PlanDraft draft, List<Answer> answers) {
    return plan(draft, answers, "0.1");
  }

  /**
   * @param rate a number, or words for what the code has to do
   */
  static Plan plan(PlanDraft draft, List<Answer> answers, String rate) {
    Setting.Value value =
        rate.matches("[0-9.]+")
            ? new Setting.Value.Num(new BigDecimal(rate))
            : new Setting.Value.Text(rate);
    return new Plan(
        new PlanVersion(1),
        PAPER.title(),
        draft.brief(),
        draft.requirements(),
        draft.questions(),
        answers,
        draft.datasets(),
        draft.targets(),
        draft.roadmap(),
        new Architecture(
            List.of(
                new Architecture.PlannedFile(MODEL, "the model"),
                new Architecture.PlannedFile(MAIN, "runs it")),
            new Architecture.ClassDiagram(List.of(), List.of()),
            new Architecture.SequenceDiagram(List.of()),
            List.of()),
        new Logic(
            List.of(
                new Task(MODEL, "the model", List.of(), List.of(R1), List.of("rate")),
                new Task(MAIN, "runs it", List.of(MODEL), List.of(R2), List.of())),
            List.of(),
            List.of()),
        List.of(new Setting("rate", value, "", SENTENCE, "")));
  }

  static Plan plan() {
    return plan(draft(List.of(question(Q1, 0))), List.of(new Answer(Q1, "0.1", null)));
  }
}
