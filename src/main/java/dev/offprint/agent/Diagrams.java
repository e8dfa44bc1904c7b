package dev.offprint.agent;

import dev.offprint.session.Architecture;
import dev.offprint.session.Architecture.Arrow;
import dev.offprint.session.Architecture.Box;
import dev.offprint.session.Architecture.ClassDiagram;
import dev.offprint.session.Architecture.Relation;
import dev.offprint.session.Architecture.SequenceDiagram;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Diagrams that follow from the tasks where a model was not asked for them. */
final class Diagrams {
  private Diagrams() {}

  static Architecture completed(Architecture architecture, List<Task> tasks) {
    List<Relation> relations = new ArrayList<>(architecture.classes().relations());
    List<Arrow> arrows = new ArrayList<>(architecture.sequence().arrows());
    boolean relate = relations.isEmpty();
    boolean call = arrows.isEmpty();
    for (Task task : tasks.reversed()) {
      for (RepoPath need : task.dependsOn()) {
        Optional<Box> from = box(architecture, task.path());
        Optional<Box> to = box(architecture, need);
        if (from.isPresent() && to.isPresent()) {
          if (relate) {
            relations.add(new Relation(from.get().name(), to.get().name(), "imports"));
          }
          if (call) {
            String message = to.get().methods().isEmpty() ? "use" : to.get().methods().getFirst();
            arrows.add(new Arrow(from.get().name(), to.get().name(), message));
          }
        }
      }
    }
    return new Architecture(
        architecture.files(),
        new ClassDiagram(architecture.classes().boxes(), relations),
        new SequenceDiagram(arrows),
        architecture.formats());
  }

  private static Optional<Box> box(Architecture architecture, RepoPath path) {
    return architecture.classes().boxes().stream()
        .filter(box -> box.file().equals(path))
        .findFirst();
  }
}
