package dev.offprint.command.bench;

import dev.offprint.command.bench.SimulatedServer.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PaperCoder's pattern of calls (Seo et al., arXiv 2504.17192), one after the other: four turns of
 * planning in one growing chat; an analysis of every file with paper and plan; a coding of every
 * file with paper, plan, its analysis and all files written before. Each stage has a system message
 * of its own, which comes before the paper. Instructions are words without meaning, as long as the
 * published ones.
 */
final class SequentialBaseline {
  /**
   * Tokens of instructions: the characters of the published scripts (1_planning.py, 2_analyzing.py,
   * 3_coding.py of going-doer/Paper2Code) by four, rounded; with a line on the file in the analysis
   * and the list of those written in the coding.
   */
  private static final int SYSTEM = 225;

  private static final int ANALYST = 435;
  private static final int CODER = 250;
  private static final int PLAN = 245;
  private static final int ARCHITECTURE = 800;
  private static final int LOGIC = 850;
  private static final int CONFIG = 185;
  private static final int ANALYSE = 160;
  private static final int CODE = 420;

  private final Assumptions assumed;
  private final SimulatedServer server;
  private final Map<String, Long> lengths;
  private final List<Served> calls = new ArrayList<>();

  /**
   * @param lengths tokens of each answer, by the name of the call on Offprint's side
   */
  SequentialBaseline(Assumptions assumed, SimulatedServer server, Map<String, Long> lengths) {
    this.assumed = assumed;
    this.server = server;
    this.lengths = lengths;
  }

  static List<String> words() {
    return List.of(
        "PaperCoder's instructions, in tokens, from its published scripts: system "
            + SYSTEM
            + ", "
            + ANALYST
            + " and "
            + CODER
            + " by stage, planning "
            + PLAN
            + " + "
            + ARCHITECTURE
            + " + "
            + LOGIC
            + " + "
            + CONFIG
            + ", analysis "
            + ANALYSE
            + ", coding "
            + CODE);
  }

  List<Served> run(List<String> files) {
    String paper = words("paper", assumed.paper());
    String chat = words("planning system", SYSTEM) + paper;
    List<String> plan = new ArrayList<>();
    chat = turn(chat, PLAN, "roadmap", plan);
    chat = turn(chat, ARCHITECTURE, "architecture", plan);
    chat = turn(chat, LOGIC, "logic", plan);
    turn(chat, CONFIG, "config", plan);
    String context = paper + String.join("\n", plan);
    List<String> analyses = new ArrayList<>();
    String analyst = words("analysis system", ANALYST) + context;
    for (String file : files) {
      analyses.add(call("spec:" + file, analyst + words("analyse " + file, ANALYSE)));
    }
    StringBuilder coder = new StringBuilder(words("coding system", CODER) + context);
    for (int i = 0; i < files.size(); i++) {
      String file = files.get(i);
      coder.append(call("file:" + file, coder + words("code " + file, CODE) + analyses.get(i)));
    }
    return List.copyOf(calls);
  }

  private String turn(String chat, int instruction, String name, List<String> plan) {
    String asked = chat + words("instruction " + name, instruction);
    String answer = call(name, asked);
    plan.add(answer);
    return asked + answer;
  }

  private String call(String name, String prompt) {
    Long written = lengths.get(name);
    if (written == null) {
      throw new IllegalStateException("Offprint made no call " + name);
    }
    calls.add(server.serve(name, prompt, written, () -> {}));
    return words("answer " + name, Math.toIntExact(written));
  }

  private String words(String seed, int tokens) {
    return Prose.of(seed, tokens * assumed.letters() - 1) + "\n";
  }
}
