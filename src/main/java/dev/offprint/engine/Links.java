package dev.offprint.engine;

import dev.offprint.session.Source;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links in what people write, and which of several sources is the paper.
 *
 * @param sources what was linked to, in order
 * @param rest the text without them
 */
record Links(List<Source> sources, String rest) {
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"'`]{1,2000}+");
  private static final int MOST = 10;

  static Links in(String text) {
    List<Source> sources = new ArrayList<>();
    StringBuilder rest = new StringBuilder();
    Matcher link = LINK.matcher(text);
    int from = 0;
    while (sources.size() < MOST && link.find()) {
      String address = trimmed(link.group());
      try {
        URI uri = new URI(address);
        if (uri.getHost() != null) {
          sources.add(new Source(Source.Role.PAPER, new Source.Origin.Link(uri), name(uri), null));
          rest.append(text, from, link.start());
          from = link.start() + address.length();
        }
      } catch (URISyntaxException notALink) {
        // It stays part of the words.
        continue;
      }
    }
    rest.append(text.substring(from));
    return new Links(sources, rest.toString().strip());
  }

  /** Without the punctuation of the sentence around it. */
  private static String trimmed(String address) {
    int end = address.length();
    while (end > 0
        && (".,;:!?]}>".indexOf(address.charAt(end - 1)) >= 0
            || (address.charAt(end - 1) == ')' && address.indexOf('(') < 0))) {
      end--;
    }
    return address.substring(0, end);
  }

  private static String name(URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    String last = path.substring(path.lastIndexOf('/') + 1);
    return PlainText.brief(last.isEmpty() ? uri.getHost() : last, 120);
  }

  /**
   * Roles for a new request: where one source alone looks like a paper the others are beside it;
   * where several do, somebody has to choose.
   */
  static List<Source> roles(List<Source> sources) {
    long papers = sources.stream().filter(Links::likePaper).count();
    return sources.stream()
        .map(
            source ->
                as(
                    papers == 0 || likePaper(source) ? Source.Role.PAPER : Source.Role.BESIDE,
                    source))
        .toList();
  }

  /** The role of something that comes later: another paper, or something beside the one. */
  static Source further(Source source) {
    return as(likePaper(source) ? Source.Role.PAPER : Source.Role.BESIDE, source);
  }

  private static Source as(Source.Role role, Source source) {
    return new Source(role, source.origin(), source.name(), source.content());
  }

  private static boolean likePaper(Source source) {
    String name = source.name().toLowerCase(Locale.ROOT);
    return !name.matches(".*\\.(zip|gz|tgz|tar|tex|bib|py|r|m|jl|csv|txt|md|ya?ml|json|png|jpe?g)");
  }
}
