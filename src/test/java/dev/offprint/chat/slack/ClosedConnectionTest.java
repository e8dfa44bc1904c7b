package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Chat.PostKey;
import dev.offprint.engine.Message;
import dev.offprint.engine.Message.Attachment;
import dev.offprint.engine.World;
import dev.offprint.session.BlobId;
import dev.offprint.session.EffectKey;
import dev.offprint.session.SessionId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is closed leaves nothing running, ours or the library's. */
class ClosedConnectionTest {
  /** Of the whole process: one of each, or gone after a minute without work. */
  private static final String FOR_ALL = "OkHttp .*|Okio .*|.*Cleaner.*|ForkJoinPool.*";

  @TempDir Path directory;

  private static Set<Thread> running() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().matches(FOR_ALL))
        .collect(Collectors.toSet());
  }

  /** Connects, hears, says and hands over, and closes. */
  private void live(String name) {
    Lab lab = new Lab(directory.resolve(name)).connect();
    At asked = lab.slack.as(lab.ada).upload(lab.room, "@offprint", "rates.pdf", World.PDF);
    lab.settled();
    SlackSettings settings =
        SlackSettings.of(lab.slack.botToken(), lab.slack.appToken())
            .withApi(URI.create(lab.slack.methodsUrl()));
    BlobId plan = lab.world.blobs().putText("the plan");
    try (SlackChat chat = new SlackChat(settings, lab.world.blobs(), Clock.systemUTC())) {
      chat.post(
          SlackNames.thread(lab.room.id(), asked.thread()),
          new PostKey(new EffectKey(new SessionId("abcdefgh"), 7)),
          new Message.Note(
              List.of(),
              "here",
              List.of(),
              List.of(new Attachment("plan.md", "text/plain", plan))));
    }
    assertThat(lab.slack.files(asked)).hasSize(2);
    lab.close();
  }

  @Test
  void noThreadOutlivesItsConnection() {
    live("first");
    Set<Thread> before = running();
    live("second");
    live("third");
    // They have been told, and end as soon as they are given the time to.
    boolean ended =
        new Workspace(Clock.systemUTC())
            .until(() -> before.containsAll(running()), Duration.ofMinutes(3));
    Set<String> left = new TreeSet<>();
    running().stream()
        .filter(thread -> !before.contains(thread))
        .forEach(t -> left.add(t.getName()));
    assertThat(ended).as("still running: %s", left).isTrue();
  }

  @Test
  void whatIsClosedAtOnceIsClosed() {
    Lab lab = new Lab(directory);
    lab.connect();
    lab.disconnect();
    lab.connect();
    lab.disconnect();
    lab.slack.until(() -> lab.slack.socket().connections() == 0, "a connection stays");
    lab.close();
  }
}
