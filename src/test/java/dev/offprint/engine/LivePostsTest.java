package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import dev.offprint.session.ThreadRef;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  @Test
  void anEditOfUnknownOutcomeIsMadeAgain() {
    rig.receive(session, "yes", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
    rig.chat.trouble = () -> new Chat.Posted.Unknown("cut");
    rig.live.flush();
    rig.chat.trouble = () -> null;
    rig.clock.pass(Duration.ofSeconds(10));
    assertThat(rig.live.tick()).isTrue();
    assertThat(header()).startsWith("Header Working");
  }

  @Test
  void theSignAtTheRequestFollowsTheSession() {
    EventId asked = new EventId("begin");
    assertThat(rig.chat.marks).isEqualTo(Map.of(asked, new Chat.Mark(Chat.Mark.Sign.WAITING, "")));
    rig.receive(session, "yes", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
    rig.live.tick();
    assertThat(rig.chat.marks).isEqualTo(Map.of(asked, new Chat.Mark(Chat.Mark.Sign.WORKING, "")));
  }

  @Test
  void sessionsTakeTurns() {
    SessionId other = other();
    rig.receive(session, "yes", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
    rig.receive(other, "yes too", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
    List<SessionId> edited = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      rig.chat.edits.clear();
      assertThat(rig.live.tick()).isTrue();
      edited.add(owner(rig.chat.edits.getFirst()));
      rig.clock.pass(Duration.ofSeconds(1));
    }
    assertThat(edited).containsExactly(session, other, session, other);
  }

  @Test
  void whatWasDecidedIsShownBeforeWhatGoesOn() {
    SessionId other = other();
    rig.receive(session, "yes", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
    rig.live.flush();
    rig.chat.edits.clear();
    rig.clock.pass(Duration.ofMinutes(1));
    rig.also = " a while later";
    rig.board.report(
        session, new Progress.Standing(Stage.ANALYSING, 1, 2, "", Instant.EPOCH, Instant.EPOCH));
    rig.receive(other, "yes too", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
    rig.live.tick();
    assertThat(rig.chat.edits.stream().map(this::owner)).containsExactly(other);
  }

  private SessionId other() {
    SessionId other =
        rig.begin(new EventId("other"), new ThreadRef("fake", "library", "2"), Rig.BUDGET);
    rig.runDue();
    rig.live.flush();
    rig.chat.edits.clear();
    rig.clock.pass(Duration.ofMinutes(1));
    return other;
  }

  /** Whose post it is. */
  private SessionId owner(Chat.PostId post) {
    int number = Integer.parseInt(post.value().substring(1));
    return rig.chat.posts.get(number).key().effect().session();
  }

  @Test
  void aSlowConnectionHoldsUpNoOther() {
    SessionId there =
        rig.begin(new EventId("there"), new ThreadRef("slow", "lab", "1"), Rig.BUDGET);
    FakeChat slow = new FakeChat("slow");
    ProgressBoard board = new ProgressBoard(rig.hand.progress());
    LivePosts both =
        new LivePosts(
            board,
            rig.ports.store(),
            rig.composer,
            name -> Optional.of(name.equals("slow") ? slow : rig.chat),
            rig.clock);
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch edited = new CountDownLatch(1);
    slow.trouble =
        () -> {
          await(held);
          return null;
        };
    rig.chat.trouble =
        () -> {
          edited.countDown();
          return null;
        };
    rig.ports
        .store()
        .transact(
            tx -> {
              Store.OutboxRow row = rig.ports.store().posts(there).getFirst();
              tx.claim(there, row.seq(), row.tries());
              tx.record(there, row.seq(), Store.PostState.DONE, new Chat.PostId("s1"));
              return row;
            });
    rig.also = " now";
    board.changed(there);
    board.changed(session);
    both.start();
    try {
      assertThat(await(edited)).isTrue();
      assertThat(slow.edits).isEmpty();
    } finally {
      held.countDown();
      both.close();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException ended) {
      return false;
    }
  }
}
