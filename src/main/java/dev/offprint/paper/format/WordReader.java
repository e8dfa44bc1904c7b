package dev.offprint.paper.format;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads Word documents. By hand, for the libraries that do weigh fifteen megabytes and bring
 * editing: a paper needs its paragraphs, styles, tables, formulas, notes and links.
 */
final class WordReader {
  private static final int DEEPEST = 200;
  private static final int MOST_HIDDEN = 100;
  private static final Pattern STYLED =
      Pattern.compile("(?i)(heading|überschrift|titre|заголовок|berschrift)\\s*(\\d)");
  private static final Pattern NUMBERED =
      Pattern.compile("(?<number>\\d{1,2}(\\.\\d{1,2}){0,3})[.)]?\\s+(?<text>\\p{Lu}.*)");
  private static final Pattern ENTRY =
      Pattern.compile("(?:\\[([^\\]]{1,40})]|(\\d{1,3})[.)])\\s*(.*)");

  private final Map<String, String> targets = new HashMap<>();
  private final Map<String, String> styles = new HashMap<>();
  private final Map<String, String> footnotes = new HashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();
  private final List<String> waiting = new ArrayList<>();
  private String title = "";
  private final List<String> authors = new ArrayList<>();
  private final List<String> hidden = new ArrayList<>();
  private boolean references;

  private WordReader() {}

  static Written read(Map<String, byte[]> files) {
    WordReader reader = new WordReader();
    List<String> notes = new ArrayList<>();
    try {
      reader.relations(files.get("word/_rels/document.xml.rels"));
      reader.styleNames(files.get("word/styles.xml"));
      reader.notes(files.get("word/footnotes.xml"));
      reader.notes(files.get("word/endnotes.xml"));
      XMLStreamReader xml = open(files.getOrDefault("word/document.xml", new byte[0]));
      reader.blocks(xml, "document", 0);
    } catch (XMLStreamException broken) {
      notes.add("The Word document is damaged; it was read up to there.");
    }
    return new Written(
        reader.title, reader.authors, reader.parts, reader.addresses, reader.hidden, notes);
  }

