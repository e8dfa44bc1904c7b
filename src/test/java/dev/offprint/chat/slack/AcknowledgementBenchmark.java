package dev.offprint.chat.slack;

import dev.offprint.engine.Listening;
import dev.offprint.engine.LiveWorld;
import dev.offprint.engine.Said;
import dev.offprint.engine.World;
import dev.offprint.paper.PaperSettings;
import dev.offprint.paper.SafeDownloads;
import dev.offprint.session.Actor;
import dev.offprint.session.Source;
import dev.offprint.session.ThreadRef;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * How long the program takes to acknowledge an event of Slack, with many live sessions and many
 * events a second. The program has a process and a heap of its own; commits wait for the disk, as
 * always. Measured where Slack would: from the envelope's sending to the acknowledgement's coming.
 */
public final class AcknowledgementBenchmark {
  private static final Duration LONG = Duration.ofMinutes(20);
  private static final String READY = "Approve v1";

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
      List<At> threads = begun(slack, people, sessions, home);
      try (SlackProgram.Running program =
          SlackProgram.start(home, slack, true, "-Xmx1g", "-XX:ActiveProcessorCount=2")) {
        slack.within(() -> slack.socket().connections() > 0, LONG);
        slack.within(() -> catchingUp(slack, sessions), LONG);
        System.out.println("the program runs, and reads what it missed as fast as Slack allows");
        Load load = new Load(slack, people, threads, rate, seconds);
        load.shown("while the program is new, and catches up");
        load.shown("once it is warm");
        reconnected(slack);
        load.shown("warm, while it catches up with what a lost connection missed");
        program.kill();
      }
    }
    System.exit(0);
  }

  private static int number(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  /**
   * Begins all sessions, four to a channel, in this process: without waiting for the disk, and with
   * a second between posts that goes by on its own clock only. What is measured is how it is to
   * have them, not how long they took.
   */
  private static List<At> begun(
      FakeSlack slack, List<SlackPerson> people, int sessions, Path home) {
    System.out.println("beginning " + sessions + " sessions …");
    long begun = System.nanoTime();
    SlackSettings settings =
        SlackSettings.of(slack.botToken(), slack.appToken())
            .withApi(URI.create(slack.methodsUrl()));
    AtomicReference<SlackChat> chat = new AtomicReference<>();
    List<At> threads = new ArrayList<>();
    try (LiveWorld world =
        LiveWorld.open(
            home,
            false,
            blobs -> {
              chat.set(new SlackChat(settings, blobs, new Seconds(), time -> {}));
              return chat.get();
            },
            new SafeDownloads(PaperSettings.DEFAULT, List.of(settings.fileHost())))) {
      world.start();
      for (int i = 0; i < sessions; i++) {
        threads.add(asked(slack, people, threads, world, i));
      }
      for (At thread : threads) {
        slack.within(() -> slack.buttons(thread).contains(READY), LONG);
      }
    } finally {
      chat.get().close();
    }
    System.out.printf(
        "%d sessions live after %d s%n",
        sessions, Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    return threads;
  }

  private static At asked(
      FakeSlack slack, List<SlackPerson> people, List<At> threads, LiveWorld world, int number) {
    Room room =
        number % 4 == 0
            ? slack.channel("lab" + number / 4, people.toArray(SlackPerson[]::new))
            : threads.getLast().room();
    SlackPerson ada = people.getFirst();
    At asked = slack.as(ada).say(room, "@offprint the rate");
    ThreadRef thread = SlackNames.thread(room.id(), asked.thread());
    byte[] paper =
        (new String(World.PDF, StandardCharsets.UTF_8) + number).getBytes(StandardCharsets.UTF_8);
    Actor by = new Actor(SlackNames.person(ada.id()), ada.name(), Actor.Standing.MEMBER, Set.of());
    world
        .conversation()
        .said(
            new Said(
                SlackNames.message(room.id(), asked.ts()),
                thread,
                by,
                "the rate",
                false,
                false,
                true,
                false,
                Set.of(by.id()),
                List.of(
                    new Source(
                        Source.Role.PAPER,
                        new Source.Origin.Attachment(),
                        "p" + number + ".pdf",
                        world.blobs().put(paper)))));
    world.listening().keep(thread, new Listening.Heard(asked.ts(), Set.of(by.id())));
    return asked;
  }

  /** At its start the program reads what it may have missed: some at once, the rest at a pace. */
  private static boolean catchingUp(FakeSlack slack, int sessions) {
    int read =
        slack.calls("conversations.replies").size() + slack.calls("conversations.history").size();
    return read >= Math.min(20, sessions);
  }

  /** The connection is lost; all threads may have something new when it stands again. */
  private static void reconnected(FakeSlack slack) {
    int before = slack.socket().everConnected();
    slack.socket().drop();
    slack.within(() -> slack.socket().everConnected() > before, LONG);
  }

  /**
   * One envelope.
   *
   * @param second in which it was sent, from the beginning
   * @param micros until it was acknowledged
   */
  private record Timed(int second, long micros) {}

  /** What people do, so often and so long. */
  private record Load(
      FakeSlack slack, List<SlackPerson> people, List<At> threads, int rate, int seconds) {
    void shown(String how) {
      List<Timed> times = measured(slack, people, threads, rate, seconds);
      System.out.println(how + ":");
      print(times, threads.size(), rate, seconds, slack.socket().unacknowledged().size());
    }
  }

  private static List<Timed> measured(
      FakeSlack slack, List<SlackPerson> people, List<At> threads, int rate, int seconds) {
    ConcurrentLinkedQueue<Timed> times = new ConcurrentLinkedQueue<>();
    long start = System.nanoTime();
    slack
        .socket()
        .onSent(
            envelope -> {
              long begun = System.nanoTime();
              var unused =
                  envelope
                      .acknowledged()
                      .whenComplete(
                          (answer, lost) -> times.add(timed(start, begun, System.nanoTime())));
            });
    Random random = new Random(1);
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
    return List.copyOf(times);
  }

  private static Timed timed(long start, long begun, long ended) {
    return new Timed(
        (int) Duration.ofNanos(begun - start).toSeconds(),
        Duration.ofNanos(ended - begun).toNanos() / 1_000);
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

  private static void print(List<Timed> timed, int sessions, int rate, int seconds, int open) {
    long[] times = timed.stream().mapToLong(Timed::micros).sorted().toArray();
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
    Map<Integer, Long> slowest =
        timed.stream()
            .collect(Collectors.toMap(Timed::second, Timed::micros, Math::max, TreeMap::new));
    System.out.println(
        "the slowest of each second, ms: "
            + slowest.values().stream()
                .map(micros -> String.valueOf(micros / 1_000))
                .collect(Collectors.joining(" ")));
  }

  private static double share(long[] sorted, double share) {
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return sorted.length == 0 ? 0 : sorted[Math.max(0, index)] / 1_000.0;
  }
}
