package dev.offprint.paper;

import dev.offprint.session.Paper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The language of a text, by its script and by the small words that every sentence has. */
final class Language {
  private static final Map<String, Set<String>> SMALL_WORDS =
      Map.of(
          "en", Set.of("the", "of", "and", "is", "to", "that", "with", "for", "are", "we"),
          "de", Set.of("der", "die", "und", "das", "ist", "nicht", "mit", "wird", "eine", "für"),
          "fr", Set.of("les", "des", "est", "une", "dans", "que", "pour", "sur", "nous", "aux"),
          "es", Set.of("los", "las", "una", "que", "para", "con", "por", "del", "como", "se"),
          "it", Set.of("che", "della", "gli", "una", "sono", "per", "nel", "con", "delle", "di"),
          "pt", Set.of("uma", "não", "para", "com", "são", "dos", "das", "que", "ao", "pela"),
          "ru", Set.of("и", "в", "на", "что", "для", "с", "не", "это", "по", "при"),
          "uk", Set.of("і", "та", "що", "для", "не", "це", "є", "з", "від", "або"));
  private static final int ENOUGH = 8;

  private Language() {}

  /** As ISO 639-1 names it; empty where it cannot be told. */
  static String of(List<Paper.Sentence> sentences) {
    Map<String, Integer> found = new TreeMap<>();
    int han = 0;
    int kana = 0;
    int hangul = 0;
    int letters = 0;
    for (Paper.Sentence sentence : sentences) {
      for (String word : sentence.text().toLowerCase(Locale.ROOT).split("[^\\p{L}]+")) {
        SMALL_WORDS.forEach(
            (language, words) -> {
              if (words.contains(word)) {
                found.merge(language, 1, Integer::sum);
              }
            });
      }
      for (int i = 0; i < sentence.text().length(); i++) {
        Character.UnicodeScript script = Character.UnicodeScript.of(sentence.text().charAt(i));
        han += script == Character.UnicodeScript.HAN ? 1 : 0;
        kana += script == Character.UnicodeScript.HIRAGANA ? 1 : 0;
        hangul += script == Character.UnicodeScript.HANGUL ? 1 : 0;
        letters += Character.isLetter(sentence.text().charAt(i)) ? 1 : 0;
      }
    }
    if ((han + kana + hangul) * 3 > letters && letters > 0) {
      return hangul > han ? "ko" : kana * 10 > han ? "ja" : "zh";
    }
    return found.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .filter(best -> best.getValue() >= ENOUGH)
        .map(Map.Entry::getKey)
        .orElse("");
  }
}
