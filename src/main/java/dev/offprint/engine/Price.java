package dev.offprint.engine;

import dev.offprint.session.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs, in US dollars per million tokens.
 *
 * @param input tokens that were in no cache
 * @param cached tokens that were
 * @param cacheWrite tokens that were in no cache and are then; null: they cost what input costs
 * @param output tokens of the answer, thoughts included
 */
public record Price(
    BigDecimal input, BigDecimal cached, @Nullable BigDecimal cacheWrite, BigDecimal output) {
  public Price {
    if (input.signum() < 0
        || cached.signum() < 0
        || output.signum() < 0
        || (cacheWrite != null && cacheWrite.signum() < 0)) {
      throw new IllegalArgumentException("a price is in dollars per million tokens, from 0 on");
    }
  }

  /**
   * What was spent. Providers do not say which of the tokens that missed were written to the cache:
   * all count as such, since nearly all of a prompt is marked for it.
   */
  public Money of(Usage usage) {
    BigDecimal missed = cacheWrite == null ? input : cacheWrite.max(input);
    // Dollars per million tokens are millionths of a dollar per token.
    return new Money(
        missed
            .multiply(BigDecimal.valueOf(Math.max(0, usage.read() - usage.cached())))
            .add(cached.multiply(BigDecimal.valueOf(usage.cached())))
            .add(output.multiply(BigDecimal.valueOf(usage.written())))
            .movePointLeft(6));
  }
}
