package dev.offprint.paper;

import dev.offprint.session.Paper;
import dev.offprint.session.Paper.Passage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers the words of a page that nobody sees, and those that say something else than is seen. */
final class Unseen {
  private static final int LONGEST = 400;
  private static final int MOST = 20;

  /** Dots of a plot and letters at the edge of a figure say nothing. */
  private static final int FEWEST_LETTERS = 6;

  /** A ligature or a formula read aloud says what is printed; a sentence more does not. */
  private static final int MOST_OTHER_WORDS = 3;

  private final List<Passage> passages = new ArrayList<>();
  private final Deque<Replaced> replaced = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();
  private Passage.@Nullable Why why;
  private @Nullable Glyph last;
  private int page;
  private int characters;

  private record Replaced(@Nullable String told, StringBuilder printed) {}

  void page(int number) {
    page = number;
    characters = 0;
    passages.clear();
    replaced.clear();
    text.setLength(0);
    why = null;
    last = null;
  }

  /** One glyph that is not seen. */
  void add(Passage.Why reason, Glyph glyph) {
    if (reason != why) {
      end(reason);
    }
    Glyph before = last;
    boolean apart =
        before != null
            && (Math.abs(before.y() - glyph.y()) > 0.5f * glyph.size()
                || glyph.x0() - before.x1() > 0.15f * glyph.size());
    if (apart && !text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
      text.append(' ');
    }
    text.append(glyph.text());
    last = glyph;
  }

  private void end(Passage.@Nullable Why next) {
    Passage.Why before = why;
    if (before != null) {
      keep(before, text.toString());
    }
    text.setLength(0);
    last = null;
    why = next;
  }

  private void keep(Passage.Why reason, String words) {
    String clean = words.strip();
    if (letters(clean).length() < FEWEST_LETTERS) {
      return;
    }
    characters += reason == Passage.Why.REPLACED ? 0 : clean.replaceAll("\\s", "").length();
    if (passages.size() < MOST) {
      passages.add(
          new Passage(
              reason, page, clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…"));
    }
  }

  /** Marked content begins; {@code told} is what a machine is told to read instead, or null. */
  void begin(@Nullable String told) {
    replaced.push(new Replaced(told, new StringBuilder()));
  }

  /** Something was printed. */
  void print(String printed) {
    for (Replaced one : replaced) {
      if (one.told() != null && one.printed().length() < 10_000) {
        one.printed().append(printed);
      }
    }
  }

  /** Marked content ends. */
  void end() {
    Replaced one = replaced.poll();
    if (one == null || one.told() == null) {
      return;
    }
    Set<String> other = words(one.told());
    String printed = letters(one.printed().toString());
    other.removeIf(printed::contains);
    if (other.size() > MOST_OTHER_WORDS) {
      keep(Passage.Why.REPLACED, one.told());
    }
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")) {
      if (word.length() > 2) {
        words.add(word);
      }
    }
    return words;
  }

  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]", "");
  }

  /** How many are not seen. */
  int characters() {
    return characters;
  }

  /** All of the page. */
  List<Paper.Passage> passages() {
    end(null);
    return List.copyOf(passages);
  }
}
