package dev.offprint.agent;

import java.util.regex.Pattern;

/** Text of papers and people as material: nothing in it can look like our own delimiters. */
final class Material {
  private static final Pattern DELIMITER =
      Pattern.compile(
          "<(?=\\s*/?\\s*(paper|source|request|plan|architecture|tasks|contracts|code|changes|message|gates|ledger)\\b)",
          Pattern.CASE_INSENSITIVE);

  /** Special tokens of chat models, which some tokenizers would read as such. */
  private static final Pattern TOKEN = Pattern.compile("<(?=\\|)|(?<=\\|)>");

  private Material() {}

  static String safe(String text) {
    return TOKEN
        .matcher(DELIMITER.matcher(text).replaceAll("&lt;"))
        .replaceAll(found -> found.group().equals("<") ? "&lt;" : "&gt;");
  }

  /** A block of material between its tags. */
  static String block(String tag, String text) {
    return "<" + tag + ">\n" + safe(text).strip() + "\n</" + tag + ">";
  }
}
