package dev.offprint.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** An amount of US dollars, as exact as prices are. */
public record Money(BigDecimal dollars) {
  public static final Money NONE = new Money(BigDecimal.ZERO);
  private static final BigDecimal CENT = new BigDecimal("0.01");

  public Money {
    // The same amount is equal however it came about.
    dollars = dollars.signum() == 0 ? BigDecimal.ZERO : dollars.stripTrailingZeros();
  }

  Money plus(Money other) {
    return new Money(dollars.add(other.dollars));
  }

  Money max(Money other) {
    return dollars.compareTo(other.dollars) < 0 ? other : this;
  }

  Money times(double factor) {
    return new Money(dollars.multiply(BigDecimal.valueOf(factor)));
  }

  /** {@code $0.60}; what is less than a cent says so. */
  public String words() {
    return dollars.signum() > 0 && dollars.compareTo(CENT) < 0
        ? "less than $0.01"
        : "$" + rounded(RoundingMode.HALF_UP);
  }

  /** {@code $0.60–1.10}. */
  static String range(Money least, Money most) {
    BigDecimal from = least.rounded(RoundingMode.DOWN);
    BigDecimal to = most.rounded(RoundingMode.UP);
    return from.signum() == 0
        ? "up to $" + to
        : from.compareTo(to) == 0 ? "about $" + to : "$" + from + "–" + to;
  }

  private BigDecimal rounded(RoundingMode mode) {
    return dollars.setScale(2, mode);
  }

  /**
   * What calls have cost, those left out of which nobody knows.
   *
   * @param unnamed the model of calls that came to no reply
   */
  static Money known(List<Journal.Entry> calls, Models models, String unnamed) {
    Money all = NONE;
    for (Journal.Entry call : calls) {
      all = all.plus(of(call, models, unnamed).orElse(NONE));
    }
    return all;
  }

  /** What one call has cost; empty where nobody knows. */
  private static Optional<Money> of(Journal.Entry call, Models models, String unnamed) {
    if (call.cost() != null) {
      return Optional.of(call.cost());
    }
    Reply reply = call.reply();
    return models
        .price(reply == null ? unnamed : reply.model())
        .map(price -> price.of(call.spent()));
  }

  /**
   * What calls have cost, by the prices when they were made; empty where one that spent tokens has
   * none.
   *
   * @param unnamed the model of calls that came to no reply
   */
  static Optional<Money> spent(List<Journal.Entry> calls, Models models, String unnamed) {
    Money all = NONE;
    for (Journal.Entry call : calls) {
      if (call.spent().total() > 0) {
        Optional<Money> cost = of(call, models, unnamed);
        if (cost.isEmpty()) {
          return Optional.empty();
        }
        all = all.plus(cost.get());
      }
    }
    return calls.isEmpty() && models.price(unnamed).isEmpty() ? Optional.empty() : Optional.of(all);
  }
}
