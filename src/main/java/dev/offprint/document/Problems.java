package dev.offprint.document;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is wrong with a plan file, by line. */
final class Problems {
  /** More would not be read. */
  private static final int MOST = 30;

  private final SequencedSet<Problem> found = new LinkedHashSet<>();

  private record Problem(int line, String words) {}

  void add(int line, String words) {
    String shown = Escape.line(words);
    found.add(new Problem(line, shown.length() > 300 ? shown.substring(0, 299) + "…" : shown));
  }

  /** What the constructor of a checked value makes, or null and its complaint. */
  <T> @Nullable T made(int line, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException refused) {
      add(line, String.valueOf(refused.getMessage()));
      return null;
    }
  }

  boolean none() {
    return found.isEmpty();
  }

  List<String> sentences() {
    List<String> all =
        found.stream()
            .sorted(Comparator.comparingInt(Problem::line))
            .map(one -> one.line() > 0 ? "line " + one.line() + ": " + one.words() : one.words())
            .toList();
    if (all.size() <= MOST) {
      return all;
    }
    List<String> first = new java.util.ArrayList<>(all.subList(0, MOST));
    first.add("and " + (all.size() - MOST) + " more");
    return first;
  }
}
