package dev.offprint.paper.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Word's formulas as LaTeX, as far as their structure goes: scripts, fractions, roots, sums. */
final class WordMaths {
  private static final int DEEPEST = 100;

  /** Elements that are read into a named slot of what is around them. */
  private record Node(String name, String text, List<Node> below) {
    String slot(String slot) {
      StringBuilder all = new StringBuilder();
      below.stream()
          .filter(node -> node.name().equals(slot))
          .forEach(node -> all.append(node.latex()));
      return all.toString();
    }

    String latex() {
      StringBuilder inner = new StringBuilder(text);
      return switch (name) {
        case "f" -> "\\frac{" + slot("num") + "}{" + slot("den") + "}";
        case "sSup" -> slot("e") + "^{" + slot("sup") + "}";
        case "sSub" -> slot("e") + "_{" + slot("sub") + "}";
        case "sSubSup" -> slot("e") + "_{" + slot("sub") + "}^{" + slot("sup") + "}";
        case "rad" ->
            slot("deg").isBlank()
                ? "\\sqrt{" + slot("e") + "}"
                : "\\sqrt[" + slot("deg") + "]{" + slot("e") + "}";
        case "nary" -> {
          String sign =
              below.stream()
                  .flatMap(n -> n.below().stream())
                  .filter(n -> n.name().equals("chr"))
                  .map(Node::text)
                  .findFirst()
                  .orElse("∫");
          yield Map.of("∑", "\\sum", "∏", "\\prod", "∫", "\\int").getOrDefault(sign, sign)
              + "_{"
              + slot("sub")
              + "}^{"
              + slot("sup")
              + "} "
              + slot("e");
        }
        case "d" -> "(" + slot("e") + ")";
        case "limLow" -> slot("e") + "_{" + slot("lim") + "}";
        case "func" -> slot("fName") + " " + slot("e");
        case "fPr",
            "sSupPr",
            "sSubPr",
            "radPr",
            "naryPr",
            "dPr",
            "rPr",
            "ctrlPr",
            "sSubSupPr",
            "chr",
            "mPr",
            "funcPr",
            "limLowPr" ->
            "";
        default -> {
          below.forEach(node -> inner.append(node.latex()));
          yield inner.toString();
        }
      };
    }
  }

  private WordMaths() {}

  /** Reads to the end of the element that was just begun. */
  static String read(XMLStreamReader xml, String until) throws XMLStreamException {
    return node(xml, until, "", 0).latex().replaceAll("\\s+", " ").strip();
  }

  private static Node node(XMLStreamReader xml, String name, String value, int depth)
      throws XMLStreamException {
    List<Node> below = new ArrayList<>();
    StringBuilder text = new StringBuilder(value);
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(name)) {
        break;
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        String inner = xml.getLocalName();
        if (inner.equals("t")) {
          below.add(new Node("t", xml.getElementText(), List.of()));
        } else if (depth < DEEPEST) {
          String sign =
              inner.equals("chr") && xml.getAttributeCount() > 0 ? xml.getAttributeValue(0) : "";
          below.add(node(xml, inner, sign, depth + 1));
        }
      }
    }
    return new Node(name, text.toString(), below);
  }
}
