package dev.offprint.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.samskivert.mustache.Mustache;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts and the variables that the code gives them. */
final class PromptsTest {
  @Test
  void everyPromptUsesExactlyTheVariablesThatItIsGiven() {
    Prompts prompts = Prompts.load(null);
    for (Class<?> type : Template.class.getPermittedSubclasses()) {
      Set<String> given =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getName)
              .map(Prompts::snake)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(variables(prompts.text(type))).as(type.getSimpleName()).isEqualTo(given);
    }
  }

  @Test
  void everyFileIsAPrompt() throws Exception {
    Set<String> named =
        Arrays.stream(Template.class.getPermittedSubclasses())
            .map(type -> Prompts.fileName(type) + ".mustache")
            .collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(Path.of("prompts"))) {
      assertThat(files.map(file -> file.getFileName().toString())).hasSameElementsAs(named);
    }
  }

  @Test
  void aFileInTheDirectoryStandsInForOurs(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("screen.mustache"), "{{#planned}}P{{/planned}}ours");
    assertThat(Prompts.load(folder).render(new Template.Screen(true))).isEqualTo("Pours");
  }

  @Test
  void aVariableThatNobodyGivesIsAnError(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("screen.mustache"), "{{nobody}}");
    Prompts prompts = Prompts.load(folder);
    assertThatThrownBy(() -> prompts.render(new Template.Screen(true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("screen.mustache");
  }

  @Test
  void valuesAreNeverReadAsTemplates() {
    assertThat(Prompts.load(null).render(new Template.Revise("use {{everything}} & <all>")))
        .contains("use {{everything}} & <all>");
  }

  private static Set<String> variables(com.samskivert.mustache.Template template) {
    Set<String> names = new TreeSet<>();
    template.visit(
        new Mustache.Visitor() {
          @Override
          public void visitText(String text) {
            // Only names count.
          }

          @Override
          public void visitVariable(String name) {
            names.add(name);
          }

          @Override
          public boolean visitInclude(String name) {
            return false;
          }

          @Override
          public boolean visitSection(String name) {
            names.add(name);
            return true;
          }

          @Override
          public boolean visitInvertedSection(String name) {
            names.add(name);
            return true;
          }
        });
    return names;
  }
}
