package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Prompt;
import dev.offprint.engine.Traits;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Tree;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a prompt cache finds again from one call to the next. */
final class SharedPrefixTest {
  private static final PaperCoderStages STAGES = new PaperCoderStages(Prompts.load(null));
  private static final Traits IN_WORDS =
      new Traits("test:words", "the test", 128_000, 8_000, 8, false, false, true);

  private static RepoFile file(String path, String text) {
    return new RepoFile(new RepoPath(path), text);
  }

  @Test
  void aLaterRoundOfReviewBeginsWithTheCodeAsTheFirstSawIt() throws Exception {
    ScriptedAsking asking = new ScriptedAsking(ScriptedAsking.large(), PipelineTest::sensible);
    PipelineTest.Made made = PipelineTest.made(asking);
    Tree mended = made.tree().with(List.of(file("model.py", "def simulate():\n    return 2\n")));
    STAGES.review(PipelineTest.job(asking), made.plan(), List.of(made.tree(), mended), List.of());

    List<Prompt> reviews =
        asking.prompts().stream().filter(p -> p.step().startsWith("review:")).toList();
    Prompt first = reviews.getFirst();
    Prompt later = reviews.getLast();
    assertThat(first.step()).startsWith("review:0:");
    assertThat(later.step()).startsWith("review:1:");
    // Paper, three blocks of the plan, code.
    assertThat(later.prefix().subList(0, 5)).isEqualTo(first.prefix().subList(0, 5));
    assertThat(later.prefix().get(5))
        .contains(
            "in place of what stands above", "=== model.py\n1|def simulate():\n2|    return 2")
        .doesNotContain("=== main.py");
  }

  @Test
  void whereMostWasChangedTheCodeIsToldAnew() {
    RepoFile a = file("a.py", "a = 1\n");
    RepoFile b = file("b.py", "b = 1\n");
    RepoFile c = file("c.py", "c = 1\n");
    RepoFile other = file("a.py", "a = 2\n");
    assertThat(CodeHistory.of(List.of(List.of(a, b, c), List.of(other, b, c))))
        .containsExactly(List.of(a, b, c), List.of(other));
    List<RepoFile> last = List.of(other, file("b.py", "b = 2\n"), c);
    assertThat(CodeHistory.of(List.of(List.of(a, b, c), List.of(other, b, c), last)))
        .containsExactly(last);
    assertThat(CodeHistory.of(List.of(List.of(a, b), List.of(a)))).containsExactly(List.of(a));
  }

  @Test
  void theFormOfAnAnswerThatNoSchemaHoldsStandsInTheWordsAndIsTheSameForAllFiles()
      throws Exception {
    ScriptedAsking asking = new ScriptedAsking(IN_WORDS, PipelineTest::sensible);
    PipelineTest.made(asking);
    assertThat(asking.prompts()).allMatch(prompt -> prompt.schema() == null);
    List<Prompt> specs =
        asking.prompts().stream().filter(p -> p.step().startsWith("spec:")).toList();
    assertThat(specs).hasSize(3);
    assertThat(specs).extracting(Prompt::prefix).containsOnly(specs.getFirst().prefix());
    assertThat(specs.getFirst().prefix().getLast())
        .endsWith(
            "The form of the answer: {\"signatures\":[{\"name\":\"…\",\"declaration\":\"…\","
                + "\"meaning\":\"…\"}],\"specification\":\"…\",\"calls\":[{\"file\":\"…\","
                + "\"name\":\"…\",\"arguments\":0}]}");
  }

  @Test
  void allSchemasOfAStageAreTheSame() throws Exception {
    ScriptedAsking asking = new ScriptedAsking(ScriptedAsking.large(), PipelineTest::sensible);
    PipelineTest.made(asking);
    for (String stage : List.of("spec:", "review:")) {
      assertThat(
              asking.prompts().stream()
                  .filter(prompt -> prompt.step().startsWith(stage))
                  .map(Prompt::schema)
                  .distinct())
          .as(stage)
          .hasSize(1);
    }
  }

  @Test
  void onlyALargerRepositoryIsSpecifiedTwoFilesAtATime() throws Exception {
    ScriptedAsking asking = new ScriptedAsking(ScriptedAsking.large(), PipelineTest::sensible);
    PipelineTest.Made made = PipelineTest.made(asking);
    Calls calls = new Calls(Prompts.load(null));
    Specifier few = new Specifier(calls, PipelineTest.job(asking), made.plan(), 8);
    Specifier many = new Specifier(calls, PipelineTest.job(asking), made.plan(), 9);
    assertThat(few.groups(made.plan().logic().tasks()).stream().map(Specifier::name))
        .containsExactly("model.py", "experiment.py", "main.py");
    assertThat(many.groups(made.plan().logic().tasks()).stream().map(Specifier::name))
        .containsExactly("model.py+experiment.py", "main.py");
    assertThat(many.specify(made.plan().logic().tasks().subList(0, 2)))
        .extracting(each -> each.analysis())
        .isEqualTo(made.analyses().subList(0, 2));
    ScriptedAsking small = new ScriptedAsking(ScriptedAsking.small(), PipelineTest::sensible);
    assertThat(
            new Specifier(calls, PipelineTest.job(small), made.plan(), 20)
                .groups(made.plan().logic().tasks()))
        .as("a small model")
        .hasSize(3);
  }
}
