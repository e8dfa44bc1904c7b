package dev.offprint.agent;

import dev.offprint.session.Paper;
import dev.offprint.session.Quote;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which sentences of a paper bear a statement. Models point at wrong sentences; a quote that has
 * nothing to do with what it stands beside is worse than none. Measured is the share of the
 * statement's words and numbers that a sentence has, each weighed by how rare it is in the paper
 * (inverse document frequency, Spärck Jones 1972).
 */
final class Bearing {
  /** Shares from 0 to 1. A sentence that was cited needs less than one that nobody cited. */
  private static final double CITED = 0.15;

  private static final double FOUND = 0.35;

  /** A statement that shares fewer of its words with the paper is in another language. */
  private static final double SAME_LANGUAGE = 0.25;

  private static final Set<String> FUNCTION_WORDS =
      Set.of(
          "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "of",
          "on", "or", "that", "the", "this", "to", "with");
  private static final int STEM = 6;
  private static final Pattern TERM =
      Pattern.compile("\\p{L}[\\p{L}\\p{N}]*(?:_\\p{L}?[\\p{L}\\p{N}]*)?|\\d[\\d,]*(?:\\.\\d+)?");

  private final Paper paper;
  private final Map<Integer, Set<String>> terms = new HashMap<>();
  private final Map<String, Integer> frequency = new HashMap<>();

  Bearing(Paper paper) {
    this.paper = paper;
    for (Paper.Sentence sentence : paper.sentences()) {
      Set<String> found = terms(sentence.text());
      terms.put(sentence.number(), found);
      found.forEach(term -> frequency.merge(term, 1, Integer::sum));
    }
  }

  /**
   * The quotes for a statement: the cited sentences that bear it; where none of them does, the one
   * of the whole paper that bears it best, if one does; none where none of them exists. Of a paper
   * in another language than the statement the cited ones are taken as they are.
   */
  List<Quote> quotes(String statement, List<Integer> cited) {
    List<Quote> there =
        cited.stream().distinct().map(paper::quote).flatMap(Optional::stream).toList();
    Set<String> wanted = terms(statement);
    long known = wanted.stream().filter(frequency::containsKey).count();
    if (there.isEmpty() || known < wanted.size() * SAME_LANGUAGE) {
      return there;
    }
    wanted.removeAll(FUNCTION_WORDS);
    List<Quote> bearing =
        there.stream().filter(quote -> share(wanted, quote.sentence()) >= CITED).toList();
    if (!bearing.isEmpty()) {
      return bearing;
    }
    return terms.keySet().stream()
        .max(
            Comparator.<Integer>comparingDouble(sentence -> share(wanted, sentence))
                .thenComparing(Comparator.reverseOrder()))
        .filter(best -> share(wanted, best) >= FOUND)
        .flatMap(paper::quote)
        .stream()
        .toList();
  }

  /**
   * The pages on which a statement rests: of those cited the ones with a sentence that bears it
   * and, where it says numbers that the paper has, states one of them; where none does, the page of
   * the sentence that bears it best, if one does. A caption counts like a sentence. Of a paper in
   * another language than the statement the cited ones are taken as they are.
   */
  List<Integer> pages(String statement, List<Integer> cited) {
    List<Integer> there = cited.stream().distinct().filter(page -> page >= 1).toList();
    Set<String> wanted = terms(statement);
    long known = wanted.stream().filter(frequency::containsKey).count();
    if (there.isEmpty() || known < wanted.size() * SAME_LANGUAGE) {
      return there;
    }
    wanted.removeAll(FUNCTION_WORDS);
    List<BigDecimal> numbers = Grounding.values(statement);
    List<Paper.Sentence> stating =
        paper.sentences().stream()
            .filter(s -> numbers.stream().anyMatch(number -> Grounding.states(s.text(), number)))
            .toList();
    List<Paper.Sentence> possible = stating.isEmpty() ? paper.sentences() : stating;
    List<Integer> bearing =
        there.stream()
            .filter(
                page ->
                    captioned(page, wanted)
                        || possible.stream()
                            .anyMatch(s -> s.page() == page && share(wanted, s.number()) >= CITED))
            .toList();
    if (!bearing.isEmpty()) {
      return bearing;
    }
    return possible.stream()
        .max(
            Comparator.<Paper.Sentence>comparingDouble(s -> share(wanted, s.number()))
                .thenComparing(Paper.Sentence::number, Comparator.reverseOrder()))
        .filter(best -> share(wanted, best.number()) >= CITED)
        .map(Paper.Sentence::page)
        .stream()
        .toList();
  }

  private boolean captioned(int page, Set<String> wanted) {
    return paper.captions().stream()
        .filter(caption -> caption.page() == page)
        .anyMatch(caption -> share(wanted, terms(caption.text())) >= CITED);
  }

  /** Whether a sentence has enough of the words of a phrase to be about it. */
  boolean bears(String phrase, int sentence) {
    Set<String> wanted = terms(phrase);
    wanted.removeAll(FUNCTION_WORDS);
    return share(wanted, sentence) >= FOUND;
  }

  private double share(Set<String> wanted, int sentence) {
    return share(wanted, terms.getOrDefault(sentence, Set.of()));
  }

  private double share(Set<String> wanted, Set<String> there) {
    double all = 0;
    double shared = 0;
    for (String term : wanted) {
      double weight = weight(term);
      all += weight;
      if (there.contains(term)) {
        shared += weight;
      }
    }
    return all == 0 ? 0 : shared / all;
  }

  /** A word that the paper never uses counts half as much as one that it uses once. */
  private double weight(String term) {
    double all = paper.sentences().size();
    int sentences = frequency.getOrDefault(term, 0);
    return sentences == 0 ? Math.log(1 + all) / 2 : Math.log(1 + all / sentences);
  }

  private static Set<String> terms(String text) {
    Set<String> found = new HashSet<>();
    Matcher matcher = TERM.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      String term = matcher.group().replace(",", "");
      found.add(
          term.length() > STEM && Character.isLetter(term.charAt(0))
              ? term.substring(0, STEM)
              : term);
    }
    return found;
  }
}
