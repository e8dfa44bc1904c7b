package dev.offprint.engine;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The DOI that many publishers have in the addresses of their pages and files. */
final class PublisherDoi {
  /** What follows a DOI in an address says only which form of the paper is meant. */
  private static final Pattern IN_PATH =
      Pattern.compile(
          "/(?:[\\w-]+/){0,3}?(?:doi|articles?|chapter|abstract|abs|pdf)/(?:\\w+/)?"
              + "(?<doi>10\\.\\d{4,9}/[^/?#]+?(?:/[^/?#]*\\d[^/?#]*?)?)"
              + "(?:\\.pdf|/(?:full|abstract|abs|e?pdf|html|meta|full-?text|fullHtml|epub|summary|references|figures)(?:/.*)?)?/?");

  private static final Pattern OF_NATURE =
      Pattern.compile(
          "/articles/(?<article>[a-z]\\w*-\\d{3}-\\d{4,6}-\\w+|[a-z]+\\.?\\d{3,5})(?:\\.pdf|/.*)?");

  private PublisherDoi() {}

  /** In lower case; empty where the address has none. */
  static Optional<String> in(URI address) {
    String path = address.getPath() == null ? "" : address.getPath();
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    Matcher doi = IN_PATH.matcher(path);
    if (doi.matches()) {
      return Optional.of(doi.group("doi").toLowerCase(Locale.ROOT));
    }
    Matcher article = OF_NATURE.matcher(path);
    return host.matches("(www\\.)?nature\\.com") && article.matches()
        ? Optional.of("10.1038/" + article.group("article").toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
