package dev.offprint.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question as the rules see it: how many options, the default, each person's last pick, and the
 * one in use (null: none yet). Contested: two permitted people differ and neither they nor the
 * owner have settled it.
 */
public record OpenQuestion(
    QuestionId id,
    int options,
    int defaultOption,
    List<Pick> picks,
    @Nullable Pick inUse,
    boolean contested) {
  public OpenQuestion {
    picks = List.copyOf(picks);
  }

  /** A question nobody has answered: its default is in use, if it has one. */
  public static OpenQuestion of(Question question) {
    return new OpenQuestion(
        question.id(),
        question.options().size(),
        question.defaultOption(),
        List.of(),
        question.stops() ? null : Pick.ofDefault(question.defaultOption()),
        false);
  }

  /** Whether nobody has settled it: the default is in use, nothing is, or people differ. */
  public boolean open() {
    return contested || inUse == null || inUse.by() == null;
  }
}
