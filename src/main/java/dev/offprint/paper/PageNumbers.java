package dev.offprint.paper;

import java.util.List;

/** Page numbers in words: {@code 1–3, 5}. */
final class PageNumbers {
  private PageNumbers() {}

  /** With the word before them: {@code Pages 1–3, 5}. */
  static String named(List<Integer> pages) {
    return (pages.size() == 1 ? "Page " : "Pages ") + words(pages);
  }

  /** That they are pictures: {@code Page 4 of the file is a picture}. */
  static String pictures(List<Integer> pages) {
    return named(pages) + " of the file " + (pages.size() == 1 ? "is a picture" : "are pictures");
  }

  /**
   * @param pages ascending
   */
  static String words(List<Integer> pages) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < pages.size(); ) {
      int end = i;
      while (end + 1 < pages.size() && pages.get(end + 1) == pages.get(end) + 1) {
        end++;
      }
      words.append(words.isEmpty() ? "" : ", ").append(pages.get(i));
      if (end > i) {
        words.append('–').append(pages.get(end));
      }
      i = end + 1;
    }
    return words.toString();
  }
}
