package dev.offprint.engine;

import dev.offprint.session.Analysis;
import dev.offprint.session.Contract;
import dev.offprint.session.Finding;
import dev.offprint.session.Gate;
import dev.offprint.session.GateResult;
import dev.offprint.session.Ledger;
import dev.offprint.session.Paper;
import dev.offprint.session.Person;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Stated;
import dev.offprint.session.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ports beside models, stages and chats, as small as they can be. */
final class FakePorts implements Papers, Documents, Checks, Archives {
  static final RepoFile README = new RepoFile(new RepoPath("README.md"), "Run it.\n");

  /** What was packed last. */
  Map<String, String> packed = Map.of();

  /** What every file that is a paper reads as. */
  Paper paper = Samples.PAPER;

  /** What the gates find in a tree. */
  Gates gates = (plan, tree) -> List.of();

  interface Gates {
    List<Finding> in(Plan plan, Tree tree);
  }

  /** What becomes of regions. */
  Pages drawing = regions -> new Drawn.Undrawable("This paper has no pages.");

  /** What a paper comes to instead; null where it is read. */
  @Nullable Read instead;

  interface Pages {
    Drawn of(List<Paper.Region> regions);
  }

  @Override
  public Read read(byte[] file, String name) {
    String text = new String(file, StandardCharsets.UTF_8);
    return text.startsWith("paper")
        ? Objects.requireNonNullElseGet(instead, () -> new Read.Done(paper, List.of("key:" + text)))
        : new Read.Unreadable("This is not a paper.");
  }

  @Override
  public Read read(byte[] file, byte[] latex, String name) {
    String text = new String(latex, StandardCharsets.UTF_8);
    return text.startsWith("latex")
        ? new Read.Done(paper, List.of("key:" + text))
        : new Read.Unreadable("This is another paper's LaTeX.");
  }

  @Override
  public Drawn pictures(byte[] file, List<Paper.Region> regions) {
    return drawing.of(regions);
  }

  @Override
  public Spoken withoutInstructions(String words, int page) {
    boolean spoken = words.contains("Ignore all previous instructions");
    return spoken
        ? new Spoken(
            "[Left out]", List.of(new Paper.Passage(Paper.Passage.Why.INSTRUCTION, page, words)))
        : new Spoken(words, List.of());
  }

  @Override
  public String planMarkdown(Plan plan) {
    return "# plan\n";
  }

  @Override
  public String planYaml(Plan plan) {
    return Json.write(plan);
  }

  @Override
  public PlanFile readPlan(String yaml, @Nullable Plan base, Paper paper, Person by) {
    try {
      return new PlanFile.Valid(Json.read(yaml, Plan.class));
    } catch (IllegalArgumentException broken) {
      return new PlanFile.Invalid(List.of("line 1: no plan"));
    }
  }

  @Override
  public String ledgerMarkdown(Plan plan, Ledger ledger) {
    return "# ledger\n";
  }

  @Override
  public List<Picture> pictures(Plan plan) {
    return List.of(new Picture("classes", new byte[] {1}, "<svg/>"));
  }

  @Override
  public List<RepoFile> scaffold(Plan plan) {
    return List.of(README);
  }

  @Override
  public List<GateResult> run(Plan plan, List<Analysis> analyses, Tree tree, List<Stated> stated) {
    List<GateResult> results = new ArrayList<>();
    for (Gate gate : Gate.values()) {
      results.add(
          switch (gate) {
            case FILES -> GateResult.of(gate, gates.in(plan, tree));
            case SMOKE -> GateResult.notRun(gate, "no sandbox");
            case PARSE, IMPORTS, NAMES, CONFIG, STATED, CONTRACTS, ENTRY_POINT ->
                GateResult.of(gate, List.of());
          });
    }
    return results;
  }

  @Override
  public boolean isCode(Tree tree, RepoPath file, int firstLine, int lastLine) {
    List<String> lines = tree.file(file).map(RepoFile::text).orElse("").lines().toList();
    return lastLine <= lines.size()
        && lines.subList(firstLine - 1, lastLine).stream()
            .anyMatch(line -> !line.isBlank() && !line.strip().startsWith("#"));
  }

  @Override
  public Optional<Contract> outline(String python) {
    return Optional.empty();
  }

  @Override
  public byte[] zip(String root, Tree tree, Map<RepoPath, byte[]> beside) {
    Map<String, String> all = new LinkedHashMap<>();
    tree.files().forEach(file -> all.put(root + "/" + file.path(), file.text()));
    beside.forEach(
        (path, bytes) -> all.put(root + "/" + path, new String(bytes, StandardCharsets.UTF_8)));
    packed = all;
    List<String> names = new ArrayList<>(all.keySet());
    return String.join("\n", names).getBytes(StandardCharsets.UTF_8);
  }
}
