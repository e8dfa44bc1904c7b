package dev.offprint.agent;

import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.session.Architecture;
import dev.offprint.session.Architecture.Arrow;
import dev.offprint.session.Architecture.Box;
import dev.offprint.session.Architecture.ClassDiagram;
import dev.offprint.session.Architecture.Field;
import dev.offprint.session.Architecture.Format;
import dev.offprint.session.Architecture.PlannedFile;
import dev.offprint.session.Architecture.Relation;
import dev.offprint.session.Architecture.SequenceDiagram;
import dev.offprint.session.Logic;
import dev.offprint.session.RepoPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Decides on the files, draws classes and calls, types what passes between them. */
final class Architect {
  private final Calls calls;

  Architect(Calls calls) {
    this.calls = calls;
  }

  record File(String path, String purpose) {}

  record Drawn(String name, String file, List<String> attributes, List<String> methods) {}

  record Line(String from, String to, String label) {}

  record Sent(String from, String to, String message) {}

  record Column(String name, String type, String unit) {}

  record Record(String name, List<Column> fields) {}

  record Answer(
      List<File> files,
      List<Drawn> classes,
      List<Line> relations,
      List<Sent> calls,
      List<Record> formats) {
    Answer {
      relations = relations == null ? List.of() : relations;
      calls = calls == null ? List.of() : calls;
      formats = formats == null ? List.of() : formats;
    }
  }

  Architecture architecture(Job job, List<String> shared) throws StageStopped {
    Sizes sizes = calls.sizes(job, Role.PLANNER);
    return calls.ask(
        job,
        Role.PLANNER,
        "architecture",
        shared,
        new Template.Architecture(
            sizes.leastFiles(), sizes.files(), sizes.compact(), sizes.members()),
        shape(sizes),
        Answer.class,
        (answer, attempt) ->
            read(sizes.compact() ? functionsOnly(answer) : answer, attempt > 1 || sizes.compact()));
  }

  private static Shape shape(Sizes sizes) {
    int words = sizes.compact() ? 140 : 400;
    Shape word = Shape.text(60);
    Shape signature = Shape.text(sizes.compact() ? 120 : 200);
    Shape.Fields shape =
        Shape.fields()
            .with(
                "files",
                Shape.list(
                    Shape.fields().with("path", path()).with("purpose", Shape.text(words)),
                    sizes.leastFiles(),
                    sizes.files()))
            .with(
                "classes",
                Shape.list(
                    Shape.fields()
                        .with("name", Shape.text(Names.IDENTIFIER))
                        .with("file", path())
                        .with("attributes", Shape.list(word, 0, sizes.members()))
                        .with("methods", Shape.list(signature, 0, sizes.members())),
                    0,
                    2 * sizes.files()));
    if (sizes.compact()) {
      return shape;
    }
    return shape
        .with(
            "relations",
            Shape.list(
                Shape.fields().with("from", word).with("to", word).with("label", word), 0, 80))
        .with(
            "calls",
            Shape.list(
                Shape.fields().with("from", word).with("to", word).with("message", signature),
                0,
                60))
        .with(
            "formats",
            Shape.list(
                Shape.fields()
                    .with("name", word)
                    .with(
                        "fields",
                        Shape.list(
                            Shape.fields().with("name", word).with("type", word).with("unit", word),
                            0,
                            60)),
                0,
                40));
  }

  /** A small model writes no classes: methods are functions of their file. */
  private static Answer functionsOnly(Answer answer) {
    return new Answer(
        answer.files(),
        answer.classes().stream()
            .map(
                each ->
                    new Drawn(
                        each.name(),
                        each.file(),
                        List.of(),
                        each.methods().stream().map(Declarations::withoutSelf).toList()))
            .toList(),
        answer.relations(),
        answer.calls(),
        answer.formats());
  }

  /** Held to the pattern by the schema; what comes without one is made to fit by {@link Names}. */
  private static Shape path() {
    return Shape.guided(Names.FILE);
  }

