package dev.offprint.paper;

import java.util.List;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Which links may be followed at all, before any name is looked up. */
final class LinkRules {
  private static final Pattern WEB = Pattern.compile("(?is)https?://[^/\\\\?#].*");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?");
  private static final Pattern DOTTED =
      Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

  /**
   * A last label like this makes resolvers read the whole as a number: {@code 0x7f.1}, {@code 017}.
   */
  private static final Pattern NUMERIC = Pattern.compile("(0x[0-9a-f]*|\\d+)");

  private static final List<String> LOCAL =
      List.of(
          "localhost",
          "localdomain",
          "local",
          "internal",
          "intranet",
          "lan",
          "home",
          "corp",
          "private",
          "home.arpa",
          "onion",
          "test",
          "invalid",
          "example",
          "alt");

  private LinkRules() {}

  /** The link in the one form that is looked up, connected to and asked for. */
  static HttpUrl checked(String link) throws Refusal {
    if (link.length() > 2000) {
      throw Refusal.forGood("The link is too long to be one. Attach the PDF instead.");
    }
    if (!WEB.matcher(link).matches()) {
      throw Refusal.forGood(
          "Only links that begin with http:// or https:// are followed. Attach the PDF instead.");
    }
    HttpUrl url = HttpUrl.parse(link);
    if (url == null) {
      throw Refusal.forGood("The link is not a valid one. Check it, or attach the PDF instead.");
    }
    if (!url.username().isEmpty() || !url.password().isEmpty() || authority(link).contains("@")) {
      throw Refusal.forGood(
          "Links with a user name or password are not followed. Attach the PDF instead.");
    }
    if (url.port() != 80 && url.port() != 443) {
      throw Refusal.forGood(
          "Only links to the usual web ports (80, 443) are followed. Attach the PDF instead.");
    }
    host(url.host());
    return url;
  }

  private static String authority(String link) {
    return link.replaceFirst("(?s)^[^:]*:[/\\\\]*", "").replaceFirst("(?s)[/?#\\\\].*", "");
  }

  private static void host(String raw) throws Refusal {
    String host = raw.endsWith(".") ? raw.substring(0, raw.length() - 1) : raw;
    if (host.indexOf(':') >= 0 || DOTTED.matcher(host).matches()) {
      // An address as such: it is checked like the addresses of a name.
      return;
    }
    String[] labels = host.split("\\.", -1);
    String last = labels[labels.length - 1];
    if (NUMERIC.matcher(last).matches()) {
      throw Refusal.forGood(
          "The link writes its address as a number in an unusual form. Attach the PDF instead.");
    }
    boolean local = labels.length < 2;
    for (String name : LOCAL) {
      local |= host.equals(name) || host.endsWith("." + name);
    }
    if (local) {
      throw notPublic();
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        throw Refusal.forGood("The link names no valid host. Check it, or attach the PDF instead.");
      }
    }
  }

  static Refusal notPublic() {
    return Refusal.forGood(
        "The link leads to an address that is not on the public internet. Attach the PDF instead.");
  }
}
