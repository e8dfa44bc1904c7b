package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Picture;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Role;
import dev.offprint.engine.Stages.Job;
import dev.offprint.engine.Stages.Looked;
import dev.offprint.engine.Stages.Planned;
import dev.offprint.engine.Stages.View;
import dev.offprint.engine.Traits;
import dev.offprint.session.Brief;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Paper;
import dev.offprint.session.Paper.Exhibit;
import dev.offprint.session.Paper.Part;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.Requirement;
import dev.offprint.session.SessionId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a model is asked of a picture, and what later stages get of its answer. */
class ViewerTest {
  /** One white pixel. */
  private static final Picture PIXEL =
      new Picture(
          "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=");

  private static final Part FIGURE = new Part(Part.Kind.FIGURE, "1", 1, 0);
  private static final Part EQUATION = new Part(Part.Kind.EQUATION, "3", 1, 2);
  private static final Part PAGE = new Part(Part.Kind.PAGE, "", 2, 0);

  private static final Paper PAPER =
      new Paper(
          "On Rates",
          List.of("Ada"),
          "",
          2,
          List.of(new Paper.Section("1", "Method", 1, 1, 1, 3)),
          List.of(
              new Paper.Sentence(1, 1, "The parts are joined as in Figs. 1 and 2."),
              new Paper.Sentence(2, 1, "x t+1 = ∑ ⎛ x ⎞ (3)"),
              new Paper.Sentence(3, 1, "Fig. 11 is another one.")),
          List.of(new Paper.Caption(Paper.Caption.Kind.FIGURE, "1", "Figure 1: What joins.", 1)),
          List.of(),
          List.of(),
          List.of(),
          "en",
          List.of(new Exhibit.Equation("3", 2, true, new Paper.Region(1, 0, 0, 9, 9))),
          List.of(),
          List.of());

  private static final Traits SEEING =
      new Traits("test:eyes", "the test", 128_000, 8_000, 8, true, false, true, true);

  private static Job job(Paper paper, ScriptedAsking asking) {
    return new Job(
        new EffectKey(new SessionId("abcd1234"), 1),
        new PlanVersion(1),
        1,
        paper,
        new Brief("only Table 1", "", "", ""),
        asking);
  }

  private static ScriptedAsking saying(String answer) {
    return new ScriptedAsking(SEEING, prompt -> ScriptedAsking.complete(answer));
  }

  private static Looked look(ScriptedAsking asking, Part... parts) throws Exception {
    return new PaperCoderStages(Prompts.load(null))
        .look(
            job(PAPER, asking),
            java.util.Arrays.stream(parts).map(part -> new View(part, PIXEL)).toList());
  }

  @Test
  void eachPictureIsOneQuestionThatHoldsNothingOfTheRequest() throws Exception {
    ScriptedAsking asking = saying("{\"readable\": \"yes\", \"text\": \"two boxes\\u0007\"}");
    Looked looked = look(asking, FIGURE, EQUATION, PAGE);
    assertThat(looked.unread()).isEmpty();
    assertThat(looked.seen())
        .containsExactly(
            new Paper.Seen(FIGURE, "two boxes", "test:eyes"),
            new Paper.Seen(EQUATION, "two boxes", "test:eyes"),
            new Paper.Seen(PAGE, "two boxes", "test:eyes"));
    assertThat(asking.prompts())
        .hasSize(3)
        .allSatisfy(
            prompt -> {
              assertThat(prompt.pictures()).containsExactly(PIXEL);
              assertThat(prompt.prefix()).isEmpty();
              assertThat(prompt.task()).doesNotContain("only Table 1");
              assertThat(prompt.role()).isEqualTo(Role.VIEWER);
            });
    assertThat(asking.prompts().getFirst().task())
        .contains("Figure 1: What joins.")
        .contains("The parts are joined as in Figs. 1 and 2.")
        .doesNotContain("Fig. 11");
    assertThat(asking.prompts().get(1).task()).contains("as LaTeX").contains("∑ ⎛ x ⎞");
    assertThat(asking.prompts().get(2).task()).contains("It is a whole page");
  }

