package dev.offprint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offprint.engine.CallKey;
import dev.offprint.engine.Journal;
import dev.offprint.engine.Journal.Account;
import dev.offprint.engine.Journal.Cost;
import dev.offprint.engine.Journal.Opening;
import dev.offprint.engine.Money;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Role;
import dev.offprint.engine.Traits;
import dev.offprint.session.Amount;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Limit;
import dev.offprint.session.PersonId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.Scope;
import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import dev.offprint.session.ThreadRef;
import dev.offprint.session.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every journal has to keep: calls, replies, verdicts, and the budget. */
abstract class JournalContract extends StoreFixture {
  private static final String HASH = "f".repeat(64);
  private static final Reply REPLY =
      new Reply(
          "def f(): \"ü\"\n",
          Reply.Finish.LENGTH,
          new Usage(70, 50, 20),
          "openai:m",
          Duration.ofMillis(1_234));

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final PersonId ADAS = new PersonId("slack:ada");
  private static final ThreadRef LAB = new ThreadRef("slack", "lab", "1");

  private Journal journal;

  @BeforeEach
  void journal() {
    journal = opened.journal();
  }

  private static CallKey call(SessionId session, String step, int attempt) {
    return new CallKey(session, new PlanVersion(2), 1, Stage.GENERATING, step, attempt);
  }

  /** Under a limit of the session, in tokens. */
  private static boolean open(
      Journal journal, CallKey key, EffectKey effect, long tokens, long limit) {
    return open(journal, key, effect, new Cost(tokens, null), account(session(limit)));
  }

  private static boolean open(
      Journal journal, CallKey key, EffectKey effect, Cost most, Account account) {
    return journal.open(key, effect, HASH, most, account) instanceof Opening.Opened;
  }

  private static Limit session(long tokens) {
    return new Limit(Scope.SESSION, Amount.tokens(tokens));
  }

  private static Account account(Limit... limits) {
    return new Account(TODAY, ADAS, LAB, List.of(limits));
  }

  @Test
  void whatModelsCanDoIsKeptPerSessionAndTheLastWordStays() {
    Traits small = new Traits("a:b", "nobody", 100, 10, 1, true, true, true, false);
    Traits large = new Traits("a:c", "nobody", 1_000, 10, 8, true, false, false, true);
    journal.models(ADA, Map.of(Role.CODER, small, Role.FIXER, small));
    journal.models(ADA, Map.of(Role.CODER, large));
    journal.models(BEN, Map.of(Role.CODER, small));
    reopen();
    assertThat(opened.journal().models(ADA))
        .isEqualTo(Map.of(Role.CODER, large, Role.FIXER, small));
    store.transact(
        tx -> {
          tx.erase(ADA);
          return ADA;
        });
    assertThat(opened.journal().models(ADA)).isEmpty();
    assertThat(opened.journal().models(BEN)).hasSize(1);
  }

  @Test
  void aCallIsReadBackWithAllThatBecameOfIt() {
    CallKey key = call(ADA, "file:model.py", 0);
    assertThat(open(journal, key, key(ADA, 4), 100, 1_000)).isTrue();
    Journal.Entry entry =
        new Journal.Entry(key, key(ADA, 4), HASH, 100, null, null, null, "", Usage.NONE, 0);
    assertThat(journal.entries(key.attempt(9))).containsExactly(entry);
    assertThat(journal.spent(ADA)).isEqualTo(new Journal.Spent(Usage.NONE, 100));

    journal.reply(key, REPLY, null);
    entry = new Journal.Entry(key, key(ADA, 4), HASH, 100, REPLY, null, null, "", REPLY.usage(), 0);
    assertThat(journal.entries(key)).containsExactly(entry);
    assertThat(journal.spent(ADA)).isEqualTo(new Journal.Spent(REPLY.usage(), 0));

    journal.verdict(key, key(ADA, 5), false, "no JSON");
    reopen();
    entry =
        new Journal.Entry(
            key, key(ADA, 4), HASH, 100, REPLY, false, key(ADA, 5), "no JSON", REPLY.usage(), 0);
    assertThat(opened.journal().entries(key)).containsExactly(entry);
  }

