package dev.offprint.session;

import java.util.List;

/**
 * One atomic thing that the paper demands of the code. Without a quote it is <em>not grounded</em>.
 */
public record Requirement(RequirementId id, String statement, Kind kind, List<Quote> quotes) {
  /** What the requirement is about. */
  public enum Kind {
    DATA,
    METHOD,
    TRAINING,
    EVALUATION,
    SETTING
  }

  public Requirement {
    quotes = List.copyOf(quotes);
  }

  public boolean grounded() {
    return !quotes.isEmpty();
  }
}
