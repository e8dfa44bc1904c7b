package dev.offprint.engine;

import dev.offprint.session.Source;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links in what people write, and which of several sources is the paper. A link may stand alone, in
 * {@code <…|…>} or {@code [words](…)}, without its scheme, or be an id such as {@code
 * arXiv:2504.17192} or a DOI.
 *
 * @param sources what was linked to, in order, each paper once
 * @param rest the text without them
 */
record Links(List<Source> sources, String rest) {
  /** What ends an address in running text, the punctuation of other scripts included. */
  private static final String STOPS =
      "\\s<>\"'`«»“”‘’„\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff08\uff09\u3008-\u3011\u200b-\u200f\u2060\ufeff";

  private static final String ADDRESS = "https?://[^" + STOPS + "]{1,2000}+";

  /** Archives of arXiv before 2007: only these make a word with a slash an id. */
  private static final String OLD =
      "(?:astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph|nlin|physics|math|cs|q-bio|cmp-lg|alg-geom|chao-dyn|solv-int|q-alg|dg-ga|funct-an|chem-ph|comp-gas|adap-org|patt-sol)(?:\\.[A-Z]{2})?/\\d{7}(?:v[1-9]\\d?)?";

  private static final Pattern LINK =
      Pattern.compile(
          "(?i)<(?<angled>https?://[^\\s<>|\"]{1,2000}+)(?:\\|[^<>]{0,2000})?>"
              + "|\\[[^\\[\\]\\n]{0,500}]\\((?<bracketed>https?://(?:[^\\s<>\"'()]|\\([^\\s()]{0,500}\\)){1,2000}+)\\)"
              + ("|(?<plain>" + ADDRESS + ")")
              + "|(?<![\\w./@:-])(?<bare>(?:www\\.)?(?:arxiv\\.org|doi\\.org|dx\\.doi\\.org|openreview\\.net|aclanthology\\.org|proceedings\\.mlr\\.press|(?:www\\.)?(?:bio|med)rxiv\\.org|(?:huggingface\\.co|hf\\.co)/papers|semanticscholar\\.org|dl\\.acm\\.org|(?:www\\.)?nature\\.com/articles|link\\.springer\\.com)/[^"
              + STOPS
              + "|]{1,2000}+)"
              + ("|(?<![\\w./])arXiv(?:\\s(?:id|preprint|e-?print))?(?:\\s?:\\s?|\\s)(?-i:"
                  + PaperLink.ARXIV_ID
                  + ")(?![\\w/])")
              + ("|(?<![\\w./:-])(?-i:(?<old>" + OLD + "))(?![\\w/])")
              + ("|(?<![\\w./])(?:doi\\s?:?\\s?)?(?<doi>10\\.\\d{4,9}(?:\\.\\d+)*/[^"
                  + STOPS
                  + "|]{1,300}+)"));
  private static final int MOST = 10;

  static Links in(String text) {
    List<Source> sources = new ArrayList<>();
    Set<Object> known = new HashSet<>();
    StringBuilder rest = new StringBuilder();
    Matcher link = LINK.matcher(text);
    int from = 0;
    while (sources.size() < MOST && link.find()) {
      Optional<Found> found = found(link);
      if (found.isEmpty()) {
        // It stays part of the words.
        continue;
      }
      rest.append(text, from, link.start());
      from = found.get().end();
      PaperLink what = PaperLink.of(found.get().address());
      if (known.add(what.key().<Object>map(key -> key).orElse(what))) {
        sources.add(source(found.get().address(), what));
      }
    }
    rest.append(text.substring(from));
    // A link that stays among the words, as one too many does, goes where they go.
    return new Links(sources, LinkText.in(rest.toString().strip()));
  }

  private static Source source(URI address, PaperLink what) {
    return new Source(
        Source.Role.PAPER,
        new Source.Origin.Link(address),
        PlainText.brief(what.name(), 120),
        null);
  }

  /** One link on its own, as a command line names it: an address, an arXiv id or a DOI. */
  static Optional<Source> one(String named) {
    boolean id = named.strip().matches(PaperLink.ARXIV_ID);
    Links links = in((id ? "arXiv:" : "") + named.strip());
    return links.sources().size() == 1 && links.rest().isEmpty()
        ? Optional.of(links.sources().getFirst())
        : Optional.empty();
  }

  private record Found(URI address, int end) {}

  private static Optional<Found> found(Matcher link) {
    if (link.group("id") != null) {
      return Optional.of(
          new Found(
              URI.create("https://arxiv.org/abs/" + PaperLink.arxiv(link).versioned()),
              link.end()));
    }
    for (String form : List.of("angled", "bracketed", "plain", "bare", "old", "doi")) {
      String written = link.group(form);
      if (written != null) {
        boolean closed = form.equals("angled") || form.equals("bracketed");
        String trimmed = closed ? written : trimmed(written);
        int end = closed ? link.end() : link.start(form) + trimmed.length();
        return uri(form, trimmed).map(address -> new Found(address, end));
      }
    }
    return Optional.empty();
  }

  private static Optional<URI> uri(String form, String written) {
    // Some platforms escape what is between the angle brackets.
    String address =
        switch (form) {
          case "angled" -> written.replace("&amp;", "&");
          case "bare" -> "https://" + written;
          case "old" -> "https://arxiv.org/abs/" + written;
          case "doi" -> "https://doi.org/" + escaped(written);
          default -> written;
        };
    try {
      URI uri = new URI(address);
      return uri.getHost() == null ? Optional.empty() : Optional.of(Detours.straight(uri));
    } catch (URISyntaxException notALink) {
      return Optional.empty();
    }
  }

  /** A DOI may have any character; these cannot stand in an address. */
  private static String escaped(String doi) {
    return doi.replace("%", "%25")
        .replace("<", "%3C")
        .replace(">", "%3E")
        .replace("[", "%5B")
        .replace("]", "%5D")
        .replace("#", "%23")
        .replace("?", "%3F");
  }

  /** Without the punctuation of the sentence around it. */
  private static String trimmed(String address) {
    int end = address.length();
    while (end > 0
        && (".,;:!?]}>*_|…".indexOf(address.charAt(end - 1)) >= 0
            || (address.charAt(end - 1) == ')' && !balanced(address.substring(0, end))))) {
      end--;
    }
    return address.substring(0, end);
  }

  private static boolean balanced(String address) {
    long open = address.chars().filter(c -> c == '(').count();
    return open >= address.chars().filter(c -> c == ')').count();
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
    if (source.origin() instanceof Source.Origin.Link link
        && PaperLink.of(link.address()) instanceof PaperLink.Repository) {
      return false;
    }
    String name = source.name().toLowerCase(Locale.ROOT);
    return !name.matches(".*\\.(zip|gz|tgz|tar|tex|bib|py|r|m|jl|csv|txt|md|ya?ml|json|png|jpe?g)");
  }
}
