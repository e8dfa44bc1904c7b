package dev.offprint.session;

/** Names a person on one platform: {@code slack:U02}, {@code terminal:ada}. */
public record PersonId(String value) implements Id {
  public PersonId {
    if (value.isBlank() || value.length() > 100) {
      throw new IllegalArgumentException("person id must have 1 to 100 characters");
    }
  }
}
