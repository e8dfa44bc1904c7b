package dev.offprint.check;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.offprint.engine.Checks;
import dev.offprint.session.Analysis;
import dev.offprint.session.Contract;
import dev.offprint.session.Finding;
import dev.offprint.session.Gate;
import dev.offprint.session.GateResult;
import dev.offprint.session.Logic;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Setting;
import dev.offprint.session.Stated;
import dev.offprint.session.Task;
import dev.offprint.session.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The gates, run by the Python that the machine has. Without one, or where the checker gives up,
 * the gates say that they did not run.
 */
public final class PythonChecks implements Checks {
  /** So many files may bring the interpreter down before the gates give up. */
  private static final int MOST_LEFT_OUT = 5;

  private static final RepoPath REQUIREMENTS = new RepoPath("requirements.txt");
  private static final Pattern REQUIRED = Pattern.compile("^\\s*([A-Za-z0-9][A-Za-z0-9._-]*)");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final PythonProcess python;
  private final PackageNames names;

  /** A ledger asks for many ranges of one file. */
  private final Cache<String, Set<Integer>> codeLines =
      Caffeine.newBuilder().maximumSize(200).build();

  public PythonChecks(CheckSettings settings) {
    python = new PythonProcess(settings, resource("checker.py"));
    names = PackageNames.read(resource("import-names.txt"));
  }

  @Override
  public List<GateResult> run(Plan plan, List<Analysis> analyses, Tree tree, List<Stated> stated) {
    GateResult values = StatedValuesGate.result(plan, tree, stated);
    return gates(plan, analyses, tree).stream()
        .map(result -> result.gate() == Gate.STATED ? values : result)
        .toList();
  }

  private List<GateResult> gates(Plan plan, List<Analysis> analyses, Tree tree) {
    Map<String, Object> request = request(plan, analyses, tree);
    Map<String, String> leftOut = new TreeMap<>();
    while (true) {
      request.put("leftOut", leftOut);
      try {
        return results(python.ask(request), tree, plan);
      } catch (PythonProcess.Unanswered failed) {
        Optional<String> fatal = parsing(failed.errors());
        if (fatal.isEmpty()
            || leftOut.size() == MOST_LEFT_OUT
            || leftOut.containsKey(fatal.get())) {
          return notRun(failed.why());
        }
        leftOut.put(fatal.get(), "cannot be parsed: " + failed.why());
      }
    }
  }

  private Map<String, Object> request(Plan plan, List<Analysis> analyses, Tree tree) {
    Map<String, String> files = new TreeMap<>();
    tree.files().forEach(file -> files.put(file.path().value(), file.text()));
    Map<String, Object> request = new HashMap<>();
    request.put("want", "gates");
    request.put("files", files);
    request.put(
        "planned", plan.logic().tasks().stream().map(Task::path).map(RepoPath::value).toList());
    request.put("packages", packages(plan, tree));
    request.put("importNames", names.imports());
    request.put("brings", names.brings());
    request.put("configKeys", plan.config().stream().map(Setting::key).toList());
    request.put("contracts", analyses.stream().map(PythonChecks::contract).toList());
    return request;
  }

  /** What a user installs: the repository's own list, else the plan's. */
  private static Set<String> packages(Plan plan, Tree tree) {
    Set<String> packages = new TreeSet<>();
    Optional<RepoFile> list = tree.file(REQUIREMENTS);
    if (list.isEmpty()) {
      plan.logic().packages().stream().map(Logic.Dependency::name).forEach(packages::add);
    }
    list.ifPresent(
        file ->
            file.text()
                .lines()
                .map(REQUIRED::matcher)
                .filter(Matcher::find)
                .forEach(match -> packages.add(match.group(1))));
    return packages;
  }

  private static Map<String, Object> contract(Analysis analysis) {
    return Map.of(
        "path",
        analysis.path().value(),
        "signatures",
        analysis.contract().signatures().stream()
            .map(one -> Map.of("name", one.name(), "declaration", one.declaration()))
            .toList());
  }

