package dev.offprint.document;

import dev.offprint.session.Dataset;
import dev.offprint.session.Logic;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What Offprint itself writes into the repository. The programs are fixed texts; what comes from
 * the plan is in a table of literals at their top.
 */
final class Scaffold {
  private Scaffold() {}

  static List<RepoFile> of(Plan plan) {
    return List.of(
        file("README.md", Readme.of(plan)),
        file("requirements.txt", requirements(plan)),
        file("config.yaml", ConfigYaml.of(plan.config())),
        file("reproduce.sh", template("reproduce.sh")),
        file("data/get.py", template("get.py").replace("DATASETS = []", datasets(plan))),
        file("compare.py", template("compare.py").replace("TARGETS = []", targets(plan))),
        file("tests/test_smoke.py", template("test_smoke.py")));
  }

  private static RepoFile file(String path, String text) {
    return new RepoFile(new RepoPath(path), text);
  }

  private static String requirements(Plan plan) {
    StringBuilder out = new StringBuilder();
    boolean yaml = false;
    for (Logic.Dependency one : plan.logic().packages()) {
      yaml |= one.name().equalsIgnoreCase("pyyaml");
      out.append(one.name()).append(one.version()).append('\n');
    }
    // Whatever the plan lists, the program reads config.yaml.
    return yaml ? out.toString() : out.append("pyyaml\n").toString();
  }

  private static String datasets(Plan plan) {
    StringBuilder out = new StringBuilder("DATASETS = [\n");
    for (Dataset one : plan.datasets()) {
      out.append("    {\n");
      entry(out, "id", one.id().value());
      entry(out, "name", one.name());
      entry(out, "where", one.where());
      entry(out, "licence", one.licence());
      entry(out, "size", one.size());
      entry(out, "available", one.availability().name().toLowerCase(Locale.ROOT));
      entry(out, "stand_in", one.standIn());
      out.append("    },\n");
    }
    return out.append("]").toString();
  }

  private static String targets(Plan plan) {
    StringBuilder out = new StringBuilder("TARGETS = [\n");
    for (Target one : plan.targets()) {
      out.append("    {\n");
      entry(out, "id", one.id().value());
      entry(out, "metric", one.metric());
      entry(out, "where", one.where());
      entry(out, "value", Escape.number(one.value()));
      entry(out, "tolerance", Escape.number(one.tolerance()));
      entry(out, "page", String.valueOf(one.page()));
      entry(out, "compute", one.compute());
      out.append("    },\n");
    }
    return out.append("]").toString();
  }

  private static void entry(StringBuilder out, String key, String text) {
    out.append("        \"").append(key).append("\": ").append(Escape.python(text)).append(",\n");
  }

  private static String template(String name) {
    try (InputStream in = Scaffold.class.getResourceAsStream("/document/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its own file document/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
