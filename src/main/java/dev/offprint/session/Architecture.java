package dev.offprint.session;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files with their purpose, the class and sequence diagram, and the shapes that pass between
 * modules.
 */
public record Architecture(
    List<PlannedFile> files, ClassDiagram classes, SequenceDiagram sequence, List<Format> formats) {

  /** A file and what it is for. */
  public record PlannedFile(RepoPath path, String purpose) {}

  /** Classes and modules with the file that holds them. */
  public record ClassDiagram(List<Box> boxes, List<Relation> relations) {
    public ClassDiagram {
      boxes = List.copyOf(boxes);
      relations = List.copyOf(relations);
    }
  }

  /** One class or module: members as they would be written in Python. */
  public record Box(String name, RepoPath file, List<String> attributes, List<String> methods) {
    public Box {
      attributes = List.copyOf(attributes);
      methods = List.copyOf(methods);
    }
  }

  /** {@code from} uses {@code to}; both name a box. */
  public record Relation(String from, String to, String label) {}

  /** Who calls whom, in order. */
  public record SequenceDiagram(List<Arrow> arrows) {
    public SequenceDiagram {
      arrows = List.copyOf(arrows);
    }
  }

  /** One call; both ends name a box. */
  public record Arrow(String from, String to, String message) {}

  /** A record, table or file that passes between modules, typed once. */
  public record Format(String name, List<Field> fields) {
    public Format {
      fields = List.copyOf(fields);
    }
  }

  /** A key or column; the unit is empty where there is none. */
  public record Field(String name, String type, String unit) {}

  public Architecture {
    files = List.copyOf(files);
    formats = List.copyOf(formats);
    Set<String> folds = new HashSet<>();
    Set<RepoPath> paths = new HashSet<>();
    for (PlannedFile file : files) {
      paths.add(file.path());
      if (!folds.add(file.path().fold())) {
        throw new IllegalArgumentException("two files with one name: " + file.path());
      }
    }
    Set<String> names = new HashSet<>();
    for (Box box : classes.boxes()) {
      names.add(box.name());
      if (!paths.contains(box.file())) {
        throw new IllegalArgumentException(
            "class " + box.name() + " is in " + box.file() + ", which is not a planned file");
      }
    }
    for (Relation relation : classes.relations()) {
      if (!names.contains(relation.from()) || !names.contains(relation.to())) {
        throw new IllegalArgumentException(
            "relation " + relation.from() + " -> " + relation.to() + " names no class");
      }
    }
    for (Arrow arrow : sequence.arrows()) {
      if (!names.contains(arrow.from()) || !names.contains(arrow.to())) {
        throw new IllegalArgumentException(
            "call " + arrow.from() + " -> " + arrow.to() + " names no class");
      }
    }
  }
}
