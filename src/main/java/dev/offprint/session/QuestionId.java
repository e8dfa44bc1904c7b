package dev.offprint.session;

import java.util.regex.Pattern;

/** Names a question within its session: {@code Q1}. */
public record QuestionId(String value) implements Id {
  private static final Pattern FORM = Pattern.compile("Q[1-9][0-9]{0,2}");

  public QuestionId {
    Id.matching(value, FORM, "question id");
  }

  /** The number people type, from 1. */
  public int number() {
    return Integer.parseInt(value.substring(1));
  }
}
