package dev.offprint.check;

import java.time.Duration;

/**
 * How the checker is run.
 *
 * @param python the interpreter, 3.8 or newer: a name on the path or a whole path
 * @param deadline of one run
 * @param output characters that one run may answer at most
 */
public record CheckSettings(String python, Duration deadline, int output) {
  public static final CheckSettings DEFAULT =
      new CheckSettings("python3", Duration.ofSeconds(60), 20_000_000);

  public CheckSettings {
    if (python.isBlank() || deadline.isNegative() || deadline.isZero() || output < 1_000) {
      throw new IllegalArgumentException(
          "the checker needs a python, a deadline above 0 and 1,000 characters of output");
    }
  }
}
