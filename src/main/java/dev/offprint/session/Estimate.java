package dev.offprint.session;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What carrying out a version of a plan is expected to take, as it was when the version was made:
 * by this its approval is decided.
 *
 * @param fewest tokens
 * @param most tokens
 * @param least dollars; null where the price of a model is not known
 * @param dearest dollars; null where the price of a model is not known
 */
public record Estimate(
    long fewest,
    long most,
    @Nullable BigDecimal least,
    @Nullable BigDecimal dearest,
    Duration shortest,
    Duration longest) {

  /** The high end, in this amount's unit; empty where that is not known. */
  Optional<Amount> high(Amount unit) {
    return switch (unit) {
      case Amount.Tokens tokens -> Optional.of(Amount.tokens(most));
      case Amount.Dollars dollars -> Optional.ofNullable(dearest).map(Amount.Dollars::new);
    };
  }

  /** Which of these amounts the high end passes, or may pass for all that is known. */
  Optional<Amount> passes(List<Amount> amounts) {
    return amounts.stream()
        .filter(amount -> high(amount).map(high -> high.above(amount)).orElse(true))
        .findFirst();
  }
}
