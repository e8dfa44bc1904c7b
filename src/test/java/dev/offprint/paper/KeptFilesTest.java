package dev.offprint.paper;

import static dev.offprint.paper.Loopback.redirect;
import static dev.offprint.paper.Loopback.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import dev.offprint.engine.Downloads.Fetched;
import dev.offprint.engine.Downloads.FileHost;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A platform's files: the token goes to its own host only, and a sign-in page is no file. */
class KeptFilesTest {
  private static final byte[] PDF = "%PDF-1.7 and so on".getBytes(StandardCharsets.US_ASCII);
  private static final String FILE = "https://papers.example.org/files/F1/rates.pdf";
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

  @TempDir static Path keys;
  private static Loopback server;

  private final List<String> tokens = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server = new Loopback(keys);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void answers() {
    server.asked.clear();
    answers(exchange -> send(exchange, 200, "application/pdf", PDF));
  }

  private void answers(HttpHandler handler) {
    server.answers(
        exchange -> {
          tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          handler.handle(exchange);
        });
  }

  private static Fetched fetch(String address, String resolved) {
    return new SafeDownloads(
            QUICK,
            new Network(
                host -> List.of(InetAddress.getByName(resolved)), server::route, server::trusting),
            new FakePace(),
            List.of(new FileHost(URI.create("https://papers.example.org"), "xoxb-1")))
        .fetchKept(URI.create(address));
  }

  private static Fetched fetch(String address) {
    return fetch(address, "151.101.1.140");
  }

  private static String refusal(Fetched fetched) {
    return fetched instanceof Fetched.Refused refused ? refused.words() : "fetched";
  }

  @Test
  void theFileComesWithTheToken() {
    assertThat(fetch(FILE))
        .usingRecursiveComparison()
        .isEqualTo(new Fetched.Done(PDF, "rates.pdf", URI.create(FILE)));
    assertThat(tokens).containsExactly("Bearer xoxb-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://papers.example.org/files/F1/rates.pdf",
        "https://other.example.org/files/F1/rates.pdf",
        "https://papers.example.org.evil.example.net/rates.pdf",
        "https://papers.example.org:8443/rates.pdf",
        "https://papers.example.org@other.example.org/rates.pdf",
        "https://evil@papers.example.org/rates.pdf"
      })
  void theTokenGoesToNoOtherOrigin(String address) {
    assertThat(refusal(fetch(address))).contains("not on the platform's own host");
    assertThat(server.asked).isEmpty();
  }

  @Test
  void anOrdinaryLinkNeverCarriesTheToken() {
    new SafeDownloads(
            QUICK,
            new Network(
                host -> List.of(InetAddress.getByName("151.101.1.140")),
                server::route,
                server::trusting),
            new FakePace(),
            List.of(new FileHost(URI.create("https://papers.example.org"), "xoxb-1")))
        .fetch(URI.create(FILE));
    assertThat(tokens).containsExactly("null");
  }

  @Test
  void noRedirectIsFollowed() {
    answers(exchange -> redirect(exchange, 302, "https://papers.example.org/signin"));
    assertThat(refusal(fetch(FILE))).contains("sign-in").contains("not shared with me");
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void aSignInPageIsNoFile() {
    answers(
        exchange ->
            send(
                exchange,
                200,
                "text/html; charset=utf-8",
                "<!DOCTYPE html><title>Sign in</title>".getBytes(StandardCharsets.UTF_8)));
    assertThat(refusal(fetch(FILE))).contains("sign-in").contains("Attach it here once more");
  }

  @Test
  void aSignInPageUnderAnotherTypeIsNoFileEither() {
    answers(
        exchange ->
            send(
                exchange,
                200,
                "application/pdf",
                "<!DOCTYPE html><title>Sign in</title>".getBytes(StandardCharsets.UTF_8)));
    assertThat(refusal(fetch(FILE))).contains("sign-in");
  }

  @Test
  void aNameThatLeadsInsideIsNotConnectedTo() {
    assertThat(refusal(fetch(FILE, "10.0.0.1"))).contains("not on the public internet");
    assertThat(server.asked).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeIsCutOff() {
    answers(exchange -> send(exchange, 200, "application/pdf", new byte[200_000]));
    assertThat(refusal(fetch(FILE))).contains("larger than");
  }

  @Test
  void aBusyHostMayBeTriedAgain() {
    answers(exchange -> send(exchange, 429, "text/plain", new byte[0]));
    assertThat(fetch(FILE))
        .isEqualTo(
            new Fetched.Refused("The file's host is busy or down (429). Try again later.", true));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void aFileThatIsNotSharedSaysSo(int status) {
    answers(exchange -> send(exchange, status, "text/plain", new byte[0]));
    assertThat(refusal(fetch(FILE))).contains("not shared with me");
  }

  @Test
  void aTokenIsNotInWhatIsPrinted() {
    assertThat(new FileHost(URI.create("https://papers.example.org"), "xoxb-1").toString())
        .doesNotContain("xoxb");
  }
}
