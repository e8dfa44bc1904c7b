package dev.offprint.session;

import java.util.regex.Pattern;

/** A typed text identifier; stored and sent as its bare text. */
public interface Id {
  String value();

  /**
   * The value, once it matches the whole pattern; otherwise an {@link IllegalArgumentException}
   * that names both.
   */
  static String matching(String value, Pattern pattern, String what) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(what + " must match " + pattern + ": " + value);
    }
    return value;
  }
}