  @Test
  void entriesAreOfOneStepByAttemptAndAllOfOneSessionInOrder() {
    CallKey second = call(ADA, "a", 1);
    CallKey first = call(ADA, "a", 0);
    CallKey other = call(ADA, "b", 0);
    CallKey bens = call(BEN, "a", 0);
    CallKey newer = new CallKey(ADA, new PlanVersion(3), 1, Stage.GENERATING, "a", 0);
    for (CallKey key : List.of(second, first, other, bens, newer)) {
      open(journal, key, key(key.session(), 1), 1, 1_000);
    }
    assertThat(journal.entries(first))
        .extracting(Journal.Entry::key)
        .containsExactly(first, second);
    assertThat(journal.all(ADA))
        .extracting(Journal.Entry::key)
        .containsExactly(second, first, other, newer);
  }

  @Test
  void aCallIsOpenedOnceAndAnsweredOnce() {
    CallKey key = call(ADA, "a", 0);
    open(journal, key, key(ADA, 1), 10, 1_000);
    assertThatThrownBy(() -> open(journal, key, key(ADA, 1), 10, 1_000))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is open or has its reply");
    assertThatThrownBy(() -> journal.verdict(key, key(ADA, 1), true, ""))
        .hasMessageContaining("has no reply");
    journal.reply(key, REPLY, null);
    assertThatThrownBy(() -> open(journal, key, key(ADA, 2), 10, 1_000))
        .hasMessageContaining("is open or has its reply");
    assertThatThrownBy(() -> journal.reply(key, REPLY, null)).hasMessageContaining("is not open");
    assertThatThrownBy(() -> journal.failed(key, Usage.NONE, null, ""))
        .hasMessageContaining("is not open");
    assertThatThrownBy(() -> open(journal, call(ADA, "b", 0), key(BEN, 1), 10, 1_000))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFailedCallMayBeOpenedAgainAndItsCostStays() {
    CallKey key = call(ADA, "a", 0);
    open(journal, key, key(ADA, 1), 100, 1_000);
    journal.failed(key, new Usage(30, 0, 5), null, "the stream was cut");
    assertThat(journal.spent(ADA)).isEqualTo(new Journal.Spent(new Usage(30, 0, 5), 0));
    assertThat(journal.entries(key).getFirst().why()).isEqualTo("the stream was cut");
    open(journal, key, key(ADA, 2), 90, 1_000);
    assertThat(journal.spent(ADA)).isEqualTo(new Journal.Spent(new Usage(30, 0, 5), 90));
    journal.reply(key, REPLY, null);
    assertThat(journal.entries(key))
        .containsExactly(
            new Journal.Entry(
                key, key(ADA, 2), HASH, 90, REPLY, null, null, "", new Usage(100, 50, 25), 0));
  }

  @Test
  void whatACrashLeftOpenIsSettledInFullOnce() {
    CallKey lost = call(ADA, "a", 0);
    open(journal, lost, key(ADA, 1), 100, 1_000);
    open(journal, call(ADA, "b", 0), key(ADA, 1), 40, 1_000);
    journal.reply(call(ADA, "b", 0), REPLY, null);
    open(journal, call(ADA, "c", 0), key(ADA, 2), 7, 1_000);
    open(journal, call(BEN, "a", 0), key(BEN, 1), 5, 1_000);
    reopen();
    journal = opened.journal();
    assertThat(journal.settleLeftOpen(key(ADA, 1))).isEqualTo(1);
    assertThat(journal.settleLeftOpen(key(ADA, 1))).isZero();
    assertThat(journal.entries(lost))
        .containsExactly(
            new Journal.Entry(
                lost,
                key(ADA, 1),
                HASH,
                100,
                null,
                null,
                null,
                Journal.LEFT_OPEN,
                new Usage(100, 0, 0),
                1));
    assertThat(journal.spent(ADA)).isEqualTo(new Journal.Spent(new Usage(170, 50, 20), 7));
    assertThat(journal.spent(BEN)).isEqualTo(new Journal.Spent(Usage.NONE, 5));
  }

  @Test
  void aReservationThatDoesNotFitIsRefused() {
    assertThat(open(journal, call(ADA, "a", 0), key(ADA, 1), 60, 100)).isTrue();
    assertThat(open(journal, call(ADA, "b", 0), key(ADA, 1), 41, 100)).isFalse();
    assertThat(journal.entries(call(ADA, "b", 0))).isEmpty();
    assertThat(open(journal, call(BEN, "b", 0), key(BEN, 1), 41, 100)).isTrue();
    assertThat(open(journal, call(ADA, "b", 0), key(ADA, 1), 40, 100)).isTrue();
    // What was spent counts as what is reserved did; what is left of a reservation is free again.
    journal.reply(
        call(ADA, "a", 0),
        new Reply("", Reply.Finish.COMPLETE, new Usage(30, 0, 10), "m", Duration.ZERO),
        null);
    assertThat(open(journal, call(ADA, "c", 0), key(ADA, 1), 21, 100)).isFalse();
    assertThat(open(journal, call(ADA, "c", 0), key(ADA, 1), 20, 100)).isTrue();
  }

  @Test
  void manyAtOnceNeverExceedTheBudget() throws Exception {
    int callers = 50;
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      List<Future<Boolean>> opening = new ArrayList<>();
      for (int n = 0; n < callers; n++) {
        CallKey key = call(ADA, "step" + n, 0);
        opening.add(threads.submit(() -> open(journal, key, key(ADA, 1), 7, 100)));
      }
      int fit = 0;
      for (Future<Boolean> one : opening) {
        fit += one.get() ? 1 : 0;
      }
      assertThat(fit).isEqualTo(14);
    }
    assertThat(journal.spent(ADA)).isEqualTo(new Journal.Spent(Usage.NONE, 98));
  }

