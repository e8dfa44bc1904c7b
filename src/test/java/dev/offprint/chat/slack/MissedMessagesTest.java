package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Listening;
import dev.offprint.engine.Said;
import dev.offprint.engine.World;
import dev.offprint.session.Actor;
import dev.offprint.session.PersonId;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

  // Edits and deletions.

  @Test
  void aMissedEditCountsUntilPlanningStarts() {
    lab.disconnect();
    lab.slack.as(lab.ada).edit(asked, "@offprint https://example.org/other.pdf only Table 2");
    lab.connect();
    lab.slack.until(() -> now().sources().getFirst().name().equals("other.pdf"), "not taken");
    assertThat(lab.sources(asked)).containsExactly("PAPER other.pdf");
    assertThat(lab.wish(asked)).isEqualTo("only Table 2");
  }

  @Test
  void anEditThatWasHeardOfIsNotTakenAgain() {
    lab.slack.as(lab.ada).edit(asked, "@offprint https://example.org/other.pdf only Table 2");
    State before = session();
    int events = lab.world.store().history(before.id()).size();
    reconnected();
    assertThat(session()).isEqualTo(before);
    assertThat(lab.world.store().history(before.id())).hasSize(events);
  }

  @Test
  void anOlderEditThatComesLateChangesNothing() {
    lab.slack.socket().hold();
    lab.slack.as(lab.ada).edit(asked, "@offprint " + LINK + " only Table 2");
    lab.slack.as(lab.ada).edit(asked, "@offprint " + LINK + " only Table 3");
    List<Envelope> edits = lab.slack.socket().held();
    lab.slack.socket().release(List.of(edits.get(1)));
    lab.settled();
    lab.slack.socket().repeat(edits.get(0));
    lab.settled();
    assertThat(lab.wish(asked)).isEqualTo("only Table 3");
  }

  @Test
  void aMissedDeletionAsksOnceWhetherToStop() {
    lab.slack.as(lab.ben).reply(asked, "good idea");
    lab.disconnect();
    lab.slack.as(lab.ada).delete(asked);
    lab.connect();
    lab.slack.until(() -> new State.Gone(true).equals(now().gone()), "not noticed");
    State before = session();
    reconnected();
    assertThat(session()).isEqualTo(before);
  }

  @Test
  void aMissedDeletionWithinAThreadIsNoticed() {
    At root = lab.slack.as(lab.ben).say(lab.room, "look: https://example.org/rates.pdf");
    At request = lab.slack.as(lab.ada).reply(root, "@offprint in JAX");
    At later = lab.slack.as(lab.ben).reply(root, "good idea");
    lab.settled();
    lab.disconnect();
    lab.slack.as(lab.ben).delete(later);
    reconnected();
    assertThat(lab.session(root).gone()).isNull();
    lab.disconnect();
    lab.slack.as(lab.ada).delete(request);
    reconnected();
    assertThat(lab.session(root).gone()).isEqualTo(new State.Gone(true));
  }

  @Test
  void aMissedEditWithinAThreadCounts() {
    At root = lab.slack.as(lab.ben).say(lab.room, "look: https://example.org/rates.pdf");
    At request = lab.slack.as(lab.ada).reply(root, "@offprint in JAX");
    lab.slack.as(lab.ada).reply(root, "@offprint status");
    lab.settled();
    lab.disconnect();
    lab.slack.as(lab.ada).edit(request, "@offprint in PyTorch");
    reconnected();
    assertThat(lab.wish(root)).isEqualTo("in PyTorch");
    assertThat(lab.sources(root)).first().isEqualTo("PAPER rates.pdf");
  }

  // How much is asked, and in which order.

  private void reconnected() {
    lab.disconnect();
    lab.connect();
    greeted();
  }

  /** What the library's greeting begins is done. */
  private void greeted() {
    lab.slack.as(lab.ben).say(lab.room, "good morning");
    lab.settled();
  }

  private int asked(String method) {
    return lab.slack.calls(method).size();
  }

  /** A session, and how far its thread was heard. */
  private At begun(Room room, int number) {
    At root = begunUnmarked(room, number);
    lab.world
        .listening()
        .keep(
            SlackNames.thread(room.id(), root.thread()),
            new Listening.Heard(root.ts(), Set.of(SlackNames.person(lab.ada.id()))));
    return root;
  }

  /** A session that died before its mark was kept. */
  private At begunUnmarked(Room room, int number) {
    At root = lab.slack.as(lab.ada).say(room, "@offprint https://example.org/" + number + ".pdf");
    PersonId ada = SlackNames.person(lab.ada.id());
    ThreadRef thread = SlackNames.thread(room.id(), root.thread());
    lab.world
        .conversation()
        .said(
            new Said(
                SlackNames.message(room.id(), root.ts()),
                thread,
                new Actor(ada, "ada", Actor.Standing.MEMBER, Set.of()),
                "https://example.org/" + number + ".pdf",
                false,
                false,
                true,
                false,
                Set.of(ada),
                List.of()));
    return root;
  }

  @Test
  void ofManyThreadsOnlyThoseWithNewsAreRead() {
    lab.disconnect();
    List<At> roots = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      roots.add(begun(lab.room, i));
    }
    lab.slack.as(lab.ada).reply(roots.get(3), "change: only Table 2");
    lab.slack.as(lab.ada).reply(roots.get(240), "change: only Table 3");
    int pages = asked("conversations.history");
    int threads = asked("conversations.replies");
    lab.connect();
    greeted();
    assertThat(asked("conversations.history") - pages).isEqualTo(2);
    assertThat(asked("conversations.replies") - threads).isEqualTo(2);
    assertThat(lab.session(roots.get(3)).waiting()).hasSize(1);
    assertThat(lab.session(roots.get(240)).waiting()).hasSize(1);
  }

  @Test
  void aBusyChannelIsNotReadForAFewThreads() {
    lab.disconnect();
    At first = begun(lab.room, 1);
    for (int i = 0; i < 900; i++) {
      lab.slack.as(lab.ben).say(lab.room, "something else");
    }
    lab.slack.as(lab.ada).reply(first, "change: only Table 2");
    int pages = asked("conversations.history");
    lab.connect();
    greeted();
    assertThat(asked("conversations.history") - pages).isEqualTo(1);
    assertThat(lab.session(first).waiting()).hasSize(1);
  }

  @Test
  void threadsThatWaitForPeopleAreReadFirst() {
    Room other = lab.slack.channel("other", lab.ada);
    At waits = lab.slack.as(lab.ada).upload(other, "@offprint", "rates.pdf", World.PDF);
    lab.settled();
    lab.world.runDue();
    lab.world.pass(Duration.ofMinutes(1));
    At works = lab.slack.as(lab.ada).say(lab.slack.channel("third", lab.ada), "@offprint " + LINK);
    lab.settled();
    lab.disconnect();
    int before = asked("conversations.replies");
    lab.connect();
    greeted();
    List<WebCall> calls = lab.slack.calls("conversations.replies");
    assertThat(calls.subList(before, calls.size()))
        .extracting(call -> call.params().get("channel"))
        .contains(waits.room().id())
        .endsWith(works.room().id());
  }

  @Test
  void ourOwnWordsNeedNotBeReadAgain() {
    At own = lab.slack.as(lab.slack.bot()).reply(asked, "I am reading it");
    lab.settled();
    assertThat(lab.world.listening().heard(SlackNames.thread(lab.room.id(), asked.thread())))
        .map(Listening.Heard::upTo)
        .contains(own.ts());
  }

  @Test
  void whatIsSaidToUsAloneOutsideOfThreadsIsCaughtUpToo() {
    At told = lab.slack.as(lab.ada).tell(LINK);
    lab.settled();
    lab.disconnect();
    lab.slack.as(lab.ada).tell("change: only Table 2");
    lab.slack.as(lab.ada).reply(told, "change: only Table 3");
    reconnected();
    assertThat(lab.session(told).waiting()).hasSize(2);
    State before = lab.session(told);
    reconnected();
    assertThat(lab.session(told)).isEqualTo(before);
  }

  @Test
  void aThreadWhoseMarkWasNeverKeptIsReadFromItsRequestOn() {
    lab.disconnect();
    At root = begunUnmarked(lab.room, 1);
    lab.slack.as(lab.ada).reply(root, "change: only Table 2");
    lab.connect();
    greeted();
    assertThat(lab.session(root).waiting()).hasSize(1);
  }

  @Test
  void whatSlackDoesNotAnswerIsAskedAgain() {
    lab.close();
    lab = Lab.byHand(directory.resolve("other")).connect();
    asked = lab.slack.as(lab.ada).say(lab.room, "@offprint " + LINK);
    lab.settled();
    lab.disconnect();
    lab.slack.as(lab.ada).reply(asked, "change: only Table 2");
    lab.slack.faults().next("conversations.replies", 2, new Fault.Status(503));
    lab.connect();
    greeted();
    lab.pass(Duration.ofSeconds(5));
    assertThat(now().waiting()).isEmpty();
    lab.pass(Duration.ofSeconds(5));
    assertThat(now().waiting()).hasSize(1);
  }

  @Test
  void aFaultOfOursInBetweenEndsNothing() {
    lab.close();
    lab = Lab.byHand(directory.resolve("other")).connect();
    asked = lab.slack.as(lab.ada).say(lab.room, "@offprint " + LINK);
    lab.settled();
    lab.disconnect();
    lab.slack.as(lab.ada).reply(asked, "change: only Table 2");
    lab.failing(2);
    lab.connect();
    greeted();
    lab.pass(Duration.ofSeconds(5));
    assertThat(now().waiting()).isEmpty();
    lab.pass(Duration.ofSeconds(5));
    assertThat(now().waiting()).hasSize(1);
  }

  @Test
  void aMessageThatCanNeverBeTakenHoldsUpNoOther() {
    lab.close();
    lab = Lab.byHand(directory.resolve("other")).connect();
    asked = lab.slack.as(lab.ada).say(lab.room, "@offprint " + LINK);
    lab.settled();
    lab.disconnect();
    lab.neverKept("only Table 2");
    lab.slack.as(lab.ada).reply(asked, "change: only Table 2");
    lab.slack.as(lab.ada).reply(asked, "change: only Table 3");
    lab.connect();
    greeted();
    for (int tries = 2; tries < 5; tries++) {
      lab.pass(Duration.ofSeconds(5));
      assertThat(now().waiting()).isEmpty();
    }
    lab.pass(Duration.ofSeconds(5));
    assertThat(now().waiting()).hasSize(1);
  }

  @Test
  void aConnectionThatIsCutWithoutAWordIsMadeAgainAtOnce() {
    lab.close();
    lab = Lab.byHand(directory.resolve("other")).connect();
    asked = lab.slack.as(lab.ada).say(lab.room, "@offprint " + LINK);
    lab.settled();
    int before = lab.slack.socket().everConnected();
    lab.slack.socket().drop();
    lab.slack.as(lab.ada).reply(asked, "change: only Table 2");
    lab.slack.until(
        () -> {
          lab.slack.clock().pass(Duration.ofSeconds(1));
          return lab.rung() || lab.slack.socket().everConnected() > before;
        },
        "nobody noticed");
    lab.slack.until(() -> lab.slack.socket().everConnected() > before, "it stays away");
    lab.slack.until(() -> now().waiting().size() == 1, "what was lost did not come");
  }
}