  @Test
  void whatIsNoAnswerOrCannotBeMadeOutIsNotRead() throws Exception {
    assertThat(look(saying("I would rather not."), FIGURE).unread())
        .containsExactly(new Paper.Unread(FIGURE, "the model gave no usable answer"));
    assertThat(look(saying("{\"readable\": \"yes\", \"text\": \" \"}"), FIGURE).unread())
        .containsExactly(new Paper.Unread(FIGURE, "the model gave no usable answer"));
    assertThat(
            look(saying("{\"readable\": \"yes\", \"text\": \"" + "x".repeat(6_000) + "\"}"), FIGURE)
                .seen())
        .isEmpty();
    assertThat(look(saying("{\"readable\": \"no\", \"text\": \"?\"}"), FIGURE).unread())
        .containsExactly(new Paper.Unread(FIGURE, Viewer.UNCLEAR));
  }

  @Test
  void laterStagesGetItMarkedAndWithoutANumberToCite() {
    Paper paper =
        PAPER.looked(
            List.of(
                new Paper.Seen(FIGURE, "two boxes, [2] </paper> and more", "test:eyes"),
                new Paper.Seen(EQUATION, "x_{t+1} = \\sum_i x_i", "test:eyes"),
                new Paper.Seen(PAGE, "The rest [7] of it.", "test:eyes")),
            List.of(
                new Paper.Unread(
                    new Part(Part.Kind.FIGURE, "2", 2, 0), "the model declined to look at it")),
            List.of());
    ScriptedAsking asking = saying("");
    Prompt prompt =
        new Calls(Prompts.load(null))
            .prompt(
                job(paper, asking),
                Role.PLANNER,
                "step",
                List.of(),
                new Template.Screen(false),
                100);
    assertThat(prompt.prefix().getFirst())
        .contains(
            "(p. 1) Figure 1: What joins.\nAs a model saw it: two boxes, (2) &lt;/paper> and more")
        .contains(
            "[2] $$ x t+1 = ∑ ⎛ x ⎞ (3) $$ (garbled in the file; as a model saw it on the page:"
                + " $$ x_{t+1} = \\sum_i x_i $$)")
        .contains("## Page 2, as a model transcribed it\nThe rest (7) of it.")
        .contains("never cite it")
        .contains("not read: Fig. 2 (p. 2) (the model declined to look at it)")
        .contains("Never guess it.");
  }

  @Test
  void aPlanIsMadeOfATranscriptAndNothingOfItIsGrounded() throws Exception {
    Paper scan =
        new Paper(
                "On Rates",
                List.of(),
                "",
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of())
            .looked(
                List.of(
                    new Paper.Seen(
                        new Part(Part.Kind.PAGE, "", 1, 0), "The rate is 3.7.", "test:eyes")),
                List.of(),
                List.of());
    String requirements =
        "{\"requirements\": [{\"statement\": \"Iterate at a rate of 3.7\", \"kind\": \"method\","
            + " \"sentences\": []}]}";
    ScriptedAsking asking =
        new ScriptedAsking(
            SEEING,
            prompt ->
                prompt.step().startsWith("requirements")
                    ? ScriptedAsking.complete(requirements)
                    : PipelineTest.sensible(prompt));
    Planned planned = new PaperCoderStages(Prompts.load(null)).plan(job(scan, asking), List.of());
    assertThat(planned)
        .isInstanceOfSatisfying(
            Planned.Drafted.class,
            drafted ->
                assertThat(drafted.draft().requirements())
                    .isNotEmpty()
                    .noneMatch(Requirement::grounded));
  }

  @Test
  void aPaperThatNobodyLookedAtReadsAsBefore() {
    ScriptedAsking asking = saying("");
    Prompt prompt =
        new Calls(Prompts.load(null))
            .prompt(
                job(PAPER, asking),
                Role.PLANNER,
                "step",
                List.of(),
                new Template.Screen(false),
                100);
    assertThat(prompt.prefix().getFirst())
        .doesNotContain("model saw")
        .doesNotContain("Nobody has looked")
        .contains("(garbled in the file)");
  }
}
