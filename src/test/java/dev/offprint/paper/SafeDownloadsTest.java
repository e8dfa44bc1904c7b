package dev.offprint.paper;

import static dev.offprint.paper.Loopback.redirect;
import static dev.offprint.paper.Loopback.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import dev.offprint.engine.Downloads.Fetched;
import dev.offprint.paper.format.FileKind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeDownloadsTest {
  private static final byte[] PDF = "%PDF-1.7 and so on".getBytes(StandardCharsets.US_ASCII);
  private static final PaperSettings QUICK =
      new PaperSettings(
          100_000,
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          512,
          Duration.ofSeconds(20),
          9,
          9,
          9);
  private static final String REFUSED_PLACE =
      "The link leads to an address that is not on the public internet. Attach the PDF instead.";

  @TempDir static Path keys;
  private static Loopback server;

  private final List<String> looked = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server = new Loopback(keys);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    server.asked.clear();
    server.answers(exchange -> send(exchange, 200, "application/pdf", PDF));
  }

  /** Every name is public, every literal what it says; all packets would reach the server. */
  private List<InetAddress> resolve(String host) throws UnknownHostException {
    looked.add(host);
    return List.of(
        host.matches("[\\d.]+|.*:.*")
            ? InetAddress.getByName(host)
            : InetAddress.getByName("151.101.1.140"));
  }

  private SafeDownloads downloads(PaperSettings settings, Network.Resolver resolver) {
    return new SafeDownloads(
        settings,
        new Network(resolver, server::route, server::trusting),
        new FakePace(),
        List.of());
  }

  private Fetched fetch(String link) {
    return downloads(QUICK, this::resolve).fetch(URI.create(link));
  }

  private static Fetched refused(String words) {
    return new Fetched.Refused(words, false);
  }

  private static void assertDone(Fetched fetched, String name, String from) {
    assertThat(fetched)
        .usingRecursiveComparison()
        .isEqualTo(new Fetched.Done(PDF, name, URI.create(from)));
  }

  @Test
  void pdfIsFetched() {
    assertDone(
        fetch("http://papers.example.org/a/b%20c.pdf?x=1"),
        "b c.pdf",
        "http://papers.example.org/a/b%20c.pdf?x=1");
    assertThat(server.asked).containsExactly("papers.example.org/a/b%20c.pdf?x=1");
  }

  @Test
  void pdfIsFetchedOverTls() {
    assertDone(
        fetch("https://papers.example.org/paper.pdf"),
        "paper.pdf",
        "https://papers.example.org/paper.pdf");
  }

  @Test
  void certificateOfAnotherNameIsRefused() {
    assertThat(fetch("https://other.example.org/paper.pdf"))
        .isEqualTo(refused("The link's host has no valid certificate. Attach the PDF instead."));
    assertThat(server.asked).isEmpty();
  }

  @Test
  void certificateOfUnknownAuthorityIsRefused() {
    SafeDownloads strict =
        new SafeDownloads(
            QUICK,
            new Network(this::resolve, server::route, client -> client),
            new FakePace(),
            List.of());
    assertThat(strict.fetch(URI.create("https://papers.example.org/paper.pdf")))
        .isEqualTo(refused("The link's host has no valid certificate. Attach the PDF instead."));
    assertThat(server.asked).isEmpty();
  }

  static Stream<String> privateAddresses() {
    return Stream.concat(AddressesTest.special().stream(), AddressesTest.embedded().stream());
  }

  @Test
  void noPacketGoesToPrivateAddresses() {
    List<String> followed = new ArrayList<>();
    SafeDownloads literally = downloads(QUICK, this::resolve);
    privateAddresses()
        .forEach(
            address -> {
              String literal = address.indexOf(':') < 0 ? address : "[" + address + "]";
              for (String scheme : List.of("http", "https")) {
                Fetched fetched =
                    literally.fetch(URI.create(scheme + "://" + literal + "/paper.pdf"));
                if (!fetched.equals(refused(REFUSED_PLACE))) {
                  followed.add(address + " " + fetched);
                }
              }
            });
    assertThat(followed).isEmpty();
    assertThat(server.asked).isEmpty();
  }

  @Test
  void noPacketGoesToNamesOfPrivateAddresses() throws Exception {
    InetAddress open = InetAddress.getByName("151.101.1.140");
    AtomicReference<List<InetAddress>> answer = new AtomicReference<>(List.of());
    SafeDownloads named = downloads(QUICK, host -> answer.get());
    List<String> followed = new ArrayList<>();
    for (String address : privateAddresses().toList()) {
      InetAddress closed = AddressesTest.parsed(address);
      for (List<InetAddress> answered :
          List.of(List.of(closed), List.of(open, closed), List.of(closed, open))) {
        answer.set(answered);
        Fetched fetched = named.fetch(URI.create("http://evil.example.org/x.pdf"));
        if (!fetched.equals(refused(REFUSED_PLACE))) {
          followed.add(address + " " + fetched);
        }
      }
    }
    assertThat(followed).isEmpty();
    assertThat(server.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2130706433/",
        "http://017700000001/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://0177.0.0.1/",
        "http://0x7f.0x0.0x0.0x1/",
        "http://127.0.0.01/",
        "http://00000127.0.0.1/",
        "http://1.1.1/",
        "http://16843009/",
        "http://1.1.1.0x1/",
        "http://[::ffff:7f00:1]/",
        "http://[0:0:0:0:0:ffff:127.0.0.1]/",
        "http://[::127.0.0.1]/",
        "http://[fe80::1%25eth0]/",
        "http://[::]/",
        "http://0/",
        "http://127.0.0.1./",
        "http://localhost/",
        "http://LOCALHOST/",
        "http://localhost./",
        "http://a.localhost/",
        "http://printer.local/",
        "http://printer/",
        "http://db.internal/",
        "http://nas.home.arpa/",
        "http://x.onion/",
        "http://router.lan/",
        "http://%31%32%37.0.0.1/",
        "http://127%2e0.0.1/",
        "http://a..b.org/",
        "http://-a.org/",
        "http://user@papers.example.org/",
        "http://user:pw@papers.example.org/",
        "http://@papers.example.org/",
        "http://papers.example.org@127.0.0.1/",
        "http://papers.example.org:8080/",
        "http://papers.example.org:22/",
        "https://papers.example.org:8443/",
        "ftp://papers.example.org/x.pdf",
        "file:///etc/passwd",
        "jar:http://papers.example.org/x.jar!/x",
        "gopher://papers.example.org/",
        "data:application/pdf,x",
        "//papers.example.org/x.pdf",
        "paper.pdf",
        "http:///x.pdf",
        "http:papers.example.org",
        "mailto:ada@example.org"
      })
  void unusualLinksAreRefusedBeforeAnyPacket(String link) {
    assertThat(fetch(link)).isInstanceOf(Fetched.Refused.class);
    assertThat(server.asked).isEmpty();
  }

  @Test
  void nameIsLookedUpOncePerHopAndTheCheckedAddressIsUsed() {
    // A second look-up would answer with loopback, as rebinding does.
    AtomicInteger lookUps = new AtomicInteger();
    List<String> connected = new ArrayList<>();
    Network rebinding =
        new Network(
            host ->
                List.of(
                    InetAddress.getByName(
                        lookUps.getAndIncrement() == 0 ? "151.101.1.140" : "127.0.0.1")),
            address -> {
              connected.add(address.getAddress().getHostAddress());
              return server.route(address);
            },
            server::trusting);
    assertDone(
        new SafeDownloads(QUICK, rebinding, new FakePace(), List.of())
            .fetch(URI.create("http://evil.example.org/x.pdf")),
        "x.pdf",
        "http://evil.example.org/x.pdf");
    assertThat(connected).containsExactly("151.101.1.140");
    assertThat(lookUps).hasValue(1);
  }

  @Test
  void nameThatTurnsPrivateBetweenHopsIsRefused() {
    AtomicInteger lookUps = new AtomicInteger();
    server.answers(exchange -> redirect(exchange, 302, "/again"));
    Network.Resolver rebinding =
        host ->
            List.of(
                InetAddress.getByName(
                    lookUps.getAndIncrement() == 0 ? "151.101.1.140" : "127.0.0.1"));
    assertThat(downloads(QUICK, rebinding).fetch(URI.create("http://evil.example.org/x.pdf")))
        .isEqualTo(refused(REFUSED_PLACE));
    assertThat(server.asked).containsExactly("evil.example.org/x.pdf");
  }

  @Test
  void socketConnectsToNothingButCheckedAddresses() throws Exception {
    PinnedSockets sockets =
        new PinnedSockets(List.of(InetAddress.getByName("151.101.1.140")), server::route);
    try (var socket = sockets.createSocket()) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> socket.connect(server.route(new java.net.InetSocketAddress(80)))))
          .hasMessage("not a checked address");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void threeRedirectsAreFollowed(int status) {
    server.answers(hops(status, 3));
    assertDone(fetch("http://papers.example.org/0"), "3", "http://papers.example.org/3");
    assertThat(server.asked).hasSize(4);
  }

  @Test
  void fourRedirectsAreTooMany() {
    server.answers(hops(302, 4));
    assertThat(fetch("http://papers.example.org/0"))
        .isEqualTo(refused("The link redirects more than 3 times. Attach the PDF instead."));
    assertThat(server.asked).hasSize(4);
  }

  private static HttpHandler hops(int status, int last) {
    return exchange -> {
      int at = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
      if (at < last) {
        redirect(exchange, status, "/" + (at + 1));
      } else {
        send(exchange, 200, "application/pdf", PDF);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://0x7f.1/",
        "http://localhost/",
        "http://user@papers.example.org/",
        "http://papers.example.org:8080/",
        "file:///etc/passwd",
        "ftp://papers.example.org/x",
        "//127.0.0.1/x",
        "http:///",
        "javascript:alert(1)",
        "http://2130706433/"
      })
  void redirectsToForbiddenPlacesAreRefused(String to) {
    server.answers(exchange -> redirect(exchange, 302, to));
    assertThat(fetch("http://papers.example.org/x.pdf")).isInstanceOf(Fetched.Refused.class);
    assertThat(server.asked).containsExactly("papers.example.org/x.pdf");
  }

  @Test
  void redirectFromHttpsToHttpIsRefused() {
    server.answers(exchange -> redirect(exchange, 302, "http://papers.example.org/x.pdf"));
    assertThat(fetch("https://papers.example.org/x.pdf"))
        .isEqualTo(
            refused(
                "The link redirects from https to http, which is not safe. Attach the PDF instead."));
    assertThat(server.asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"error\":\"not found\"}', 'JSON, probably an error message'",
    "'\u0089PNG\r\n', a PNG picture",
    "'%!PS-Adobe-3.0', PostScript",
    "'Rar!xx', an archive that is neither zip nor tar nor gzip",
    "'{\\rtf1 x}', a rich text (RTF) file",
    "'\u0000\u0001\u0002', of a kind that is not known here",
    "'', an empty file"
  })
  void whatCannotBeAPaperIsNamed(String body, String words) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    server.answers(exchange -> send(exchange, 200, "application/pdf", bytes));
    assertThat(fetch("http://papers.example.org/x.pdf"))
        .isEqualTo(
            refused(
                "The link leads to "
                    + words
                    + ", not to a paper. Link the PDF itself, or attach the PDF instead."));
  }

  @Test
  void pdfMayBeginWithinItsFirst1024Bytes() {
    byte[] late = (" ".repeat(1000) + "%PDF-1.4").getBytes(StandardCharsets.US_ASCII);
    server.answers(exchange -> send(exchange, 200, "application/pdf", late));
    assertThat(fetch("http://papers.example.org/x.pdf")).isInstanceOf(Fetched.Done.class);
    byte[] later = (" ".repeat(1024) + "%PDF-1.4").getBytes(StandardCharsets.US_ASCII);
    assertThat(FileKind.of(late)).isEqualTo(FileKind.PDF);
    assertThat(FileKind.of(later)).isEqualTo(FileKind.TEXT);
  }

  private static final Fetched TOO_LARGE =
      refused(
          "The file behind the link is larger than 1 MB. Attach the paper without its supplement.");

  private static final PaperSettings ONE_MEGABYTE =
      new PaperSettings(
          1024 * 1024, QUICK.fetchTime(), QUICK.idleTime(), 512, QUICK.readTime(), 9, 9, 9);

  @Test
  void announcedSizeAboveTheCapIsRefused() {
    server.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 1024 * 1024 + 1);
          exchange.getResponseBody().write(PDF);
          exchange.getResponseBody().flush();
          waitFor(60_000);
        });
    assertThat(
            downloads(ONE_MEGABYTE, this::resolve)
                .fetch(URI.create("http://papers.example.org/x.pdf")))
        .isEqualTo(TOO_LARGE);
  }

  @Test
  void endlessBodyIsCutAtTheCap() {
    server.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(PDF);
            for (; ; ) {
              out.write(new byte[64 * 1024]);
            }
          }
        });
    assertThat(
            downloads(ONE_MEGABYTE, this::resolve)
                .fetch(URI.create("http://papers.example.org/x.pdf")))
        .isEqualTo(TOO_LARGE);
  }

  @Test
  void compressedBodyIsNotUnpacked() {
    byte[] compressed = {0x1f, (byte) 0x8b, 8, 0};
    server.answers(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          send(exchange, 200, "application/pdf", compressed);
        });
    assertThat(fetch("http://papers.example.org/x.pdf"))
        .usingRecursiveComparison()
        .isEqualTo(
            new Fetched.Done(compressed, "x.pdf", URI.create("http://papers.example.org/x.pdf")));
  }

  @Test
  void silentServerIsGivenUp() {
    server.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(PDF);
          exchange.getResponseBody().flush();
          waitFor(60_000);
        });
    PaperSettings impatient =
        new PaperSettings(
            100_000,
            Duration.ofSeconds(60),
            Duration.ofMillis(300),
            512,
            QUICK.readTime(),
            9,
            9,
            9);
    assertThat(
            downloads(impatient, this::resolve)
                .fetch(URI.create("http://papers.example.org/x.pdf")))
        .isEqualTo(
            new Fetched.Refused(
                "The link's host does not answer in time. Try again later, or attach the PDF.",
                true));
  }

  @Test
  void trickleIsCutAtTheTotalTime() {
    server.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(PDF);
            for (; ; ) {
              out.write(' ');
              out.flush();
              waitFor(20);
            }
          }
        });
    PaperSettings impatient =
        new PaperSettings(
            100_000,
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            512,
            QUICK.readTime(),
            9,
            9,
            9);
    assertThat(
            downloads(impatient, this::resolve)
                .fetch(URI.create("http://papers.example.org/x.pdf")))
        .isEqualTo(
            new Fetched.Refused(
                "The file behind the link takes too long. Try again later, or attach the PDF.",
                true));
  }

  private static void waitFor(int millis) throws IOException {
    try {
      if (server.over.await(millis, TimeUnit.MILLISECONDS)) {
        throw new IOException("the test is over");
      }
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  @Test
  void cutConnectionIsTemporary() {
    server.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(PDF);
          exchange.getResponseBody().flush();
          throw new IOException("cut");
        });
    assertThat(fetch("http://papers.example.org/x.pdf"))
        .isEqualTo(
            new Fetched.Refused(
                "The connection to the link's host failed. Try again later, or attach the PDF.",
                true));
  }

  @Test
  void unknownHostIsTemporary() {
    Network.Resolver nobody =
        host -> {
          throw new UnknownHostException(host);
        };
    assertThat(downloads(QUICK, nobody).fetch(URI.create("http://papers.example.org/x.pdf")))
        .isEqualTo(
            new Fetched.Refused(
                "The link's host cannot be found. Check the link, or attach the PDF.", true));
  }

  @Test
  void everyStatusHasItsWords() {
    Map<Integer, Fetched> expected =
        Map.of(
            401,
            refused(
                "papers.example.org wants a sign-in or lets no programs in (401). Attach the PDF instead."),
            403,
            refused(
                "papers.example.org wants a sign-in or lets no programs in (403). Attach the PDF instead."),
            404,
            refused("There is nothing at that link (404). Check it, or attach the PDF."),
            418,
            refused(
                "papers.example.org answered with 418 instead of a file. Attach the PDF instead."),
            204,
            refused(
                "papers.example.org answered with 204 instead of a file. Attach the PDF instead."),
            503,
            new Fetched.Refused(
                "papers.example.org is busy or down (503). Try again later, or attach the PDF.",
                true));
    expected.forEach(
        (status, fetched) -> {
          server.answers(exchange -> exchange.sendResponseHeaders(status, -1));
          assertThat(fetch("http://papers.example.org/x.pdf")).isEqualTo(fetched);
        });
  }
}
