package dev.offprint.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Documents.PlanFile;
import dev.offprint.session.Answer;
import dev.offprint.session.Paper;
import dev.offprint.session.Person;
import dev.offprint.session.PersonId;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanFixtures;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.QuestionId;
import dev.offprint.session.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** plan.yaml there and back, as it is and edited. */
class PlanFileTest {
  private static final Person CY = new Person(new PersonId("terminal:cy"), "cy");
  private final PlanDocuments documents = new PlanDocuments();

  @Test
  void uneditedFileGivesTheSamePlanAsTheNextVersion() {
    Plan plan = PlanFixtures.plan();
    assertThat(read(documents.planYaml(plan), plan))
        .isEqualTo(new PlanFile.Valid(plan.as(plan.version().next())));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1000, 2000, 3000})
  void hostileTextsComeBackAsTheyWere(long first) {
    for (long seed = first; seed < first + 100; seed++) {
      Plan plan = PlanFixtures.wild(seed);
      assertThat(read(documents.planYaml(plan), plan))
          .as("seed " + seed)
          .isEqualTo(new PlanFile.Valid(plan.as(plan.version().next())));
    }
  }

  @Test
  void wholePlanBeforeTheFirstVersionBecomesVersionOne() {
    Plan plan = PlanFixtures.plan();
    assertThat(read(documents.planYaml(plan.as(new PlanVersion(7))), null))
        .isEqualTo(new PlanFile.Valid(plan));
  }

  @Test
  void editedAnswerIsTheEditors() {
    Plan plan = PlanFixtures.plan();
    assertThat(edited("answer: \"0.01\"", "answer: \"0.1\""))
        .isEqualTo(
            new PlanFile.Valid(
                plan.with(List.of(new Answer(new QuestionId("Q1"), "0.1", CY)))
                    .as(new PlanVersion(2))));
  }

  @Test
  void wordsOfThePaperAreCutFromThePaper() {
    PlanFile read = edited("sentence: 7", "sentence: 3");
    assertThat(((PlanFile.Valid) read).plan().config().getFirst().quote())
        .isEqualTo(PlanFixtures.quote(3));
    assertThat(edited("rate k6 is 0.06", "rate is whatever I like"))
        .isEqualTo(new PlanFile.Valid(PlanFixtures.plan().as(new PlanVersion(2))));
  }

  @Test
  void filesMayStandInAnyOrder() {
    String yaml = documents.planYaml(PlanFixtures.plan());
    int main = yaml.indexOf("  - path: \"main.py\"");
    int end = yaml.indexOf("\n# The class diagram");
    String first = "files:\n";
    String moved = yaml.substring(0, main) + yaml.substring(end);
    moved = moved.replace(first, first + yaml.substring(main, end));
    assertThat(read(moved, PlanFixtures.plan()))
        .isEqualTo(new PlanFile.Valid(PlanFixtures.plan().as(new PlanVersion(2))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "version: 1         | version: 3       | line 9: this file was made from version 3, the plan is at version 1",
        "format: 1          | format: 2        | line 8: this file has another format",
        "title:             | titel:           | line 10: the plan has no key titel",
        "kind: method       | kind: magic      | kind of a requirement must be one of data, method",
        "sentences: [6]     | sentences: [13]  | names sentence 13; the paper has sentences 1 to 12",
        "sentences: [6]     | sentences: 6     | sentences of a requirement must be a list",
        "id: R2             | id: R1           | R1 is already in line",
        "id: R2             | id: r2           | requirement id must match",
        "serves: [R2]       | serves: []       | no file serves R2",
        "serves: [R2]       | serves: [R2, R9] | main.py serves R9, which is no requirement",
        "value: 0.50        | value: often     | value of a target must be a number, not often",
        "tolerance: 0.01    | tolerance: -1    | the tolerance of T1 is negative",
        "page: 3            | page: three      | page of a target must be a whole number from 1",
        "\"decay/samples.py\" | \"../samples.py\" | not a safe relative path: ../samples.py",
        "\"decay/samples.py\" | \"DECAY/MODEL.PY\" | differs from another file by case only",
        "file: \"decay/model.py\" | file: \"model.py\" | Decay is in model.py, which is not among the files",
        "to: \"Decay\"      | to: \"Dekay\"    | Dekay is not among the classes",
        "numpy==1.26.4      | numpy; rm -rf x  | package name must match",
        "key: seed          | key: model.steps | model.steps is already in line",
        "key: seed          | key: other       | main.py reads seed, which is not in the config",
        "seed               | model            | config key model is a value",
        "assumed: \"enough\" | unit2: x        | a setting needs a sentence, or why it is assumed",
        "value: 100         | value: {a: 1}    | write a section as key: a.b",
        "default: 1         | default: 4       | the default of Q1 is not one of its options",
        "words: \"only Table 1, in NumPy\" | words: \"all\" | the words of the brief are the requester's own",
        "id: Q1             | id: &x Q1        | anchors and aliases",
        "id: Q1             | id: *x           | anchors and aliases",
        "id: Q1             | id: !!int 1      | a tag",
        "title:             | title: \"a\"%ntitle: | the key title is given twice",
        "title: \"Decay of things\" | title: [     | this is not YAML"
      })
  void mistakeIsToldByItsLine(String old, String now, String words) {
    assertThat(edited(old, now.replace("%n", "\n")))
        .isInstanceOfSatisfying(
            PlanFile.Invalid.class,
            invalid -> assertThat(String.join("\n", invalid.errors())).contains(words));
  }

  @Test
  void filesThatDependOnEachOtherAreNamed() {
    String yaml = documents.planYaml(PlanFixtures.plan());
    int model = yaml.indexOf("- path: \"decay/model.py\"");
    String circle =
        yaml.substring(0, model).replace("depends_on: []", "depends_on: [decay/model.py]")
            + yaml.substring(model)
                .replaceFirst("depends_on: \\[]", "depends_on: [decay/samples.py]");
    assertThat(read(circle, PlanFixtures.plan()))
        .isInstanceOfSatisfying(
            PlanFile.Invalid.class,
            invalid ->
                assertThat(invalid.errors())
                    .singleElement()
                    .asString()
                    .contains(
                        "these files depend on each other: decay/samples.py, decay/model.py"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "just words",
        "- a\n- b",
        "{}",
        "--- {}\n--- {}",
        "a: 1\n---\nb: 2",
        "a: &a [x]\nb: [*a, *a]",
        "\u0000",
        "{{{{{{{{{{{{{{{{{{{{",
        "? [a]\n: b",
        "title: \"unclosed",
        "\ttabs: 1",
        "!!javax.script.ScriptEngineManager [x]"
      })
  void whatIsNoPlanIsRefusedInWords(String text) {
    assertThat(read(text, PlanFixtures.plan()))
        .isInstanceOfSatisfying(
            PlanFile.Invalid.class, invalid -> assertThat(invalid.errors()).isNotEmpty());
  }

  @Test
  void filesTooLargeDeepOrFullAreRefused() {
    for (String text :
        List.of(
            "#" + "x".repeat(YamlTree.MOST_CHARACTERS),
            "a: " + "[".repeat(5_000) + "]".repeat(5_000),
            "a: [" + "1,".repeat(200_000) + "1]")) {
      assertThat(read(text, PlanFixtures.plan()))
          .isInstanceOfSatisfying(
              PlanFile.Invalid.class,
              invalid -> assertThat(invalid.errors()).singleElement().asString().contains("too"));
    }
  }

  @Test
  void numberOfManyDigitsIsNotWrittenOut() {
    assertThat(Escape.number(new java.math.BigDecimal("1E+900000000"))).isEqualTo("1.0e+900000000");
    assertThat(Escape.number(new java.math.BigDecimal("-12E-40"))).isEqualTo("-1.2e-39");
  }

  @Test
  void aValueSetAgainstThePaperIsOfWhoeverSetIt() {
    Plan before = PlanFixtures.plan();
    Paper plain = PlanFixtures.paper();
    Paper stating =
        new Paper(
            plain.title(),
            plain.authors(),
            plain.summary(),
            plain.pages(),
            plain.sections(),
            plain.sentences(),
            plain.captions(),
            List.of(),
            List.of(),
            List.of(),
            "",
            List.of(),
            List.of(),
            List.of(new Paper.Fact.Value("rate", "0.5", "", 7)));
    String yaml = documents.planYaml(before);
    assertThat(documents.readPlan(yaml.replace("0.50", "0.8"), before, stating, CY))
        .isInstanceOfSatisfying(
            PlanFile.Valid.class,
            valid ->
                assertThat(valid.plan().config().getFirst())
                    .isEqualTo(
                        new Setting(
                            "model.rate",
                            new Setting.Value.Num(new java.math.BigDecimal("0.8")),
                            "1/s",
                            null,
                            "set by cy in the plan file; p. 2 states 0.5")));
    assertThat(documents.readPlan(yaml, before, stating, CY))
        .isInstanceOfSatisfying(
            PlanFile.Valid.class,
            valid -> assertThat(valid.plan().config()).isEqualTo(before.config()));
  }

  private PlanFile edited(String old, String now) {
    String yaml = documents.planYaml(PlanFixtures.plan());
    assertThat(yaml).contains(old);
    return read(yaml.replace(old, now), PlanFixtures.plan());
  }

  private PlanFile read(String yaml, @Nullable Plan base) {
    return documents.readPlan(yaml, base, PlanFixtures.paper(), CY);
  }
}
