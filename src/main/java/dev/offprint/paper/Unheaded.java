package dev.offprint.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of references that stands at the end without a heading, as journals of physics print it:
 * entries numbered from 1 on, one after the other, with nothing but entries behind them.
 */
final class Unheaded {
  private static final Pattern ENTRY =
      Pattern.compile("(?:\\[(?<a>\\d{1,3})]|\\^(?<b>\\d{1,3}))\\s*[\\p{L}(“\"].*");

  /** Fewer are notes. */
  private static final int LEAST = 6;

  private static final int MISSED = 4;

  private Unheaded() {}

  /** The blocks with a heading over such a list; the same where there is none. */
  static List<Block> headed(List<Block> blocks) {
    int from = 0;
    for (int i = 0; i < blocks.size(); i++) {
      from = blocks.get(i) instanceof Block.Heading ? i + 1 : from;
    }
    for (int i = from; i < blocks.size(); i++) {
      List<Line> lines = lines(blocks.get(i));
      for (int j = 0; j < lines.size(); j++) {
        if (number(lines.get(j)) == 1 && counts(blocks, i, j)) {
          return split(blocks, i, j);
        }
      }
    }
    return blocks;
  }

  /** Whether entries are counted on from there. */
  private static boolean counts(List<Block> blocks, int block, int line) {
    int last = 0;
    int found = 0;
    for (int i = block; i < blocks.size(); i++) {
      List<Line> lines = lines(blocks.get(i));
      for (Line one : lines.subList(i == block ? line : 0, lines.size())) {
        int number = number(one);
        // Some entries begin with something else.
        if (number > last && number <= last + MISSED) {
          last = number;
          found++;
        }
      }
    }
    return found >= LEAST;
  }

  private static List<Block> split(List<Block> blocks, int block, int line) {
    List<Block> done = new ArrayList<>(blocks.subList(0, block));
    List<Line> lines = lines(blocks.get(block));
    if (line > 0) {
      done.add(new Block.Prose(lines.subList(0, line)));
    }
    Line first = lines.get(line);
    done.add(new Block.Heading("", "References", 1, first.page(), List.of()));
    done.add(new Block.Prose(lines.subList(line, lines.size())));
    done.addAll(blocks.subList(block + 1, blocks.size()));
    return done;
  }

  private static int number(Line line) {
    Matcher entry = ENTRY.matcher(line.prose());
    if (!entry.matches()) {
      return 0;
    }
    String number = entry.group("a") == null ? entry.group("b") : entry.group("a");
    return Integer.parseInt(number);
  }

  private static List<Line> lines(Block block) {
    return switch (block) {
      case Block.Prose prose -> prose.lines();
      case Block.Note note -> note.lines();
      case Block.Heading heading -> List.of();
      case Block.Table table -> List.of();
      case Block.Listing listing -> List.of();
      case Block.Equation equation -> List.of();
      case Block.Figure figure -> List.of();
      case Block.Afloat afloat -> List.of();
      case Block.Caption caption -> List.of();
    };
  }
}
