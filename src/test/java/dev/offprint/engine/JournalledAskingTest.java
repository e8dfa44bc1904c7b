package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offprint.session.Amount;
import dev.offprint.session.Cause;
import dev.offprint.session.EffectKey;
import dev.offprint.session.EventId;
import dev.offprint.session.Limit;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.Scope;
import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import dev.offprint.session.ThreadRef;
import dev.offprint.session.Usage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
  private List<Limit> limits = List.of();
  private int opened;

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

  private JournalledAsking.Purse purse(Limit one) {
    limits = List.of(one);
    return purse();
  }

  private JournalledAsking.Purse purse() {
    return new JournalledAsking.Purse() {
      @Override
      public Journal.Account account() {
        return new Journal.Account(
            spending.today(),
            Samples.ADA.id(),
            Samples.THREAD,
            limits.isEmpty() ? List.of(new Limit(Scope.SESSION, Amount.tokens(limit))) : limits);
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
        (reply, attempt) -> {
          if (reply.text().startsWith("bad") || (reply.text().startsWith("poor") && attempt < 3)) {
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
  void aModelThatSaysTheSameAgainIsNotAskedOnceMore() {
    answers("bad", "bad", "ok");
    assertThat(stopped(() -> ask(run(1), "a")))
        .isEqualTo(
            new Cause.UnusableAnswer(
                "The model gave no usable answer for a in 2 tries. The last problem: say ok"));
    assertThat(models.asked).hasSize(2);
    assertThat(stopped(() -> ask(run(1), "a"))).isInstanceOf(Cause.UnusableAnswer.class);
    assertThat(models.asked).hasSize(2);
  }

  @Test
  void whatIsGoodEnoughInTheEndIsTakenOnceTheModelSaysItAgain() throws StageStopped {
    answers("poor", "poor", "ok");
    assertThat(ask(run(1), "a")).isEqualTo("poor");
    assertThat(models.asked).hasSize(2);
  }

  @Test
  void whatWasTakenInTheEndIsTakenAgainByEveryLaterRun() throws StageStopped {
    answers("poor1", "poor2", "poor3", "ok");
    assertThat(ask(run(1), "a")).isEqualTo("poor3");
    assertThat(ask(run(1), "a")).isEqualTo("poor3");
    assertThat(ask(run(2), "a")).isEqualTo("poor3");
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

  /** Two sessions, 25 calls each side by side, under one limit that counts for both. */
  private List<Object> both(Limit one) throws InterruptedException {
    models.parallel = 25;
    SessionId other = rig.begin(new EventId("other"), new ThreadRef("fake", "lab", "2"), 1);
    List<Object> ended = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (SessionId who : List.of(session, other)) {
      JournalledAsking asking =
          new JournalledAsking(
              models,
              rig.hand.journal(),
              new JournalledAsking.Run(
                  new EffectKey(who, 1), PlanVersion.NONE, 1, Stage.PLANNING, "same"),
              purse(one),
              spending,
              cancellation,
              (done, all, last) -> {});
      List<Asking.Part<String>> calls = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        String step = "call" + i;
        calls.add(() -> ask(asking, step));
      }
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      ended.addAll(asking.together(Role.PLANNER, calls));
                    } catch (StageStopped stopped) {
                      ended.add(stopped.why());
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return ended;
  }

  private Amount spentByBoth(Amount unit) {
    Amount sum = unit.percent(0);
    for (Store.Stored stored : rig.ports.store().list()) {
      for (Journal.Entry call : rig.hand.journal().all(stored.state().id())) {
        sum = sum.plus(Spending.in(unit, new Journal.Cost(call.spent().total(), call.cost())));
      }
    }
    return sum;
  }

  /** Each call reserves 30 tokens or 30 cents and takes half of it. */
  private void priced() {
    models.local = false;
    models.price =
        new Price(new BigDecimal("10000"), BigDecimal.ZERO, null, new BigDecimal("10000"));
  }

  @Test
  void whatAllCallsOfTwoSessionsTakeIsEnoughThoughNotAllFitAtOnce() throws Exception {
    priced();
    for (Scope scope : List.of(Scope.PERSON, Scope.CHANNEL, Scope.EVERYBODY)) {
      for (Amount most : List.of(Amount.tokens(50 * 15 + 15), Amount.dollars("7.65"))) {
        Limit limit = new Limit(scope, most);
        assertThat(both(limit)).as("%s", limit).hasSize(50).containsOnly("ok");
        reopen();
      }
    }
  }

  @Test
  void fiftyCallsOfTwoSessionsNeverSpendMoreThanALimit() throws Exception {
    priced();
    for (Scope scope : List.of(Scope.PERSON, Scope.CHANNEL, Scope.EVERYBODY)) {
      for (Amount most : List.of(Amount.tokens(200), Amount.dollars("2"))) {
        Limit limit = new Limit(scope, most);
        assertThat(both(limit))
            .as("%s", limit)
            .hasSize(2)
            .hasOnlyElementsOfType(Cause.OverDay.class);
        Amount spent = spentByBoth(most);
        assertThat(spent.above(most)).as("%s of %s", spent.words(), limit).isFalse();
        assertThat(spent.plus(most.percent(15)).above(most)).as("nearly all is used").isTrue();
        reopen();
      }
    }
  }

  /** Another house, where nothing is spent yet. */
  private void reopen() {
    rig.close();
    rig = new Rig(directory.resolve("again" + ++opened));
    rig.models.local = models.local;
    rig.models.price = models.price;
    models = rig.models;
    session = rig.begin();
    spending = new Spending(models, Limits.ofSession(limit), rig.clock);
  }

  @Test
  void aDaysLimitSaysUntilWhenAndWhatItNeeds() throws StageStopped {
    limits = List.of(new Limit(Scope.PERSON, Amount.tokens(40)));
    rig.clock.pass(Duration.ofHours(15));
    assertThat(ask(run(1), "a")).isEqualTo("ok");
    assertThat(stopped(() -> ask(run(1), "b")))
        .isEqualTo(
            new Cause.OverDay(
                Scope.PERSON,
                Amount.tokens(40),
                Amount.tokens(15),
                Amount.tokens(30),
                Duration.ofHours(9),
                Instant.parse("2026-01-02T00:00:00Z")));
    rig.clock.pass(Duration.ofHours(9));
    assertThatCode(() -> ask(run(1), "b")).doesNotThrowAnyException();
  }

  @Test
  void whereOnlyOpenCallsLeaveNoRoomItIsTriedAgainSoon() {
    limits = List.of(new Limit(Scope.EVERYBODY, Amount.tokens(40)));
    SessionId other = rig.begin(new EventId("other"), new ThreadRef("fake", "lab", "2"), 1);
    // Of another process, or of one that has died: nobody here waits for its end.
    rig.hand
        .journal()
        .open(
            new CallKey(other, PlanVersion.NONE, 1, Stage.PLANNING, "x", 0),
            new EffectKey(other, 1),
            "",
            new Journal.Cost(30, null),
            purse().account());
    assertThat(stopped(() -> ask(run(1), "a")))
        .isEqualTo(
            new Cause.OverDay(
                Scope.EVERYBODY,
                Amount.tokens(40),
                Amount.tokens(30),
                Amount.tokens(30),
                Duration.ofMinutes(1),
                Instant.parse("2026-01-01T00:01:00Z")));
  }

  @Test
  void whatNoDayCoversNamesNoDay() {
    limits = List.of(new Limit(Scope.CHANNEL, Amount.tokens(29)));
    assertThat(stopped(() -> ask(run(1), "a")))
        .isEqualTo(
            new Cause.OverDay(
                Scope.CHANNEL,
                Amount.tokens(29),
                Amount.tokens(0),
                Amount.tokens(30),
                Duration.ZERO,
                null));
  }

  @Test
  void withoutAPriceALimitInDollarsIsNotPassedUnseen() throws StageStopped {
    limits = List.of(new Limit(Scope.SESSION, Amount.dollars("1")));
    models.local = false;
    assertThat(stopped(() -> ask(run(1), "a")))
        .isEqualTo(new Cause.NoPrice("fake:one", Scope.SESSION, Amount.dollars("1")));
    assertThat(models.asked).isEmpty();
    models.local = true;
    assertThat(ask(run(1), "a")).as("what works here costs nothing").isEqualTo("ok");
  }

  @Test
  void theStandInMayAnswerAndNeedsAPriceToo() {
    limits = List.of(new Limit(Scope.SESSION, Amount.dollars("1")));
    models.spare = new Traits("spare:m", "Spare", 1_000, 500, 1, true, false, false);
    assertThat(stopped(() -> ask(run(1), "a")))
        .isEqualTo(new Cause.NoPrice("spare:m", Scope.SESSION, Amount.dollars("1")));
  }

  @Test
  void planningHasALimitOfItsOwn() {
    limits =
        List.of(
            new Limit(Scope.SESSION, Amount.tokens(100)),
            new Limit(Scope.PLANNING, Amount.tokens(29)));
    assertThat(stopped(() -> ask(run(1), "a")))
        .isEqualTo(new Cause.OverAllowance(Amount.tokens(29), Amount.tokens(0), Amount.tokens(30)));
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
