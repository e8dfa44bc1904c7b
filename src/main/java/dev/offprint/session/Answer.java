package dev.offprint.session;

import org.jspecify.annotations.Nullable;

/**
 * The answer in use for a question.
 *
 * @param text what was chosen, in words
 * @param by who chose it; null says that it is the default
 */
public record Answer(QuestionId question, String text, @Nullable Person by) {
  public boolean isDefault() {
    return by == null;
  }
}
