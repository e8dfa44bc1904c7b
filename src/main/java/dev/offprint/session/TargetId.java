package dev.offprint.session;

import java.util.regex.Pattern;

/** Names a number that the paper reports: {@code T1}. */
public record TargetId(String value) implements Id {
  private static final Pattern FORM = Pattern.compile("T[1-9][0-9]{0,2}");

  public TargetId {
    Id.matching(value, FORM, "target id");
  }
}
