package dev.offprint.model;

import dev.offprint.engine.ModelChoice.Listener;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file behind an address. A cut connection is taken up where it broke, as long as bytes come; a
 * server without ranges starts again from the first byte.
 */
record HttpSource(URI address, Duration patience, Pace pace) implements Source {
  private static final int FRUITLESS = 4;
  private static final int STEP = 1 << 20;

  @Override
  public long aside(long all) {
    return 0;
  }

  @Override
  public void fill(Path part, long all, Listener listener)
      throws Unreachable, IOException, InterruptedException {
    boolean came = false;
    int fruitless = 0;
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build()) {
      while (size(part) < all) {
        End end = once(client, part, all, listener);
        fruitless = end.further ? 0 : fruitless + 1;
        came |= end.further;
        if (!came || fruitless == FRUITLESS) {
          throw new Unreachable(address.getHost() + ": " + end.why);
        }
        if (size(part) < all) {
          pace.pause(pace.jitter(fruitless), new CountDownLatch(1));
        }
      }
    }
  }

  /** One request. */
  private End once(HttpClient client, Path part, long all, Listener listener)
      throws Unreachable, IOException, InterruptedException {
    long start = size(part);
    HttpRequest.Builder request = HttpRequest.newBuilder(address).GET();
    if (start > 0) {
      request.header("Range", "bytes=" + start + "-");
    }
    CompletableFuture<HttpResponse<Body>> pending =
        client.sendAsync(request.build(), answer -> new Body(patience, Long.MAX_VALUE));
    HttpResponse<Body> response;
    try {
      response = pending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      pending.cancel(true);
      return new End("it cannot be reached" + reason(failed), false);
    } catch (InterruptedException stopped) {
      pending.cancel(true);
      throw stopped;
    }
    try (Body body = response.body()) {
      switch (response.statusCode()) {
        case 206 -> {
          String range = response.headers().firstValue("Content-Range").orElse("");
          if (!range.startsWith("bytes " + start + "-")) {
            Files.deleteIfExists(part);
            return new End("it sent another part than the one asked for", true);
          }
        }
        case 200 -> {
          long length = response.headers().firstValueAsLong("Content-Length").orElse(all);
          if (length != all) {
            throw new Unreachable(
                address.getHost() + ": what is there has " + length + " bytes, not " + all);
          }
          Files.deleteIfExists(part);
        }
        case 416 -> {
          Files.deleteIfExists(part);
          return new End("it does not have the rest of the file", true);
        }
        default -> {
          return new End("it answers with status " + response.statusCode(), false);
        }
      }
      return copied(body, part, all, listener);
    }
  }

  private static End copied(InputStream body, Path part, long all, Listener listener)
      throws IOException, InterruptedException {
    try (FileChannel file =
        FileChannel.open(
            part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      long from = file.size();
      long done = from;
      long told = done;
      byte[] buffer = new byte[1 << 16];
      while (done < all) {
        int read;
        try {
          read = body.read(buffer, 0, (int) Math.min(buffer.length, all - done));
        } catch (IOException cut) {
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
          return new End("the connection broke", done > from);
        }
        if (read < 0) {
          return new End("the connection ended too early", done > from);
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        done += read;
        if (done - told >= STEP || done == all) {
          listener.fetched(done, all);
          told = done;
        }
      }
      file.force(true);
      return new End("", true);
    }
  }

  private static String reason(Exception failed) {
    Throwable cause = failed.getCause();
    String words = cause == null ? null : cause.getMessage();
    return words == null ? "" : " (" + words + ")";
  }

  private static long size(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  /**
   * How a request ended.
   *
   * @param further whether the next request starts from another place
   */
  private record End(String why, boolean further) {}
}
