package dev.offprint.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Downloads.Fetched;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Addresses and names that lead inside, in every way in which they can be written: whatever is
 * linked, redirected to, named by a page or answered by a name server, no connection is made to
 * anything but the one public address.
 */
class CanaryTest {
  private static final String PUBLIC = "151.101.1.140";
  private static final List<String> INSIDE =
      List.of(
          "127.0.0.1",
          "127.255.255.254",
          "10.0.0.1",
          "172.16.0.1",
          "192.168.1.1",
          "169.254.169.254",
          "100.64.0.1",
          "0.0.0.0",
          "192.0.2.1",
          "198.18.0.1",
          "224.0.0.1",
          "255.255.255.255");

  @TempDir static Path keys;
  private static Loopback server;

  /** Every connection that was about to be made. */
  private final Set<String> connected = new LinkedHashSet<>();

  private final List<String> opened = new CopyOnWriteArrayList<>();

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
  }

  /** Hosts as links write them: numbers in all forms, embeddings, names of this machine. */
  static List<String> hosts() {
    Set<String> hosts = new LinkedHashSet<>();
    for (String inside : INSIDE) {
      String[] parts = inside.split("\\.");
      int[] b = new int[4];
      for (int i = 0; i < 4; i++) {
        b[i] = Integer.parseInt(parts[i]);
      }
      long all = ((long) b[0] << 24) | (b[1] << 16) | (b[2] << 8) | b[3];
      hosts.add(inside);
      hosts.add(inside + ".");
      hosts.add(Long.toString(all));
      hosts.add("0x" + Long.toHexString(all));
      hosts.add("0" + Long.toOctalString(all));
      hosts.add("0%o.0%o.0%o.0%o".formatted(b[0], b[1], b[2], b[3]));
      hosts.add("0x%x.0x%x.0x%x.0x%x".formatted(b[0], b[1], b[2], b[3]));
      hosts.add("%d.0x%x.0%o.%d".formatted(b[0], b[1], b[2], b[3]));
      hosts.add("%d.%d".formatted(b[0], all & 0xffffff));
      hosts.add("%d.%d.%d".formatted(b[0], b[1], all & 0xffff));
      hosts.add("%03d.%03d.%03d.%03d".formatted(b[0], b[1], b[2], b[3]));
      hosts.add(inside.replace(".", "%2e"));
      hosts.add(inside.replace('.', '\u3002'));
      hosts.add("[::ffff:" + inside + "]");
      hosts.add("[::" + inside + "]");
      hosts.add("[64:ff9b::" + inside + "]");
      hosts.add("[0:0:0:0:0:ffff:%02x%02x:%02x%02x]".formatted(b[0], b[1], b[2], b[3]));
    }
    AddressesTest.special().forEach(one -> hosts.add(one.indexOf(':') < 0 ? one : "[" + one + "]"));
    AddressesTest.embedded().forEach(one -> hosts.add("[" + one + "]"));
    hosts.addAll(
        List.of(
            "localhost",
            "LOCALHOST.",
            "a.localhost",
            "printer",
            "nas.local",
            "db.internal",
            "router.lan",
            "x.home.arpa",
            "[fe80::1%25eth0]",
            "[::1]",
            "metadata.google.internal"));
    return List.copyOf(hosts);
  }

  private SafeDownloads downloads(Network.Resolver resolver) {
    return new SafeDownloads(
        PaperSettings.DEFAULT,
        new Network(
            resolver,
            address -> {
              connected.add(address.getAddress().getHostAddress());
              return server.route(address);
            },
            server::trusting),
        new FakePace(),
        List.of());
  }

  private static List<InetAddress> resolve(String host) throws UnknownHostException {
    return List.of(InetAddress.getByName(host.matches("[\\d.]+|.*:.*") ? host : PUBLIC));
  }

  private void follow(SafeDownloads downloads, String link, String what) {
    URI address;
    try {
      address = new URI(link);
    } catch (URISyntaxException noLink) {
      // Nobody's words become such a link.
      return;
    }
    if (downloads.fetch(address) instanceof Fetched.Done) {
      opened.add(what);
    }
  }

  private void assertNothingInside() {
    assertThat(opened).isEmpty();
    assertThat(connected).allSatisfy(address -> assertThat(address).isEqualTo(PUBLIC));
  }

  @Test
  void thereAreMoreThan500() {
    assertThat(hosts()).hasSizeGreaterThan(500);
  }

  @Test
  void noLinkLeadsInside() {
    server.answers(
        exchange ->
            Loopback.send(
                exchange, 200, "application/pdf", "%PDF".getBytes(StandardCharsets.US_ASCII)));
    SafeDownloads downloads = downloads(CanaryTest::resolve);
    hosts().forEach(host -> follow(downloads, "http://" + host + "/x.pdf", host));
    assertNothingInside();
    assertThat(connected).isEmpty();
    assertThat(server.asked).isEmpty();
  }

  @Test
  void noRedirectAndNoPageLeadsInside() {
    AtomicReference<String> to = new AtomicReference<>("");
    server.answers(
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String link = "http://" + to.get() + "/x.pdf";
          if (path.equals("/redirect")) {
            exchange
                .getResponseHeaders()
                .set(
                    "Location",
                    new String(link.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(302, -1);
          } else if (path.equals("/page")) {
            Loopback.send(
                exchange,
                200,
                "text/html",
                ("<html><meta name=citation_pdf_url content=\"" + link + "\">x")
                    .getBytes(StandardCharsets.UTF_8));
          } else {
            Loopback.send(
                exchange, 200, "application/pdf", "%PDF".getBytes(StandardCharsets.US_ASCII));
          }
        });
    SafeDownloads downloads = downloads(CanaryTest::resolve);
    for (String host : hosts()) {
      to.set(host);
      follow(downloads, "http://papers.example.org/redirect", "redirect to " + host);
      server.asked.removeIf(asked -> asked.equals("papers.example.org/redirect"));
    }
    // Each page has several tries; a share of the forms is enough for them.
    for (int i = 0; i < hosts().size(); i += 7) {
      to.set(hosts().get(i));
      follow(downloads, "http://papers.example.org/page", "page to " + to.get());
      server.asked.removeIf(asked -> asked.equals("papers.example.org/page"));
    }
    assertNothingInside();
    assertThat(server.asked).isEmpty();
  }

  @Test
  void noNameLeadsInsideNorTurnsThereLater() {
    List<InetAddress> inside = new ArrayList<>();
    for (String one : AddressesTest.special()) {
      inside.add(AddressesTest.parsed(one));
    }
    server.answers(
        exchange ->
            Loopback.send(
                exchange, 200, "application/pdf", "%PDF".getBytes(StandardCharsets.US_ASCII)));
    for (InetAddress closed : inside) {
      follow(
          downloads(host -> List.of(closed)), "http://evil.example.org/x.pdf", closed.toString());
      follow(
          downloads(host -> List.of(InetAddress.getByName(PUBLIC), closed)),
          "http://evil.example.org/x.pdf",
          "also " + closed);
    }
    assertNothingInside();
    assertThat(connected).isEmpty();
    for (InetAddress closed : inside.subList(0, 40)) {
      // Public when it is checked, inside when it is asked again.
      AtomicInteger lookUps = new AtomicInteger();
      downloads(
              host ->
                  List.of(lookUps.getAndIncrement() == 0 ? InetAddress.getByName(PUBLIC) : closed))
          .fetch(URI.create("http://evil.example.org/x.pdf"));
    }
    assertThat(connected).containsExactly(PUBLIC);
  }
}
