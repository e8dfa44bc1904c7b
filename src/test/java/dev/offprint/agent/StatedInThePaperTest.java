package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Prompt;
import dev.offprint.engine.Stages.Job;
import dev.offprint.session.Brief;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Paper;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.RepoPath;
import dev.offprint.session.SessionId;
import dev.offprint.session.Setting;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What rules found stated reaches the planner, and is held against its settings. */
class StatedInThePaperTest {
  private static final Paper PAPER =
      new Paper(
          "On Training",
          List.of("Ada"),
          "",
          1,
          List.of(new Paper.Section("1", "Method", 1, 1, 1, 3)),
          List.of(
              new Paper.Sentence(1, 1, "We train with a learning rate of 0.001."),
              new Paper.Sentence(2, 1, "method accuracy"),
              new Paper.Sentence(3, 1, "ours 91.5")),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          "en",
          List.of(),
          List.of(),
          List.of(
              new Paper.Fact.Value("learning rate", "0.001", "", 1),
              new Paper.Fact.Result("2", "ours", "accuracy", "91.5", 3)));

  private static Job job(ScriptedAsking asking) {
    return new Job(
        new EffectKey(new SessionId("abcd1234"), 1),
        new PlanVersion(1),
        1,
        PAPER,
        Brief.EMPTY,
        asking);
  }

  private static String answer(String value, int sentence) {
    return """
        {"settings": [{"key": "training.learning_rate", "value": "%s", "unit": "",
          "sentence": %d, "why": "", "used_by": ["main.py"]}]}
        """
        .formatted(value, sentence);
  }

  private static List<Setting> settings(ScriptedAsking asking) throws Exception {
    return new Configurer(new Calls(Prompts.load(null)))
        .settings(job(asking), List.of(), List.of(new RepoPath("main.py")), List.of()).stream()
            .map(Configurer.Used::setting)
            .toList();
  }

  @Test
  void aValueThatThePaperStatesOtherwiseIsHandedBackOnce() throws Exception {
    List<String> answers = new ArrayList<>(List.of(answer("0.01", 0), answer("0.001", 1)));
    ScriptedAsking asking =
        new ScriptedAsking(
            ScriptedAsking.large(), prompt -> ScriptedAsking.complete(answers.removeFirst()));
    assertThat(settings(asking))
        .containsExactly(
            new Setting(
                "training.learning_rate",
                new Setting.Value.Num(new BigDecimal("0.001")),
                "",
                PAPER.quote(1).orElseThrow(),
                ""));
    assertThat(asking.prompts().get(1).exchanges())
        .extracting(Prompt.Exchange::reproach)
        .singleElement()
        .asString()
        .startsWith(
            "settings: training.learning_rate is 0.01, but the paper states learning rate 0.001"
                + " (sentence 1, p. 1).");
  }

  @Test
  void whoInsistsIsLetThroughForTheGateToTell() throws Exception {
    ScriptedAsking asking =
        new ScriptedAsking(
            ScriptedAsking.large(), prompt -> ScriptedAsking.complete(answer("0.01", 0)));
    assertThat(settings(asking)).extracting(Setting::assumed).containsExactly(true);
    assertThat(asking.prompts()).hasSize(2);
  }

  @Test
  void numbersOfResultTablesReachThePlannerAsCandidates() throws Exception {
    ScriptedAsking asking =
        new ScriptedAsking(
            ScriptedAsking.large(),
            prompt ->
                ScriptedAsking.complete("{\"questions\": [], \"datasets\": [], \"targets\": []}"));
    new LeftOpen(new Calls(Prompts.load(null))).read(job(asking), List.of());
    assertThat(asking.prompts().getFirst().task()).contains("Table 2, ours, accuracy: 91.5 [3]");
    assertThat(asking.prompts().getFirst().prefix().getFirst())
        .contains("learning rate = 0.001 [1]");
  }
}
