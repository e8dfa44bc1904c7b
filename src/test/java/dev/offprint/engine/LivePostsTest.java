package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Event;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePostsTest {
  private static final Chat.PostId HEADER = new Chat.PostId("p0");

  @TempDir Path directory;
  private Rig rig;
  private SessionId session;

  @BeforeEach
  void open() {
    rig = new Rig(directory);
    session = rig.begin();
    rig.runDue();
    rig.live.flush();
    rig.chat.edits.clear();
    rig.clock.pass(Duration.ofMinutes(1));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private String header() {
    return ((Message.Note) java.util.Objects.requireNonNull(rig.chat.now.get(HEADER))).text();
  }

  @Test
  void theHeaderSaysHowThingsStand() {
    assertThat(header()).isEqualTo("Header AwaitingApproval[]");
  }

  @Test
  void aChangeOfConditionEditsWhatItChanges() {
    rig.receive(session, "yes", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
    rig.live.flush();
    assertThat(header()).startsWith("Header Working[stage=ANALYSING");
    assertThat(rig.chat.edits).contains(HEADER, new Chat.PostId("p2"));
  }

  @Test
  void editsKeepTheirDistance() {
    rig.receive(session, "yes", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
    assertThat(rig.live.tick()).isTrue();
    assertThat(rig.live.tick()).isFalse();
    rig.clock.pass(Duration.ofSeconds(1));
    assertThat(rig.live.tick()).isTrue();
  }

  @Test
  void theHeaderOfAWorkingSessionGoesOnWithoutNews() {
    rig.receive(session, "yes", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
    rig.live.flush();
    rig.also = " a while later";
    rig.clock.pass(Duration.ofSeconds(4));
    assertThat(rig.live.tick()).isFalse();
    rig.clock.pass(Duration.ofSeconds(1));
    assertThat(rig.live.tick()).isTrue();
    assertThat(header()).endsWith(" a while later");
  }

  @Test
  void theHeaderOfASessionAtRestStandsStill() {
    rig.also = " a while later";
    rig.clock.pass(Duration.ofMinutes(1));
    assertThat(rig.live.tick()).isFalse();
  }

  @Test
  void whatLooksTheSameIsNotEdited() {
    rig.board.changed(session);
    assertThat(rig.live.tick()).isFalse();
    assertThat(rig.chat.edits).isEmpty();
  }

  @Test
  void whatThePlatformPutsOffIsShownLater() {
    rig.receive(session, "yes", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
    rig.chat.trouble = () -> new Chat.Posted.Later(Duration.ofSeconds(30));
    rig.live.tick();
    rig.chat.trouble = () -> null;
    rig.clock.pass(Duration.ofSeconds(29));
    assertThat(rig.live.tick()).isFalse();
    rig.clock.pass(Duration.ofSeconds(1));
    assertThat(rig.live.tick()).isTrue();
    assertThat(header()).startsWith("Header Working");
  }
}
