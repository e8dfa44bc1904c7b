package dev.offprint.session;

/**
 * The requester's own words, verbatim, and what was read from them (empty text where they say
 * nothing).
 */
public record Brief(String words, String scope, String framework, String compute) {
  public static final Brief EMPTY = new Brief("", "", "", "");

  public static Brief of(String words) {
    return new Brief(words.strip(), "", "", "");
  }
}
