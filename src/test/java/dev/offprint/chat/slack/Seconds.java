package dev.offprint.chat.slack;

import java.time.Instant;
import java.time.InstantSource;

/** A clock on which a second goes by between any two looks. */
final class Seconds implements InstantSource {
  private Instant now = Instant.now().minusSeconds(60);

  @Override
  public synchronized Instant instant() {
    now = now.plusSeconds(1);
    return now;
  }
}
