package dev.offprint.session;

import java.util.regex.Pattern;

/** Names one session: eight letters or digits, short enough to type. */
public record SessionId(String value) implements Id {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]{8}");

  public SessionId {
    Id.matching(value, FORM, "session id");
  }
}
