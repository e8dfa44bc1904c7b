package dev.offprint.session;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much may be spent, or was: tokens, read and written together, or US dollars. */
public sealed interface Amount {
  /** From 0 on. */
  record Tokens(long count) implements Amount {
    public Tokens {
      if (count < 0) {
        throw new IllegalArgumentException("tokens are counted from 0 on: " + count);
      }
    }
  }

  /** From 0 on; the same amount is equal however it is written. */
  record Dollars(BigDecimal count) implements Amount {
    public Dollars {
      if (count.signum() < 0) {
        throw new IllegalArgumentException("dollars are counted from 0 on: " + count);
      }
      count = count.signum() == 0 ? BigDecimal.ZERO : count.stripTrailingZeros();
    }
  }

  Pattern WRITTEN =
      Pattern.compile("(?<dollars>\\$\\s*\\d{1,9}(?:\\.\\d{1,4})?)|(?<tokens>\\d[\\d,_ ]{0,17})");
  BigDecimal CENT = new BigDecimal("0.01");

  static Amount tokens(long count) {
    return new Tokens(count);
  }

  static Amount dollars(String count) {
    return new Dollars(new BigDecimal(count));
  }

  /** {@code $1.50}, or tokens: {@code 2,000,000}; empty where the text is neither. */
  static Optional<Amount> read(String text) {
    Matcher written = WRITTEN.matcher(text.strip());
    if (!written.matches()) {
      return Optional.empty();
    }
    String dollars = written.group("dollars");
    if (dollars != null) {
      return Optional.of(dollars(dollars.substring(1).strip()));
    }
    String digits = written.group("tokens").replaceAll("\\D", "");
    return digits.length() > 15 ? Optional.empty() : Optional.of(tokens(Long.parseLong(digits)));
  }

  /** Whether both are tokens, or both dollars. */
  default boolean comparable(Amount other) {
    return switch (this) {
      case Tokens mine -> other instanceof Tokens;
      case Dollars mine -> other instanceof Dollars;
    };
  }

  /** Whether this is more; never where the two cannot be compared. */
  default boolean above(Amount other) {
    return switch (this) {
      case Tokens mine -> other instanceof Tokens theirs && mine.count() > theirs.count();
      case Dollars mine ->
          other instanceof Dollars theirs && mine.count().compareTo(theirs.count()) > 0;
    };
  }

  /** The sum; both are of one unit. */
  default Amount plus(Amount other) {
    return as(count(other).add(other.count(this)));
  }

  /** A part of it, in hundredths; rounded down, to the hundredth of a cent. */
  default Amount percent(long hundredths) {
    return as(
        count(this)
            .multiply(BigDecimal.valueOf(hundredths))
            .movePointLeft(2)
            .setScale(4, RoundingMode.DOWN));
  }

  /** As much of {@code whole} as this is of {@code part}; all three are of one unit. */
  default Amount share(Amount part, Amount whole) {
    BigDecimal of = part.count(this);
    return of.signum() == 0
        ? whole
        : whole.as(count(part).multiply(whole.count(this)).divide(of, 4, RoundingMode.DOWN));
  }

  private BigDecimal count(Amount sameUnit) {
    if (!comparable(sameUnit)) {
      throw new IllegalArgumentException(
          words() + " and " + sameUnit.words() + " have nothing in common");
    }
    return switch (this) {
      case Tokens mine -> BigDecimal.valueOf(mine.count());
      case Dollars mine -> mine.count();
    };
  }

  private Amount as(BigDecimal count) {
    return switch (this) {
      case Tokens mine -> tokens(count.longValue());
      case Dollars mine -> new Dollars(count);
    };
  }

  /** Without its unit where that is tokens: {@code 2,000,000}, {@code $1.50}. */
  default String number() {
    return switch (this) {
      case Tokens tokens -> String.format(Locale.ROOT, "%,d", tokens.count());
      case Dollars dollars ->
          dollars.count().signum() > 0 && dollars.count().compareTo(CENT) < 0
              ? "less than $0.01"
              : "$" + dollars.count().setScale(2, RoundingMode.HALF_UP);
    };
  }

  /** {@code 2,000,000 tokens}, {@code $1.50}. */
  default String words() {
    return switch (this) {
      case Tokens tokens -> number() + " tokens";
      case Dollars dollars -> number();
    };
  }
}
