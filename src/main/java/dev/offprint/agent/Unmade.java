package dev.offprint.agent;

import dev.offprint.engine.Stages.Wanted;
import dev.offprint.session.EventId;
import dev.offprint.session.Plan;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Changes that edits do not make, as far as numbers tell: a model that edits something else than
 * what was asked for would otherwise have it claimed.
 */
final class Unmade {
  /** Characters; what is longer is a story, and its numbers may be anything. */
  private static final int LONGEST = 400;

  /** Smaller whole numbers count things more often than they are values. */
  private static final BigDecimal COUNT = BigDecimal.valueOf(12);

  private Unmade() {}

  /**
   * The changes of which no new number stands in an edit, with the reason. A number of the plan may
   * be what goes, and so may one of a change that removes something.
   */
  static Map<EventId, String> of(Plan plan, List<Wanted> wanted, Edits edits) {
    Map<EventId, String> unmade = new LinkedHashMap<>();
    if (edits.removes()) {
      return unmade;
    }
    Set<BigDecimal> known = known(plan);
    Set<BigDecimal> edited = new TreeSet<>(Grounding.numbers(edits.said()));
    for (int i = 0; i < wanted.size(); i++) {
      Wanted one = wanted.get(i);
      List<BigDecimal> numbers =
          one.own() && one.words().length() <= LONGEST
              ? Grounding.values(one.words()).stream()
                  .filter(number -> !known.contains(number) && !counts(number))
                  .toList()
              : List.of();
      if (!numbers.isEmpty() && numbers.stream().noneMatch(number -> stands(number, edited))) {
        unmade.put(
            one.event(),
            "no edit has the " + numbers.getFirst().toPlainString() + " of change " + (i + 1));
      }
    }
    return unmade;
  }

  private static boolean counts(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0 && number.compareTo(COUNT) <= 0;
  }

  /** As it is, as a share of a hundred, in thousands or millions. */
  private static boolean stands(BigDecimal number, Set<BigDecimal> edited) {
    return edited.contains(number)
        || edited.contains(number.movePointLeft(2))
        || edited.contains(BigDecimal.ONE.subtract(number.movePointLeft(2)))
        || edited.contains(number.movePointRight(3))
        || edited.contains(number.movePointRight(6));
  }

  private static Set<BigDecimal> known(Plan plan) {
    return new TreeSet<>(Grounding.numbers(String.join("\n", PlanText.plan(plan))));
  }
}
