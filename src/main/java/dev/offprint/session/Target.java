package dev.offprint.session;

import java.math.BigDecimal;

/**
 * A number that the paper reports.
 *
 * @param where table or figure as printed
 * @param tolerance absolute, in the unit of the value; 0 or more
 * @param page from 1
 * @param compute what it takes to get there, in words
 */
public record Target(
    TargetId id,
    String metric,
    String where,
    BigDecimal value,
    BigDecimal tolerance,
    int page,
    String compute) {
  public Target {
    if (tolerance.signum() < 0) {
      throw new IllegalArgumentException("the tolerance of " + id.value() + " is negative");
    }
  }

  /** Whether a number is as far off as the tolerance at most; {@code compare.py} says the same. */
  public boolean met(BigDecimal number) {
    return number.subtract(value).abs().compareTo(tolerance) <= 0;
  }
}
