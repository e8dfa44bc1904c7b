package dev.offprint.session;

import java.util.regex.Pattern;

/** Names stored bytes by their SHA-256, 64 lower-case hexadecimal digits. */
public record BlobId(String value) implements Id {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public BlobId {
    Id.matching(value, FORM, "blob id");
  }
}
