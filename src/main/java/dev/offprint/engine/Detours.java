package dev.offprint.engine;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a link apart that leads to another by a detour: search results, mail filters and social
 * networks wrap links to count who follows them, and mark others with where they were seen.
 */
final class Detours {
  private static final Pattern WRAPPER =
      Pattern.compile(
          "(?:www\\.|scholar\\.)?google\\.[a-z.]{2,6}/(?:url|scholar_url)|slack-redir\\.net/link|[\\w.-]+\\.safelinks\\.protection\\.outlook\\.com/.*|lm?\\.facebook\\.com/l\\.php|www\\.linkedin\\.com/redir/redirect|out\\.reddit\\.com/.*|duckduckgo\\.com/l/?|steamcommunity\\.com/linkfilter/?");
  private static final Pattern WRAPPED = Pattern.compile("(?:url|q|u|uddg)=(https?(?:%3A|:).+)");

  /** The third form that Proofpoint gives to links; the second has letters of its own. */
  private static final Pattern DEFENSE =
      Pattern.compile("https://urldefense\\.(?:com|us)/v3/__(https?:/{1,2}.+?)__;.*");

  private static final Pattern MARK =
      Pattern.compile(
          "(?i)(utm_\\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|mkt_tok|_hs\\w+|ref_src|ref_url|trk|trackingid|sharing_token|s_cid|wt\\.mc_id)(=.*)?");

  /** A detour over another is rare, and over more a riddle. */
  private static final int MOST = 3;

  private Detours() {}

  /** Where a link leads in the end, as far as its own text says, without marks. */
  static URI straight(URI link) {
    URI at = link;
    for (int i = 0; i < MOST; i++) {
      URI next = behind(at);
      if (next.equals(at)) {
        break;
      }
      at = next;
    }
    return unmarked(at);
  }

  private static URI behind(URI link) {
    Matcher defense = DEFENSE.matcher(link.toString());
    if (defense.matches()) {
      return address(defense.group(1).replaceFirst("^(https?:)/+", "$1//"), link);
    }
    String host = String.valueOf(link.getHost()).toLowerCase(Locale.ROOT);
    if (link.getRawQuery() == null || !WRAPPER.matcher(host + link.getPath()).matches()) {
      return link;
    }
    for (String part : link.getRawQuery().split("&")) {
      Matcher wrapped = WRAPPED.matcher(part);
      if (wrapped.matches()) {
        String inner = wrapped.group(1);
        return address(
            inner.contains("%3A") ? URLDecoder.decode(inner, StandardCharsets.UTF_8) : inner, link);
      }
    }
    return link;
  }

  private static URI unmarked(URI link) {
    String query = link.getRawQuery();
    if (query == null) {
      return link;
    }
    List<String> kept = new ArrayList<>();
    for (String part : query.split("&")) {
      if (!MARK.matcher(part).matches()) {
        kept.add(part);
      }
    }
    String whole = String.join("&", kept);
    String text = link.toString();
    int from = text.indexOf('?');
    String after = text.substring(from + 1 + query.length());
    return address(text.substring(0, from) + (whole.isEmpty() ? "" : "?" + whole) + after, link);
  }

  private static URI address(String text, URI otherwise) {
    try {
      URI uri = new URI(text);
      return uri.getHost() == null ? otherwise : uri;
    } catch (URISyntaxException broken) {
      // What cannot be taken apart is followed as it is.
      return otherwise;
    }
  }
}
