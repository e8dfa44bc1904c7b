package dev.offprint.model;

import java.util.Set;
import java.util.TreeSet;

/**
 * Where a prompt's shared blocks are marked for a cache that keeps a prefix only up to a mark, four
 * at most: what one call has marked, a later one finds again where it has a mark at the same place.
 */
final class CacheMarks {
  private static final int MOST = 4;

  /** The last block of the plan, which begins all later stages; behind it contracts or code. */
  private static final int[] BETWEEN = {3, 4, 2, 1};

  private CacheMarks() {}

  /** The marked ones of so many blocks, from 0: the paper, the last, and those between. */
  static Set<Integer> of(int blocks) {
    Set<Integer> marks = new TreeSet<>();
    if (blocks > 0) {
      marks.add(0);
      marks.add(blocks - 1);
    }
    for (int block : BETWEEN) {
      if (block < blocks && marks.size() < MOST) {
        marks.add(block);
      }
    }
    return marks;
  }
}
