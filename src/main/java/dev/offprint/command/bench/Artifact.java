package dev.offprint.command.bench;

import java.util.Arrays;
import java.util.List;

/**
 * What models write, and how long it is: a fixed part and one for each file of the repository, in
 * tokens.
 */
enum Artifact {
  ROADMAP("roadmap", 1_000, 0),
  ARCHITECTURE("architecture", 600, 60),
  LOGIC("logic", 400, 50),
  CONFIG("config", 600, 0),
  ANALYSIS("specification and contract", 700, 0),
  FILE("file", 2_100, 0),
  /** The rest only Offprint asks for. */
  REQUIREMENTS("requirements", 1_200, 0),
  OPEN("questions, data, targets", 700, 0),
  SCREENING("screening", 10, 0),
  REVIEW("review", 600, 0),
  REPAIR("repair", 300, 0);

  private final String words;
  private final int tokens;
  private final int perFile;

  Artifact(String words, int tokens, int perFile) {
    this.words = words;
    this.tokens = tokens;
    this.perFile = perFile;
  }

  String words() {
    return words;
  }

  int tokens(int files) {
    return tokens + perFile * files;
  }

  /** The artifacts that a call of that name writes: several specifications may share one. */
  static List<String> steps(String name) {
    if (!name.startsWith("spec:")) {
      return List.of(name);
    }
    return Arrays.stream(name.substring("spec:".length()).split("\\+"))
        .map(path -> "spec:" + path)
        .toList();
  }

  /** What the call of that name writes. */
  static Artifact of(String step) {
    String kind = step.replaceFirst("[:@].*", "");
    return switch (kind) {
      case "roadmap" -> ROADMAP;
      case "screening" -> SCREENING;
      case "requirements" -> REQUIREMENTS;
      case "open" -> OPEN;
      case "architecture" -> ARCHITECTURE;
      case "logic" -> LOGIC;
      case "config" -> CONFIG;
      case "spec" -> ANALYSIS;
      case "file" -> FILE;
      case "review" -> REVIEW;
      case "fix" -> REPAIR;
      default -> throw new IllegalStateException("the simulation has no answer for " + step);
    };
  }
}