  private static final Money DIME = new Money(new BigDecimal("0.1"));

  private static CallKey of(SessionId session, int n) {
    return call(session, "step" + n, 0);
  }

  /** Opens calls of 7 tokens and a dime, from fifty threads, of two sessions; how many fitted. */
  private int fitted(Function<SessionId, Account> accounts) throws Exception {
    int callers = 50;
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      List<Future<Boolean>> opening = new ArrayList<>();
      for (int n = 0; n < callers; n++) {
        SessionId session = n % 2 == 0 ? ADA : BEN;
        CallKey key = of(session, n);
        opening.add(
            threads.submit(
                () ->
                    open(
                        journal,
                        key,
                        key(session, 1),
                        new Cost(7, DIME),
                        accounts.apply(session))));
      }
      int fit = 0;
      for (Future<Boolean> one : opening) {
        fit += one.get() ? 1 : 0;
      }
      return fit;
    }
  }

  @Test
  void fiftyAtOnceNeverPassALimitOfAnyKindInTokensOrInDollars() throws Exception {
    int day = 0;
    for (Scope scope : Scope.values()) {
      for (Amount most : List.of(Amount.tokens(100), Amount.dollars("1.45"))) {
        LocalDate today = TODAY.plusDays(day++);
        int each =
            fitted(session -> new Account(today, ADAS, LAB, List.of(new Limit(scope, most))));
        // 14 calls of 7 tokens, or of a dime: for each of the sessions, or for both together.
        assertThat(each).as("%s, %s", scope, most).isEqualTo(scope.daily() ? 14 : 28);
        erase();
      }
    }
  }

  private void erase() {
    for (SessionId session : List.of(ADA, BEN)) {
      store.transact(
          tx -> {
            tx.erase(session);
            return session;
          });
    }
  }

  @Test
  void aCallThatDoesNotFitUnderOneLimitIsReservedUnderNone() {
    Limit wide = new Limit(Scope.EVERYBODY, Amount.tokens(10));
    Limit narrow = new Limit(Scope.PERSON, Amount.tokens(5));
    assertThat(
            journal.open(of(ADA, 1), key(ADA, 1), HASH, new Cost(6, null), account(wide, narrow)))
        .isEqualTo(new Opening.Over(narrow, Amount.tokens(0), Amount.tokens(0)));
    assertThat(open(journal, of(ADA, 2), key(ADA, 1), new Cost(10, null), account(wide))).isTrue();
    assertThat(journal.open(of(ADA, 3), key(ADA, 1), HASH, new Cost(1, null), account(wide)))
        .isEqualTo(new Opening.Over(wide, Amount.tokens(0), Amount.tokens(10)));
  }

  @Test
  void aDaysLimitsCountPersonChannelAndEverybodyApart() {
    PersonId ben = new PersonId("slack:ben");
    ThreadRef office = new ThreadRef("slack", "office", "1");
    List<Limit> limits =
        List.of(
            new Limit(Scope.PERSON, Amount.tokens(10)),
            new Limit(Scope.CHANNEL, Amount.tokens(15)),
            new Limit(Scope.EVERYBODY, Amount.tokens(20)));
    Cost ten = new Cost(10, null);
    Cost five = new Cost(5, null);
    assertThat(open(journal, of(ADA, 1), key(ADA, 1), ten, new Account(TODAY, ADAS, LAB, limits)))
        .isTrue();
    assertThat(
            journal.open(
                of(BEN, 1), key(BEN, 1), HASH, five, new Account(TODAY, ADAS, office, limits)))
        .as("another session and channel of the same person")
        .isEqualTo(new Opening.Over(limits.get(0), Amount.tokens(0), Amount.tokens(10)));
    assertThat(open(journal, of(BEN, 2), key(BEN, 1), five, new Account(TODAY, ben, LAB, limits)))
        .isTrue();
    assertThat(
            journal.open(of(BEN, 3), key(BEN, 1), HASH, five, new Account(TODAY, ben, LAB, limits)))
        .as("the channel, with what another person reserved in it")
        .isEqualTo(new Opening.Over(limits.get(1), Amount.tokens(0), Amount.tokens(15)));
    assertThat(
            open(journal, of(BEN, 4), key(BEN, 1), five, new Account(TODAY, ben, office, limits)))
        .isTrue();
    assertThat(
            journal.open(
                of(BEN, 5),
                key(BEN, 1),
                HASH,
                five,
                new Account(
                    TODAY, new PersonId("slack:cy"), new ThreadRef("slack", "roof", "1"), limits)))
        .isEqualTo(new Opening.Over(limits.get(2), Amount.tokens(0), Amount.tokens(20)));
    assertThat(
            open(
                journal,
                of(BEN, 5),
                key(BEN, 1),
                five,
                new Account(TODAY.plusDays(1), ADAS, LAB, limits)))
        .as("the next day")
        .isTrue();
  }

  @Test
  void whatIsSettledCountsOnTheDayTheCallBegan() {
    Limit limit = new Limit(Scope.EVERYBODY, Amount.dollars("1"));
    Account today = account(limit);
    Cost dollar = new Cost(100, new Money(BigDecimal.ONE));
    assertThat(open(journal, of(ADA, 1), key(ADA, 1), dollar, today)).isTrue();
    journal.reply(of(ADA, 1), REPLY, DIME);
    reopen();
    journal = opened.journal();
    assertThat(journal.open(of(ADA, 2), key(ADA, 1), HASH, dollar, today))
        .isEqualTo(new Opening.Over(limit, Amount.dollars("0.1"), Amount.dollars("0")));
    assertThat(journal.all(ADA)).extracting(Journal.Entry::cost).containsExactly(DIME);
  }

  @Test
  void aRunThatIsTakenUpAgainCountsOnBothItsDays() {
    Limit limit = new Limit(Scope.EVERYBODY, Amount.tokens(100));
    Account today = account(limit);
    Account tomorrow = new Account(TODAY.plusDays(1), ADAS, LAB, List.of(limit));
    assertThat(open(journal, of(ADA, 1), key(ADA, 1), new Cost(60, null), today)).isTrue();
    journal.failed(of(ADA, 1), new Usage(30, 0, 0), null, "cut");
    assertThat(open(journal, of(ADA, 1), key(ADA, 2), new Cost(60, null), tomorrow)).isTrue();
    journal.reply(of(ADA, 1), REPLY, null);
    assertThat(journal.open(of(ADA, 2), key(ADA, 2), HASH, new Cost(71, null), today))
        .isEqualTo(new Opening.Over(limit, Amount.tokens(30), Amount.tokens(0)));
    assertThat(journal.open(of(ADA, 2), key(ADA, 2), HASH, new Cost(11, null), tomorrow))
        .isEqualTo(new Opening.Over(limit, Amount.tokens(90), Amount.tokens(0)));
  }

  @Test
  void whatACrashLeftOpenIsSpentOnItsDayInFull() {
    Limit limit = new Limit(Scope.PERSON, Amount.dollars("1"));
    Account account = account(limit);
    assertThat(open(journal, of(ADA, 1), key(ADA, 1), new Cost(100, DIME), account)).isTrue();
    reopen();
    journal = opened.journal();
    assertThat(journal.settleLeftOpen(key(ADA, 1))).isEqualTo(1);
    Cost rest = new Cost(1, new Money(BigDecimal.ONE));
    assertThat(journal.open(of(BEN, 1), key(BEN, 1), HASH, rest, account))
        .isEqualTo(new Opening.Over(limit, Amount.dollars("0.1"), Amount.dollars("0")));
    assertThat(journal.all(ADA)).extracting(Journal.Entry::cost).containsExactly(DIME);
  }

  @Test
  void aForgottenSessionGivesNothingBackToItsDay() {
    Limit limit = new Limit(Scope.PERSON, Amount.tokens(100));
    Account account = account(limit);
    open(journal, of(ADA, 1), key(ADA, 1), new Cost(60, null), account);
    journal.reply(of(ADA, 1), REPLY, null);
    open(journal, of(ADA, 2), key(ADA, 1), new Cost(8, null), account);
    erase();
    assertThat(journal.open(of(BEN, 1), key(BEN, 1), HASH, new Cost(3, null), account))
        .isEqualTo(new Opening.Over(limit, Amount.tokens(98), Amount.tokens(0)));
  }

  @Test
  void aLimitInDollarsIsNotTakenForACallWithoutAPrice() {
    Limit limit = new Limit(Scope.SESSION, Amount.dollars("1"));
    assertThat(journal.open(of(ADA, 1), key(ADA, 1), HASH, new Cost(1, null), account(limit)))
        .isEqualTo(new Opening.Unpriced(limit));
    assertThat(open(journal, of(ADA, 1), key(ADA, 1), new Cost(1, Money.NONE), account(limit)))
        .isTrue();
  }

  @Test
  void whatEarlierSessionsTookIsToldPerStageOfThoseThatCameToChecking() {
    for (SessionId session : List.of(ADA, BEN)) {
      write(tx -> tx.create(state(session), clock.instant()));
      asked(session, Stage.GENERATING, "file:a.py@1", 0);
      asked(session, Stage.GENERATING, "file:a.py+1@1", 0);
      asked(session, Stage.GENERATING, "file:b.py@1", 0);
      asked(session, Stage.GENERATING, "file:b.py@1", 1);
    }
    asked(ADA, Stage.CHECKING, "review:1@1", 0);
    reopen();
    assertThat(opened.journal().took("openai:m", 9))
        .containsExactly(
            new Journal.Took(ADA, Stage.CHECKING, 1, 1, REPLY.usage(), 1, Duration.ofMillis(1_234)),
            new Journal.Took(
                ADA,
                Stage.GENERATING,
                2,
                4,
                new Usage(280, 200, 80),
                4,
                Duration.ofMillis(4 * 1_234)));
    assertThat(opened.journal().took("openai:other", 9)).isEmpty();
    assertThat(opened.journal().took("openai:m", 0)).isEmpty();
  }

  private void asked(SessionId session, Stage stage, String step, int attempt) {
    CallKey key = new CallKey(session, new PlanVersion(1), 1, stage, step, attempt);
    open(journal, key, key(session, 1), 1, 1_000_000);
    journal.reply(key, REPLY, null);
  }
}
