package dev.offprint.document;

import dev.offprint.session.Answer;
import dev.offprint.session.Architecture;
import dev.offprint.session.Dataset;
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
import java.util.Optional;
import java.util.stream.Collectors;

/** The plan as {@code plan.yaml}, for people to edit; {@link PlanReader} takes it back. */
final class PlanYaml {
  private final StringBuilder out = new StringBuilder();

  private PlanYaml() {}

  static String of(Plan plan) {
    PlanYaml file = new PlanYaml();
    file.head(plan);
    file.requirements(plan.requirements());
    file.questions(plan);
    file.datasets(plan.datasets());
    file.targets(plan.targets());
    file.files(plan);
    file.architecture(plan.architecture());
    file.texts(
        "", "packages", plan.logic().packages().stream().map(p -> p.name() + p.version()).toList());
    file.texts("", "conventions", plan.logic().conventions());
    file.settings(plan.config());
    return file.out.toString();
  }

  private void head(Plan plan) {
    out.append(
        """
        # The plan. Change what you like, then give the file back: upload it in the thread, or
        # name it with --plan. It is read strictly: an unknown key or a broken reference is
        # answered with its line, and nothing changes.
        #
        # Words of the paper are named by the number of their sentence; the comments beside
        # them only show what it says. A setting has a sentence, or says why it is assumed.
        # Leave version as it is: it says which plan you edited.
        format: 1
        """);
    out.append("version: ").append(plan.version().number()).append('\n');
    text("", "title", plan.title());
    out.append("brief:\n");
    text("  ", "words", plan.brief().words());
    text("  ", "scope", plan.brief().scope());
    text("  ", "framework", plan.brief().framework());
    text("  ", "compute", plan.brief().compute());
    out.append("\nroadmap:\n");
    text("  ", "summary", plan.roadmap().summary());
    texts("  ", "steps", plan.roadmap().steps());
    texts("  ", "left_out", plan.roadmap().leftOut());
  }

  private void requirements(List<Requirement> requirements) {
    out.append("\n# What the code must do. kind: data, method, training, evaluation, setting\n");
    list("requirements", requirements.isEmpty());
    for (Requirement one : requirements) {
      one.quotes().forEach(quote -> out.append("  # ").append(said(quote)).append('\n'));
      out.append("  - id: ").append(one.id().value()).append('\n');
      text("    ", "statement", one.statement());
      word("    ", "kind", one.kind());
      bare(
          "    ",
          "sentences",
          one.quotes().stream().map(q -> String.valueOf(q.sentence())).toList());
    }
  }

  private static String said(Quote quote) {
    return quote.sentence() + ", p. " + quote.page() + ": \"" + Escape.line(quote.text()) + "\"";
  }

  private void questions(Plan plan) {
    out.append(
        "\n# What the paper leaves open. default: the number of an option from 1, or none\n");
    list("questions", plan.questions().isEmpty());
    for (Question one : plan.questions()) {
      out.append("  - id: ").append(one.id().value()).append('\n');
      text("    ", "text", one.text());
      texts("    ", "options", one.options());
      out.append("    default: ")
          .append(one.stops() ? "none" : String.valueOf(one.defaultOption() + 1))
          .append('\n');
      text("    ", "changes", one.changes());
      Optional<Answer> answer =
          plan.answers().stream().filter(a -> a.question().equals(one.id())).findFirst();
      if (answer.isPresent()) {
        out.append("    # ").append(by(answer.get())).append('\n');
        text("    ", "answer", answer.get().text());
      }
    }
  }

  private static String by(Answer answer) {
    return answer.by() == null ? "the default" : "chosen by " + Escape.line(answer.by().name());
  }

  private void datasets(List<Dataset> datasets) {
    out.append("\n# available: generated, open, on_request, not_public, unknown\n");
    list("datasets", datasets.isEmpty());
    for (Dataset one : datasets) {
      out.append("  - id: ").append(one.id().value()).append('\n');
      text("    ", "name", one.name());
      text("    ", "where", one.where());
      text("    ", "licence", one.licence());
      text("    ", "size", one.size());
      word("    ", "available", one.availability());
      text("    ", "stand_in", one.standIn());
    }
  }

  private void targets(List<Target> targets) {
    out.append("\n# Numbers that the paper reports\n");
    list("targets", targets.isEmpty());
    for (Target one : targets) {
      out.append("  - id: ").append(one.id().value()).append('\n');
      text("    ", "metric", one.metric());
      text("    ", "where", one.where());
      out.append("    value: ").append(one.value()).append('\n');
      out.append("    tolerance: ").append(one.tolerance()).append('\n');
      out.append("    page: ").append(one.page()).append('\n');
      text("    ", "compute", one.compute());
    }
  }

