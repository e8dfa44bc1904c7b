package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Event;
import dev.offprint.session.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  private static final Chat.Posted UNKNOWN = new Chat.Posted.Unknown("timed out");

  @TempDir Path directory;
  private Rig rig;

  @BeforeEach
  void open() {
    rig = new Rig(directory);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /** What the platform answers next; after that it posts. */
  private void trouble(Chat.Posted... answers) {
    Deque<Chat.Posted> left = new ArrayDeque<>(List.of(answers));
    rig.chat.trouble = left::poll;
  }

  private void pass(Duration time) {
    rig.clock.pass(time);
    rig.runDue();
  }

  private List<String> said() {
    return rig.chat.posts.stream()
        .map(got -> ((Message.Note) got.message()).text().replaceAll(" .*", ""))
        .toList();
  }

  private List<Store.PostState> states(SessionId session) {
    return rig.ports.store().posts(session).stream().map(Store.OutboxRow::state).toList();
  }

  @Test
  void postsGoInOrder() {
    SessionId session = rig.begin();
    rig.runDue();
    assertThat(said()).containsExactly("Header", "Questions", "PlanCard");
    assertThat(states(session)).containsOnly(Store.PostState.DONE);
    assertThat(rig.ports.store().posts(session).getFirst().post()).isEqualTo(new Chat.PostId("p0"));
  }

  @Test
  void whatThePlatformPutsOffWaitsAndTheNextWaitBehindIt() {
    trouble(new Chat.Posted.Later(Duration.ofMinutes(1)));
    rig.begin();
    rig.hand.schedule().runOne();
    rig.hand.schedule().runOne();
    rig.runDue();
    pass(Duration.ofMinutes(1));
    assertThat(said()).containsExactly("Header", "Questions", "PlanCard");
  }

  @Test
  void aPostWhoseOutcomeIsUnknownIsLookedUpBeforeItIsRepeated() {
    rig.chat.throughAllTheSame = true;
    trouble(UNKNOWN);
    rig.begin();
    rig.runDue();
    pass(Duration.ofMinutes(1));
    assertThat(said()).containsExactly("Header", "Questions", "PlanCard");
  }

  @Test
  void aPostThatDidNotGetThroughIsRepeated() {
    trouble(UNKNOWN);
    rig.begin();
    rig.runDue();
    pass(Duration.ofMinutes(1));
    assertThat(said()).containsExactly("Header", "Questions", "PlanCard");
  }

  @Test
  void wherePostsCannotBeLookedUpAnUnknownOneIsRepeatedOnce() {
    rig.chat.findable = false;
    rig.chat.throughAllTheSame = true;
    trouble(UNKNOWN);
    rig.begin();
    rig.runDue();
    pass(Duration.ofMinutes(1));
    assertThat(said()).containsExactly("Header", "Header", "Questions", "PlanCard");
  }

  @Test
  void aPostThatNeverShowsAnOutcomeIsGivenUpAndTheNextGoOn() {
    rig.chat.findable = false;
    trouble(Collections.nCopies(12, UNKNOWN).toArray(Chat.Posted[]::new));
    SessionId session = rig.begin();
    for (int i = 0; i < 20; i++) {
      pass(Duration.ofMinutes(5));
    }
    assertThat(said()).containsExactly("Questions", "PlanCard");
    assertThat(states(session).getFirst()).isEqualTo(Store.PostState.REFUSED);
  }

  @Test
  void beingPutOffIsNoTryWhoseOutcomeIsUnknown() {
    SessionId session = rig.begin();
    for (int i = 0; i < 20; i++) {
      trouble(new Chat.Posted.Later(Duration.ofSeconds(5)));
      pass(Duration.ofSeconds(5));
    }
    trouble(new Chat.Posted.Unknown("cut"));
    pass(Duration.ofSeconds(5));
    pass(Duration.ofMinutes(2));
    assertThat(states(session)).containsOnly(Store.PostState.DONE);
  }

  @Test
  void aPostWhoseOutcomeIsUnknownIsLookedUpAlsoAfterItWasPutOff() {
    // The first try gets through unseen; all others are put off.
    rig.chat.showing = false;
    int[] asked = {0};
    rig.chat.trouble =
        () -> {
          asked[0]++;
          rig.chat.throughAllTheSame = asked[0] == 1;
          return asked[0] == 1 ? UNKNOWN : new Chat.Posted.Later(Duration.ofMinutes(1));
        };
    SessionId session = rig.begin();
    rig.runDue();
    pass(Duration.ofSeconds(2));
    assertThat(asked[0]).isGreaterThan(1);
    Store.OutboxRow header = rig.ports.store().posts(session).getFirst();
    assertThat(header.state()).isEqualTo(Store.PostState.SENDING);
    assertThat(header.tries()).isEqualTo(1);
    rig.chat.showing = true;
    rig.chat.trouble = () -> null;
    rig.chat.throughAllTheSame = false;
    pass(Duration.ofMinutes(1));
    assertThat(said()).containsExactly("Header", "Questions", "PlanCard");
  }

  @Test
  void aRefusedPostComesBackAndTheNextGoOn() {
    trouble(new Chat.Posted.Refused(false, "too long"));
    SessionId session = rig.begin();
    rig.runDue();
    assertThat(said()).containsExactly("Questions", "PlanCard");
    assertThat(rig.ports.store().history(session))
        .extracting(Store.Happened::event)
        .contains(
            new Event.PostRefused(
                rig.ports.store().posts(session).getFirst().effect().key(), false, "too long"));
  }

  @Test
  void aCrashBetweenPostAndRecordDoublesNothingThatCanBeLookedUp() {
    Crashes crashes = new Crashes();
    rig.close();
    rig =
        new Rig(
            directory.resolve("other"),
            crashes,
            new SettableClock(),
            new FakeModels(),
            new FakeStages(),
            new FakeChat(),
            new FakePorts());
    rig.begin();
    crashes.dieAfter(4);
    try {
      rig.hand.schedule().runOne();
    } catch (Crashes.CrashError died) {
      rig = rig.reopened();
    }
    assertThat(crashes.died).containsExactly("after the post, before the record");
    rig.runDue();
    assertThat(said()).containsExactly("Header", "Questions", "PlanCard");
  }
}
