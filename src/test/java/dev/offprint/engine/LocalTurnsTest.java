package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Condition;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.Paper;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import dev.offprint.session.ThreadRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that share a model on this machine that takes one call at a time. */
class LocalTurnsTest {
  private static final ThreadRef SECOND = thread("second");
  private static final ThreadRef THIRD = thread("third");

  @TempDir Path directory;
  private Rig rig;
  private SessionId first;
  private SessionId second;
  private final List<SessionId> asked = new ArrayList<>();

  private static ThreadRef thread(String name) {
    // A channel of its own: there it is nobody else's paper.
    return new ThreadRef(Samples.THREAD.connection(), name, name);
  }

  @BeforeEach
  void open() {
    rig = new Rig(directory);
    first = rig.begin();
    second = begin("two", SECOND);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private SessionId begin(String id, ThreadRef thread) {
    return rig.begin(new EventId(id), thread, Rig.BUDGET);
  }

  @Test
  void aModelThatSeesTakesTurnsWhileReadingToo() {
    rig.models.images = true;
    rig.fakes.paper =
        new Paper(
            "On Rates",
            List.of(),
            "",
            1,
            List.of(),
            List.of(new Paper.Sentence(1, 1, "x = ∑ y")),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "",
            List.of(new Paper.Exhibit.Equation("", 1, true, new Paper.Region(1, 50, 50, 90, 70))),
            List.of(),
            List.of());
    int[] pictures = {0};
    // Another picture each time, or the second session need not ask.
    rig.fakes.drawing =
        regions ->
            new Papers.Drawn.Done(
                regions.stream()
                    .map(
                        one ->
                            new Papers.Drawing(
                                one, LookingTest.png(new Paper.Region(++pictures[0], 0, 0, 9, 9))))
                    .toList());
    run();
    assertThat(asked).containsExactly(first);
    rig.clock.pass(Duration.ofMinutes(1));
    run();
    assertThat(rig.models.steps()).filteredOn(step -> step.startsWith("look")).hasSize(2);
    assertThat(asked).containsExactly(first, second);
  }

  /** Runs what is due; the sessions are noted in the order in which their stages ask. */
  private void run() {
    rig.models.answer(
        prompt -> {
          SessionId session =
              rig.queries.list().stream()
                  .map(stored -> stored.state().id())
                  .filter(this::calling)
                  .findFirst()
                  .orElseThrow();
          if (asked.isEmpty() || !asked.getLast().equals(session)) {
            asked.add(session);
          }
          return "ok";
        });
    rig.runDue();
  }

  private boolean calling(SessionId session) {
    return rig.hand.journal().all(session).stream().anyMatch(entry -> entry.reply() == null);
  }

  private void later() {
    rig.clock.pass(Duration.ofSeconds(2));
    run();
  }

  private Optional<String> waits(SessionId session) {
    return rig.board.of(session).map(Progress.Standing::waits);
  }

  @Test
  void aSessionKeepsItsTurnOverItsStagesAndTheNextComesWhenItRests() {
    run();
    assertThat(rig.condition(first)).isEqualTo(new Condition.AwaitingApproval());
    assertThat(rig.condition(second))
        .isInstanceOfSatisfying(
            Condition.Working.class,
            working -> assertThat(working.stage()).isEqualTo(Stage.PLANNING));
    assertThat(rig.hand.journal().all(second)).isEmpty();
    assertThat(waits(second)).hasValueSatisfying(why -> assertThat(why).contains("for its turn"));
    later();
    assertThat(rig.condition(second)).isEqualTo(new Condition.AwaitingApproval());
    assertThat(waits(second)).isEmpty();
    assertThat(asked).containsExactly(first, second);
  }

  @Test
  void whoHasWaitedLongestComesNext() {
    SessionId third = begin("three", THIRD);
    run();
    rig.receive(first, "yes", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
    for (int i = 0; i < 4; i++) {
      later();
    }
    assertThat(asked).containsExactly(first, second, third, first);
    assertThat(rig.condition(first)).isEqualTo(new Condition.Delivered());
  }

  @Test
  void oneThatIsCancelledWhileItWaitsStandsInNobodysWay() {
    SessionId third = begin("three", THIRD);
    run();
    rig.receive(second, "stop", new Event.CancelAsked(Samples.ADA));
    later();
    later();
    assertThat(rig.condition(third)).isEqualTo(new Condition.AwaitingApproval());
    assertThat(asked).containsExactly(first, third);
  }

  @Test
  void theSessionThatAPersonLooksAtGoesBeforeAllOthers() {
    rig.front = Optional.of(SECOND);
    run();
    later();
    assertThat(asked).containsExactly(second, first);
  }

  @Test
  void modelsElsewhereOrWithSeveralPlacesKnowNoTurns() {
    rig.models.parallel = 2;
    run();
    assertThat(rig.condition(first)).isEqualTo(new Condition.AwaitingApproval());
    assertThat(rig.condition(second)).isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void whatWaitsIsStillThereAfterACrash() {
    run();
    rig = rig.reopened();
    later();
    assertThat(rig.condition(second)).isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void theHeaderSaysWhyNothingHappens() {
    run();
    Wording wording =
        new Wording(
            new Wording.Desk(
                rig.ports.store(),
                rig.ports.blobs(),
                rig.ports.journal(),
                rig.board,
                rig.ports.documents(),
                rig.models,
                rig.clock),
            connection -> rig.chat.limits());
    Message header =
        wording.compose(rig.ports.store().load(second).orElseThrow(), new Effect.Topic.Header());
    assertThat(((Message.Header) header).lines())
        .contains(
            new Message.Line(
                "Waits",
                "for its turn: the model on this machine works for one request at a time"));
  }

  @Test
  void whoIsFurtherBehindInLineLooksAgainMoreRarely() {
    SessionId third = begin("three", THIRD);
    LocalTurns turns = new LocalTurns(rig.hand.store(), rig.models, Optional::empty);
    assertThat(turns.begin(first)).isTrue();
    assertThat(turns.begin(second)).isFalse();
    assertThat(turns.begin(third)).isFalse();
    assertThat(List.of(turns.place(second), turns.place(third))).containsExactly(1, 2);
    LocalTurns looking = new LocalTurns(rig.hand.store(), rig.models, () -> Optional.of(THIRD));
    assertThat(looking.begin(second)).isFalse();
    assertThat(looking.place(third)).isEqualTo(1);
  }
}
