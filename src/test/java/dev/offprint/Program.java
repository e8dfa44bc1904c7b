package dev.offprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program in a process of its own, as it is started from a shell, without a terminal. */
final class Program implements AutoCloseable {
  /** 128 and the number of the signal, as a shell counts. */
  static final int KILLED = 128 + 9;

  private final Process process;
  private final String awaited;
  private final CompletableFuture<String> line = new CompletableFuture<>();
  private final CompletableFuture<String> output = new CompletableFuture<>();

  private Program(Process process, String awaited) {
    this.process = process;
    this.awaited = awaited;
    Thread.ofPlatform().daemon().name("program").start(this::read);
  }

  static Program start(Path home, String... arguments) throws IOException {
    return start(home, Map.of(), "a line that never comes", arguments);
  }

  /** Starts it; {@code awaited} is a part of the line that {@link #line} waits for. */
  static Program startAwaiting(Path home, String awaited, String... arguments) throws IOException {
    return start(home, Map.of(), awaited, arguments);
  }

  /** Starts {@code serve} with these names in its environment; it says when it works. */
  static Program serving(Path home, Map<String, String> environment, String... options)
      throws IOException {
    return start(
        home,
        environment,
        "Working for",
        Stream.concat(Stream.of("serve"), Stream.of(options)).toArray(String[]::new));
  }

  private static Program start(
      Path home, Map<String, String> environment, String awaited, String[] arguments)
      throws IOException {
    // What starts tests in the background may have it that Ctrl-C is not heard, for all below.
    List<String> command =
        new ArrayList<>(
            List.of(
                "python3",
                "-c",
                "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL);"
                    + " os.execv(sys.argv[1], sys.argv[1:])"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            Offprint.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("OFFPRINT_HOME", home.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    return new Program(process, awaited);
  }

  private void read() {
    StringBuilder all = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String next = lines.readLine(); next != null; next = lines.readLine()) {
        all.append(next).append('\n');
        if (next.contains(awaited)) {
          line.complete(next);
        }
      }
    } catch (IOException closed) {
      all.append(closed);
    }
    line.completeExceptionally(new IllegalStateException("it never said " + awaited + ":\n" + all));
    output.complete(all.toString());
  }

  /** Waits for the line that was to be awaited. */
  String line() {
    return line.join();
  }

  /** Waits until either the moment has come or the program has ended, which is a failure. */
  void until(CompletableFuture<?> moment) {
    CompletableFuture.anyOf(moment, output).join();
    assertThat(moment).as("it ended by itself and had said:\n%s", output.getNow("")).isDone();
  }

  /** Kills it as an operating system does; what it had started must go as well. */
  String kill() throws InterruptedException {
    List<ProcessHandle> started = process.descendants().toList();
    // By its handle: the process's own way also closes our end of its output.
    process.toHandle().destroyForcibly();
    assertThat(process.waitFor()).isEqualTo(KILLED);
    String said = output.join();
    started.forEach(child -> child.onExit().join());
    return said;
  }

  /** Sends it a signal, as Ctrl-C or a system that shuts down does. */
  void signal(String name) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor())
        .isZero();
  }

  /** Waits for its end. */
  int code() {
    try {
      return process.waitFor();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** Whether it ends by itself in that time, which whoever stops it gives it. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** All that it said; waits for its end. */
  String output() {
    return output.join();
  }

  boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.getInputStream().close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
