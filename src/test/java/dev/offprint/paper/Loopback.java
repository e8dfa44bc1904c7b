package dev.offprint.paper;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** A web server on loopback, plain and with TLS, that remembers what it was asked for. */
final class Loopback implements AutoCloseable {
  /** Whom the certificate is for. */
  private static final List<String> HOSTS =
      List.of(
          "papers.example.org",
          "arxiv.org",
          "doi.org",
          "publisher.example.com",
          "openreview.net",
          "aclanthology.org",
          "proceedings.mlr.press",
          "www.biorxiv.org",
          "api.semanticscholar.org",
          "raw.githubusercontent.com",
          "github.com",
          "gitlab.com",
          "huggingface.co",
          "drive.google.com",
          "www.dropbox.com",
          "osf.io",
          "dl.acm.org",
          "www.nature.com",
          "link.springer.com",
          "journals.plos.org");

  final List<String> asked = new CopyOnWriteArrayList<>();
  final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer plain;
  private final HttpsServer secure;
  private final KeyStore keys;
  private volatile HttpHandler handler = exchange -> send(exchange, 404, "text/plain", new byte[0]);

  /**
   * @param keys a directory for the key of {@code papers.example.org}
   */
  Loopback(Path keys) throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
    this.keys = keyStore(keys.resolve("keys.p12"));
    plain = HttpServer.create(any, 0);
    secure = HttpsServer.create(any, 0);
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(this.keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    secure.setHttpsConfigurator(new HttpsConfigurator(context));
    for (HttpServer server : List.of(plain, secure)) {
      server.setExecutor(threads);
      server.createContext("/", this::answer);
      server.start();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
    try (exchange) {
      handler.handle(exchange);
    }
  }

  void answers(HttpHandler answer) {
    handler = answer;
  }

  /** Whatever was checked, the packets come here. */
  InetSocketAddress route(InetSocketAddress checked) {
    return (checked.getPort() == 443 ? secure : plain).getAddress();
  }

  OkHttpClient.Builder trusting(OkHttpClient.Builder client) {
    try {
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(keys);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return client.sslSocketFactory(
          context.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0]);
    } catch (java.security.GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  static void redirect(HttpExchange exchange, int status, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(status, -1);
  }

  private static KeyStore keyStore(Path file) throws Exception {
    if (!Files.exists(file)) {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-keyalg",
                  "EC",
                  "-alias",
                  "server",
                  "-validity",
                  "3650",
                  "-dname",
                  "CN=papers.example.org",
                  "-ext",
                  "SAN=" + String.join(",", HOSTS.stream().map(host -> "dns:" + host).toList()),
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  "changeit",
                  "-keystore",
                  file.toString())
              .redirectErrorStream(true)
              .start();
      keytool.getInputStream().readAllBytes();
      keytool.waitFor();
    }
    KeyStore made = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      made.load(in, "changeit".toCharArray());
    }
    // The same certificate once more, as one to trust.
    made.setCertificateEntry("trusted", made.getCertificate("server"));
    return made;
  }

  @Override
  public void close() {
    over.countDown();
    plain.stop(0);
    secure.stop(0);
    threads.shutdownNow();
  }
}
