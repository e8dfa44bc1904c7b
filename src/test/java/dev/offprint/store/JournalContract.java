package dev.offprint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offprint.engine.CallKey;
import dev.offprint.engine.Journal;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Role;
import dev.offprint.engine.Traits;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import dev.offprint.session.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  private Journal journal;

  @BeforeEach
  void journal() {
    journal = opened.journal();
  }

  private static CallKey call(SessionId session, String step, int attempt) {
    return new CallKey(session, new PlanVersion(2), 1, Stage.GENERATING, step, attempt);
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
    assertThat(journal.open(key, key(ADA, 4), HASH, 100, 1_000)).isTrue();
    Journal.Entry entry =
        new Journal.Entry(key, key(ADA, 4), HASH, 100, null, null, null, "", Usage.NONE, 0);
    assertThat(journal.entries(key.attempt(9))).containsExactly(entry);
    assertThat(journal.spent(ADA)).isEqualTo(new Journal.Spent(Usage.NONE, 100));

    journal.reply(key, REPLY);
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
      journal.open(key, key(key.session(), 1), HASH, 1, 1_000);
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
    journal.open(key, key(ADA, 1), HASH, 10, 1_000);
    assertThatThrownBy(() -> journal.open(key, key(ADA, 1), HASH, 10, 1_000))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is open or has its reply");
    assertThatThrownBy(() -> journal.verdict(key, key(ADA, 1), true, ""))
        .hasMessageContaining("has no reply");
    journal.reply(key, REPLY);
    assertThatThrownBy(() -> journal.open(key, key(ADA, 2), HASH, 10, 1_000))
        .hasMessageContaining("is open or has its reply");
    assertThatThrownBy(() -> journal.reply(key, REPLY)).hasMessageContaining("is not open");
    assertThatThrownBy(() -> journal.failed(key, Usage.NONE, ""))
        .hasMessageContaining("is not open");
    assertThatThrownBy(() -> journal.open(call(ADA, "b", 0), key(BEN, 1), HASH, 10, 1_000))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFailedCallMayBeOpenedAgainAndItsCostStays() {
    CallKey key = call(ADA, "a", 0);
    journal.open(key, key(ADA, 1), HASH, 100, 1_000);
    journal.failed(key, new Usage(30, 0, 5), "the stream was cut");
    assertThat(journal.spent(ADA)).isEqualTo(new Journal.Spent(new Usage(30, 0, 5), 0));
    assertThat(journal.entries(key).getFirst().why()).isEqualTo("the stream was cut");
    journal.open(key, key(ADA, 2), HASH, 90, 1_000);
    assertThat(journal.spent(ADA)).isEqualTo(new Journal.Spent(new Usage(30, 0, 5), 90));
    journal.reply(key, REPLY);
    assertThat(journal.entries(key))
        .containsExactly(
            new Journal.Entry(
                key, key(ADA, 2), HASH, 90, REPLY, null, null, "", new Usage(100, 50, 25), 0));
  }

  @Test
  void whatACrashLeftOpenIsSettledInFullOnce() {
    CallKey lost = call(ADA, "a", 0);
    journal.open(lost, key(ADA, 1), HASH, 100, 1_000);
    journal.open(call(ADA, "b", 0), key(ADA, 1), HASH, 40, 1_000);
    journal.reply(call(ADA, "b", 0), REPLY);
    journal.open(call(ADA, "c", 0), key(ADA, 2), HASH, 7, 1_000);
    journal.open(call(BEN, "a", 0), key(BEN, 1), HASH, 5, 1_000);
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
    assertThat(journal.open(call(ADA, "a", 0), key(ADA, 1), HASH, 60, 100)).isTrue();
    assertThat(journal.open(call(ADA, "b", 0), key(ADA, 1), HASH, 41, 100)).isFalse();
    assertThat(journal.entries(call(ADA, "b", 0))).isEmpty();
    assertThat(journal.open(call(BEN, "b", 0), key(BEN, 1), HASH, 41, 100)).isTrue();
    assertThat(journal.open(call(ADA, "b", 0), key(ADA, 1), HASH, 40, 100)).isTrue();
    // What was spent counts as what is reserved did; what is left of a reservation is free again.
    journal.reply(
        call(ADA, "a", 0),
        new Reply("", Reply.Finish.COMPLETE, new Usage(30, 0, 10), "m", Duration.ZERO));
    assertThat(journal.open(call(ADA, "c", 0), key(ADA, 1), HASH, 21, 100)).isFalse();
    assertThat(journal.open(call(ADA, "c", 0), key(ADA, 1), HASH, 20, 100)).isTrue();
  }

  @Test
  void manyAtOnceNeverExceedTheBudget() throws Exception {
    int callers = 50;
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      List<Future<Boolean>> opening = new ArrayList<>();
      for (int n = 0; n < callers; n++) {
        CallKey key = call(ADA, "step" + n, 0);
        opening.add(threads.submit(() -> journal.open(key, key(ADA, 1), HASH, 7, 100)));
      }
      int fit = 0;
      for (Future<Boolean> one : opening) {
        fit += one.get() ? 1 : 0;
      }
      assertThat(fit).isEqualTo(14);
    }
    assertThat(journal.spent(ADA)).isEqualTo(new Journal.Spent(Usage.NONE, 98));
  }
}
