package dev.offprint.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The structured answers of the sensible model, as maps and lists. */
final class SensiblePlan {
  private static final Pattern SENTENCE =
      Pattern.compile("\\[(\\d+)] (.*?)(?= \\[\\d+] |\\s*\\n|\\s*$)");
  private static final Pattern DECIMAL = Pattern.compile("(?<![\\d.,])\\d+\\.\\d+(?![\\d.])");
  private static final Pattern METHOD =
      Pattern.compile("(?i)^## .*(method|model|algorithm|approach|implement|experiment|result).*");

  private SensiblePlan() {}

  record Sentence(int number, String text) {}

  /** The answer for a prompt that wants these fields. */
  static Object answer(Set<String> fields, String text) {
    List<String> names = List.copyOf(fields);
    return switch (names.getFirst()) {
      case "verdict" -> Map.of("verdict", "allow", "reason", "");
      case "summary" -> roadmap(text);
      case "requirements" -> names.contains("declined") ? revise(text) : requirements(text);
      case "questions" -> open(text);
      case "files" -> names.size() == 1 ? analyses(text) : architecture(names);
      case "tasks" -> logic(text);
      case "settings" -> config(text);
      case "serves" -> Map.of("serves", List.of());
      case "signatures" ->
          names.contains("specification")
              ? analysis(text, names)
              : Map.of("signatures", List.of(), "notes", List.of());
      case "verdicts" -> review(text);
      case "edits" -> edits(text);
      case "kind" -> followUp(text);
      default -> throw new IllegalStateException("no prompt of the pipeline asks for " + names);
    };
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  private static String between(String text, String open, String close) {
    int start = text.lastIndexOf(open);
    int end = text.indexOf(close, Math.max(0, start));
    return start < 0 || end < 0 ? "" : text.substring(start + open.length(), end).strip();
  }

  /** Sentences of the paper that say something, those on method and experiments first. */
  private static List<Sentence> sentences(String text) {
    List<Sentence> method = new ArrayList<>();
    List<Sentence> rest = new ArrayList<>();
    boolean inMethod = false;
    int start = text.indexOf("<paper>");
    for (String line : text.substring(start, text.indexOf("</paper>", start)).split("\n", -1)) {
      if (line.startsWith("## ")) {
        inMethod = METHOD.matcher(line).matches();
      }
      Matcher found = SENTENCE.matcher(line);
      while (found.find()) {
        Sentence sentence = new Sentence(Integer.parseInt(found.group(1)), found.group(2).strip());
        if (sentence.text().length() > 40) {
          (inMethod ? method : rest).add(sentence);
        }
      }
    }
    method.addAll(rest);
    return method;
  }

  private static Object roadmap(String text) {
    String request = between(text, "<request>", "</request>");
    return map(
        "summary",
        "Simulates the model of the paper and measures what it reports.",
        "steps",
        List.of("Write the model.", "Run the experiments.", "Compare the numbers."),
        "left_out",
        List.of(),
        "scope",
        request.isEmpty() ? "" : request.lines().findFirst().orElse(""),
        "framework",
        "",
        "compute",
        "");
  }

  private static Object requirements(String text) {
    Matcher range = Pattern.compile("from sentences (\\d+) to (\\d+) only").matcher(text);
    boolean part = range.find();
    int first = part ? Integer.parseInt(range.group(1)) : 1;
    int last = part ? Integer.parseInt(range.group(2)) : Integer.MAX_VALUE;
    List<String> kinds = List.of("method", "method", "evaluation", "setting", "training", "data");
    List<Object> requirements = new ArrayList<>();
    for (Sentence sentence : sentences(text)) {
      if (requirements.size() < 6 && sentence.number() >= first && sentence.number() <= last) {
        requirements.add(
            map(
                "statement", shortened("Do as the paper says: " + sentence.text(), 200),
                "kind", kinds.get(requirements.size()),
                "sentences", List.of(sentence.number())));
      }
    }
    return map("requirements", requirements);
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private static Object open(String text) {
    List<Object> targets = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (Sentence sentence : sentences(text)) {
      Matcher number = DECIMAL.matcher(sentence.text());
      if (targets.size() < 2 && number.find() && seen.add(number.group())) {
        targets.add(
            map(
                "metric",
                "the number in: " + shortened(sentence.text(), 60),
                "where",
                "text",
                "value",
                number.group(),
                "tolerance",
                "0.1",
                "sentence",
                sentence.number(),
                "compute",
                "1 minute CPU"));
      }
    }
    return map(
        "questions",
        List.of(
            map(
                "text",
                "Which random seed should the runs use?",
                "options",
                List.of("one fixed seed", "five seeds, averaged"),
                "default_option",
                1,
                "changes",
                "how often the experiments run"),
            map(
                "text",
                "How long should the full run be?",
                "options",
                List.of("as in the paper", "a tenth of it"),
                "default_option",
                1,
                "changes",
                "the time that a run takes")),
        "datasets",
        List.of(
            map(
                "name", "initial states",
                "where", "generated by the code",
                "licence", "",
                "size", "1 kB",
                "availability", "generated",
                "stand_in", "twenty random states")),
        "targets",
        targets);
  }

  private static Object architecture(List<String> names) {
    Map<String, Object> answer =
        map(
            "files",
            List.of(
                map("path", "model.py", "purpose", "The model and its simulation."),
                map("path", "experiment.py", "purpose", "Runs the simulation and measures it."),
                map("path", "main.py", "purpose", "Entry point: flags, runs, results.")),
            "classes",
            List.of(
                drawn(
                    "model",
                    "model.py",
                    "simulate(size: int, steps: int, rate: float, seed: int) -> list"),
                drawn(
                    "experiment",
                    "experiment.py",
                    "run_experiment(config: dict, smoke: bool) -> dict"),
                drawn("main", "main.py", "main() -> None")));
    if (names.contains("relations")) {
      answer.put(
          "relations",
          List.of(
              map("from", "main", "to", "experiment", "label", "runs"),
              map("from", "experiment", "to", "model", "label", "simulates")));
      answer.put(
          "calls",
          List.of(
              map("from", "main", "to", "experiment", "message", "run_experiment(config, smoke)"),
              map(
                  "from",
                  "experiment",
                  "to",
                  "model",
                  "message",
                  "simulate(size, steps, rate, seed)")));
      answer.put(
          "formats",
          List.of(
              map(
                  "name",
                  "series.csv",
                  "fields",
                  List.of(
                      map("name", "step", "type", "int", "unit", ""),
                      map("name", "mean", "type", "float", "unit", "")))));
    }
    return answer;
  }

  private static Object drawn(String name, String file, String method) {
    return map("name", name, "file", file, "attributes", List.of(), "methods", List.of(method));
  }

  private static Object logic(String text) {
    String task = text.substring(text.lastIndexOf("Every requirement is served"));
    List<String> model = new ArrayList<>();
    List<String> experiment = new ArrayList<>();
    Matcher id = Pattern.compile("R\\d+").matcher(task);
    while (id.find()) {
      (model.size() <= experiment.size() ? model : experiment).add(id.group());
    }
    return map(
        "tasks",
        List.of(
            map("path", "model.py", "depends_on", List.of(), "serves", model),
            map("path", "experiment.py", "depends_on", List.of("model.py"), "serves", experiment),
            map("path", "main.py", "depends_on", List.of("experiment.py"), "serves", List.of())),
        "packages",
        List.of(),
        "conventions",
        List.of("Series are lists, one number a step."));
  }

  private static Object config(String text) {
    List<Object> settings = new ArrayList<>();
    for (Sentence sentence : sentences(text)) {
      Matcher number = DECIMAL.matcher(sentence.text());
      if (settings.isEmpty() && number.find()) {
        settings.add(
            setting(
                "paper.first_number", number.group(), sentence.number(), "", List.of("main.py")));
      }
    }
    List<String> experiment = List.of("experiment.py");
    settings.add(setting("experiment.rate", "3.7", 0, "in the range where it varies", experiment));
    settings.add(setting("experiment.seed", "7", 0, "any seed will do", experiment));
    settings.add(setting("experiment.size", "200", 0, "large enough to average", experiment));
    settings.add(setting("experiment.steps", "500", 0, "past the transient", experiment));
    settings.add(setting("smoke.size", "20", 0, "runs at once", experiment));
    settings.add(setting("smoke.steps", "10", 0, "runs at once", experiment));
    return map("settings", settings);
  }

  private static Map<String, Object> setting(
      String key, String value, int sentence, String why, List<String> usedBy) {
    return map(
        "key",
        key,
        "value",
        value,
        "unit",
        "",
        "sentence",
        sentence,
        "why",
        why,
        "used_by",
        usedBy);
  }

  private static Object revise(String text) {
    Matcher number =
        Pattern.compile("\\d+(\\.\\d+)?")
            .matcher(between(text, "<changes>", "</changes>").replaceAll("(?m)^\\d+\\. ", ""));
    List<Object> settings = new ArrayList<>();
    List<Object> leftOut = new ArrayList<>();
    List<String> seeds = number.results().map(MatchResult::group).toList();
    if (!seeds.isEmpty()) {
      String value = seeds.size() == 1 ? seeds.getFirst() : seeds.toString();
      Map<String, Object> edit =
          setting("experiment.seed", value, 0, "asked for in the thread", List.of());
      edit.remove("used_by");
      edit.put("op", "replace");
      settings.add(edit);
    } else {
      leftOut.add(
          map("op", "add", "text", shortened(between(text, "<changes>", "</changes>"), 200)));
    }
    return map(
        "requirements", List.of(),
        "settings", settings,
        "files", List.of(),
        "packages", List.of(),
        "answers", List.of(),
        "targets", List.of(),
        "conventions", List.of(),
        "left_out", leftOut,
        "declined", List.of());
  }

  private static final Pattern SPECIFIED =
      Pattern.compile("Write the specification of ([\\w/]+\\.py)[.:]");

  private static Object analysis(String text, List<String> names) {
    Matcher task = SPECIFIED.matcher(text);
    String path = "";
    while (task.find()) {
      path = task.group(1);
    }
    return analysis(path, names.contains("calls"));
  }

  /** One entry for each file that the task names; what else is asked about others add. */
  private static Object analyses(String text) {
    List<Object> files = new ArrayList<>();
    Matcher task = SPECIFIED.matcher(text);
    while (task.find()) {
      Map<String, Object> entry = new LinkedHashMap<>(analysis(task.group(1), true));
      entry.put("path", task.group(1));
      files.add(entry);
    }
    return map("files", files);
  }

  private static Map<String, Object> analysis(String path, boolean calls) {
    Map<String, Object> answer =
        switch (path) {
          case "model.py" ->
              map(
                  "specification",
                  "Draws the initial states and moves them on by logistic growth.",
                  "signatures",
                  List.of(
                      signed("initial_state", "def initial_state(size: int, seed: int) -> list"),
                      signed("step", "def step(state: list, rate: float) -> list"),
                      signed(
                          "simulate",
                          "def simulate(size: int, steps: int, rate: float, seed: int) -> list")));
          case "experiment.py" ->
              map(
                  "specification",
                  "Simulates with the sizes of config and measures the means.",
                  "signatures",
                  List.of(
                      signed("measure", "def measure(means: list) -> dict"),
                      signed("write_series", "def write_series(means: list, path: Path) -> None"),
                      signed(
                          "run_experiment",
                          "def run_experiment(config: dict, smoke: bool) -> dict")));
          default ->
              map(
                  "specification",
                  "Reads the flags, runs the experiment, writes the results.",
                  "signatures",
                  List.of(signed("main", "def main() -> None")));
        };
    if (calls) {
      answer.put(
          "calls",
          switch (path) {
            case "experiment.py" ->
                List.of(map("file", "model.py", "name", "simulate", "arguments", 4));
            case "main.py" ->
                List.of(map("file", "experiment.py", "name", "run_experiment", "arguments", 2));
            default -> List.of();
          });
    }
    return answer;
  }

  private static Object signed(String name, String declaration) {
    return map("name", name, "declaration", declaration, "meaning", "as its name says");
  }

  private static Object review(String text) {
    String task =
        text.substring(
            Math.max(
                text.lastIndexOf("You review the repository"),
                text.lastIndexOf("Your requirements:")));
    String code = text.substring(0, text.length() - task.length());
    Matcher def = Pattern.compile("(?s)=== model\\.py\\n.*?\\n(\\d+)\\|def simulate").matcher(code);
    int line = 0;
    // What stands last counts.
    while (def.find()) {
      line = Integer.parseInt(def.group(1));
    }
    boolean there = line > 0;
    List<Object> verdicts = new ArrayList<>();
    Matcher id = Pattern.compile("(?m)^(R\\d+) ").matcher(task);
    while (id.find()) {
      verdicts.add(
          map(
              "requirement", id.group(1),
              "word", there ? "implemented" : "missing",
              "file", there ? "model.py" : "",
              "first_line", line,
              "last_line", there ? line + 6 : 0,
              "caveat", there ? "" : "there is no model"));
    }
    return map("verdicts", verdicts);
  }

  /** A comment behind the first line that occurs once: what it is told to mend is not there. */
  private static Object edits(String text) {
    String files = between(text, "<code>", "</code>");
    String path = files.lines().findFirst().orElse("=== main.py").substring("=== ".length());
    for (String line : files.lines().skip(1).toList()) {
      if (line.startsWith("import ") && files.indexOf(line) == files.lastIndexOf(line)) {
        return map(
            "edits",
            List.of(map("file", path, "old", line, "replacement", line + "  # looked at again")));
      }
    }
    return map("edits", List.of());
  }

  private static Object followUp(String text) {
    String words = between(text, "<message>", "</message>");
    Matcher target = Pattern.compile("\\b(T\\d+)\\b\\D*(-?\\d+(?:\\.\\d+)?)").matcher(words);
    String kind = "question";
    if (target.find()) {
      kind = "number";
    } else if (words.matches("(?is).*(error|exception|does not run|crash).*")) {
      kind = "traceback";
    } else if (words.matches("(?is).*(change|instead|please (use|add|make)).*")) {
      kind = "change";
    }
    boolean number = kind.equals("number");
    return map(
        "kind", kind,
        "answer", kind.equals("question") ? "The model is moved on step by step in simulate." : "",
        "places",
            kind.equals("question")
                ? List.of(map("file", "model.py", "first_line", 1, "last_line", 2))
                : List.of(),
        "pages", kind.equals("question") ? List.of(1) : List.of(),
        "numbers",
            number ? List.of(map("target", target.group(1), "value", target.group(2))) : List.of());
  }
}
