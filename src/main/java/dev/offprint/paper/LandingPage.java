package dev.offprint.paper;

import dev.offprint.paper.format.FileKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * A web page on the way to a paper: which files it leads to, and what it wants of a reader.
 *
 * @param named what it names as the paper's file, best first
 * @param linked further links to what may be the paper's PDF, likeliest first
 */
record LandingPage(
    String title, String text, Signs signs, List<HttpUrl> named, List<HttpUrl> linked) {
  /** What the page's structure shows. */
  private record Signs(boolean riddle, boolean password, boolean about, boolean signInAddress) {}

  private static final int DEEPEST = 128;
  private static final int MOST_LINKS = 20;

  /** Parsing takes longer the more is nested; what matters stands near the top. */
  private static final int MOST_TAGS = 20_000;

  private static final int MOST_BYTES = 1_000_000;
  private static final int MOST_TEXT = 20_000;

  /** A page with more words than this says something beside its riddle or form. */
  private static final int FEW = 1_500;

  /** What stands further down is about other papers. */
  private static final int ABOVE = 6_000;

  private static final Pattern RIDDLE_TITLE =
      Pattern.compile(
          "(?i).*(just a moment|attention required|are you a robot|robot check|captcha|security check|pardon our interruption|ddos.guard|human verification|access denied|checking your browser|bot verification).*");
  private static final Pattern RIDDLE =
      Pattern.compile(
          "(?i)(captcha|(verify|confirm|prove|check)\\w* (that )?(you are|you're|if you are) (a )?(human|not a robot)|are you (a )?(human|robot)|not a robot|unusual (traffic|activity)|checking your browser|automated (requests|access|queries))");
  private static final Pattern WITHDRAWN =
      Pattern.compile(
          "(?i)this (paper|article|submission|preprint|manuscript|version) (has been|was|is|had been) withdrawn|withdrawn by (the )?(authors?|arxiv)|withdrawal (of this|by the authors)|paper withdrawn|\\(withdrawn\\)");
  private static final Pattern WITHDRAWN_TITLE =
      Pattern.compile("(?i)\\W*(withdrawn|withdrawal)\\b.*");
  private static final Pattern PAYWALL =
      Pattern.compile(
          "(?i)(buy|purchase|rent) (this |the |instant |a )?(pdf|article|paper|chapter|access|single)|(get|buy|purchase) (full |instant )?access|access through your (institution|organi[sz]ation)|institutional (access|log.?in|sign.?in)|preview of subscription content|subscribe (to|for|now) (read|access|this journal|the journal|full|continue)|(sign|log) in (or (purchase|subscribe|register) )?to (read|access|view|download|continue)|you do not have (full )?access|do not have access to this|log ?in via (an |your )?institution|for subscribers only|paywall");
  private static final Pattern SIGN_IN =
      Pattern.compile("(?i)(sign|log)[ -]?(in|on)|login|shibboleth|single sign.on");
  private static final Pattern SIGN_IN_ADDRESS =
      Pattern.compile(
          "(?i).*/(login|log-in|signin|sign-in|sso|idp|saml2?|wayf|cas|auth|authorize|ShibAuth)(/.*|\\.\\w+|)");
  private static final Pattern SAYS_PDF =
      Pattern.compile(
          "(?i)\\W*((download|view|full|open|get|read|article|free)\\W+)*(full.?text\\W+)?(as\\W+)?(the\\W+)?(pdf|paper|preprint|article|manuscript)(\\W.{0,30})?");
  private static final Pattern REFRESH =
      Pattern.compile("(?i)\\s*\\d{1,3}\\s*;\\s*url\\s*=\\s*['\"]?([^'\"]+)['\"]?\\s*");

  static LandingPage of(byte[] html, HttpUrl from) {
    Document page;
    try {
      page =
          Jsoup.parse(
              new ByteArrayInputStream(html, 0, length(html)),
              null,
              from.toString(),
              Parser.htmlParser().setMaxDepth(DEEPEST));
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory cannot fail", impossible);
    }
    Set<HttpUrl> named = new LinkedHashSet<>();
    Set<HttpUrl> buttons = new LinkedHashSet<>();
    Set<HttpUrl> linked = new LinkedHashSet<>();
    boolean riddle = false;
    boolean password = false;
    boolean about = false;
    for (Element element : page.getAllElements()) {
      switch (element.normalName()) {
        case "meta" -> {
          String key = (element.attr("name") + element.attr("property")).toLowerCase(Locale.ROOT);
          about |= key.startsWith("citation_") || key.startsWith("dc.");
          if (key.matches("(bepress_|wkhealth_)?citation_pdf_url|eprints\\.document_url")) {
            add(named, from, element.attr("content"));
          }
        }
        case "link" -> {
          if (element.attr("type").equalsIgnoreCase("application/pdf")) {
            add(named, from, element.attr("href"));
          }
        }
        case "embed", "iframe", "object" -> {
          String shown = element.attr("src") + element.attr("data");
          riddle |= shown.matches("(?i).*(captcha|challenges\\.cloudflare|turnstile).*");
          if (element.attr("type").equalsIgnoreCase("application/pdf") || isPdf(shown)) {
            add(named, from, shown);
          }
        }
        case "a" -> {
          String to = element.attr("href");
          if (says(element)) {
            add(buttons, from, to);
          } else if (isPdf(to)) {
            add(linked, from, to);
          }
        }
        case "input" -> password |= element.attr("type").equalsIgnoreCase("password");
        case "script", "form", "div" ->
            riddle |=
                (element.attr("src") + element.id() + element.className() + element.attr("action"))
                    .matches(
                        "(?i).*(captcha|challenge-form|challenge-platform|cf-challenge|turnstile|px-captcha).*");
        default -> {}
      }
    }
    page.select("script, style, noscript, nav, footer").remove();
    String text = page.body().text();
    if (text.length() < MOST_TEXT) {
      // A long page may be a paper: what it cites is not what it is.
      linked.removeIf(file -> !site(file).equals(site(from)));
      buttons.addAll(linked);
    }
    buttons.removeAll(named);
    return new LandingPage(
        page.title(),
        text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text,
        new Signs(riddle, password, about, SIGN_IN_ADDRESS.matcher(from.encodedPath()).matches()),
        first(named),
        first(buttons));
  }

  /** What a saved page is instead of a paper, in words for people; empty where it is none of it. */
  static String obstacle(byte[] html) {
    LandingPage page = of(html, HttpUrl.get("http://localhost/"));
    if (page.riddle("").isPresent()) {
      return "The file is a page that asks whether you are human, not a paper. Attach the paper's PDF.";
    }
    boolean form = page.signs().password() && page.text().length() < FEW;
    return form ? "The file is a login page, not a paper. Attach the paper's PDF." : "";
  }

  /** Where a page sends its reader on by itself. */
  static Optional<HttpUrl> refresh(byte[] html, HttpUrl from) {
    String start =
        new String(html, 0, Math.min(html.length, FileKind.LOOKED_AT), StandardCharsets.ISO_8859_1);
    return Optional.ofNullable(
            Jsoup.parse(start, from.toString(), Parser.htmlParser().setMaxDepth(DEEPEST))
                .selectFirst("meta[http-equiv=refresh]"))
        .map(meta -> REFRESH.matcher(meta.attr("content")))
        .filter(Matcher::matches)
        .map(to -> from.resolve(to.group(1).strip()));
  }

  /** How much of a page is looked at. */
  private static int length(byte[] html) {
    int tags = 0;
    for (int i = 0; i < html.length && i < MOST_BYTES; i++) {
      tags += html[i] == '<' ? 1 : 0;
      if (tags > MOST_TAGS) {
        return i;
      }
    }
    return Math.min(html.length, MOST_BYTES);
  }

  private static boolean isPdf(String address) {
    return address.matches("(?i)[^?#]*\\.pdf([?#].*)?|.*/pdf/[^?#]+|.*[?&]format=pdf.*");
  }

  /** Whether a link's words are those of a button for the paper. */
  private static boolean says(Element link) {
    String words = link.text() + " " + link.attr("title");
    return words.length() < 60
        && words.toLowerCase(Locale.ROOT).contains("pdf")
        && SAYS_PDF.matcher(words.strip()).matches();
  }

  private static void add(Set<HttpUrl> links, HttpUrl from, String to) {
    HttpUrl url = to.isBlank() ? null : from.resolve(to.strip());
    if (url != null && !url.equals(from)) {
      links.add(url.newBuilder().fragment(null).build());
    }
  }

  private static List<HttpUrl> first(Set<HttpUrl> links) {
    return new ArrayList<>(links).subList(0, Math.min(links.size(), MOST_LINKS));
  }

  /** A page that only lets people through. */
  Optional<Refusal> riddle(String host) {
    boolean little = text.length() < FEW && !signs.about();
    boolean asks =
        RIDDLE_TITLE.matcher(title).matches() || signs.riddle() || RIDDLE.matcher(text).find();
    return little && asks
        ? Optional.of(
            Refusal.told(
                host
                    + " asks whether you are human, so the paper cannot be had from there. Attach the PDF instead."))
        : Optional.empty();
  }

  /** What makes it vain to look for files on the page. */
  Optional<Refusal> stops(String host) {
    String start = text.substring(0, Math.min(text.length(), ABOVE));
    if (WITHDRAWN_TITLE.matcher(title).matches() || WITHDRAWN.matcher(start).find()) {
      return Optional.of(
          Refusal.told(
              "The paper has been withdrawn, says "
                  + host
                  + ". If an earlier version is what you mean, link that version, or attach the PDF instead."));
    }
    return riddle(host);
  }

  /** What the page wants before it gives the paper. */
  Optional<Refusal> wants(String host) {
    boolean little = text.length() < FEW && !signs.about();
    boolean form = signs.password() || SIGN_IN.matcher(title).find();
    if (signs.signInAddress() || form && little) {
      return Optional.of(Refusal.told(host + " wants a sign-in. Attach the PDF instead."));
    }
    return PAYWALL.matcher(text).find()
        ? Optional.of(
            Refusal.told(
                host + " gives this paper to subscribers and buyers only. Attach the PDF instead."))
        : Optional.empty();
  }

  /** What the page says instead of giving the paper. */
  Optional<Refusal> instead(String host) {
    return stops(host).or(() -> wants(host));
  }

  /** The last two labels of a host: the same publisher, roughly. */
  private static String site(HttpUrl url) {
    return url.host().replaceFirst("^.*?([^.]+\\.[^.]+)$", "$1");
  }
}
