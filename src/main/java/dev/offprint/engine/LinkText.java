package dev.offprint.engine;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links as they may be shown, told to models and put in archives. The query of a link may open a
 * private file to whoever has it (a token, a signature), so of a query only what names a document
 * stays; the link that is fetched is another value.
 */
final class LinkText {
  /** Names that say which document is meant, with values too short for a key. */
  private static final Pattern NAMES_A_DOCUMENT =
      Pattern.compile(
          "(?i)(id|noteid|doi|pii|pid|isbn|arnumber|arxiv|article|articleid|abstract_id|abstractid|paper|paperid|forum|v|version|format|type|lang|p|page)=[\\w.:/%~-]{0,48}");

  private static final Pattern QUERY =
      Pattern.compile("(?i)(https?://[^\\s<>\"?#]{1,2000}+)\\?([^\\s<>\"#]{0,4000}+)");
  private static final String GONE = "…";

  private LinkText() {}

  /** An address without what only its bearer should have. */
  static String of(URI address) {
    return in(address.toString().replaceFirst("(?i)^(https?://)[^/?#]*@", "$1"));
  }

  /** The same for every address in a text. */
  static String in(String text) {
    Matcher link = QUERY.matcher(text);
    return link.replaceAll(
        found -> Matcher.quoteReplacement(found.group(1) + "?" + query(found.group(2))));
  }

  private static String query(String query) {
    StringBuilder kept = new StringBuilder();
    for (String part : query.split("&amp;|&|;")) {
      kept.append(kept.isEmpty() ? "" : "&");
      if (NAMES_A_DOCUMENT.matcher(part).matches()) {
        kept.append(part);
      } else {
        int value = part.indexOf('=');
        kept.append(value < 1 ? GONE : part.substring(0, value + 1) + GONE);
      }
    }
    return kept.toString();
  }
}
