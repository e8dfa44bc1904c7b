package dev.offprint.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offprint.engine.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The parent's end of a {@link LlamaChild}: questions go in, pieces of answers come out. */
final class LlamaProcess implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration LOADING = Duration.ofMinutes(5);
  private static final int HEAP = 256;
  private static final String NATIVE = "native";

  private final ChildJvm child;
  private final Path temporary;
  private final BlockingQueue<JsonNode> said = new LinkedBlockingQueue<>();

  private LlamaProcess(ChildJvm child, Path temporary) {
    this.child = child;
    this.temporary = temporary;
  }

  /** The child ended, or might as well have. */
  static final class Died extends Exception {
    private static final long serialVersionUID = 1;

    Died(String why) {
      super(why);
    }

    String words() {
      return "The embedded model does not run: " + getMessage();
    }
  }

  /** Starts a child and waits until the model is loaded. */
  static LlamaProcess start(Path file, int context, int threads, Path directory)
      throws IOException, Died, InterruptedException {
    Files.createDirectories(directory);
    sweep(directory);
    // The native library is unpacked there: children must not share it.
    Path temporary = Files.createTempDirectory(directory, NATIVE);
    ChildJvm child =
        ChildJvm.start(
            LlamaChild.class,
            HEAP,
            List.of("--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=" + temporary),
            List.of(
                file.toAbsolutePath().toString(),
                Integer.toString(context),
                Integer.toString(threads)));
    LlamaProcess process = new LlamaProcess(child, temporary);
    Thread reader = new Thread(process::read, "embedded-model");
    reader.setDaemon(true);
    reader.start();
    try {
      JsonNode first = process.take(LOADING);
      if (!first.has("loaded")) {
        throw new Died(
            "the file "
                + file
                + " cannot be loaded ("
                + first.path("unloadable").asText()
                + "). It needs about 2.5 GB of memory.");
      }
      return process;
    } catch (Died | InterruptedException failed) {
      process.close();
      throw failed;
    }
  }

  boolean alive() {
    return child.alive();
  }

  long pid() {
    return child.pid();
  }

  synchronized void send(ObjectNode message) throws Died, InterruptedException {
    try {
      child.input().write((message + "\n").getBytes(StandardCharsets.UTF_8));
      child.input().flush();
    } catch (IOException broken) {
      throw ended();
    }
  }

  /** Ends a call at once; the child follows when its current batch is read. */
  void cancel(int id) {
    said.add(MAPPER.createObjectNode().put("id", id).put("cancelled", true));
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                send(MAPPER.createObjectNode().put("cancel", id));
              } catch (Died | InterruptedException gone) {
                // There is nothing left to cancel.
                child.close();
              }
            });
  }

  /** The next piece of this call's answer; what is left of earlier calls is dropped. */
  JsonNode next(int id, Duration patience) throws Died, InterruptedException {
    JsonNode next = take(patience);
    while (next.path("id").asInt() != id) {
      next = take(patience);
    }
    return next;
  }

  private JsonNode take(Duration patience) throws Died, InterruptedException {
    JsonNode next = said.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (next == null) {
      throw new Died("it has not said a word for " + patience.toMinutes() + " minutes");
    }
    if (next.has("ended")) {
      throw ended();
    }
    return next;
  }

  private Died ended() throws InterruptedException {
    return new Died(
        "its process ended by itself (code "
            + child.await()
            + "). It needs about 2.5 GB of memory; a smaller embedded.context needs less.");
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.output(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(LlamaChild.MARK)) {
          said.add(MAPPER.readTree(line.substring(LlamaChild.MARK.length())));
        }
      }
    } catch (JacksonException torn) {
      child.close();
    } catch (IOException closed) {
      child.close();
    }
    said.add(MAPPER.createObjectNode().put("ended", true));
  }

  @Override
  public void close() {
    child.close();
    try {
      remove(temporary);
    } catch (IOException left) {
      // The next start sweeps it away.
      temporary.toFile().deleteOnExit();
    }
  }

  /** Removes what killed processes left; one process uses a data directory at a time. */
  private static void sweep(Path directory) throws IOException {
    try (Stream<Path> left = Files.list(directory)) {
      for (Path old : left.toList()) {
        if (String.valueOf(old.getFileName()).startsWith(NATIVE) && Files.isDirectory(old)) {
          remove(old);
        }
      }
    }
  }

  private static void remove(Path temporary) throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(temporary);
  }
}