  /** The file that the script was parsing when it ended. */
  private static Optional<String> parsing(String errors) {
    List<String> lines = errors.lines().filter(line -> line.startsWith("\"")).toList();
    if (lines.isEmpty() || errors.lines().anyMatch("null"::equals)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(lines.getLast()).asText());
    } catch (JacksonException cut) {
      return Optional.empty();
    }
  }

  private static List<GateResult> results(JsonNode answer, Tree tree, Plan plan) {
    Map<String, RepoPath> known = new HashMap<>();
    tree.files().forEach(file -> known.put(file.path().value(), file.path()));
    plan.logic().tasks().forEach(task -> known.put(task.path().value(), task.path()));
    known.put("config.yaml", new RepoPath("config.yaml"));
    List<GateResult> results = new ArrayList<>();
    for (Gate gate : Gate.values()) {
      JsonNode said = answer.path("gates").path(gate.name());
      if (gate == Gate.SMOKE) {
        results.add(GateResult.notRun(gate, "no sandbox"));
      } else if (said.has("findings")) {
        results.add(GateResult.of(gate, findings(said.get("findings"), known)));
      } else {
        results.add(GateResult.notRun(gate, said.path("notRun").asText("the checker is silent")));
      }
    }
    return results;
  }

  private static List<Finding> findings(JsonNode said, Map<String, RepoPath> known) {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode one : said) {
      List<RepoPath> also = new ArrayList<>();
      for (JsonNode path : one.path("alsoIn")) {
        also.add(path(path, known));
      }
      findings.add(
          new Finding(
              path(one.path("path"), known),
              one.path("line").asInt(),
              one.path("message").asText(),
              also));
    }
    return findings;
  }

  private static RepoPath path(JsonNode path, Map<String, RepoPath> known) {
    RepoPath found = known.get(path.asText());
    return found == null ? new RepoPath(path.asText()) : found;
  }

  private static List<GateResult> notRun(String why) {
    List<GateResult> results = new ArrayList<>();
    for (Gate gate : Gate.values()) {
      results.add(GateResult.notRun(gate, gate == Gate.SMOKE ? "no sandbox" : why));
    }
    return results;
  }

  @Override
  public boolean isCode(Tree tree, RepoPath file, int firstLine, int lastLine) {
    @Nullable String text = tree.file(file).map(RepoFile::text).orElse(null);
    if (text == null || firstLine < 1 || lastLine < firstLine) {
      return false;
    }
    if (lastLine > text.lines().count()) {
      return false;
    }
    Set<Integer> code = file.isPython() ? codeLines.get(text, this::pythonLines) : plainLines(text);
    return code.stream().anyMatch(line -> firstLine <= line && line <= lastLine);
  }

  private Set<Integer> pythonLines(String text) {
    Set<Integer> lines = new TreeSet<>();
    try {
      python
          .ask(Map.of("want", "code", "text", text))
          .path("lines")
          .forEach(n -> lines.add(n.asInt()));
    } catch (PythonProcess.Unanswered failed) {
      return Set.of();
    }
    return lines;
  }

  private static Set<Integer> plainLines(String text) {
    Set<Integer> lines = new TreeSet<>();
    int number = 0;
    for (String line : text.lines().map(String::strip).toList()) {
      number++;
      if (!line.isEmpty() && !line.startsWith("#")) {
        lines.add(number);
      }
    }
    return lines;
  }

  @Override
  public Optional<Contract> outline(String text) {
    JsonNode said;
    try {
      said = python.ask(Map.of("want", "outline", "text", text)).path("outline");
    } catch (PythonProcess.Unanswered failed) {
      return Optional.empty();
    }
    if (!said.isObject()) {
      return Optional.empty();
    }
    List<Contract.Signature> signatures = new ArrayList<>();
    for (JsonNode one : said.path("signatures")) {
      signatures.add(
          new Contract.Signature(
              one.path("name").asText(),
              one.path("declaration").asText(),
              one.path("meaning").asText()));
    }
    return Optional.of(new Contract(signatures));
  }

  private static String resource(String name) {
    try (InputStream in = PythonChecks.class.getResourceAsStream("/check/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its own file check/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
