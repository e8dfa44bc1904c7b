package dev.offprint.session;

import java.util.regex.Pattern;

/** Names a requirement within its plan: {@code R7}. */
public record RequirementId(String value) implements Id {
  private static final Pattern FORM = Pattern.compile("R[1-9][0-9]{0,3}");

  public RequirementId {
    Id.matching(value, FORM, "requirement id");
  }
}
