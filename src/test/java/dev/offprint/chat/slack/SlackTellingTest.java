package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Action;
import dev.offprint.engine.Message;
import dev.offprint.session.PlanVersion;
import dev.offprint.store.HandStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only one person is told. */
class SlackTellingTest {
  @TempDir Path directory;
  private final FakeSlack slack = FakeSlack.start();
  private final SlackPerson ada = slack.member("ada");
  private final Room room = slack.channel("papers", ada);
  private final Afterwards afterwards = new Afterwards();
  private HandStore store;
  private SlackApi api;
  private SlackTelling telling;
  private At thread;

  @BeforeEach
  void open() {
    store = HandStore.open(directory, Clock.systemUTC());
    SlackSettings settings =
        SlackSettings.of(slack.botToken(), slack.appToken())
            .withApi(URI.create(slack.methodsUrl()));
    api = new SlackApi(settings);
    telling =
        new SlackTelling(
            api, new SlackUploads(api, settings, store.blobs(), time -> {}), afterwards);
    slack.patience(Duration.ZERO);
    thread = slack.as(ada).say(room, "a thread");
  }

  @AfterEach
  void close() {
    afterwards.close();
    api.close();
    store.close();
    slack.close();
  }

  private Message note(List<Message.Attachment> files) {
    return new Message.Note(
        List.of(),
        "The whole plan:",
        List.of(new Message.Button("Approve v1", new Action.Approve(new PlanVersion(1)), true)),
        files);
  }

  private void told(Message message) throws InterruptedException {
    telling.tell(
        new SlackTelling.Place(
            SlackNames.thread(room.id(), thread.thread()), SlackNames.person(ada.id()), false),
        message);
    afterwards.settled();
  }

  @Test
  void aMessageKeepsItsButtons() throws Exception {
    told(note(List.of()));
    assertThat(FakeSlack.text(slack.whispers(ada).getFirst()))
        .contains("The whole plan:")
        .contains("[Approve v1]");
  }

  @Test
  void aMessageWithFilesKeepsItsButtonsAndTheFilesGoDirectly() throws Exception {
    byte[] plan = "plan: 1".getBytes(StandardCharsets.UTF_8);
    told(note(List.of(new Message.Attachment("plan.yaml", "text/yaml", store.blobs().put(plan)))));
    assertThat(FakeSlack.text(slack.whispers(ada).getFirst()))
        .contains("The whole plan: I have sent you the files directly.")
        .contains("[Approve v1]");
    assertThat(slack.posts(slack.as(ada).room()).toString()).contains("plan.yaml");
  }
}
