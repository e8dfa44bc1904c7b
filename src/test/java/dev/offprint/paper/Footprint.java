package dev.offprint.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What processes take while something is measured: the largest peak of resident memory of one of
 * them, and the processor time of all, as the system tells them. Where it tells nothing both are 0.
 */
final class Footprint implements AutoCloseable {
  private static final long LOOK_MILLIS = 5;

  private final Supplier<Stream<ProcessHandle>> processes;
  private final Map<Long, Duration> before = new ConcurrentHashMap<>();
  private final Map<Long, Duration> worked = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile long kibibytes;
  private volatile boolean over;

  private Footprint(Supplier<Stream<ProcessHandle>> processes) {
    this.processes = processes;
    processes.get().forEach(process -> before.put(process.pid(), worked(process)));
    thread = new Thread(this::watch, "footprint");
    thread.setDaemon(true);
    thread.start();
  }

  /** Of the children of this process. */
  static Footprint ofChildren() {
    return new Footprint(() -> ProcessHandle.current().descendants());
  }

  static Footprint of(Process process) {
    return new Footprint(() -> Stream.of(process.toHandle()));
  }

  private void watch() {
    while (!over) {
      look();
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  private void look() {
    processes
        .get()
        .forEach(
            process -> {
              worked.merge(process.pid(), worked(process), (a, b) -> a.compareTo(b) > 0 ? a : b);
              kibibytes = Math.max(kibibytes, peak(process.pid()));
            });
  }

  private static Duration worked(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static long peak(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException gone) {
      // What was seen before it ended is what is known.
      return 0;
    }
    return 0;
  }

  /** In mebibytes, up to now. */
  long peak() {
    return kibibytes / 1024;
  }

  /** In milliseconds, up to now. */
  long worked() {
    return worked.entrySet().stream()
        .mapToLong(
            one ->
                one.getValue().minus(before.getOrDefault(one.getKey(), Duration.ZERO)).toMillis())
        .sum();
  }

  @Override
  public void close() {
    over = true;
  }
}
