package dev.offprint.document;

import dev.offprint.session.Answer;
import dev.offprint.session.Architecture;
import dev.offprint.session.Brief;
import dev.offprint.session.Dataset;
import dev.offprint.session.Logic;
import dev.offprint.session.Plan;
import dev.offprint.session.Question;
import dev.offprint.session.Quote;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Requirement;
import dev.offprint.session.RequirementId;
import dev.offprint.session.Setting;
import dev.offprint.session.Target;
import dev.offprint.session.Task;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The whole plan as {@code plan.md}. */
final class PlanMarkdown {
  private final StringBuilder out = new StringBuilder();

  private PlanMarkdown() {}

  static String of(Plan plan) {
    PlanMarkdown page = new PlanMarkdown();
    page.head(plan);
    page.requirements(plan.requirements());
    page.questions(plan);
    page.datasets(plan.datasets());
    page.targets(plan.targets());
    page.files(plan);
    page.diagrams(plan.architecture());
    page.logic(plan.logic());
    page.settings(plan.config());
    return page.out.toString();
  }

  private void head(Plan plan) {
    line("# Plan, version " + plan.version().number());
    line("");
    line("For **" + Escape.markdown(plan.title()) + "**");
    Brief brief = plan.brief();
    if (!brief.words().isBlank()) {
      line("");
      line("*You asked for:* " + Escape.markdown(brief.words()));
    }
    named("Scope", brief.scope());
    named("Framework", brief.framework());
    named("Compute", brief.compute());
    section("What is built");
    line(Escape.markdown(plan.roadmap().summary()));
    line("");
    int number = 0;
    for (String step : plan.roadmap().steps()) {
      line(++number + ". " + Escape.markdown(step));
    }
    if (!plan.roadmap().leftOut().isEmpty()) {
      section("What is left out");
      plan.roadmap().leftOut().forEach(one -> line("- " + Escape.markdown(one)));
    }
  }

  private void named(String what, String text) {
    if (!text.isBlank()) {
      line("");
      line("*" + what + ":* " + Escape.markdown(text));
    }
  }

  private void requirements(List<Requirement> requirements) {
    section("Requirements");
    for (Requirement one : requirements) {
      line(
          "- **"
              + one.id().value()
              + "** ("
              + word(one.kind())
              + ") "
              + Escape.markdown(one.statement()));
      one.quotes().forEach(quote -> line("  > " + quoted(quote)));
      if (!one.grounded()) {
        line("  *Not grounded: no sentence of the paper was found for it.*");
      }
    }
  }

  private static String quoted(Quote quote) {
    return "“" + Escape.markdown(quote.text()) + "” (" + source(quote) + ")";
  }

  private static String source(Quote quote) {
    String section =
        quote.section().isBlank() ? "" : "§ " + Escape.markdown(quote.section()) + ", ";
    return section + "p. " + quote.page() + ", sentence " + quote.sentence();
  }

  private void questions(Plan plan) {
    if (plan.questions().isEmpty()) {
      return;
    }
    section("Questions that the paper leaves open");
    for (Question question : plan.questions()) {
      line("- **" + question.id().value() + "** " + Escape.markdown(question.text()));
      if (!question.changes().isBlank()) {
        line("  Changes: " + Escape.markdown(question.changes()));
      }
      for (int i = 0; i < question.options().size(); i++) {
        line(
            "  - "
                + Escape.markdown(question.options().get(i))
                + (i == question.defaultOption() ? " (default)" : ""));
      }
      line("");
      line("  " + answered(plan, question));
    }
  }

  private static String answered(Plan plan, Question question) {
    return plan.answers().stream()
        .filter(answer -> answer.question().equals(question.id()))
        .findFirst()
        .map(
            answer -> "In use: **" + Escape.markdown(answer.text()) + "**, chosen by " + by(answer))
        .orElse("*Not answered yet.*");
  }

  private static String by(Answer answer) {
    return answer.by() == null ? "nobody (default)" : Escape.markdown(answer.by().name());
  }

