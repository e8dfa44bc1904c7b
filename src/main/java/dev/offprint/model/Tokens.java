package dev.offprint.model;

import dev.offprint.engine.Picture;
import dev.offprint.engine.Prompt;

/** Guesses numbers of tokens without a tokenizer, rather too many than too few. */
final class Tokens {
  /** Code and mathematics come to about 3.2 characters a token, prose to more than 4. */
  private static final double CHARACTERS = 3.2;

  private static final int OVERHEAD = 8;

  /** Providers count a picture by its area, 600 to 750 pixels a token, up to a few thousand. */
  private static final int PIXELS = 600;

  private static final int MOST_OF_A_PICTURE = 5_000;

  private Tokens() {}

  static long of(String text) {
    long plain = text.chars().filter(c -> c < 128).count();
    // Outside ASCII a character is often a token of its own.
    return Math.round(Math.ceil(plain / CHARACTERS)) + text.length() - plain;
  }

  static long of(Prompt prompt) {
    long sum = OVERHEAD + of(prompt.system()) + of(prompt.task()) + of(prompt.start());
    for (String block : prompt.prefix()) {
      sum += OVERHEAD + of(block);
    }
    for (Prompt.Exchange exchange : prompt.exchanges()) {
      sum += 2 * OVERHEAD + of(exchange.answer()) + of(exchange.reproach());
    }
    for (Picture picture : prompt.pictures()) {
      long pixels = (long) picture.width() * picture.height();
      sum += OVERHEAD + Math.min(MOST_OF_A_PICTURE, 200 + pixels / PIXELS);
    }
    return prompt.schema() == null ? sum : sum + of(prompt.schema().toString());
  }
}
