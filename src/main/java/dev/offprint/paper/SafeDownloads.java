package dev.offprint.paper;

import dev.offprint.engine.Downloads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches PDF files that people link to. Each hop is checked on its own: the link, every address of
 * its host, then a connection to a checked address only; what comes back must be a PDF.
 */
public final class SafeDownloads implements Downloads {
  private static final Logger LOG = LoggerFactory.getLogger(SafeDownloads.class);
  private static final int MOST_REDIRECTS = 3;
  private static final int PIECE = 16 * 1024;

  /** Enough to tell a login page from a captcha. */
  private static final int SNIFFED = 64 * 1024;

  private final PaperSettings settings;
  private final Network network;
  private final OkHttpClient plain;
  private final KeptFiles kept;

  public SafeDownloads(PaperSettings settings) {
    this(settings, List.of());
  }

  /**
   * @param hosts where chat platforms keep files that only their token opens
   */
  public SafeDownloads(PaperSettings settings, List<FileHost> hosts) {
    this(settings, Network.real(), hosts);
  }

  SafeDownloads(PaperSettings settings, Network network) {
    this(settings, network, List.of());
  }

  SafeDownloads(PaperSettings settings, Network network, List<FileHost> hosts) {
    this.settings = settings;
    this.kept = new KeptFiles(settings, hosts, this);
    this.network = network;
    this.plain =
        network
            .tls()
            .apply(new OkHttpClient.Builder())
            .proxy(Proxy.NO_PROXY)
            .cookieJar(CookieJar.NO_COOKIES)
            .followRedirects(false)
            .followSslRedirects(false)
            // A connection is good for the addresses it was checked for, and for nothing after.
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(settings.idleTime())
            .readTimeout(settings.idleTime())
            .writeTimeout(settings.idleTime())
            .build();
  }

  @Override
  public Fetched fetch(URI address) {
    long end = System.nanoTime() + settings.fetchTime().toNanos();
    try {
      HttpUrl url = LinkRules.checked(address.toString());
      for (int redirects = 0; ; redirects++) {
        Hop hop = hop(url, end);
        switch (hop) {
          case Hop.Came came -> {
            return new Fetched.Done(came.bytes(), name(url), url.uri());
          }
          case Hop.Redirected redirected -> {
            if (redirects == MOST_REDIRECTS) {
              throw Refusal.forGood(
                  "The link redirects more than "
                      + MOST_REDIRECTS
                      + " times. Attach the PDF instead.");
            }
            url = next(url, redirected.to());
          }
        }
      }
    } catch (Refusal refusal) {
      return refusal.fetched();
    } catch (IOException failed) {
      LOG.info("a link on {} could not be fetched: {}", address.getHost(), failed.toString());
      return failed(failed).fetched();
    }
  }

  @Override
  public Fetched fetchKept(URI address) {
    try {
      return kept.fetch(address);
    } catch (Refusal refusal) {
      return refusal.fetched();
    } catch (IOException failed) {
      LOG.info("a file on {} could not be fetched: {}", address.getHost(), failed.toString());
      return failed(failed).fetched();
    }
  }

  /** What one request came to. */
  private sealed interface Hop {
    record Came(byte[] bytes) implements Hop {}

    record Redirected(String to) implements Hop {}
  }

  private Hop hop(HttpUrl url, long end) throws IOException, Refusal {
    List<InetAddress> checked = checked(url.host());
    long left = end - System.nanoTime();
    if (left <= 0) {
      throw new InterruptedIOException("timeout");
    }
    OkHttpClient client = pinned(url.host(), checked, Duration.ofNanos(left));
    Request request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", "Offprint")
            .header("Accept", "application/pdf")
            .header("Accept-Encoding", "identity")
            .build();
    try (Response response = client.newCall(request).execute()) {
      return switch (response.code()) {
        case 200 -> new Hop.Came(body(response));
        case 301, 302, 303, 307, 308 -> new Hop.Redirected(location(response));
        case 401, 402, 403, 407 ->
            throw Refusal.forGood(
                url.host()
                    + " wants a sign-in or lets no programs in ("
                    + response.code()
                    + "). Attach the PDF instead.");
        case 404, 410 ->
            throw Refusal.forGood(
                "There is nothing at that link ("
                    + response.code()
                    + "). Check it, or attach the PDF.");
        case 408, 425, 429, 500, 502, 503, 504 ->
            throw Refusal.forNow(
                url.host()
                    + " is busy or down ("
                    + response.code()
                    + "). Try again later, or attach the PDF.");
        default ->
            throw Refusal.forGood(
                url.host()
                    + " answered with "
                    + response.code()
                    + " instead of a file. Attach the PDF instead.");
      };
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

  private byte[] body(Response response) throws IOException, Refusal {
    ResponseBody body = response.body();
    if (body == null) {
      throw Refusal.forGood("The link gave no file. Attach the PDF instead.");
    }
    if (body.contentLength() > settings.largestFile()) {
      throw tooLarge();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    boolean pdf = false;
    try (InputStream in = body.byteStream()) {
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        bytes.write(piece, 0, read);
        if (bytes.size() > settings.largestFile()) {
          throw tooLarge();
        }
        pdf = pdf || FileKind.of(bytes.toByteArray()) == FileKind.PDF;
        if (!pdf && bytes.size() >= SNIFFED) {
          break;
        }
      }
    }
    if (!pdf) {
      throw notPdf(FileKind.of(bytes.toByteArray()));
    }
    return bytes.toByteArray();
  }

  private Refusal tooLarge() {
    return Refusal.forGood(
        "The file behind the link is larger than "
            + settings.largestFile() / (1024 * 1024)
            + " MB. Attach the paper without its supplement.");
  }

  private static Refusal notPdf(FileKind kind) {
    return Refusal.forGood(
        "The link leads to "
            + kind.words()
            + ", not to a PDF. Link the PDF itself, or attach the PDF instead.");
  }

  private static Refusal failed(IOException failed) {
    return switch (failed) {
      case UnknownHostException unknown ->
          Refusal.forNow("The link's host cannot be found. Check the link, or attach the PDF.");
      case SSLHandshakeException insecure -> noCertificate();
      case SSLPeerUnverifiedException other -> noCertificate();
      case SocketTimeoutException silent ->
          Refusal.forNow(
              "The link's host does not answer in time. Try again later, or attach the PDF.");
      case InterruptedIOException late ->
          Refusal.forNow(
              "The file behind the link takes too long. Try again later, or attach the PDF.");
      default ->
          Refusal.forNow(
              "The connection to the link's host failed. Try again later, or attach the PDF.");
    };
  }

  private static Refusal noCertificate() {
    return Refusal.forGood("The link's host has no valid certificate. Attach the PDF instead.");
  }

  private static String name(HttpUrl url) {
    List<String> path = url.pathSegments();
    String last = path.get(path.size() - 1).replaceAll("[^\\p{L}\\p{N}._ -]", "_").strip();
    String name = last.length() > 100 ? last.substring(last.length() - 100) : last;
    return name.matches("[._ ]*") ? "paper.pdf" : name;
  }
}