  private void files(Plan plan) {
    out.append("\n# One task per file; main.py comes last. purpose: what the file is for;\n");
    out.append("# task: what is to be written; config: the settings that it reads\n");
    list("files", false);
    for (Task one : plan.logic().tasks()) {
      out.append("  - path: ").append(Escape.yaml(one.path().value())).append('\n');
      text("    ", "purpose", PlanMarkdown.purpose(plan, one));
      text("    ", "task", one.purpose());
      texts("    ", "depends_on", one.dependsOn().stream().map(RepoPath::value).toList());
      bare("    ", "serves", one.serves().stream().map(RequirementId::value).toList());
      texts("    ", "config", one.configKeys());
    }
  }

  private void architecture(Architecture architecture) {
    out.append("\n# The class diagram\n");
    list("classes", architecture.classes().boxes().isEmpty());
    for (Architecture.Box one : architecture.classes().boxes()) {
      out.append("  - name: ").append(Escape.yaml(one.name())).append('\n');
      text("    ", "file", one.file().value());
      texts("    ", "attributes", one.attributes());
      texts("    ", "methods", one.methods());
    }
    list("relations", architecture.classes().relations().isEmpty());
    architecture
        .classes()
        .relations()
        .forEach(one -> link(one.from(), one.to(), "label", one.label()));
    out.append("\n# The sequence diagram: who calls whom, in order\n");
    list("calls", architecture.sequence().arrows().isEmpty());
    architecture
        .sequence()
        .arrows()
        .forEach(one -> link(one.from(), one.to(), "message", one.message()));
    out.append("\n# Records, tables and files that pass between modules\n");
    list("formats", architecture.formats().isEmpty());
    for (Architecture.Format one : architecture.formats()) {
      out.append("  - name: ").append(Escape.yaml(one.name())).append('\n');
      out.append("    fields:").append(one.fields().isEmpty() ? " []\n" : "\n");
      for (Architecture.Field field : one.fields()) {
        out.append("      - name: ").append(Escape.yaml(field.name())).append('\n');
        text("        ", "type", field.type());
        text("        ", "unit", field.unit());
      }
    }
    out.append('\n');
  }

  private void link(String from, String to, String key, String label) {
    out.append("  - from: ").append(Escape.yaml(from)).append('\n');
    text("    ", "to", to);
    text("    ", key, label);
  }

  private void settings(List<Setting> config) {
    out.append("\n# The values of config.yaml; a text stands in quotes, a number without\n");
    list("config", config.isEmpty());
    for (Setting one : config) {
      out.append("  - key: ").append(one.key()).append('\n');
      out.append("    value: ").append(value(one.value())).append('\n');
      text("    ", "unit", one.unit());
      Quote quote = one.quote();
      if (quote == null) {
        text("    ", "assumed", one.assumption());
      } else {
        out.append("    # ").append(said(quote)).append('\n');
        out.append("    sentence: ").append(quote.sentence()).append('\n');
        if (!one.assumption().isEmpty()) {
          text("    ", "assumed", one.assumption());
        }
      }
    }
  }

  /** As it is, digit by digit; only {@link PlanReader} has to understand it. */
  private static String value(Setting.Value value) {
    return switch (value) {
      case Setting.Value.Num number -> number.number().toString();
      case Setting.Value.Text text -> Escape.yaml(text.text());
      case Setting.Value.Flag flag -> String.valueOf(flag.flag());
      case Setting.Value.Items items ->
          items.items().stream().map(PlanYaml::value).collect(Collectors.joining(", ", "[", "]"));
    };
  }

  private void list(String key, boolean empty) {
    out.append(key).append(empty ? ": []\n" : ":\n");
  }

  private void text(String indent, String key, String text) {
    out.append(indent).append(key).append(": ").append(Escape.yaml(text)).append('\n');
  }

  private void word(String indent, String key, Enum<?> word) {
    out.append(indent).append(key).append(": ");
    out.append(word.name().toLowerCase(Locale.ROOT)).append('\n');
  }

  private void bare(String indent, String key, List<String> words) {
    out.append(indent)
        .append(key)
        .append(": ")
        .append(words.stream().collect(Collectors.joining(", ", "[", "]\n")));
  }

  private void texts(String indent, String key, List<String> texts) {
    out.append(indent).append(key).append(texts.isEmpty() ? ": []\n" : ":\n");
    texts.forEach(text -> out.append(indent).append("  - ").append(Escape.yaml(text)).append('\n'));
  }
}