  private static Architecture read(Answer answer, boolean lenient) throws Unusable {
    Map<RepoPath, PlannedFile> files = new LinkedHashMap<>();
    for (File file : answer.files()) {
      if (!Names.ours(file.path())) {
        RepoPath path = Names.file(file.path());
        files.putIfAbsent(path, new PlannedFile(path, file.purpose()));
      }
    }
    PlannedFile main = files.remove(Logic.MAIN);
    if (files.isEmpty()) {
      throw new Unusable("files: at least one file beside main.py is wanted");
    }
    files.put(
        Logic.MAIN,
        main == null ? new PlannedFile(Logic.MAIN, "Entry point: runs the experiments.") : main);
    Map<String, Box> boxes = boxes(answer.classes(), files, lenient);
    List<Relation> relations = new ArrayList<>();
    for (Line line : answer.relations()) {
      Optional<String> from = end(line.from(), boxes, lenient);
      Optional<String> to = end(line.to(), boxes, lenient);
      if (from.isPresent() && to.isPresent()) {
        relations.add(new Relation(from.get(), to.get(), line.label()));
      }
    }
    List<Arrow> arrows = new ArrayList<>();
    for (Sent sent : answer.calls()) {
      Optional<String> from = end(sent.from(), boxes, lenient);
      Optional<String> to = end(sent.to(), boxes, lenient);
      if (from.isPresent() && to.isPresent()) {
        arrows.add(new Arrow(from.get(), to.get(), sent.message()));
      }
    }
    return new Architecture(
        List.copyOf(files.values()),
        new ClassDiagram(List.copyOf(boxes.values()), relations),
        new SequenceDiagram(arrows),
        formats(answer.formats()));
  }

  private static Map<String, Box> boxes(
      List<Drawn> drawn, Map<RepoPath, PlannedFile> files, boolean lenient) throws Unusable {
    Map<String, Box> boxes = new LinkedHashMap<>();
    for (Drawn each : drawn) {
      if (Names.ours(each.file())) {
        continue;
      }
      RepoPath path = Names.file(each.file());
      if (!files.containsKey(path)) {
        if (lenient) {
          continue;
        }
        throw new Unusable(
            "classes: " + each.name() + " is in " + path + ", which is not among files");
      }
      boxes.putIfAbsent(each.name(), new Box(each.name(), path, each.attributes(), each.methods()));
    }
    for (RepoPath path : files.keySet()) {
      if (boxes.values().stream().noneMatch(box -> box.file().equals(path))) {
        boxes.putIfAbsent(boxName(path), module(path));
      }
    }
    return boxes;
  }

  /** A file that holds functions only, as a box. */
  static Box module(RepoPath path) {
    List<String> methods = path.equals(Logic.MAIN) ? List.of("main() -> None") : List.of();
    return new Box(boxName(path), path, List.of(), methods);
  }

  private static String boxName(RepoPath path) {
    return Names.module(path).replace('.', '_');
  }

  private static Optional<String> end(String said, Map<String, Box> boxes, boolean lenient)
      throws Unusable {
    String wanted = said.strip().toLowerCase(Locale.ROOT).replaceFirst("\\.py$", "");
    for (Box box : boxes.values()) {
      if (box.name().toLowerCase(Locale.ROOT).equals(wanted)
          || boxName(box.file()).equals(wanted.replaceAll("[./]", "_"))) {
        return Optional.of(box.name());
      }
    }
    if (lenient) {
      return Optional.empty();
    }
    throw new Unusable(
        "relations and calls: \"" + said + "\" is none of the classes " + boxes.keySet());
  }

  private static List<Format> formats(List<Record> records) {
    Map<String, Format> formats = new LinkedHashMap<>();
    for (Record each : records) {
      List<Field> fields =
          each.fields().stream()
              .filter(field -> !field.name().isBlank())
              .map(field -> new Field(field.name(), field.type(), field.unit()))
              .toList();
      if (!each.name().isBlank() && !fields.isEmpty()) {
        formats.putIfAbsent(each.name(), new Format(each.name(), fields));
      }
    }
    return List.copyOf(formats.values());
  }
}
