package dev.offprint.session;

import java.util.List;

/**
 * What the paper leaves open and what changes the code: 2 to 4 options, mostly a default.
 *
 * @param defaultOption index from 0 of the safe default, or -1 where there is none and the work
 *     waits
 * @param changes what the answer changes, in a few words
 */
public record Question(
    QuestionId id, String text, List<String> options, int defaultOption, String changes) {
  public Question {
    options = List.copyOf(options);
    if (options.size() < 2 || options.size() > 4) {
      throw new IllegalArgumentException(
          "a question has 2 to 4 options, " + id.value() + " has " + options.size());
    }
    if (defaultOption < -1 || defaultOption >= options.size()) {
      throw new IllegalArgumentException(
          "the default of " + id.value() + " is not one of its options");
    }
  }

  /** Whether the work has to wait for a person. */
  public boolean stops() {
    return defaultOption < 0;
  }
}
