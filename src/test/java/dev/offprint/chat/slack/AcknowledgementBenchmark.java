package dev.offprint.chat.slack;

import dev.offprint.engine.World;
import dev.offprint.session.Condition;
import dev.offprint.store.JdbcStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * How long the program takes to acknowledge an event of Slack, with many live sessions and many
 * events a second. The program has a process and a heap of its own; commits wait for the disk, as
 * always. Measured where Slack would: from the envelope's sending to the acknowledgement's coming.
 */
public final class AcknowledgementBenchmark {
  private static final Duration LONG = Duration.ofMinutes(20);

  private AcknowledgementBenchmark() {}

  /** Arguments, all optional: sessions, events a second, seconds. */
  public static void main(String[] arguments) throws IOException {
    int sessions = number(arguments, 0, 1_000);
    int rate = number(arguments, 1, 200);
    int seconds = number(arguments, 2, 30);
    Path home = Files.createTempDirectory("offprint-benchmark");
    try (FakeSlack slack = FakeSlack.start(InstantSource.system())) {
      slack.patience(Duration.ZERO);
      slack.echo(false);
      List<SlackPerson> people = List.of(slack.member("ada"), slack.member("ben"));
      try (SlackProgram.Running program =
          SlackProgram.start(home, slack, true, "-Xmx1g", "-XX:ActiveProcessorCount=2")) {
        slack.within(() -> slack.socket().connections() > 0, LONG);
        List<At> threads = begun(slack, people, sessions, home);
        long[] times = measured(slack, people, threads, rate, seconds);
        print(times, sessions, rate, seconds, slack.socket().unacknowledged().size());
        program.kill();
      }
    }
    System.exit(0);
  }

  private static int number(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  /** Asks for all sessions, four to a channel, and waits until all have a plan to be approved. */
  private static List<At> begun(
      FakeSlack slack, List<SlackPerson> people, int sessions, Path home) {
    System.out.println("beginning " + sessions + " sessions …");
    List<At> threads = new ArrayList<>();
    Room room = slack.channel("lab0", people.toArray(SlackPerson[]::new));
    for (int i = 0; i < sessions; i++) {
      if (i % 4 == 0 && i > 0) {
        room = slack.channel("lab" + i / 4, people.toArray(SlackPerson[]::new));
      }
      byte[] paper =
          (new String(World.PDF, StandardCharsets.UTF_8) + i).getBytes(StandardCharsets.UTF_8);
      threads.add(
          slack.as(people.getFirst()).upload(room, "@offprint the rate", "p" + i + ".pdf", paper));
      slack.within(() -> slack.socket().unacknowledged().size() < 8, LONG);
    }
    slack.within(() -> ready(home) >= sessions, LONG);
    System.out.println(ready(home) + " sessions live");
    return threads;
  }

  private static int ready(Path home) {
    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    try (JdbcStore store = JdbcStore.toRead(home, Clock.systemUTC())) {
      return (int)
          store.list().stream()
              .filter(stored -> stored.state().condition() instanceof Condition.AwaitingApproval)
              .count();
    }
  }

  /** Milliseconds a thousand times over, sorted. */
  private static long[] measured(
      FakeSlack slack, List<SlackPerson> people, List<At> threads, int rate, int seconds) {
    ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
    slack
        .socket()
        .onSent(
            envelope -> {
              long begun = System.nanoTime();
              var unused =
                  envelope
                      .acknowledged()
                      .whenComplete((answer, lost) -> times.add(System.nanoTime() - begun));
            });
    Random random = new Random(1);
    long start = System.nanoTime();
    long between = Duration.ofSeconds(1).toNanos() / rate;
    int before = slack.socket().counted();
    for (long sent = 0; sent < (long) rate * seconds; sent = slack.socket().counted() - before) {
      // Open loop: what is slow does not slow down what comes.
      long due = start + sent * between;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      act(slack, people, threads.get(random.nextInt(threads.size())), random);
    }
    slack.within(() -> slack.socket().unacknowledged().isEmpty(), Duration.ofSeconds(60));
    return times.stream().mapToLong(nanos -> nanos / 1_000).sorted().toArray();
  }

  /** What people do in a busy workspace; a mention is two envelopes. */
  private static void act(FakeSlack slack, List<SlackPerson> people, At thread, Random random) {
    PersonClient ada = slack.as(people.getFirst());
    PersonClient ben = slack.as(people.getLast());
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> ben.reply(thread, "I wonder about figure " + random.nextInt(9));
      case 4, 5 -> ada.reply(thread, "@offprint 1" + (random.nextBoolean() ? "a" : "b"));
      case 6 -> ben.reply(thread, "@offprint hold let me look");
      case 7 -> ben.reply(thread, "@offprint lift");
      default -> press(slack, ada, thread, random);
    }
  }

  private static void press(FakeSlack slack, PersonClient by, At thread, Random random) {
    List<String> options =
        slack.buttons(thread).stream().filter(label -> label.matches(".*\\b0\\.[12].*")).toList();
    if (options.isEmpty()) {
      by.reply(thread, "@offprint status");
    } else {
      by.click(thread, options.get(random.nextInt(options.size())));
    }
  }

  private static void print(long[] times, int sessions, int rate, int seconds, int open) {
    System.out.printf(
        "%d envelopes at %d a second for %d s, %d live sessions%n",
        times.length, rate, seconds, sessions);
    System.out.printf(
        "acknowledged after  p50 %.1f ms   p99 %.1f ms   max %.1f ms   never: %d%n",
        share(times, 0.5), share(times, 0.99), share(times, 1), open);
    System.out.println(
        "on "
            + Runtime.getRuntime().availableProcessors()
            + " cores, all processes together; "
            + Arrays.stream(times).filter(time -> time > 100_000).count()
            + " over 100 ms");
  }

  private static double share(long[] sorted, double share) {
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return sorted.length == 0 ? 0 : sorted[Math.max(0, index)] / 1_000.0;
  }
}
