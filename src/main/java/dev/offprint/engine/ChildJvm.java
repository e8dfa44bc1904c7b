package dev.offprint.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A child JVM with a capped heap, started on this program's own class path, killed at its deadline
 * and with its parent. Code that may hang, exhaust memory or abort the process runs in one. Talks
 * over standard input and output; a child that lives longer than one request ends when its input
 * ends, so that it never outlives a killed parent.
 */
public final class ChildJvm implements AutoCloseable {
  /**
   * How many times its processor time a child may take by the clock: on a machine that is busy to
   * the brim, a child gets a twentieth of a processor and less.
   */
  public static final int PATIENCE = 30;

  private static final ScheduledExecutorService LATER =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "child-jvms");
            thread.setDaemon(true);
            return thread;
          });

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly)));
  }

  private final Process process;
  private volatile boolean late;

  private ChildJvm(Process process) {
    this.process = process;
  }

  /**
   * Starts a main class.
   *
   * @param heap largest heap in MiB
   * @param jvm further JVM options
   */
  public static ChildJvm start(Class<?> main, int heap, List<String> jvm, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + heap + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    // The child reads hostile files: it gets none of our secrets.
    builder
        .environment()
        .keySet()
        .retainAll(List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT"));
    Process process = builder.start();
    ALIVE.add(process);
    return new ChildJvm(process);
  }

  /**
   * Kills the child when it has worked this long from now on, unless the returned future is
   * cancelled before. What counts is processor time, so that a busy machine fails no honest file; a
   * child that waits is killed after {@value #PATIENCE} times as long by the clock.
   */
  public ScheduledFuture<?> killAfter(Duration work) {
    return killAfter(process, work, work.multipliedBy(PATIENCE), () -> late = true);
  }

  /**
   * The same for any process.
   *
   * @param work processor time that it may take
   * @param clock time that it may take by the clock
   * @param late what is done just before it is killed
   */
  public static ScheduledFuture<?> killAfter(
      Process process, Duration work, Duration clock, Runnable late) {
    long started = System.nanoTime();
    Duration before = process.info().totalCpuDuration().orElse(Duration.ZERO);
    return LATER.scheduleWithFixedDelay(
        () -> {
          Duration passed = Duration.ofNanos(System.nanoTime() - started);
          Duration worked =
              process.info().totalCpuDuration().map(all -> all.minus(before)).orElse(passed);
          if (process.isAlive() && over(work, worked, clock, passed)) {
            late.run();
            process.destroyForcibly();
          }
        },
        LOOK.toMillis(),
        LOOK.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /**
   * Whether a child has had its time.
   *
   * @param allowed processor time
   * @param worked processor time so far
   * @param clock allowed time by the clock
   * @param passed by the clock
   */
  static boolean over(Duration allowed, Duration worked, Duration clock, Duration passed) {
    return worked.compareTo(allowed) > 0 || passed.compareTo(clock) > 0;
  }

  /** Does something on the thread that looks after children, after all that was asked before. */
  static void soon(Runnable work) {
    LATER.execute(work);
  }

  /** The same later. */
  static ScheduledFuture<?> after(Duration time, Runnable work) {
    return LATER.schedule(work, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether the deadline killed it. */
  public boolean late() {
    return late;
  }

  public OutputStream input() {
    return process.getOutputStream();
  }

  public InputStream output() {
    return process.getInputStream();
  }

  public boolean alive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Waits for the end; the exit code. */
  public int await() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    ALIVE.remove(process);
  }
}
