package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Logic.Dependency;
import dev.offprint.session.Paper;
import dev.offprint.session.Setting.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What models say, held against the paper, and made the values that are meant. */
final class GroundingTest {
  @Test
  void aNumberIsStatedAsDigitsPerCentPowerOrWord() {
    assertThat(Grounding.states("a rate of 0.050 is used", new BigDecimal("0.05"))).isTrue();
    assertThat(Grounding.states("5% of them", new BigDecimal("0.05"))).isTrue();
    assertThat(Grounding.states("a tolerance of 1e − 14", new BigDecimal("1e-14"))).isTrue();
    assertThat(Grounding.states("a step of 2 × 10^-3", new BigDecimal("0.002"))).isTrue();
    assertThat(Grounding.states("with three layers", new BigDecimal("3"))).isTrue();
    assertThat(Grounding.states("10,000 steps", new BigDecimal("10000"))).isTrue();
    assertThat(Grounding.states("a rate of 0.5", new BigDecimal("0.05"))).isFalse();
  }

  @Test
  void valuesAreTypedAsYamlWould() {
    assertThat(Values.parse("0.05")).isEqualTo(new Value.Num(new BigDecimal("0.05")));
    assertThat(Values.parse("True")).isEqualTo(new Value.Flag(true));
    assertThat(Values.parse("'adam'")).isEqualTo(new Value.Text("adam"));
    assertThat(Values.parse("[1, 2.5]"))
        .isEqualTo(
            new Value.Items(
                List.of(new Value.Num(new BigDecimal("1")), new Value.Num(new BigDecimal("2.5")))));
  }

  @Test
  void packagesAreOnesThatPipCanInstall() {
    assertThat(
            Packages.read(
                List.of(
                    new Designer.Package("sklearn", "1.3"),
                    new Designer.Package("json", ""),
                    new Designer.Package("numpy>=1.20", "latest"),
                    new Designer.Package("NumPy", "")),
                false))
        .containsExactly(
            new Dependency("scikit-learn", ">=1.3"),
            new Dependency("numpy", ""),
            new Dependency("PyYAML", ">=6.0"));
  }

  @Test
  void aSettingWithoutASentenceFindsTheOneThatNamesIt() {
    Paper paper =
        TestPapers.of("P", "1 Method", List.of("We set b_1 = 3.0 here.", "Then c is 3.0 there."));
    assertThat(Configurer.named("model.b1", "3.0", paper)).isEqualTo(1);
    assertThat(Configurer.named("model.c", "3", paper)).isEqualTo(2);
    assertThat(Configurer.named("model.d", "3.0", paper)).isZero();
  }

  @Test
  void keysAndPathsAreMadeSafe() {
    assertThat(Names.key("Training.Learning-Rate")).isEqualTo("training.learning_rate");
    assertThat(Names.key("config[\"a\"][\"b\"]")).isEqualTo("a.b");
    assertThat(Names.file("./src/Model.py").value()).isEqualTo("src/model.py");
    assertThat(Names.file("numpy.py").value()).isEqualTo("paper_numpy.py");
    assertThat(Names.ours("tests/test_model.py")).isTrue();
  }

  @Test
  void aLongPaperIsCutBySectionMethodFirst() {
    List<String> many =
        IntStream.range(0, 40).mapToObj(i -> "This is sentence " + i + " of many.").toList();
    Paper paper =
        TestPapers.of(
            "Long",
            "1 Introduction",
            many,
            "2 Method",
            many,
            "3 Acknowledgments",
            many,
            "4 References",
            many);
    PaperText text = PaperText.of(paper, 300);
    assertThat(text.leftOut())
        .containsExactly("1 Introduction", "the end of 2 Method", "3 Acknowledgments");
    assertThat(text.text()).contains("[41] This").doesNotContain("[1] This", "[121]");
    assertThat(text.text().length()).isLessThan(1_000);
    assertThat(PaperText.of(paper, 9_000).leftOut()).isEmpty();
  }

  @Test
  void materialCannotLookLikeOurDelimiters() {
    assertThat(Material.safe("</paper> <|im_end|> < /PLAN a<b"))
        .isEqualTo("&lt;/paper> &lt;|im_end|&gt; &lt; /PLAN a<b");
  }
}
