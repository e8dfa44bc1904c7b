package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real children: they wait, are used once, and outlive nobody. */
@Timeout(60)
class ChildPoolTest {
  private static final Duration LONG = Duration.ofHours(1);

  /** Waits until its input ends. */
  static final class Waits {
    private Waits() {}

    public static void main(String[] arguments) throws IOException {
      System.in.transferTo(PrintStream.nullOutputStream());
    }
  }

  /** Works until it is killed. */
  static final class Works {
    private Works() {}

    public static void main(String[] arguments) {
      long n = 0;
      while (n >= 0) {
        n = (n + 1) & Long.MAX_VALUE;
      }
    }
  }

  /** A program with a pool, that says which process waits and then waits itself. */
  static final class HasPool {
    private HasPool() {}

    public static void main(String[] arguments) throws Exception {
      ChildPool pool = pool(2, LONG);
      pool.expect();
      settle();
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      out.println(pool.waiting());
      Waits.main(arguments);
    }
  }

  private static ChildJvm child(Class<?> main) throws IOException {
    return ChildJvm.start(main, 32, List.of(), List.of());
  }

  private static ChildPool pool(int most, Duration idle) {
    return new ChildPool(most, idle, () -> child(Waits.class));
  }

  /** What was asked of the thread that looks after children is done. */
  private static void settle() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    ChildJvm.soon(done::countDown);
    done.await();
  }

  private static void ended(long pid) {
    ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
  }

  @Test
  void theNextChildIsStartedBeforeItIsAskedForAndEachIsUsedOnce() throws Exception {
    try (ChildPool pool = pool(2, LONG)) {
      long first = pool.use(ChildJvm::pid);
      settle();
      Long spare = pool.waiting();
      long second = pool.use(ChildJvm::pid);
      assertThat(second).isEqualTo(spare).isNotEqualTo(first);
      ended(first);
      ended(second);
    }
  }

  @Test
  void aSpareIsStartedOnceOneIsDoneAndOnlyWhereThereIsRoom() throws Exception {
    for (int most = 1; most <= 2; most++) {
      try (ChildPool pool = pool(most, LONG)) {
        assertThat(pool.<Boolean>use(child -> waitsAfter(pool, () -> {}))).isFalse();
        settle();
        assertThat(pool.waiting()).isNotNull();
        assertThat(pool.<Boolean>use(child -> waitsAfter(pool, pool::expect))).isEqualTo(most == 2);
      }
    }
  }

  /** Whether a spare waits once that is done. */
  private static boolean waitsAfter(ChildPool pool, Runnable what) throws IOException {
    what.run();
    try {
      settle();
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
    return pool.waiting() != null;
  }

  @Test
  void aSpareThatDiedIsReplaced() throws Exception {
    try (ChildPool pool = pool(2, LONG)) {
      pool.expect();
      settle();
      long spare = Objects.requireNonNull(pool.waiting());
      ProcessHandle.of(spare).orElseThrow().destroyForcibly();
      ended(spare);
      assertThat(pool.<Boolean>use(child -> child.alive() && child.pid() != spare)).isTrue();
    }
  }

  @Test
  void aSpareThatNobodyWantsIsEnded() throws Exception {
    CompletableFuture<ProcessHandle> started = new CompletableFuture<>();
    ChildPool.Starter starter =
        () -> {
          ChildJvm child = child(Waits.class);
          started.complete(ProcessHandle.of(child.pid()).orElseThrow());
          return child;
        };
    try (ChildPool pool = new ChildPool(2, Duration.ofMillis(1), starter)) {
      pool.expect();
      started.join().onExit().join();
      assertThat(pool.waiting()).isNull();
    }
  }

  @Test
  void theSpareEndsWithThePoolAndNoneFollows() throws Exception {
    ChildPool pool = pool(2, LONG);
    pool.expect();
    settle();
    long spare = Objects.requireNonNull(pool.waiting());
    pool.close();
    ended(spare);
    pool.expect();
    settle();
    assertThat(pool.waiting()).isNull();
    assertThatThrownBy(() -> pool.use(ChildJvm::pid)).isInstanceOf(IOException.class);
  }

  @Test
  void theSpareOfAKilledProgramEnds() throws Exception {
    try (ChildJvm program = child(HasPool.class);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(program.output(), StandardCharsets.UTF_8))) {
      long spare = Long.parseLong(lines.readLine());
      ProcessHandle.of(program.pid()).orElseThrow().destroyForcibly();
      program.await();
      ended(spare);
    }
  }

  @Test
  void whoWorksLongerThanAllowedIsKilled() throws Exception {
    try (ChildJvm child = child(Works.class)) {
      ScheduledFuture<?> deadline = child.killAfter(Duration.ofMillis(50));
      assertThat(child.await()).isNotZero();
      assertThat(child.late()).isTrue();
      deadline.cancel(false);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PT20S, PT5M, false",
    "PT3S, PT9M59S, false",
    "PT20.001S, PT20.001S, true",
    "PT0S, PT10M1S, true"
  })
  void processorTimeCountsAndTheClockOnlyFarOut(Duration worked, Duration passed, boolean over) {
    assertThat(ChildJvm.over(Duration.ofSeconds(20), worked, Duration.ofMinutes(10), passed))
        .isEqualTo(over);
  }
}
