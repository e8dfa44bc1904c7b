package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Revised;
import dev.offprint.engine.Stages.Sorted;
import dev.offprint.engine.Stages.Sorted.Place;
import dev.offprint.engine.Stages.Wanted;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.Ledger;
import dev.offprint.session.Person;
import dev.offprint.session.PersonId;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Requirement;
import dev.offprint.session.Setting;
import dev.offprint.session.Target;
import dev.offprint.session.TargetId;
import dev.offprint.session.Tree;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Changes in words become edits by id; messages after a delivery are sorted. */
final class ReviserTest {
  private static final PaperCoderStages STAGES = new PaperCoderStages(Prompts.load(null));
  private static final EventId EVENT = new EventId("e1");

  private static Plan plan() throws StageStopped {
    return PipelineTest.made(new ScriptedAsking(ScriptedAsking.large(), PipelineTest::sensible))
        .plan();
  }

  private static Revised revised(Plan plan, String words, Map<String, String> fields)
      throws StageStopped {
    return revised(plan, words, asking(fields));
  }

  private static Revised revised(Plan plan, String words, ScriptedAsking asking)
      throws StageStopped {
    return STAGES.revise(PipelineTest.job(asking), plan, List.of(wanted(EVENT, words)));
  }

  /** The sensible model, with some fields of its answers changed. */
  private static ScriptedAsking asking(Map<String, String> fields) {
    return new ScriptedAsking(
        ScriptedAsking.large(),
        prompt -> {
          try {
            ObjectNode answer =
                (ObjectNode) new ObjectMapper().readTree(PipelineTest.sensible(prompt).text());
            for (Map.Entry<String, String> field : fields.entrySet()) {
              answer.set(field.getKey(), new ObjectMapper().readTree(field.getValue()));
            }
            return ScriptedAsking.complete(answer.toString());
          } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw new IllegalStateException(broken);
          }
        });
  }

  private static Wanted wanted(EventId event, String words) {
    return new Wanted(event, new Person(new PersonId("ada"), "Ada"), words, true);
  }

  @Test
  void onlyWhatAnEditNamesIsChanged() throws Exception {
    Plan plan = plan();
    Revised revised = revised(plan, "have the seed be 11", Map.of());
    Plan now = revised.plan();
    assertThat(revised.declined()).isEmpty();
    assertThat(now.config())
        .filteredOn(setting -> !plan.config().contains(setting))
        .extracting(Setting::key, Setting::value)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "experiment.seed", new Setting.Value.Num(new BigDecimal("11"))));
    assertThat(now.requirements()).isEqualTo(plan.requirements());
    assertThat(now.logic()).isEqualTo(plan.logic());
    assertThat(now.touchedSince(plan)).as("files that read another number").isEmpty();
  }

  @Test
  void aPlainChangeOfANumberNeedsNoModel() throws Exception {
    Plan plan = plan();
    ScriptedAsking nobody =
        new ScriptedAsking(
            ScriptedAsking.large(),
            prompt -> {
              throw new IllegalStateException("asked: " + prompt.task());
            });
    Wanted seed = wanted(EVENT, "use 11 as the seed instead of 7");
    Wanted same = wanted(new EventId("e2"), "the steps should be 500");
    Revised revised = STAGES.revise(PipelineTest.job(nobody), plan, List.of(seed, same));
    assertThat(revised.declined())
        .containsExactly(entry(same.event(), "experiment.steps is 500 already"));
    assertThat(revised.plan().config())
        .filteredOn(setting -> !plan.config().contains(setting))
        .singleElement()
        .satisfies(
            setting -> {
              assertThat(setting.key()).isEqualTo("experiment.seed");
              assertThat(setting.value()).isEqualTo(new Setting.Value.Num(new BigDecimal("11")));
              assertThat(setting.assumption()).isEqualTo("asked for by Ada");
            });
    assertThat(
            STAGES.followUp(
                PipelineTest.job(nobody), plan, Tree.EMPTY, new Ledger(List.of()), seed.words()))
        .isEqualTo(new Sorted.ChangeWanted());
  }

  @Test
  void editsWithoutTheNumbersOfAChangeAreHandedBackAndThenItIsNotMade() throws Exception {
    Plan plan = plan();
    ScriptedAsking asking =
        asking(
            Map.of(
                "settings",
                "[]",
                "left_out",
                "[{\"op\":\"add\",\"text\":\"Nothing of 5 is built.\"}]"));
    Revised revised =
        revised(plan, "have the population start from 321 ponds (see page 77)", asking);
    assertThat(asking.prompts()).hasSize(3);
    assertThat(revised.plan()).isEqualTo(plan);
    assertThat(revised.declined().get(EVENT)).startsWith("no edit has the 321 of change 1;");
  }

  @Test
  void ofSeveralChangesThatAModelMixesUpEachIsAskedForAlone() throws Exception {
    Plan plan = plan();
    ScriptedAsking asking =
        new ScriptedAsking(
            ScriptedAsking.large(),
            prompt ->
                prompt.task().contains("321 ponds") && prompt.task().contains("2. ")
                    ? ScriptedAsking.complete(edits("left_out", "Nothing of ponds."))
                    : PipelineTest.sensible(prompt));
    Wanted ponds = wanted(EVENT, "have the population start from 321 ponds");
    Wanted plots = wanted(new EventId("e2"), "leave the plots out");
    // A plain change behind one that a model reads waits for its turn.
    Wanted steps = wanted(new EventId("e3"), "use 400 steps");
    Revised revised = STAGES.revise(PipelineTest.job(asking), plan, List.of(ponds, plots, steps));
    assertThat(asking.steps())
        .containsExactly("revise", "revise", "revise", "revise:1", "revise:2", "revise:3");
    assertThat(revised.declined()).isEmpty();
    assertThat(revised.plan().roadmap().leftOut()).anyMatch(line -> line.contains("plots"));
  }

  private static String edits(String field, String text) {
    ObjectNode edits = new ObjectMapper().createObjectNode();
    for (String list :
        List.of(
            "requirements",
            "settings",
            "files",
            "packages",
            "answers",
            "targets",
            "conventions",
            "left_out",
            "declined")) {
      edits.putArray(list);
    }
    edits.withArray(field).addObject().put("op", "add").put("text", text);
    return edits.toString();
  }

  @Test
  void theSameValueAgainIsNoChange() throws Exception {
    Plan plan = plan();
    String same =
        "[{\"op\":\"replace\",\"key\":\"experiment.rate\",\"value\":\"3.70\",\"unit\":\"\",\"sentence\":0,\"why\":\"smaller\"}]";
    Revised revised =
        revised(plan, "use a smaller rate", Map.of("settings", same, "left_out", "[]"));
    assertThat(revised.plan()).isEqualTo(plan);
    assertThat(revised.declined()).containsKey(EVENT);
  }

  @Test
  void theNumbersOfAStoryAreNotWaitedFor() throws Exception {
    String story = "have it plotted. " + "We had 321 ponds that year and many frogs. ".repeat(10);
    Map<String, String> plots =
        Map.of("settings", "[]", "left_out", "[{\"op\":\"add\",\"text\":\"Tables.\"}]");
    assertThat(revised(plan(), story, plots).declined()).isEmpty();
  }

  @Test
  void numbersThatAreNoValuesOrWrittenOtherwiseAreNotMissed() throws Exception {
    Plan plan = plan();
    for (String words :
        List.of(
            "split model.py into 2 files",
            "do as in Figures 31 and 42, see page 77, model.py:120",
            "for question 14 take Adam",
            "have 50% of the states kept",
            "a ratio of 80/20",
            "have 20k of it")) {
      Map<String, String> made =
          Map.of(
              "settings",
              "[{\"op\":\"add\",\"key\":\"other.share\",\"value\":\"[0.5, 0.2, 20000]\",\"unit\":\"\",\"sentence\":0,\"why\":\"\"}]");
      assertThat(revised(plan, words, made).declined()).as(words).isEmpty();
    }
    String gone =
        "[{\"op\":\"remove\",\"key\":\"experiment.steps\",\"value\":\"\",\"unit\":\"\",\"sentence\":0,\"why\":\"\"}]";
    assertThat(revised(plan, "forget about the 4321", Map.of("settings", gone)).declined())
        .isEmpty();
  }

  @Test
  void editsThatLeaveThePlanAsItWasAreNoChange() throws Exception {
    Plan plan = plan();
    Requirement first = plan.requirements().getFirst();
    String edits =
        "[{\"op\":\"replace\",\"id\":\"%s\",\"statement\":%s,\"kind\":\"%s\",\"sentences\":[%d]}]"
            .formatted(
                first.id().value(),
                new ObjectMapper().writeValueAsString(first.statement()),
                first.kind().name().toLowerCase(Locale.ROOT),
                first.quotes().getFirst().sentence());
    Revised revised = revised(plan, "hm", Map.of("requirements", edits, "left_out", "[]"));
    assertThat(revised.plan()).isEqualTo(plan);
    assertThat(revised.declined())
        .containsExactly(entry(EVENT, "the edits leave the plan as it was"));
  }

  @Test
  void filesComeAndGoWithWhatIsDrawnOfThem() throws Exception {
    Plan plan = plan();
    String edits =
        """
        [{"op":"add","path":"plots.py","purpose":"Draws.","depends_on":["model.py"],
          "serves":["R1"],"config_keys":[]},
         {"op":"remove","path":"experiment.py","purpose":"","depends_on":[],"serves":[],
          "config_keys":[]}]
        """;
    Plan now = revised(plan, "plots instead", Map.of("files", edits)).plan();
    assertThat(now.logic().tasks())
        .extracting(task -> task.path().value())
        .containsExactly("model.py", "plots.py", "main.py");
    assertThat(now.requirements()).isEqualTo(plan.requirements());
  }

  @Test
  void anEditOfWhatIsNotThereGoesBack() throws Exception {
    Plan plan = plan();
    String edits = "[{\"op\":\"remove\",\"id\":\"R99\",\"kind\":\"method\"}]";
    assertThatThrownBy(() -> revised(plan, "drop it", Map.of("requirements", edits)))
        .isInstanceOf(StageStopped.class)
        .hasMessageContaining("there is no R99");
  }

  @Test
  void whatIsNeitherMadeNorDeclinedGoesBack() throws Exception {
    Plan plan = plan();
    assertThatThrownBy(() -> revised(plan, "hm", Map.of("left_out", "[]")))
        .isInstanceOf(StageStopped.class)
        .hasMessageContaining("every change is either made by an edit or declined");
  }

  @Test
  void aDeclinedChangeLeavesThePlanAndSaysWhy() throws Exception {
    Plan plan = plan();
    Map<String, String> declined =
        Map.of("left_out", "[]", "declined", "[{\"change\":1,\"why\":\"It is no change.\"}]");
    assertThat(revised(plan, "hm", declined))
        .isEqualTo(new Revised(plan, Map.of(EVENT, "It is no change.")));
  }

  @Test
  void messagesAfterADeliveryAreSorted() throws Exception {
    Plan plan = plan();
    assertThat(sorted(plan, "why logistic?"))
        .isEqualTo(
            new Sorted.Answered(
                "The model is moved on step by step in simulate.",
                List.of(new Place(new RepoPath("model.py"), 1, 2)),
                // It said page 1; the steps are on page 2.
                List.of(2)));
    assertThat(sorted(plan, "I got T1 = 0.56")).isEqualTo(got("0.56"));
    assertThat(sorted(plan, "please use numpy")).isEqualTo(new Sorted.ChangeWanted());
    assertThat(sorted(plan, "it ends with an error")).isEqualTo(new Sorted.Traceback());
  }

  private static Sorted got(String value) {
    return new Sorted.Reported(
        List.of(new Event.Reported(new TargetId("T1"), new BigDecimal(value))));
  }

  @Test
  void perCentOfAFractionIsAFraction() throws Exception {
    Plan plan = plan();
    Target first = plan.targets().getFirst();
    Target fraction =
        new Target(
            first.id(), "share", "Table 1", new BigDecimal("0.5"), BigDecimal.ZERO, 1, "little");
    Plan other =
        new Plan(
            plan.version(),
            plan.title(),
            plan.brief(),
            plan.requirements(),
            plan.questions(),
            plan.answers(),
            plan.datasets(),
            List.of(fraction),
            plan.roadmap(),
            plan.architecture(),
            plan.logic(),
            plan.config());
    assertThat(sorted(other, "T1 is 56 % here")).isEqualTo(got("0.56"));
  }

  @Test
  void aNumberThatNobodyWroteIsNotStored() throws Exception {
    Plan plan = plan();
    assertThatThrownBy(
            () ->
                sorted(
                    plan,
                    "T1 is good",
                    "{\"kind\":\"number\",\"answer\":\"\",\"places\":[],\"pages\":[],"
                        + "\"numbers\":[{\"target\":\"T1\",\"value\":\"0.9\"}]}"))
        .isInstanceOf(StageStopped.class)
        .hasMessageContaining("0.9 is not in the message");
  }

  private static Sorted sorted(Plan plan, String words) throws StageStopped {
    return sorted(new ScriptedAsking(ScriptedAsking.large(), PipelineTest::sensible), plan, words);
  }

  private static Sorted sorted(Plan plan, String words, String answer) throws StageStopped {
    return sorted(
        new ScriptedAsking(ScriptedAsking.large(), prompt -> ScriptedAsking.complete(answer)),
        plan,
        words);
  }

  private static Sorted sorted(ScriptedAsking asking, Plan plan, String words) throws StageStopped {
    Tree tree = new Tree(List.of(new RepoFile(new RepoPath("model.py"), "a = 1\nb = 2\n")));
    return STAGES.followUp(PipelineTest.job(asking), plan, tree, new Ledger(List.of()), words);
  }
}
