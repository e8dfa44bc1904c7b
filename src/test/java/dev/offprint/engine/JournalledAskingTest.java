package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offprint.session.Amount;
import dev.offprint.session.Cause;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Limit;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.Scope;
import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import dev.offprint.session.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalledAskingTest {
  private static final Cause DOWN = new Cause.ProviderDown("down", Duration.ofMinutes(1));
  private static final Cause REFUSED = new Cause.Refused("declined");

  @TempDir Path directory;
  private Rig rig;
  private SessionId session;
  private FakeModels models;
  private Spending spending;
  private final Crashes crashes = new Crashes();
  private final Cancellation cancellation = new Cancellation();
  private long limit = 10_000;

  @BeforeEach
  void open() {
    rig = new Rig(directory);
    session = rig.begin();
    models = rig.models;
    spending = new Spending(models, Limits.ofSession(limit), rig.clock);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private JournalledAsking run(int key, String inputs) {
    return new JournalledAsking(
        models,
        crashes.journal(rig.hand.journal()),
        new JournalledAsking.Run(
            new EffectKey(session, key), PlanVersion.NONE, 1, Stage.PLANNING, inputs),
        purse(),
        spending,
        cancellation,
        (done, all, last) -> {});
  }

  private JournalledAsking.Purse purse() {
    return new JournalledAsking.Purse() {
      @Override
      public Journal.Account account() {
        return new Journal.Account(
            spending.today(),
            Samples.ADA.id(),
            Samples.THREAD,
            List.of(new Limit(Scope.SESSION, Amount.tokens(limit))));
      }

      @Override
      public boolean stays() {
        return false;
      }
    };
  }

  private JournalledAsking run(int key) {
    return run(key, "same");
  }

  private static Prompt prompt(String step) {
    return new Prompt(Role.PLANNER, step, "s", List.of("p"), "t", List.of(), "", null, 20);
  }

  private static String ask(Asking asking, String step) throws StageStopped {
    return asking.ask(
        prompt(step),
        reply -> {
          if (reply.text().startsWith("bad")) {
            throw new Asking.Unusable("say ok");
          }
          return reply.text();
        });
  }

  private void answers(String... texts) {
    Deque<String> left = new ArrayDeque<>(List.of(texts));
    models.answer(prompt -> left.removeFirst());
  }

  private List<Journal.Entry> entries() {
    return rig.hand.journal().all(session);
  }

  private static Cause stopped(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
    return ((StageStopped) org.assertj.core.api.Assertions.catchThrowable(work)).why();
  }

  @Test
  void aReplyInTheJournalIsNotAskedAgain() throws StageStopped {
    answers("ok1");
    assertThat(ask(run(1), "a")).isEqualTo("ok1");
    assertThat(ask(run(1), "a")).isEqualTo("ok1");
    assertThat(ask(run(2), "a")).isEqualTo("ok1");
    assertThat(models.steps()).containsExactly("a");
  }

  @Test
  void theSameStepOnOtherInputsIsAnotherCall() throws StageStopped {
    answers("ok1", "ok2");
    assertThat(ask(run(1, "these"), "a")).isEqualTo("ok1");
    assertThat(ask(run(2, "those"), "a")).isEqualTo("ok2");
  }

  @Test
  void aReplyThatNobodyJudgedIsUsedWithoutACall() throws StageStopped {
    answers("ok1");
    crashes.dieAfter(4);
    assertThatThrownBy(() -> ask(run(1), "a")).isInstanceOf(Crashes.CrashError.class);
    assertThat(crashes.died).containsExactly("after the journal, before the verdict");
    assertThat(ask(run(1), "a")).isEqualTo("ok1");
    assertThat(entries().getFirst().used()).isTrue();
    assertThat(models.asked).hasSize(1);
  }

  @Test
  void anUnusableAnswerGoesBackWithWhatIsWrong() throws StageStopped {
    answers("bad", "ok");
    assertThat(ask(run(1), "a")).isEqualTo("ok");
    assertThat(models.asked).containsExactly(prompt("a"), prompt("a").after("bad", "say ok"));
  }

  @Test
  void afterThreeUnusableAnswersTheStageStops() {
    answers("bad1", "bad2", "bad3");
    assertThat(stopped(() -> ask(run(1), "a")))
        .isEqualTo(
            new Cause.UnusableAnswer(
                "The model gave no usable answer for a in 3 tries. The last problem: say ok"));
    assertThat(models.asked).hasSize(3);
  }

  @Test
  void aRunCountsTheUnusableAnswersItGotBeforeACrash() {
    answers("bad1", "bad2", "bad3");
    crashes.dieAfter(10);
    assertThatThrownBy(() -> ask(run(1), "a")).isInstanceOf(Crashes.CrashError.class);
    assertThat(models.asked).hasSize(2);
    assertThat(stopped(() -> ask(run(1), "a"))).isInstanceOf(Cause.UnusableAnswer.class);
    assertThat(models.asked).hasSize(3);
  }

  @Test
  void aLaterRunSkipsUnusableAnswersOfAnEarlierOne() throws StageStopped {
    answers("bad1", "bad2", "bad3", "ok");
    assertThat(stopped(() -> ask(run(1), "a"))).isInstanceOf(Cause.UnusableAnswer.class);
    assertThat(ask(run(2), "a")).isEqualTo("ok");
    assertThat(models.asked.getLast()).isEqualTo(prompt("a"));
    assertThat(entries().getLast().key().attempt()).isEqualTo(3);
  }

  @Test
  void aCallThatTheBudgetDoesNotCoverIsNotMade() {
    limit = 29;
    assertThat(stopped(() -> ask(run(1), "a"))).isEqualTo(new Cause.OverBudget(29, 0, 30));
    assertThat(models.asked).isEmpty();
  }

  @Test
  void aReservationThatDoesNotFitWaitsForCallsThatAreOut() throws StageStopped {
    limit = 45;
    models.parallel = 2;
    models.answering =
        (prompt, call) -> {
          call.started();
          return "ok";
        };
    JournalledAsking asking = run(1);
    List<String> both =
        asking.together(Role.PLANNER, List.of(() -> ask(asking, "a"), () -> ask(asking, "b")));
    assertThat(both).containsExactly("ok", "ok");
  }

  @Test
  void fiftyCallsSideBySideNeverReserveMoreThanTheCap() {
    limit = 200;
    models.parallel = 50;
    List<Long> out = Collections.synchronizedList(new ArrayList<>());
    models.answering =
        (prompt, call) -> {
          call.started();
          Journal.Spent spent = rig.hand.journal().spent(session);
          out.add(spent.settled().total() + spent.reserved());
          return "ok";
        };
    JournalledAsking asking = run(1);
    List<Asking.Part<String>> calls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String step = "call" + i;
      calls.add(() -> ask(asking, step));
    }
    assertThat(stopped(() -> asking.together(Role.PLANNER, calls)))
        .isInstanceOf(Cause.OverBudget.class);
    assertThat(out).hasSizeGreaterThanOrEqualTo(200 / 30).allMatch(tokens -> tokens <= limit);
  }

  @Test
  void theFirstCallIsAloneUntilItsFirstToken() throws StageStopped {
    models.parallel = 3;
    CountDownLatch others = new CountDownLatch(1);
    List<Boolean> met = new ArrayList<>();
    models.answering =
        (prompt, call) -> {
          if (prompt.step().equals("a")) {
            met.add(reached(others, 50));
            call.started();
            met.add(reached(others, 10_000));
          } else {
            others.countDown();
          }
          return prompt.step();
        };
    JournalledAsking asking = run(1);
    assertThat(
            asking.together(
                Role.PLANNER,
                List.of(() -> ask(asking, "a"), () -> ask(asking, "b"), () -> ask(asking, "c"))))
        .containsExactly("a", "b", "c");
    assertThat(met).containsExactly(false, true);
  }

  private static boolean reached(CountDownLatch latch, long millis) {
    try {
      return latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }

  @Test
  void afterOneStopsNoMoreAreStarted() {
    models.answering =
        (prompt, call) -> {
          throw new Models.CallFailed(DOWN, FakeModels.COST);
        };
    JournalledAsking asking = run(1);
    assertThat(
            stopped(
                () ->
                    asking.together(
                        Role.PLANNER, List.of(() -> ask(asking, "a"), () -> ask(asking, "b")))))
        .isEqualTo(DOWN);
    assertThat(models.steps()).containsExactly("a");
    assertThat(rig.hand.journal().spent(session)).isEqualTo(new Journal.Spent(FakeModels.COST, 0));
  }

  @Test
  void callsInFlightEndAndTheLowestCauseIsTold() {
    models.parallel = 2;
    CountDownLatch second = new CountDownLatch(1);
    models.answering =
        (prompt, call) -> {
          call.started();
          if (prompt.step().equals("a")) {
            reached(second, 10_000);
            throw new Models.CallFailed(DOWN, FakeModels.COST);
          }
          second.countDown();
          throw new Models.CallFailed(REFUSED, FakeModels.COST);
        };
    JournalledAsking asking = run(1);
    assertThat(
            stopped(
                () ->
                    asking.together(
                        Role.PLANNER, List.of(() -> ask(asking, "a"), () -> ask(asking, "b")))))
        .isEqualTo(REFUSED);
    assertThat(entries())
        .extracting(Journal.Entry::why)
        .containsExactlyInAnyOrder("down", "declined");
  }

  @Test
  void cancellingAbortsTheCallAndMakesNoMore() {
    List<String> aborted = new ArrayList<>();
    models.answering =
        (prompt, call) -> {
          call.onCancel(() -> aborted.add(prompt.step()));
          cancellation.cancel();
          throw new Models.CallFailed(DOWN, Usage.NONE);
        };
    JournalledAsking asking = run(1);
    assertThatThrownBy(
            () ->
                asking.together(
                    Role.PLANNER, List.of(() -> ask(asking, "a"), () -> ask(asking, "b"))))
        .isInstanceOf(CancellationException.class);
    assertThat(aborted).containsExactly("a");
    assertThat(models.steps()).containsExactly("a");
  }

  @Test
  void aFullStoreStopsTheStageWithThatCause() {
    answers("ok");
    Journal full =
        new Crashes() {
          @Override
          void point(String name) {
            if (name.startsWith("after the model's reply")) {
              throw new Store.Full("The disk is full.", new IllegalStateException());
            }
          }
        }.journal(rig.hand.journal());
    JournalledAsking asking =
        new JournalledAsking(
            models,
            full,
            new JournalledAsking.Run(
                new EffectKey(session, 1), PlanVersion.NONE, 1, Stage.PLANNING, "same"),
            purse(),
            spending,
            cancellation,
            (done, all, last) -> {});
    assertThat(stopped(() -> ask(asking, "a"))).isEqualTo(new Cause.StoreFull("The disk is full."));
  }

  @Test
  void aFaultOfACallIsSettledAtItsFullEstimate() {
    models.answer(
        prompt -> {
          throw new IllegalStateException("fault");
        });
    assertThatThrownBy(() -> ask(run(1), "a")).isInstanceOf(IllegalStateException.class);
    assertThat(rig.hand.journal().spent(session))
        .isEqualTo(new Journal.Spent(new Usage(30, 0, 0), 0));
  }
}
