package dev.offprint.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Gate;
import dev.offprint.session.GateResult;
import dev.offprint.session.PlanFixtures;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Code that works: what the gates say against Python's own library is a false alarm. */
@Tag("long")
class StandardLibraryTest {
  private static final List<String> PACKAGES =
      List.of("json", "email", "http", "concurrent", "unittest", "xml", "asyncio", "urllib");

  @Test
  void nothingIsFalselyFoundButMixinsMadeAtRunTime() throws IOException, InterruptedException {
    Process python = new ProcessBuilder("python3", "-c", "import os; print(os.__file__)").start();
    Path library =
        Path.of(new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
            .resolveSibling(".");
    python.waitFor();
    PythonChecks checks = new PythonChecks(CheckSettings.DEFAULT);
    int files = 0;
    List<String> said = new ArrayList<>();
    for (String folder : PACKAGES) {
      Tree tree = new Tree(read(library.normalize(), folder));
      files += tree.files().size();
      List<GateResult> results = checks.run(PlanFixtures.plan(), List.of(), tree, List.of());
      for (Gate gate : List.of(Gate.PARSE, Gate.NAMES, Gate.CONTRACTS)) {
        Repository.found(results, gate).forEach(one -> said.add(gate + " " + one));
      }
    }
    assertThat(files).isGreaterThan(100);
    // Its mixins get their base classes from type() at run time: the one known false alarm.
    said.removeIf(one -> one.startsWith("CONTRACTS email/headerregistry.py"));
    assertThat(said).isEmpty();
  }

  private static List<RepoFile> read(Path library, String folder) throws IOException {
    List<RepoFile> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(library.resolve(folder))) {
      for (Path path : all.filter(one -> one.toString().endsWith(".py")).sorted().toList()) {
        String name = library.relativize(path).toString().replace('\\', '/');
        if (!name.contains("/test")) {
          files.add(new RepoFile(new RepoPath(name), Files.readString(path)));
        }
      }
    }
    return files;
  }
}
