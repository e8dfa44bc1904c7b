package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Answer;
import dev.offprint.session.Finding;
import dev.offprint.session.Gate;
import dev.offprint.session.GateResult;
import dev.offprint.session.Ledger;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.Question;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Setting;
import dev.offprint.session.Tree;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfirmationTest {
  private static final Tree TREE =
      new Tree(
          List.of(
              new RepoFile(Samples.MODEL, "# rate\nx = config.rate\ny = 2\n"),
              new RepoFile(Samples.MAIN, "print(1)\n"),
              FakePorts.README));

  private static Stages.Judged says(
      Stages.Judged.Word word, @Nullable RepoPath file, int first, int last, String caveat) {
    return new Stages.Judged(Samples.R1, word, file, first, last, caveat);
  }

  private static Stages.Judged implemented(@Nullable RepoPath file, int first, int last) {
    return says(Stages.Judged.Word.IMPLEMENTED, file, first, last, "");
  }

  /** The ledger's line for R1. */
  private static Ledger.Entry first(Plan plan, List<GateResult> gates, List<Stages.Judged> judged) {
    return new Confirmation(new FakePorts())
        .confirm(plan, TREE, gates, judged)
        .entries()
        .getFirst();
  }

  private static Ledger.Entry first(Stages.Judged... judged) {
    return first(Samples.plan(), List.of(), List.of(judged));
  }

  private static Ledger.Entry missing(String caveat) {
    return new Ledger.Entry(Samples.R1, Ledger.Verdict.MISSING, null, 0, 0, caveat);
  }

  @Test
  void linesThatAreCodeAreBelieved() {
    assertThat(first(implemented(Samples.MODEL, 3, 3)))
        .isEqualTo(
            new Ledger.Entry(Samples.R1, Ledger.Verdict.IMPLEMENTED, Samples.MODEL, 3, 3, ""));
  }

  @Test
  void aCaveatBesideImplementedIsKept() {
    assertThat(first(says(Stages.Judged.Word.IMPLEMENTED, Samples.MODEL, 3, 3, "slow")).caveat())
        .isEqualTo("slow");
  }

  @Test
  void linesBeyondTheEndShowNothing() {
    assertThat(first(implemented(Samples.MODEL, 3, 9)))
        .isEqualTo(
            new Ledger.Entry(
                Samples.R1,
                Ledger.Verdict.MISSING,
                Samples.MODEL,
                3,
                9,
                "the review calls it implemented, but lines 3 to 9 of model.py are not code"));
  }

  @Test
  void aLineThatAGateFaultsShowsNothing() {
    Finding fault = new Finding(Samples.MODEL, 3, "steps is not defined", List.of());
    GateResult names = new GateResult(Gate.NAMES, GateResult.Outcome.FAILED, List.of(fault), "");
    assertThat(
            first(Samples.plan(), List.of(names), List.of(implemented(Samples.MODEL, 2, 3)))
                .caveat())
        .isEqualTo(
            "the review calls it implemented, but line 3 of model.py fails: steps is not defined");
    assertThat(
            first(Samples.plan(), List.of(names), List.of(implemented(Samples.MODEL, 2, 2)))
                .verdict())
        .isNotEqualTo(Ledger.Verdict.MISSING);
  }

  @Test
  void aCommentShowsNothing() {
    assertThat(first(implemented(Samples.MODEL, 1, 1)).verdict()).isEqualTo(Ledger.Verdict.MISSING);
  }

  @Test
  void aFileThatDoesNotExistShowsNothing() {
    assertThat(first(implemented(new RepoPath("other.py"), 1, 1)))
        .isEqualTo(missing("the review calls it implemented, but there is no other.py"));
  }

  @Test
  void noFileShowsNothing() {
    assertThat(first(implemented(null, 1, 1)))
        .isEqualTo(missing("the review calls it implemented, but it names no file"));
  }

  @Test
  void whatOffprintWritesItselfShowsNothing() {
    assertThat(first(implemented(FakePorts.README.path(), 1, 1)).verdict())
        .isEqualTo(Ledger.Verdict.MISSING);
  }

  @Test
  void aStubShowsNothing() {
    GateResult stub =
        GateResult.of(Gate.FILES, List.of(new Finding(Samples.MODEL, 0, "is a stub", List.of())));
    assertThat(
            first(Samples.plan(), List.of(stub), List.of(implemented(Samples.MODEL, 3, 3)))
                .verdict())
        .isEqualTo(Ledger.Verdict.MISSING);
  }

  @Test
  void partialCountsAsMissingAndKeepsItsCaveat() {
    assertThat(first(says(Stages.Judged.Word.PARTIAL, Samples.MODEL, 3, 3, "no decay")))
        .isEqualTo(
            new Ledger.Entry(
                Samples.R1,
                Ledger.Verdict.MISSING,
                Samples.MODEL,
                3,
                3,
                "only partly there; no decay"));
  }

  @Test
  void whatTheReviewDoesNotMentionIsMissing() {
    assertThat(first()).isEqualTo(missing("the review does not mention it"));
  }

  @Test
  void ofTwoWordsTheWorseCounts() {
    assertThat(
            first(
                    implemented(Samples.MODEL, 3, 3),
                    says(Stages.Judged.Word.MISSING, null, 0, 0, "not in the loop"))
                .verdict())
        .isEqualTo(Ledger.Verdict.MISSING);
  }

  @Test
  void withoutASentenceOfThePaperItIsAssumed() {
    PlanDraft draft = Samples.draft(List.of());
    Plan plan =
        Samples.plan(
            new PlanDraft(
                draft.brief(),
                List.of(Samples.requirement(Samples.R1, List.of()), draft.requirements().get(1)),
                draft.questions(),
                draft.datasets(),
                draft.targets(),
                draft.roadmap()),
            List.of());
    assertThat(first(plan, List.of(), List.of(implemented(Samples.MODEL, 3, 3))))
        .isEqualTo(
            new Ledger.Entry(
                Samples.R1,
                Ledger.Verdict.ASSUMED,
                Samples.MODEL,
                3,
                3,
                "no sentence of the paper says so"));
  }

  @Test
  void linesThatReadAnAssumedSettingMakeItAssumed() {
    Plan plan = Samples.plan();
    Plan assumed =
        new Plan(
            plan.version(),
            plan.title(),
            plan.brief(),
            plan.requirements(),
            plan.questions(),
            plan.answers(),
            plan.datasets(),
            plan.targets(),
            plan.roadmap(),
            plan.architecture(),
            plan.logic(),
            List.of(
                new Setting(
                    "rate", new Setting.Value.Num(BigDecimal.ONE), "", null, "usual choice")));
    assertThat(first(assumed, List.of(), List.of(implemented(Samples.MODEL, 2, 2))).caveat())
        .isEqualTo("rests on the assumed rate; rests on the default answer to Q1: 0.1");
    assertThat(first(assumed, List.of(), List.of(implemented(Samples.MODEL, 3, 3))).verdict())
        .isEqualTo(Ledger.Verdict.IMPLEMENTED);
  }

  @Test
  void aDefaultAnswerThatNamesTheRequirementMakesItAssumed() {
    Question names =
        new Question(Samples.Q1, "Which one?", List.of("a", "b"), 0, "what R1 comes to");
    PlanDraft draft = Samples.draft(List.of(names));
    Plan byDefault = Samples.plan(draft, List.of(new Answer(Samples.Q1, "a", null)));
    Plan byAda = Samples.plan(draft, List.of(new Answer(Samples.Q1, "a", Samples.ADA.person())));
    assertThat(first(byDefault, List.of(), List.of(implemented(Samples.MODEL, 3, 3))).caveat())
        .isEqualTo("rests on the default answer to Q1: a");
    assertThat(first(byAda, List.of(), List.of(implemented(Samples.MODEL, 3, 3))).verdict())
        .isEqualTo(Ledger.Verdict.IMPLEMENTED);
  }
}
