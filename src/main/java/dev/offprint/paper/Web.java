package dev.offprint.paper;

import dev.offprint.engine.Shelf;
import dev.offprint.paper.format.FileKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Asks one address. Each hop is checked on its own: the link, every address of its host, then a
 * connection to a checked address only; hosts are asked in turns; what comes back must be of a kind
 * that can be read.
 */
final class Web {
  private static final int MOST_REDIRECTS = 3;
  private static final int PIECE = 16 * 1024;

  /** A page on the way is never larger. */
  private static final int LARGEST_PAGE = 5 * 1024 * 1024;

  /** A host that wants more patience is left alone. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int MOST_RETRIES = 2;

  private final PaperSettings settings;
  private final Network network;
  private final Turns turns;
  private final Copies copies;
  private final OkHttpClient plain;

  Web(PaperSettings settings, Network network, Turns turns, Shelf shelf) {
    this.copies = new Copies(shelf);
    this.settings = settings;
    this.network = network;
    this.turns = turns;
    this.plain =
        network
            .tls()
            .apply(new OkHttpClient.Builder())
            .proxy(Proxy.NO_PROXY)
            .cookieJar(CookieJar.NO_COOKIES)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            // A connection is good for the addresses it was checked for, and for nothing after.
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(settings.idleTime())
            .readTimeout(settings.idleTime())
            .writeTimeout(settings.idleTime())
            .build();
  }

  /** A file as it came from where the redirects ended. */
  record Answer(byte[] bytes, FileKind kind, HttpUrl from) {}

  /** The end of the time that everything about one link may take together. */
  long end() {
    return turns.end(settings.fetchTime());
  }

  /** Asks a link, and follows where it redirects. */
  Answer get(String link, long end) throws IOException, Refusal {
    HttpUrl url = LinkRules.checked(link);
    int retries = 0;
    for (int redirects = 0; ; ) {
      HttpUrl asked = url;
      Hop hop = turns.take(asked.host(), end, () -> hop(asked, end));
      switch (hop) {
        case Hop.Came came -> {
          return new Answer(came.bytes(), FileKind.of(came.bytes()), asked);
        }
        case Hop.Redirected redirected -> {
          if (redirects++ == MOST_REDIRECTS) {
            throw Refusal.forGood(
                "The link redirects more than "
                    + MOST_REDIRECTS
                    + " times. Attach the PDF instead.");
          }
          url = next(url, redirected.to());
        }
        case Hop.Later later -> {
          boolean waits = later.after().compareTo(PATIENCE) <= 0;
          if (retries++ == MOST_RETRIES || !waits || later.after().toNanos() > turns.left(end)) {
            throw busy(asked, later);
          }
          turns.postpone(asked.host(), later.after());
        }
      }
    }
  }

  private static Refusal busy(HttpUrl url, Hop.Later later) {
    long minutes = later.after().plusSeconds(59).toMinutes();
    String when = minutes == 0 ? "" : " and asks for " + minutes + " min";
    return Refusal.forNow(
        url.host()
            + " is busy or down ("
            + later.status()
            + ")"
            + when
            + ". Try again later, or attach the PDF.");
  }

  /** What one request came to. */
  private sealed interface Hop {
    record Came(byte[] bytes) implements Hop {}

    record Redirected(String to) implements Hop {}

    record Later(Duration after, int status) implements Hop {}
  }

  private Hop hop(HttpUrl url, long end) throws IOException, Refusal {
    List<InetAddress> checked = checked(url.host());
    long left = turns.left(end);
    if (left <= 0) {
      throw new InterruptedIOException("timeout");
    }
    OkHttpClient client = pinned(url.host(), checked, Duration.ofNanos(left));
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", "Offprint")
            .header("Accept", "application/pdf, text/html;q=0.9, */*;q=0.5")
            .header("Accept-Encoding", "identity");
    copies.ask(url, request);
    try (Response response = client.newCall(request.build()).execute()) {
      return hop(url, response);
    }
  }

  private Hop hop(HttpUrl url, Response response) throws IOException, Refusal {
    int status = response.code();
    return switch (status) {
      case 200 -> new Hop.Came(body(url, response));
      case 304 ->
          new Hop.Came(
              copies
                  .unchanged(url)
                  .orElseThrow(() -> new IOException("304 without a conditional request")));
      case 301, 302, 303, 307, 308 -> new Hop.Redirected(location(response));
      case 401, 402, 403, 407 ->
          throw captcha(url, response)
              .orElse(
                  Refusal.told(
                      url.host()
                          + " wants a sign-in or lets no programs in ("
                          + status
                          + "). Attach the PDF instead."));
      case 404, 410 ->
          throw Refusal.forGood(
              "There is nothing at that link (" + status + "). Check it, or attach the PDF.");
      case 408, 425, 429, 500, 502, 503, 504 -> {
        Duration after = retryAfter(response);
        if (after != null) {
          yield new Hop.Later(after, status);
        }
        throw captcha(url, response).orElse(busy(url, new Hop.Later(Duration.ZERO, status)));
      }
      default ->
          throw Refusal.forGood(
              url.host()
                  + " answered with "
                  + status
                  + " instead of a file. Attach the PDF instead.");
    };
  }

