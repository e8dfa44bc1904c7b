package dev.offprint.paper;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words that a paper itself uses; they decide whether a hyphen at a line's end stays. */
final class Words {
  private static final Pattern WORD = Pattern.compile("\\p{L}+(-\\p{L}+)*");
  private static final Pattern HALF = Pattern.compile("([\\p{L}][\\p{L}\\p{M}]*)[-\u2010\u00ad]$");
  private static final Pattern START = Pattern.compile("^\\p{L}+(?:[-\u2010]\\p{L}+)?");
  private static final Set<String> STAY =
      Set.of(
          "non", "self", "well", "multi", "cross", "semi", "high", "low", "long", "short", "state",
          "real", "two", "three", "one", "first", "second", "data", "end", "large", "small", "time",
          "word", "post", "pre", "co", "top", "bottom", "left", "right", "near", "off", "on",
          "half", "full", "single", "double", "open", "closed", "human", "machine", "user",
          "quasi");

  /** What compounds end with: after a whole word these are seldom its second half. */
  private static final Set<String> TAILS =
      Set.of(
          "agnostic",
          "aligned",
          "art",
          "augmented",
          "aware",
          "balanced",
          "based",
          "bound",
          "class",
          "coded",
          "coloured",
          "conditioned",
          "consuming",
          "defined",
          "dependent",
          "derived",
          "dimensional",
          "directed",
          "domain",
          "driven",
          "efficient",
          "enhanced",
          "equivariant",
          "existing",
          "facing",
          "field",
          "fold",
          "forward",
          "free",
          "generated",
          "grained",
          "guided",
          "hand",
          "head",
          "headed",
          "independent",
          "induced",
          "informed",
          "intensive",
          "invariant",
          "known",
          "label",
          "labelled",
          "labeled",
          "layer",
          "length",
          "level",
          "like",
          "linear",
          "max",
          "min",
          "negative",
          "norm",
          "only",
          "optimal",
          "order",
          "oriented",
          "pass",
          "performing",
          "point",
          "positive",
          "quality",
          "range",
          "ranked",
          "rank",
          "rate",
          "ready",
          "related",
          "resolution",
          "rich",
          "scale",
          "sensitive",
          "shot",
          "sided",
          "size",
          "sized",
          "source",
          "space",
          "specific",
          "stage",
          "standing",
          "state",
          "step",
          "stream",
          "structured",
          "supervised",
          "task",
          "term",
          "thirds",
          "time",
          "trained",
          "tuned",
          "tuning",
          "type",
          "valued",
          "weighted",
          "wide");

  /** Tails that begin no word's second half, but after these: even after a word used only here. */
  private static final Set<String> SURE =
      Set.of("agnostic", "aware", "based", "driven", "grained", "oriented", "specific");

  private static final Set<String> PREFIXES =
      Set.of("inter", "intra", "over", "under", "super", "sub", "hyper", "trans", "para");

  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> hyphenated = new HashSet<>();

  static Words of(List<Page> pages) {
    Words words = new Words();
    for (Page page : pages) {
      boolean open = false;
      for (Line line : page.lines()) {
        String text = line.prose().replace('\u2010', '-');
        Matcher word = WORD.matcher(text);
        boolean first = true;
        while (word.find()) {
          boolean half = first && open || word.end() == text.length() - 1 && text.endsWith("-");
          if (!half) {
            words.add(word.group().toLowerCase(Locale.ROOT));
          }
          first = false;
        }
        open = text.endsWith("-");
      }
    }
    return words;
  }

  private void add(String word) {
    if (word.indexOf('-') >= 0) {
      hyphenated.add(word);
      for (String part : word.split("-")) {
        counts.merge(part, 1, Integer::sum);
      }
    } else {
      counts.merge(word, 1, Integer::sum);
    }
  }

  /** Adds a line to running text. */
  void append(StringBuilder text, String line) {
    boolean hyphen =
        !text.isEmpty() && "-\u2010\u00ad".indexOf(text.charAt(text.length() - 1)) >= 0;
    Matcher half = HALF.matcher(text);
    if (!hyphen || line.isEmpty() || !Character.isLetter(line.charAt(0)) || !half.find()) {
      if (!text.isEmpty()
          && !(text.toString().endsWith("/") && text.toString().matches("(?s).*https?://\\S+"))) {
        text.append(' ');
      }
      text.append(line);
      return;
    }
    boolean soft = text.charAt(text.length() - 1) == '\u00ad';
    Matcher start = START.matcher(line);
    String rest = start.find() ? start.group() : "";
    if (soft || joins(half.group(1), rest)) {
      text.setLength(text.length() - 1);
    } else {
      text.setCharAt(text.length() - 1, '-');
    }
    text.append(line);
  }

  private boolean joins(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    if (hyphenated.contains(a + "-" + b)) {
      return false;
    }
    String plain = b.replaceFirst("[-\u2010].*", "");
    if (counts.containsKey(a + plain)) {
      return true;
    }
    if (Character.isUpperCase(right.charAt(0))
        || STAY.contains(a)
        || SURE.contains(plain) && a.length() > 3 && !PREFIXES.contains(a)
        || TAILS.contains(plain) && counts.getOrDefault(a, 0) > 0 && a.length() > 2) {
      return false;
    }
    boolean both = counts.getOrDefault(a, 0) > 0 && counts.getOrDefault(plain, 0) > 0;
    return !(both && a.length() > 2 && plain.length() > 2);
  }
}
