package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random lives on Slack; {@code -Dseed=N} lives one again and prints it, {@code -Dfrom=N -Dlives=M}
 * says which and how many the long test lives.
 */
class SlackLivesTest {
  private static final Long ONE = Long.getLong("seed");
  private static final long FROM = Long.getLong("from", 1_000);
  private static final int LIVES = Integer.getInteger("lives", 5_000);

  /** Most of a life is waiting for threads and sockets. */
  private static final int AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();

  private static final int BETWEEN_WORDS = 100;

  /** What has to happen to the lives, or they show nothing. */
  private static final List<String> FAULTS =
      List.of(
          "429",
          "Cut",
          "Cut of a post",
          "HalfReply",
          "HalfReply of a post",
          "Limited",
          "Limited of a post",
          "LostReply",
          "LostReply of a post",
          "Refused",
          "Refused of a post",
          "Status",
          "Status of a post",
          "connection dropped without a word",
          "connection refreshed",
          "died after the commit",
          "died after the post, before the record",
          "died before the commit",
          "died before the mark",
          "died before the post",
          "envelopes again",
          "envelopes doubled",
          "envelopes in another order",
          "lost while nothing was connected",
          "request deleted",
          "request edited",
          "restarted in good order");

  private final Map<String, Integer> seen = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();
  private int lived;

  @TempDir Path directory;

  @Test
  void nothingIsMissingOrDoubledInTwoHundredLives() throws Exception {
    live(0, 200);
  }

  @Test
  @Tag("long")
  void nothingIsMissingOrDoubledInFiveThousandLives() throws Exception {
    live(FROM, FROM + LIVES);
  }

  private void live(long from, long to) throws Exception {
    if (ONE != null) {
      live(ONE);
      assertThat(broken).isEmpty();
      return;
    }
    long begun = System.nanoTime();
    AtomicLong next = new AtomicLong(from);
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        all.add(
            threads.submit(
                () -> {
                  for (long seed = next.getAndIncrement();
                      seed < to;
                      seed = next.getAndIncrement()) {
                    live(seed);
                    count(begun);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    System.out.println(lived + " lives on Slack, with " + seen);
    assertThat(broken).isEmpty();
    assertThat(
            seen.entrySet().stream().filter(fault -> fault.getValue() > 0).map(Map.Entry::getKey))
        .containsAll(FAULTS);
  }

  private synchronized void count(long begun) {
    lived++;
    if (lived % BETWEEN_WORDS == 0) {
      long seconds = (System.nanoTime() - begun) / 1_000_000_000;
      System.out.printf("%d lives in %d s, %d broken%n", lived, seconds, broken.size());
    }
  }

  private void live(long seed) throws IOException {
    Path home = Files.createDirectory(directory.resolve("life" + seed));
    SlackLife life = new SlackLife(home, seed);
    List<String> what;
    try {
      what = life.live();
    } catch (RuntimeException failed) {
      what = List.of(failed.toString());
    }
    String told = "seed " + seed + ": " + what + "\n" + String.join("\n", life.trace());
    if (ONE != null) {
      System.out.println(told);
    }
    synchronized (this) {
      life.seen().forEach((fault, times) -> seen.merge(fault, times, Integer::sum));
      if (!what.isEmpty()) {
        System.out.println(told);
        broken.add(told);
      }
    }
    try (Stream<Path> left = Files.walk(home)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