  /** Some put their riddle behind a refusing status. */
  private static java.util.Optional<Refusal> captcha(HttpUrl url, Response response)
      throws IOException {
    ResponseBody body = response.body();
    if (body == null) {
      return java.util.Optional.empty();
    }
    byte[] start = body.byteStream().readNBytes(FileKind.LOOKED_AT);
    return FileKind.of(start) == FileKind.HTML
        ? LandingPage.of(start, url).riddle(url.host())
        : java.util.Optional.empty();
  }

  /** Seconds, or a date by the host's own clock; null where it says nothing. */
  private static @Nullable Duration retryAfter(Response response) {
    String after = response.header("Retry-After");
    if (after == null) {
      return null;
    }
    if (after.strip().matches("\\d{1,7}")) {
      return Duration.ofSeconds(Long.parseLong(after.strip()));
    }
    String date = response.header("Date");
    try {
      DateTimeFormatter form = DateTimeFormatter.RFC_1123_DATE_TIME;
      return date == null
          ? null
          : Duration.between(
              ZonedDateTime.parse(date.strip(), form), ZonedDateTime.parse(after.strip(), form));
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  /** A client that connects to the checked addresses of this host and to no other. */
  OkHttpClient pinned(String only, List<InetAddress> checked, Duration most) {
    return plain
        .newBuilder()
        .dns(host -> pinned(host, only, checked))
        .socketFactory(new PinnedSockets(checked, network.route()))
        .callTimeout(most)
        .build();
  }

  /** Every address of the host, once all of them are public. */
  List<InetAddress> checked(String host) throws UnknownHostException, Refusal {
    List<InetAddress> addresses = List.copyOf(network.resolver().resolve(host));
    if (addresses.isEmpty()) {
      throw new UnknownHostException(host);
    }
    if (!addresses.stream().allMatch(Addresses::isPublic)) {
      throw LinkRules.notPublic();
    }
    return addresses;
  }

  private static List<InetAddress> pinned(String asked, String host, List<InetAddress> checked)
      throws UnknownHostException {
    if (!asked.equals(host)) {
      throw new UnknownHostException(asked);
    }
    return checked;
  }

  private static String location(Response response) throws Refusal {
    String location = response.header("Location");
    if (location == null) {
      throw Refusal.forGood("The link redirects to nowhere. Attach the PDF instead.");
    }
    return location;
  }

  private static HttpUrl next(HttpUrl from, String location) throws Refusal {
    HttpUrl to = from.resolve(location);
    if (to == null) {
      throw Refusal.forGood(
          "The link redirects to something that is not followed. Attach the PDF instead.");
    }
    if (from.isHttps() && !to.isHttps()) {
      throw Refusal.forGood(
          "The link redirects from https to http, which is not safe. Attach the PDF instead.");
    }
    // A user name in the redirect is kept by resolve, so that the rules see it.
    return LinkRules.checked(to.toString());
  }

  private byte[] body(HttpUrl url, Response response) throws IOException, Refusal {
    ResponseBody body = response.body();
    if (body == null) {
      throw Refusal.forGood("The link gave no file. Attach the PDF instead.");
    }
    if (body.contentLength() > settings.largestFile()) {
      throw tooLarge(settings.largestFile());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int most = settings.largestFile();
    try (InputStream in = body.byteStream()) {
      boolean told = false;
      byte[] piece = new byte[PIECE];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        bytes.write(piece, 0, read);
        if (!told && bytes.size() >= FileKind.LOOKED_AT) {
          most = Math.min(most, most(FileKind.of(bytes.toByteArray())));
          told = true;
        }
        if (bytes.size() > most) {
          throw tooLarge(most);
        }
      }
    }
    byte[] whole = bytes.toByteArray();
    most(FileKind.of(Arrays.copyOf(whole, Math.min(whole.length, FileKind.LOOKED_AT))));
    copies.keep(url, response, whole);
    return whole;
  }

  private static int most(FileKind kind) throws Refusal {
    if (!kind.readable() && kind != FileKind.JSON) {
      throw notAPaper(kind);
    }
    return kind == FileKind.HTML || kind == FileKind.JSON ? LARGEST_PAGE : Integer.MAX_VALUE;
  }

  private static Refusal tooLarge(int most) {
    return Refusal.forGood(
        "The file behind the link is larger than "
            + most / (1024 * 1024)
            + " MB. Attach the paper without its supplement.");
  }

  static Refusal notAPaper(FileKind kind) {
    return Refusal.forGood(
        "The link leads to "
            + kind.words()
            + ", not to a paper. Link the PDF itself, or attach the PDF instead.");
  }
}