  /** A document may bring no types and no files of its own. */
  private static XMLStreamReader open(byte[] xml) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory.createXMLStreamReader(new ByteArrayInputStream(xml));
  }

  private void relations(byte @Nullable [] rels) throws XMLStreamException {
    XMLStreamReader xml = open(rels == null ? "<x/>".getBytes(StandardCharsets.UTF_8) : rels);
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().equals("Relationship")) {
        targets.put(attribute(xml, "Id"), attribute(xml, "Target"));
      }
    }
  }

  private void styleNames(byte @Nullable [] file) throws XMLStreamException {
    XMLStreamReader xml = open(file == null ? "<x/>".getBytes(StandardCharsets.UTF_8) : file);
    String id = "";
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        if (xml.getLocalName().equals("style")) {
          id = attribute(xml, "styleId");
        } else if (xml.getLocalName().equals("name")) {
          styles.putIfAbsent(id, attribute(xml, "val"));
        }
      }
    }
  }

  private void notes(byte @Nullable [] file) throws XMLStreamException {
    if (file == null) {
      return;
    }
    XMLStreamReader xml = open(file);
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().matches("footnote|endnote")) {
        String key = xml.getLocalName() + attribute(xml, "id");
        String ends = xml.getLocalName();
        StringBuilder text = new StringBuilder();
        while (xml.hasNext()) {
          int event = xml.next();
          if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(ends)) {
            break;
          }
          if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("t")) {
            text.append(xml.getElementText());
          }
        }
        footnotes.put(key, text.toString().strip());
      }
    }
  }

  private static String attribute(XMLStreamReader xml, String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(name)) {
        return xml.getAttributeValue(i);
      }
    }
    return "";
  }

  private void blocks(XMLStreamReader xml, String until, int depth) throws XMLStreamException {
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(until)) {
        return;
      }
      if (event != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      if (xml.getLocalName().equals("p")) {
        Paragraph paragraph = new Paragraph();
        paragraph.read(xml, "p", 0);
        take(paragraph);
      } else if (xml.getLocalName().equals("tbl") && depth < DEEPEST) {
        List<List<String>> rows = table(xml, depth);
        if (!rows.isEmpty()) {
          parts.add(new Part.Table("", rows));
        }
      }
    }
  }

  private List<List<String>> table(XMLStreamReader xml, int depth) throws XMLStreamException {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    int spans = 1;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "tr" -> row = new ArrayList<>();
          case "tc" -> {
            cell.setLength(0);
            spans = 1;
          }
          case "gridSpan" -> {
            String value = attribute(xml, "val");
            spans = value.matches("\\d{1,2}") ? Integer.parseInt(value) : 1;
          }
          case "p" -> {
            Paragraph paragraph = new Paragraph();
            paragraph.read(xml, "p", 0);
            cell.append(cell.isEmpty() ? "" : " ").append(paragraph.text());
          }
          case "tbl" -> {
            if (depth < DEEPEST) {
              table(xml, depth + 1)
                  .forEach(inner -> cell.append(' ').append(String.join(" ", inner)));
            }
          }
          default -> {}
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        switch (xml.getLocalName()) {
          case "tc" -> {
            row.add(cell.toString().strip());
            for (int i = 1; i < spans; i++) {
              row.add("");
            }
          }
          case "tr" -> {
            if (row.stream().anyMatch(one -> !one.isBlank())) {
              rows.add(row);
            }
          }
          case "tbl" -> {
            return rows;
          }
          default -> {}
        }
      }
    }
    return rows;
  }

  private void take(Paragraph paragraph) {
    String text = paragraph.text();
    String style = styles.getOrDefault(paragraph.style, paragraph.style);
    Matcher heading = STYLED.matcher(style);
    Matcher caption = MarkdownReader.captioned(text);
    if (text.isBlank() && paragraph.display.isEmpty()) {
      return;
    }
    String lower = style.toLowerCase(Locale.ROOT);
    if (lower.equals("title") && title.isEmpty()) {
      title = text;
    } else if (lower.matches("authors?|author.*")) {
      for (String name : text.split(",|;|\\band\\b")) {
        authors.add(name.replaceAll("[\\d*†‡^{}]", "").strip());
      }
    } else if (heading.find() || paragraph.level >= 0) {
      heading(text, paragraph.level >= 0 ? paragraph.level + 1 : heading.group(2).charAt(0) - '0');
    } else if (text.matches("(?iu)(abstract|references|bibliography|аннотация|литература)[.:]?")) {
      heading(text.replaceFirst("[.:]$", ""), 1);
    } else if (title.isEmpty() && parts.isEmpty() && text.length() < 300 && !text.endsWith(".")) {
      title = text;
    } else if (references) {
      Matcher entry = ENTRY.matcher(text);
      boolean labelled = entry.matches();
      String label = !labelled ? "" : entry.group(1) != null ? entry.group(1) : entry.group(2);
      parts.add(new Part.Reference(label, labelled ? entry.group(3) : text));
    } else if (caption.matches()) {
      parts.add(MarkdownReader.caption(caption));
    } else if (!text.isBlank()) {
      parts.add(new Part.Prose(paragraph.item ? "• " + text : text));
    }
    paragraph.display.forEach(latex -> parts.add(new Part.Equation("", latex)));
    waiting.forEach(note -> parts.add(new Part.Prose(note)));
    waiting.clear();
  }

  private void heading(String text, int level) {
    Matcher numbered = NUMBERED.matcher(text);
    boolean counted = numbered.matches();
    String said = counted ? numbered.group("text") : text;
    references = said.matches("(?iu)(references|bibliography|literature cited|литература)");
    parts.add(
        new Part.Heading(counted ? numbered.group("number") : "", said, Math.clamp(level, 1, 6)));
  }

  /** One paragraph as it is put together. */
  private final class Paragraph {
    private final StringBuilder text = new StringBuilder();
    private final List<String> display = new ArrayList<>();
    private String style = "";
    private int level = -1;
    private boolean item;

    String text() {
      return text.toString().replaceAll("\\s+", " ").strip();
    }

    void read(XMLStreamReader xml, String until, int depth) throws XMLStreamException {
      boolean shown = true;
      char raised = 0;
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.END_ELEMENT) {
          if (xml.getLocalName().equals(until)) {
            return;
          }
          if (xml.getLocalName().equals("r")) {
            shown = true;
            raised = 0;
          }
          continue;
        }
        if (event != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        switch (xml.getLocalName()) {
          case "pStyle" -> style = attribute(xml, "val");
          case "outlineLvl" -> {
            String value = attribute(xml, "val");
            level = value.matches("[0-5]") ? value.charAt(0) - '0' : level;
          }
          case "numPr" -> item = true;
          case "vanish" -> shown = false;
          case "color" -> shown &= !attribute(xml, "val").equalsIgnoreCase("FFFFFF");
          case "sz" -> shown &= !attribute(xml, "val").matches("[0-4]");
          case "vertAlign" ->
              raised =
                  switch (attribute(xml, "val")) {
                    case "superscript" -> '^';
                    case "subscript" -> '_';
                    default -> 0;
                  };
          case "t" -> add(xml.getElementText(), shown, raised);
          case "tab", "br", "cr" -> text.append(' ');
          case "noBreakHyphen" -> text.append('-');
          case "delText", "instrText" -> xml.getElementText();
          case "hyperlink" -> {
            String target = targets.getOrDefault(attribute(xml, "id"), "");
            int start = text.length();
            if (depth < DEEPEST) {
              read(xml, "hyperlink", depth + 1);
            }
            if (target.matches("https?://.*")) {
              addresses.add(target);
              if (!text.substring(start).contains("/")) {
                text.append(" (").append(target).append(')');
              }
            }
          }
          case "footnoteReference", "endnoteReference" -> {
            String kind = xml.getLocalName().startsWith("foot") ? "footnote" : "endnote";
            String note = footnotes.getOrDefault(kind + attribute(xml, "id"), "");
            if (!note.isBlank()) {
              waiting.add(note);
            }
          }
          case "oMathPara" -> display.add(WordMaths.read(xml, "oMathPara"));
          case "oMath" -> text.append('$').append(WordMaths.read(xml, "oMath")).append('$');
          default -> {}
        }
      }
    }

    private void add(String words, boolean shown, char raised) {
      if (!shown) {
        if (hidden.size() < MOST_HIDDEN && !words.isBlank()) {
          hidden.add(words);
        }
      } else if (raised != 0 && !words.isBlank()) {
        text.append(raised)
            .append(words.strip().length() > 1 ? "{" + words.strip() + "}" : words.strip());
      } else {
        text.append(words);
      }
    }
  }
}
