package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said while nothing is connected is taken later, and once. */
class MissedMessagesTest {
  private static final String LINK = "https://arxiv.org/abs/2504.17192";

  @TempDir Path directory;
  private Lab lab;
  private At asked;

  @BeforeEach
  void open() {
    lab = new Lab(directory).connect();
    asked = lab.slack.as(lab.ada).say(lab.room, "@offprint " + LINK);
    lab.settled();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private State session() {
    return lab.session(asked);
  }

  /** As it stands, without waiting. */
  private State now() {
    return lab.world.state(SlackNames.thread(lab.room.id(), asked.thread()));
  }

  @Test
  void missedMessagesOfOpenThreadsAreTakenInOrderAfterAReconnect() {
    lab.disconnect();
    lab.slack.as(lab.ada).reply(asked, "change: only Table 2");
    lab.slack.as(lab.ben).reply(asked, "@offprint take over");
    lab.slack.as(lab.ada).reply(asked, "plain words, now that two have spoken");
    lab.connect();
    lab.slack.until(() -> now().owner().name().equals("ben"), "nothing was caught up");
    assertThat(session().waiting()).hasSize(1);
  }

  @Test
  void whatWasCountedIsNotCountedAgain() {
    lab.slack.as(lab.ada).reply(asked, "change: only Table 2");
    State before = session();
    lab.disconnect();
    lab.connect();
    lab.settled();
    assertThat(session()).isEqualTo(before);
    assertThat(lab.told(lab.ada)).isEmpty();
  }

  @Test
  void onlyWhatIsLaterThanTheMarkIsRead() {
    lab.slack.as(lab.ben).reply(asked, "@offprint status");
    lab.settled();
    int told = lab.slack.whispers(lab.ben).size();
    lab.disconnect();
    lab.connect();
    lab.settled();
    assertThat(lab.slack.whispers(lab.ben)).hasSize(told);
  }

  @Test
  void aConnectionThatBreaksIsMadeAgainAndCaughtUp() {
    int before = lab.slack.socket().everConnected();
    lab.slack.socket().hold();
    lab.slack.as(lab.ada).reply(asked, "change: only Table 2");
    lab.slack.socket().release(List.of());
    lab.slack.socket().disconnect("refresh_requested");
    lab.slack.until(() -> lab.slack.socket().everConnected() > before, "it stays away");
    lab.slack.until(() -> now().waiting().size() == 1, "what was lost did not come");
  }

  @Test
  void endedThreadsAreNotRead() {
    lab.slack.as(lab.ada).reply(asked, "@offprint cancel");
    lab.settled();
    lab.disconnect();
    int before = lab.slack.calls("conversations.replies").size();
    lab.connect();
    lab.settled();
    assertThat(lab.slack.calls("conversations.replies")).hasSize(before);
  }

  @Test
  void withoutTheRightToReadNothingElseIsLost() {
    lab.disconnect();
    lab.slack.as(lab.ada).reply(asked, "change: only Table 2");
    Set<String> scopes = new TreeSet<>(FakeSlack.ALL_SCOPES);
    scopes.removeIf(scope -> scope.endsWith(":history"));
    lab.slack.scopes(scopes);
    lab.connect();
    lab.settled();
    assertThat(session().waiting()).isEmpty();
    lab.slack.as(lab.ada).reply(asked, "@offprint change: only Table 3");
    assertThat(session().waiting()).hasSize(1);
  }

  @Test
  void aLimitIsWaitedFor() {
    lab.disconnect();
    lab.slack.as(lab.ada).reply(asked, "change: only Table 2");
    lab.slack.faults().next("conversations.replies", 1, new Fault.Limited(1));
    lab.connect();
    lab.slack.until(() -> now().waiting().size() == 1, "it was given up");
  }
}
