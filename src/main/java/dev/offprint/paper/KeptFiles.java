package dev.offprint.paper;

import dev.offprint.engine.Downloads.Fetched;
import dev.offprint.engine.Downloads.FileHost;
import dev.offprint.paper.format.FileKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Files that a chat platform keeps, fetched with its token. The token goes to the origin that it
 * belongs to; a redirect would take it elsewhere, so none is followed. A platform answers with a
 * sign-in page, and 200, where a file is not shared with us.
 */
final class KeptFiles {
  private static final int PIECE = 16 * 1024;
  private static final int SNIFFED = 64 * 1024;

  private final PaperSettings settings;
  private final List<FileHost> hosts;
  private final Web web;

  KeptFiles(PaperSettings settings, List<FileHost> hosts, Web web) {
    this.settings = settings;
    this.hosts = List.copyOf(hosts);
    this.web = web;
  }

  Fetched fetch(URI address) throws IOException, Refusal {
    HttpUrl url = HttpUrl.get(address);
    if (url == null || !url.username().isEmpty() || !url.password().isEmpty()) {
      throw notOurs();
    }
    FileHost host =
        hosts.stream().filter(one -> belongs(url, one)).findFirst().orElseThrow(KeptFiles::notOurs);
    OkHttpClient client = web.pinned(url.host(), addresses(url, host), settings.fetchTime());
    Request request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", "Offprint")
            .header("Authorization", "Bearer " + host.token())
            .header("Accept-Encoding", "identity")
            .build();
    try (Response response = client.newCall(request).execute()) {
      return switch (response.code()) {
        case 200 -> new Fetched.Done(body(response), name(url), address);
        case 301, 302, 303, 307, 308 -> throw signIn();
        case 401, 403 ->
            throw Refusal.forGood(
                "The file is not shared with me ("
                    + response.code()
                    + "). Attach it where I am a member, or give me the right to read files.");
        case 404, 410 ->
            throw Refusal.forGood(
                "The file is gone, or not shared with me. Attach it here once more.");
        case 408, 425, 429, 500, 502, 503, 504 ->
            throw Refusal.forNow(
                "The file's host is busy or down (" + response.code() + "). Try again later.");
        default ->
            throw Refusal.forGood(
                "The file's host answered with "
                    + response.code()
                    + " instead of the file. Attach it here once more.");
      };
    }
  }

  private static boolean belongs(HttpUrl url, FileHost host) {
    HttpUrl own = HttpUrl.get(host.origin());
    return own != null
        && url.scheme().equals(own.scheme())
        && url.host().equals(own.host())
        && url.port() == own.port();
  }

  /** An origin that was configured as a loopback address is meant; any name must be public. */
  private List<InetAddress> addresses(HttpUrl url, FileHost host) throws IOException, Refusal {
    String literal = host.origin().getHost();
    if (literal != null && literal.matches("127(\\.[0-9]{1,3}){3}")) {
      return List.of(InetAddress.getByName(url.host()));
    }
    return web.checked(url.host());
  }

  private byte[] body(Response response) throws IOException, Refusal {
    ResponseBody body = response.body();
    if (body == null) {
      throw Refusal.forGood("The file is empty. Attach it once more.");
    }
    if (body.contentLength() > settings.largestFile()) {
      throw tooLarge();
    }
    String type = response.header("Content-Type", "");
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
      throw signIn();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    boolean sniffed = false;
    try (InputStream in = body.byteStream()) {
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        bytes.write(piece, 0, read);
        if (bytes.size() > settings.largestFile()) {
          throw tooLarge();
        }
        if (!sniffed && bytes.size() >= SNIFFED) {
          sniffed = true;
          sniff(bytes.toByteArray());
        }
      }
    }
    sniff(bytes.toByteArray());
    return bytes.toByteArray();
  }

  /** A page in place of the file, whatever its headers say. */
  private static void sniff(byte[] bytes) throws Refusal {
    FileKind kind = FileKind.of(bytes);
    if (kind == FileKind.HTML) {
      throw signIn();
    }
    if (kind == FileKind.EMPTY) {
      throw Refusal.forGood("The file is empty. Attach it once more.");
    }
  }

  private Refusal tooLarge() {
    return Refusal.forGood(
        "The file is larger than "
            + settings.largestFile() / (1024 * 1024)
            + " MB. Attach the paper without its supplement.");
  }

  private static Refusal signIn() {
    return Refusal.forGood(
        "Instead of the file I get a sign-in page: it is not shared with me. Attach it here once"
            + " more, in a place where I am a member.");
  }

  private static Refusal notOurs() {
    return Refusal.forGood(
        "The file is not on the platform's own host, so I do not fetch it. Attach the PDF instead.");
  }

  private static String name(HttpUrl url) {
    String last = url.pathSegments().get(url.pathSize() - 1);
    return last.isBlank() ? "file" : last;
  }
}
