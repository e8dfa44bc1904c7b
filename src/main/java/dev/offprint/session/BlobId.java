package dev.offprint.session;

import java.util.regex.Pattern;

/** Names stored bytes by their SHA-256, 64 lower-case hexadecimal digits. */
public record BlobId(String value) implements Id {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /** No bytes at all: what is left where something was forgotten. */
  public static final BlobId EMPTY =
      new BlobId("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  public BlobId {
    Id.matching(value, FORM, "blob id");
  }
}
