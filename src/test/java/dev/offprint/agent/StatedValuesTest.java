package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.offprint.engine.Stages.Job;
import dev.offprint.engine.Stages.Planned;
import dev.offprint.session.Brief;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Paper;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Setting;
import dev.offprint.session.StatedValues;
import dev.offprint.session.StatedValues.Stated;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatedValuesTest {
  private static Paper paper(String... sentences) {
    return TestPapers.of("Paper", "1 Method", List.of(sentences));
  }

  private static Stated row(String name, String value, @Nullable String to, int sentence) {
    return new Stated(
        name, new BigDecimal(value), to == null ? null : new BigDecimal(to), sentence, true);
  }

  private static Stated told(String name, String value, int sentence) {
    return new Stated(name, new BigDecimal(value), null, sentence, false);
  }

  @Test
  void rowsOfATableAreRead() {
    assertThat(StatedValues.of(paper("Table 1. Parameters", "k_1 5.0", "k_2 | 0.1", "b 2.0 → 6.2")))
        .containsExactly(
            row("k_1", "5.0", null, 2), row("k_2", "0.1", null, 3), row("b", "2.0", "6.2", 4));
  }

  @Test
  void equationsInTheTextAreRead() {
    assertThat(
            StatedValues.of(
                paper("We set α = 0.05 and L_max=300, with a tolerance ϵ ≈ 1e − 14 throughout.")))
        .containsExactly(
            told("alpha", "0.05", 1), told("l_max", "300", 1), told("epsilon", "1e-14", 1));
  }

  @Test
  void whatGivesNoSymbolAValueIsNotRead() {
    assertThat(
            StatedValues.of(
                paper(
                    "Figure 3",
                    "The effect is significant (p = 0.03, n = 12).",
                    "The derivative is dx/dt = 3x and y = 2(1 − x) and z = 4 + x.",
                    "See f(x) = 3.")))
        .isEmpty();
  }

  @Test
  void aSymbolIsSettledByATableOrByAgreement() {
    assertThat(
            StatedValues.settled(
                paper(
                    "k 5.0",
                    "We set k = 7 once.",
                    "Here μ = 0.5 holds.",
                    "Again μ = 0.50 holds.",
                    "Once only ν = 3 is said.",
                    "Sometimes w = 1 is used.",
                    "Sometimes w = 2 is used.")))
        .containsExactly(row("k", "5.0", null, 1), told("mu", "0.5", 3));
  }

  @Test
  void aRangeHasTheUsualValueBesideIt() {
    assertThat(
            StatedValues.settled(
                paper("b 2.0 → 6.2", "First b = 6.0 here.", "Then b = 3.0 here.", "Also b = 3.0.")))
        .containsExactly(row("b", "2.0", "6.2", 1), told("b", "3.0", 3));
  }

  private static Job job(ScriptedAsking asking) {
    return new Job(
        new EffectKey(new SessionId("abcd1234"), 1),
        new PlanVersion(1),
        1,
        paper(
            "We model the population by logistic growth with a constant rate per generation.",
            "The population starts from a random state between zero and one.",
            "Every step replaces the state by its logistic image, for many generations.",
            "We compute the spread as the largest mean minus the smallest one.",
            "The experiment is repeated for each rate and the mean population is plotted.",
            "The integration ends when the state has been constant for a while.",
            "Table 1. Parameters",
            "k 5.0",
            "b 2.0 → 6.2"),
        Brief.EMPTY,
        asking);
  }

  @Test
  void aSmallModelIsGivenWhatThePaperSettles() throws Exception {
    ScriptedAsking asking = new ScriptedAsking(ScriptedAsking.small(), PipelineTest::sensible);
    PaperCoderStages stages = new PaperCoderStages(Prompts.load(null));
    Job job = job(asking);
    PlanDraft draft = ((Planned.Drafted) stages.plan(job, List.of())).draft();

    Plan plan = stages.design(job, draft, List.of());

    assertThat(plan.config())
        .filteredOn(setting -> setting.key().startsWith("model."))
        .extracting(Setting::key, Setting::value, Setting::assumed)
        .contains(
            tuple("model.k", new Setting.Value.Num(new BigDecimal("5.0")), false),
            tuple("model.b_from", new Setting.Value.Num(new BigDecimal("2.0")), false),
            tuple("model.b_to", new Setting.Value.Num(new BigDecimal("6.2")), false));
  }
}
