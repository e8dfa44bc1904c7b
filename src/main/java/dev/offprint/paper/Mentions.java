package dev.offprint.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Puts what floated to the head or foot of a later page where it is first spoken of: nobody reads a
 * table before, or long after, the paragraph that leads to it.
 */
final class Mentions {
  private static final int MOST_PAGES = 2;

  private Mentions() {}

  static List<Block> moored(List<Block> blocks) {
    List<Block> done = new ArrayList<>();
    for (Block block : blocks) {
      int at = done.size();
      if (block instanceof Block.Afloat afloat && !afloat.label().isEmpty()) {
        int mention = mention(done, afloat);
        at = mention < 0 ? at : mention;
      }
      done.add(at, block);
    }
    return done;
  }

  /** The paragraph before which the float belongs; negative where it stays. */
  private static int mention(List<Block> blocks, Block.Afloat afloat) {
    String word =
        switch (afloat.kind()) {
          case FIGURE -> "(?:Fig(?:ure|s|ures)?\\.?|Рис(?:унок|унке|\\.)?)";
          case TABLE -> "(?:Tab(?:le|les|\\.)?|Табл(?:ица|ице|\\.)?)";
          case ALGORITHM -> "(?:Alg(?:orithm|\\.)?|Listing|Алгоритм)";
        };
    Pattern mention =
        Pattern.compile(
            word
                + "[\\s~]*"
                + Pattern.quote(afloat.label())
                + "(?![\\p{L}\\d])|"
                + word
                + "[\\s~]*\\d+(?: and|,|–|-| и) ?"
                + Pattern.quote(afloat.label())
                + "(?!\\d)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i) instanceof Block.Prose prose
          && afloat.page() - prose.lines().get(0).page() <= MOST_PAGES) {
        StringBuilder text = new StringBuilder();
        prose.lines().forEach(line -> text.append(line.prose()).append(' '));
        if (mention.matcher(text).find()) {
          return start(blocks, i);
        }
      }
    }
    return -1;
  }

  /** Where the paragraph begins, equations within included; negative where it is the last. */
  private static int start(List<Block> blocks, int mention) {
    boolean last = true;
    for (Block block : blocks.subList(mention + 1, blocks.size())) {
      last &= block instanceof Block.Afloat;
    }
    if (last) {
      return -1;
    }
    int at = mention;
    while (at > 1
        && blocks.get(at - 1) instanceof Block.Equation
        && blocks.get(at - 2) instanceof Block.Prose) {
      at -= 2;
    }
    return at;
  }
}
