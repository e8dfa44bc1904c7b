package dev.offprint.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Levels of headings that carry no number: the larger the print, the higher the level. */
final class Levels {
  private static final int DEEPEST = 3;

  private Levels() {}

  static List<Block> ranked(List<Block> blocks) {
    return sized(numbered(blocks));
  }

  /** Where sections have Roman numbers, letters and Arabic numbers are those of parts of them. */
  private static List<Block> numbered(List<Block> blocks) {
    boolean roman =
        Set.of("I", "II")
            .equals(
                blocks.stream()
                    .filter(Block.Heading.class::isInstance)
                    .map(block -> ((Block.Heading) block).number())
                    .filter(number -> number.matches("I|II"))
                    .collect(Collectors.toSet()));
    if (!roman) {
      return blocks;
    }
    List<Block> done = new ArrayList<>();
    boolean lettered = false;
    boolean over = false;
    for (Block block : blocks) {
      if (!(block instanceof Block.Heading heading)) {
        done.add(block);
        continue;
      }
      String number = heading.number();
      over |= heading.text().matches("(?iu)(references|appendi|acknowledg).*");
      int level = heading.level();
      if (number.matches("[IVX]+")) {
        lettered = false;
        level = 1;
      } else if (number.matches("[A-H]") && !over) {
        lettered = true;
        level = 2;
      } else if (number.matches("\\d{1,2}")) {
        level = lettered ? 3 : 2;
      }
      done.add(heading.with(heading.text(), level, heading.lines()));
    }
    return done;
  }

  private static List<Block> sized(List<Block> blocks) {
    SortedMap<Integer, Integer> sizes = new TreeMap<>();
    int numbered = 0;
    for (Block block : blocks) {
      if (block instanceof Block.Heading heading) {
        numbered += heading.number().isEmpty() ? 0 : 1;
        if (unranked(heading)) {
          sizes.merge(size(heading), 1, Integer::sum);
        }
      }
    }
    // A size that is there once is a title of something else.
    sizes.values().removeIf(often -> often < 2);
    if (numbered >= 3 || sizes.size() < 2) {
      return blocks;
    }
    List<Block> done = new ArrayList<>();
    for (Block block : blocks) {
      if (block instanceof Block.Heading heading && unranked(heading)) {
        int larger = sizes.tailMap(size(heading) + 1).size();
        done.add(heading.with(heading.text(), Math.min(DEEPEST, 1 + larger), heading.lines()));
      } else {
        done.add(block);
      }
    }
    return done;
  }

  private static boolean unranked(Block.Heading heading) {
    return heading.number().isEmpty() && heading.level() == 1 && !Headings.known(heading.text());
  }

  private static int size(Block.Heading heading) {
    return Math.round(heading.lines().get(0).size() * 2);
  }
}
