package dev.offprint.document;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * A YAML text as a tree that knows its lines. Only what a plan needs: no aliases, no tags, no
 * second document, no key twice; small and shallow.
 */
sealed interface YamlTree {
  /** Characters of a plan file at most. */
  int MOST_CHARACTERS = 1_000_000;

  /** Values in a plan file at most. */
  int MOST_NODES = 100_000;

  /** Levels at most. */
  int DEEPEST = 12;

  /** Counted from 1. */
  int line();

  /** A single value; {@code plain} where it stands without quotes. */
  record Scalar(int line, String text, boolean plain) implements YamlTree {}

  /** A list. */
  record Items(int line, List<YamlTree> items) implements YamlTree {}

  /** Keys and values, in the order of the file. */
  record Entries(int line, Map<String, Entry> entries) implements YamlTree {}

  /** A value under its key. */
  record Entry(int line, YamlTree value) {}

  static YamlTree read(String text) throws Malformed {
    if (text.length() > MOST_CHARACTERS) {
      throw new Malformed(0, "the file is too large: " + text.length() + " characters");
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    try {
      return new Reading(new Yaml(options).parse(new StringReader(text)).iterator()).document();
    } catch (MarkedYAMLException broken) {
      int line = broken.getProblemMark() == null ? 0 : broken.getProblemMark().getLine() + 1;
      throw new Malformed(line, "this is not YAML: " + broken.getProblem());
    } catch (YAMLException broken) {
      throw new Malformed(0, "this is not YAML: it holds a sign that YAML does not allow");
    }
  }

  /** Turns the parser's events into a tree. */
  final class Reading {
    private final Iterator<Event> events;
    private int nodes;

    private Reading(Iterator<Event> events) {
      this.events = events;
    }

    private YamlTree document() throws Malformed {
      Event first = next();
      while (first.is(Event.ID.StreamStart) || first.is(Event.ID.DocumentStart)) {
        first = next();
      }
      if (first.is(Event.ID.StreamEnd)) {
        throw new Malformed(1, "the file is empty");
      }
      YamlTree tree = node(first, 0);
      next();
      Event after = next();
      if (!after.is(Event.ID.StreamEnd)) {
        throw new Malformed(line(after), "the file holds a second document; a plan is one");
      }
      return tree;
    }

    private YamlTree node(Event event, int depth) throws Malformed {
      int line = line(event);
      if (++nodes > MOST_NODES || depth > DEEPEST) {
        throw new Malformed(line, "the file holds too much, or is nested too deeply, for a plan");
      }
      if (event instanceof AliasEvent || event instanceof NodeEvent n && n.getAnchor() != null) {
        throw new Malformed(line, "& and * (anchors and aliases) cannot be used in a plan");
      }
      if (event instanceof ScalarEvent scalar) {
        untagged(scalar.getTag(), line);
        boolean plain = scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN;
        return new Scalar(line, scalar.getValue(), plain);
      }
      if (event instanceof CollectionStartEvent start) {
        untagged(start.getTag(), line);
        return event instanceof MappingStartEvent ? entries(line, depth) : items(line, depth);
      }
      throw new Malformed(line, "a value is missing");
    }

    private Items items(int line, int depth) throws Malformed {
      List<YamlTree> items = new ArrayList<>();
      for (Event event = next(); !event.is(Event.ID.SequenceEnd); event = next()) {
        items.add(node(event, depth + 1));
      }
      return new Items(line, items);
    }

    private Entries entries(int line, int depth) throws Malformed {
      Map<String, Entry> entries = new LinkedHashMap<>();
      for (Event event = next(); !event.is(Event.ID.MappingEnd); event = next()) {
        if (!(node(event, depth + 1) instanceof Scalar key)) {
          throw new Malformed(line(event), "a key must be a single word");
        }
        YamlTree value = node(next(), depth + 1);
        if (entries.put(key.text(), new Entry(key.line(), value)) != null) {
          throw new Malformed(key.line(), "the key " + Escape.line(key.text()) + " is given twice");
        }
      }
      return new Entries(line, entries);
    }

    private Event next() {
      return events.next();
    }

    private static int line(Event event) {
      return event.getStartMark().getLine() + 1;
    }

    private static void untagged(@Nullable String tag, int line) throws Malformed {
      if (tag != null) {
        throw new Malformed(line, "! (a tag) cannot be used in a plan");
      }
    }
  }

  /** Why a text is no tree. */
  final class Malformed extends Exception {
    private static final long serialVersionUID = 1;
    private final int line;

    Malformed(int line, String why) {
      super(why);
      this.line = line;
    }

    int line() {
      return line;
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }
}
