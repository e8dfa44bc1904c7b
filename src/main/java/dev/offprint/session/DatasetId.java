package dev.offprint.session;

import java.util.regex.Pattern;

/** Names a dataset within its plan: {@code D1}. */
public record DatasetId(String value) implements Id {
  private static final Pattern FORM = Pattern.compile("D[1-9][0-9]{0,2}");

  public DatasetId {
    Id.matching(value, FORM, "dataset id");
  }
}
