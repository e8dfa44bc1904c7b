package dev.offprint.document;

import dev.offprint.session.Architecture;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The class and the sequence diagram as text. Boxes go by numbers of ours; names are labels only,
 * so that no name can be read as an instruction.
 */
final class Diagrams {
  private Diagrams() {}

  static String mermaidClasses(Architecture.ClassDiagram diagram) {
    StringBuilder out = new StringBuilder("classDiagram\n");
    Map<String, String> ids = new LinkedHashMap<>();
    for (Architecture.Box box : diagram.boxes()) {
      String id = id(ids, box.name());
      out.append("  class ").append(id).append("[\"");
      out.append(Escape.mermaid(box.name())).append("\"] {\n");
      box.attributes().forEach(one -> member(out, "    ", one, Escape::mermaid));
      box.methods().forEach(one -> member(out, "    ", one, Escape::mermaid));
      out.append("  }\n");
    }
    for (Architecture.Relation relation : diagram.relations()) {
      arrow(out, "  ", id(ids, relation.from()), " --> ", id(ids, relation.to()));
      label(out, Escape.mermaid(relation.label()));
    }
    return out.toString();
  }

  static String mermaidSequence(Architecture.SequenceDiagram diagram) {
    StringBuilder out = new StringBuilder("sequenceDiagram\n");
    Map<String, String> ids = participants(diagram);
    ids.forEach(
        (name, id) ->
            out.append("  participant ")
                .append(id)
                .append(" as ")
                .append(shown(Escape.mermaid(name)))
                .append('\n'));
    for (Architecture.Arrow arrow : diagram.arrows()) {
      arrow(out, "  ", id(ids, arrow.from()), "->>", id(ids, arrow.to()));
      out.append(": ").append(shown(Escape.mermaid(arrow.message()))).append('\n');
    }
    return out.toString();
  }

  static String plantClasses(Architecture.ClassDiagram diagram) {
    StringBuilder out = head();
    out.append("hide empty members\nskinparam classAttributeIconSize 0\n");
    Map<String, String> ids = new LinkedHashMap<>();
    for (Architecture.Box box : diagram.boxes()) {
      out.append("class \"").append(shown(Escape.plantUml(box.name())));
      out.append("\" as ").append(id(ids, box.name())).append(" {\n");
      box.attributes().forEach(one -> member(out, "  {field} ", one, Escape::plantUml));
      box.methods().forEach(one -> member(out, "  {method} ", one, Escape::plantUml));
      out.append("}\n");
    }
    for (Architecture.Relation relation : diagram.relations()) {
      arrow(out, "", id(ids, relation.from()), " --> ", id(ids, relation.to()));
      label(out, Escape.plantUml(relation.label()));
    }
    return out.append("@enduml\n").toString();
  }

  static String plantSequence(Architecture.SequenceDiagram diagram) {
    StringBuilder out = head();
    out.append("hide footbox\n");
    Map<String, String> ids = participants(diagram);
    ids.forEach(
        (name, id) ->
            out.append("participant \"")
                .append(shown(Escape.plantUml(name)))
                .append("\" as ")
                .append(id)
                .append('\n'));
    for (Architecture.Arrow arrow : diagram.arrows()) {
      arrow(out, "", id(ids, arrow.from()), " -> ", id(ids, arrow.to()));
      label(out, Escape.plantUml(arrow.message()));
    }
    return out.append("@enduml\n").toString();
  }

  private static StringBuilder head() {
    // Smetana draws class diagrams without Graphviz.
    return new StringBuilder("@startuml\n!pragma layout smetana\nskinparam shadowing false\n");
  }

  private static Map<String, String> participants(Architecture.SequenceDiagram diagram) {
    Map<String, String> ids = new LinkedHashMap<>();
    for (Architecture.Arrow arrow : diagram.arrows()) {
      id(ids, arrow.from());
      id(ids, arrow.to());
    }
    return ids;
  }

  private static String id(Map<String, String> ids, String name) {
    return ids.computeIfAbsent(name, unseen -> "n" + (ids.size() + 1));
  }

  private static void member(
      StringBuilder out, String start, String text, UnaryOperator<String> escape) {
    String line = escape.apply(text.strip().startsWith("def ") ? text.strip().substring(4) : text);
    if (!line.isEmpty()) {
      out.append(start).append(line).append('\n');
    }
  }

  private static void arrow(StringBuilder out, String start, String from, String kind, String to) {
    out.append(start).append(from).append(kind).append(to);
  }

  private static void label(StringBuilder out, String label) {
    out.append(label.isEmpty() ? "" : " : " + label).append('\n');
  }

  /** Neither language takes an empty name. */
  private static String shown(String label) {
    return label.isEmpty() ? "…" : label;
  }
}