  private void datasets(List<Dataset> datasets) {
    if (datasets.isEmpty()) {
      return;
    }
    section("Data");
    row("", "Name", "Where", "Licence", "Size", "Can be had", "Stands in");
    rule(7);
    for (Dataset one : datasets) {
      row(
          one.id().value(),
          Escape.markdown(one.name()),
          Escape.markdown(one.where()),
          Escape.markdown(one.licence()),
          Escape.markdown(one.size()),
          word(one.availability()),
          Escape.markdown(one.standIn()));
    }
  }

  private void targets(List<Target> targets) {
    if (targets.isEmpty()) {
      return;
    }
    section("Numbers that the paper reports");
    row("", "Metric", "Where", "Value", "Tolerance", "Page", "Needs");
    rule(7);
    for (Target one : targets) {
      row(
          one.id().value(),
          Escape.markdown(one.metric()),
          Escape.markdown(one.where()),
          Escape.number(one.value()),
          Escape.number(one.tolerance()),
          String.valueOf(one.page()),
          Escape.markdown(one.compute()));
    }
  }

  private void files(Plan plan) {
    section("Files, in the order in which they build on each other");
    row("File", "What it is for", "Builds on", "Serves", "Reads");
    rule(5);
    for (Task task : plan.logic().tasks()) {
      row(
          Escape.code(task.path().value()),
          Escape.markdown(purpose(plan, task)),
          joined(task.dependsOn().stream().map(RepoPath::value).toList()),
          task.serves().stream().map(RequirementId::value).collect(Collectors.joining(", ")),
          joined(task.configKeys()));
    }
  }

  static String purpose(Plan plan, Task task) {
    return plan.architecture().files().stream()
        .filter(file -> file.path().equals(task.path()))
        .map(Architecture.PlannedFile::purpose)
        .collect(Collectors.joining());
  }

  private static String joined(List<String> names) {
    return names.stream().map(Escape::code).collect(Collectors.joining(", "));
  }

  private void diagrams(Architecture architecture) {
    if (!architecture.classes().boxes().isEmpty()) {
      section("Classes and modules");
      fenced(Diagrams.mermaidClasses(architecture.classes()));
    }
    if (!architecture.sequence().arrows().isEmpty()) {
      section("Who calls whom");
      fenced(Diagrams.mermaidSequence(architecture.sequence()));
    }
    if (!architecture.formats().isEmpty()) {
      section("What passes between modules");
      for (Architecture.Format format : architecture.formats()) {
        line("- " + Escape.code(format.name()));
        for (Architecture.Field field : format.fields()) {
          String unit = field.unit().isBlank() ? "" : ", in " + Escape.markdown(field.unit());
          line("  - " + Escape.code(field.name()) + ": " + Escape.code(field.type()) + unit);
        }
      }
    }
  }

  private void fenced(String diagram) {
    line("```mermaid");
    out.append(diagram);
    line("```");
  }

  private void logic(Logic logic) {
    if (!logic.packages().isEmpty()) {
      section("Packages");
      logic.packages().forEach(one -> line("- " + Escape.code(one.name() + one.version())));
    }
    if (!logic.conventions().isEmpty()) {
      section("Conventions");
      logic.conventions().forEach(one -> line("- " + Escape.markdown(one)));
    }
  }

  private void settings(List<Setting> config) {
    if (config.isEmpty()) {
      return;
    }
    section("Settings");
    row("Key", "Value", "Unit", "From");
    rule(4);
    for (Setting one : config) {
      row(
          Escape.code(one.key()),
          Escape.code(ConfigYaml.value(one.value())),
          Escape.markdown(one.unit()),
          one.quote() == null
              ? (one.chosen() ? "" : "*assumed:* ") + Escape.markdown(one.assumption())
              : quoted(one.quote()));
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void section(String title) {
    line("");
    line("## " + title);
    line("");
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void rule(int columns) {
    line("|" + "---|".repeat(columns));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
