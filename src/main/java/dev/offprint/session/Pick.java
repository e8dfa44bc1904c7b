package dev.offprint.session;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one person (null: nobody, the default) chose for a question.
 *
 * @param option index from 0; -1 says in words
 * @param words the words, stored; null for an option
 */
public record Pick(
    @Nullable Person by, int option, @Nullable BlobId words, @Nullable EventId event) {
  public static Pick ofDefault(int option) {
    return new Pick(null, option, null, null);
  }

  /** Whether two picks choose the same, whoever made them. */
  public boolean sameChoice(Pick other) {
    return option == other.option && Objects.equals(words, other.words);
  }
}
