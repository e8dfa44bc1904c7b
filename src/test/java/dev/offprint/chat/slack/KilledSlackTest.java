package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.World;
import dev.offprint.session.EventId;
import dev.offprint.store.JdbcStore;
import dev.offprint.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program with its real sockets, threads and queue in a process of its own, killed with signal
 * 9 whenever it likes while three people talk to it.
 */
class KilledSlackTest {
  private static final Duration LONG = Duration.ofMinutes(3);

  @TempDir Path directory;

  @Test
  @Tag("long")
  void nothingIsMissingOrDoubledInThreeKilledLives() throws Exception {
    for (long seed = 0; seed < 3; seed++) {
      live(seed);
    }
  }

  @Test
  @Tag("long")
  void nothingIsMissingOrDoubledInFiftyKilledLives() throws Exception {
    for (long seed = 100; seed < 150; seed++) {
      live(seed);
    }
  }

  private void live(long seed) throws IOException {
    Path home = Files.createDirectory(directory.resolve("life" + seed));
    Random random = new Random(seed);
    List<At> addressed = new ArrayList<>();
    int kills = 0;
    try (FakeSlack slack = FakeSlack.start(InstantSource.system())) {
      slack.patience(Duration.ZERO);
      slack.echo(false);
      List<SlackPerson> people =
          List.of(slack.member("ada"), slack.member("ben"), slack.member("cy"));
      Room lab = slack.channel("lab", people.toArray(SlackPerson[]::new));
      At root;
      try (SlackProgram.Running first = started(home, slack)) {
        root = slack.as(people.getFirst()).upload(lab, "@offprint the rate", "p.pdf", World.PDF);
        slack.within(() -> slack.socket().unacknowledged().isEmpty(), LONG);
        busy(slack, random);
        first.kill();
      }
      for (int life = 0; life < 2; life++) {
        say(slack, people, random, root, addressed);
        try (SlackProgram.Running again = started(home, slack)) {
          say(slack, people, random, root, addressed);
          busy(slack, random);
          again.kill();
          kills++;
        }
      }
      try (SlackProgram.Running last = started(home, slack)) {
        assertThat(slack.within(() -> quiet(home, root, addressed), LONG))
            .as("seed %d: %s", seed, slack.text(root))
            .isTrue();
        last.kill();
      }
      look(home, slack, root, addressed, kills + 2, seed);
    }
  }

  private static SlackProgram.Running started(Path home, FakeSlack slack) throws IOException {
    int before = slack.socket().everConnected();
    SlackProgram.Running running =
        SlackProgram.start(
            home, slack, false, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    assertThat(slack.within(() -> slack.socket().everConnected() > before, LONG))
        .as("it never connected: %s", home)
        .isTrue();
    return running;
  }

  /** Lets the program do some calls more, and no more. */
  private static void busy(FakeSlack slack, Random random) {
    int enough = slack.calls().size() + random.nextInt(12);
    slack.within(() -> slack.calls().size() >= enough, Duration.ofSeconds(3));
  }

  private static void say(
      FakeSlack slack, List<SlackPerson> people, Random random, At root, List<At> addressed) {
    SlackPerson by = people.get(random.nextInt(people.size()));
    addressed.add(slack.as(by).reply(root, "@offprint change: rate 0." + addressed.size()));
  }

  /** Whether all that was said is counted and nothing is left to do. */
  private static boolean quiet(Path home, At root, List<At> addressed) {
    try (JdbcStore store = JdbcStore.toRead(home, Clock.systemUTC())) {
      Set<EventId> counted = new HashSet<>();
      store.in(SlackNames.thread(root.room().id(), root.thread())).stream()
          .flatMap(stored -> store.history(stored.state().id()).stream())
          .forEach(happened -> counted.add(happened.id()));
      return !SlackPromise.open(store, root)
          && addressed.stream()
              .allMatch(said -> counted.contains(SlackNames.message(said.room().id(), said.ts())));
    }
  }

  private static void look(
      Path home, FakeSlack slack, At root, List<At> addressed, int mishaps, long seed) {
    try (JdbcStore store = JdbcStore.open(home, StoreSettings.DEFAULT, Clock.systemUTC())) {
      assertThat(new SlackPromise(slack, store, root, addressed, mishaps).broken())
          .as("seed %d", seed)
          .isEmpty();
    }
  }
}
