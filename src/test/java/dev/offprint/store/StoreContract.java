package dev.offprint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offprint.engine.Chat;
import dev.offprint.engine.Progress;
import dev.offprint.engine.Schedule;
import dev.offprint.engine.Store;
import dev.offprint.session.Condition;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.SessionId;
import dev.offprint.session.Specimens;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every database has to keep: sessions, events, effects, posts. */
abstract class StoreContract extends StoreFixture {
  @Test
  void anEventCountsOnce() {
    EventId event = new EventId("slack:Ev1");
    assertThat(store.<Boolean>transact(tx -> tx.first(event))).isTrue();
    assertThat(store.<Boolean>transact(tx -> tx.first(event))).isFalse();
    reopen();
    assertThat(store.<Boolean>transact(tx -> tx.first(event))).isFalse();
    assertThat(store.<Boolean>transact(tx -> tx.first(new EventId("slack:Ev2")))).isTrue();
  }

  @Test
  void aSessionIsReadBackAsItWas() {
    Instant now = clock.instant();
    write(tx -> tx.create(state(BEN), now));
    assertThat(store.load(BEN)).contains(new Store.Stored(state(BEN), 1, now, now));
    reopen();
    assertThat(store.load(BEN)).contains(new Store.Stored(state(BEN), 1, now, now));
    assertThat(store.load(ADA)).isEmpty();
  }

  @Test
  void anUpdateCountsOnlyFromTheVersionSeen() {
    Instant created = clock.instant();
    State first = state(ADA);
    write(tx -> tx.create(first, created));
    clock.pass(Duration.ofMinutes(1));
    Instant changed = clock.instant();
    State second =
        Specimens.one(State.class, Map.of("id", ADA, "condition", new Condition.Delivered()));
    assertThat(store.<Boolean>transact(tx -> tx.update(second, 1, changed))).isTrue();
    assertThat(store.<Boolean>transact(tx -> tx.update(first, 1, changed))).isFalse();
    assertThat(store.load(ADA)).contains(new Store.Stored(second, 2, created, changed));
  }

  @Test
  void aRollbackTakesEverythingWithIt() {
    write(tx -> tx.create(state(ADA), clock.instant()));
    State other =
        Specimens.one(State.class, Map.of("id", ADA, "condition", new Condition.Delivered()));
    EventId event = new EventId("slack:Ev1");
    assertThatThrownBy(
            () ->
                write(
                    tx -> {
                      tx.first(event);
                      tx.update(other, 1, clock.instant());
                      tx.happened(happened(ADA, "slack:Ev1"));
                      tx.enqueue(stage(ADA, 1));
                      tx.post(header(ADA, 2));
                      tx.drain(ADA, Duration.ZERO);
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(opened.schedule().due()).isEmpty();
    assertThat(store.load(ADA).orElseThrow().state()).isEqualTo(state(ADA));
    assertThat(store.history(ADA)).isEmpty();
    assertThat(store.posts(ADA)).isEmpty();
    assertThat(store.<Boolean>transact(tx -> tx.first(event))).isTrue();
  }

  @Test
  void aTransactionSeesItsOwnWritesEvenFromOutside() {
    write(
        tx -> {
          tx.create(state(ADA), clock.instant());
          assertThat(tx.load(ADA)).isPresent();
          assertThat(store.load(ADA)).isPresent();
          assertThat(opened.blobs().text(opened.blobs().putText("words"))).isEqualTo("words");
        });
  }

  @Test
  void whatIsEnqueuedRunsOnceUnderItsKey() {
    write(
        tx -> {
          tx.enqueue(stage(ADA, 1));
          tx.enqueue(stage(ADA, 1));
          tx.enqueue(stage(BEN, 1));
          tx.post(header(ADA, 2));
          tx.post(header(ADA, 2));
        });
    assertThat(opened.schedule().runDue()).isEqualTo(3);
    assertThat(ran).containsExactlyInAnyOrder("adaadaad#1", "benbenbe#1", "drain adaadaad");
    assertThat(store.posts(ADA)).hasSize(1);
  }

  @Test
  void everyEffectIsHandedBackAsItWas() {
    List<Effect> handed = new ArrayList<>();
    List<Effect> all = new ArrayList<>();
    opened.schedule().start(noting(handed::add));
    for (Class<?> kind : Effect.class.getPermittedSubclasses()) {
      Effect effect = (Effect) Specimens.one(kind);
      all.add(effect);
      write(tx -> tx.enqueue(effect));
      clock.pass(Duration.ofDays(2));
      opened.schedule().runOne();
    }
    assertThat(handed).isEqualTo(all);
  }

  @Test
  void anAlarmIsDueAfterItsOwnTime() {
    write(tx -> tx.enqueue(wake(ADA, 1, Duration.ofHours(24))));
    write(tx -> tx.drain(ADA, Duration.ofMinutes(2)));
    assertThat(opened.schedule().runDue()).isZero();
    clock.pass(Duration.ofMinutes(2));
    opened.schedule().runDue();
    assertThat(ran).containsExactly("drain adaadaad");
    clock.pass(Duration.ofHours(24));
    reopen();
    opened.schedule().runDue();
    assertThat(ran).containsExactly("drain adaadaad", "adaadaad#1");
  }

  @Test
  void whatThrowsComesBackAtGrowingIntervals() {
    opened
        .schedule()
        .start(
            noting(
                effect -> {
                  throw new IllegalStateException("not now");
                }));
    write(tx -> tx.enqueue(stage(ADA, 1)));
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      opened.schedule().runDue();
      Duration wait = Duration.between(clock.instant(), opened.schedule().next().orElseThrow());
      waits.add(wait.toSeconds());
      clock.pass(wait);
    }
    assertThat(waits)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 600L, 600L, 600L);
  }

  @Test
  void whatACrashInterruptsRunsAgain() {
    write(
        tx -> {
          tx.enqueue(stage(ADA, 1));
          tx.enqueue(wake(ADA, 2, Duration.ZERO));
        });
    opened
        .schedule()
        .start(
            noting(
                effect -> {
                  throw new Crash();
                }));
    assertThatThrownBy(() -> opened.schedule().run(0)).isInstanceOf(Crash.class);
    assertThatThrownBy(() -> opened.schedule().run(0)).isInstanceOf(Crash.class);
    assertThat(opened.schedule().due()).isEmpty();
    ran.clear();
    reopen();
    opened.schedule().runDue();
    assertThat(ran).containsExactlyInAnyOrder("adaadaad#1", "adaadaad#2");
    assertThat(opened.schedule().next()).isEmpty();
  }

  /** Each effect of a session enqueues the next while it runs, as results do. */
  @Test
  void noWakeUpIsLostWhileEffectsOfOneSessionEnd() throws Exception {
    int chains = 4;
    int each = 40;
    CountDownLatch left = new CountDownLatch(chains * each * 2);
    Schedule threads = opened.store().schedule();
    AtomicInteger drains = new AtomicInteger();
    threads.start(
        new Schedule.Runner() {
          @Override
          public void run(Effect effect) {
            int n = effect.key().n();
            SessionId session = effect.key().session();
            write(
                tx -> {
                  if (n / 2 < each) {
                    tx.enqueue(
                        n % 3 == 0 ? stage(session, n + 2) : wake(session, n + 2, Duration.ZERO));
                  }
                  tx.post(header(session, n + 1));
                });
            threads.wake();
            left.countDown();
          }

          @Override
          public void drain(SessionId session) {
            drains.incrementAndGet();
            left.countDown();
          }
        });
    for (int chain = 0; chain < chains; chain++) {
      SessionId session = new SessionId("chain00" + chain);
      write(tx -> tx.enqueue(stage(session, 2)));
    }
    threads.wake();
    try {
      assertThat(left.await(60, TimeUnit.SECONDS)).as("%s left", left.getCount()).isTrue();
      assertThat(drains).hasValue(chains * each);
    } finally {
      threads.stop(Duration.ofSeconds(10));
    }
  }

  @Test
  void aShortEffectDoesNotWaitBehindStages() throws Exception {
    Schedule threads = opened.store().schedule();
    CountDownLatch posted = new CountDownLatch(1);
    CountDownLatch running = new CountDownLatch(1);
    threads.start(
        new Schedule.Runner() {
          @Override
          public void run(Effect effect) {
            running.countDown();
            await(posted);
          }

          @Override
          public void drain(SessionId session) {
            posted.countDown();
          }
        });
    write(
        tx -> {
          for (int n = 1; n <= 20; n++) {
            tx.enqueue(stage(ADA, n));
          }
        });
    threads.wake();
    await(running);
    write(tx -> tx.post(header(ADA, 21)));
    threads.wake();
    try {
      await(posted);
    } finally {
      threads.stop(Duration.ofSeconds(10));
    }
  }

  @Test
  void stoppingLetsRunningWorkEndAndKeepsTheRest() throws Exception {
    Schedule threads = opened.store().schedule();
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch stopping = new CountDownLatch(1);
    threads.start(
        new Schedule.Runner() {
          @Override
          public void run(Effect effect) {
            running.countDown();
            await(stopping);
            write(tx -> tx.first(new EventId("ran " + effect.key())));
          }

          @Override
          public void drain(SessionId session) {}
        });
    write(tx -> tx.enqueue(stage(ADA, 1)));
    threads.wake();
    await(running);
    write(tx -> tx.enqueue(stage(ADA, 2)));
    Thread stop = new Thread(() -> threads.stop(Duration.ofSeconds(30)));
    stop.start();
    stopping.countDown();
    stop.join();
    reopen();
    assertThat(store.<Boolean>transact(tx -> tx.first(new EventId("ran adaadaad#1")))).isFalse();
    opened.schedule().runDue();
    assertThat(ran).doesNotContain("adaadaad#1");
  }

  @Test
  void postsKeepTheirOrder() {
    write(
        tx -> {
          tx.post(header(ADA, 3));
          tx.post(header(BEN, 1));
          tx.post(header(ADA, 2));
        });
    write(tx -> tx.post(header(ADA, 9)));
    assertThat(store.posts(ADA))
        .containsExactly(
            row(1, 3, Store.PostState.WAITING, null, 0),
            row(2, 2, Store.PostState.WAITING, null, 0),
            row(3, 9, Store.PostState.WAITING, null, 0));
  }

  private static Store.OutboxRow row(
      long seq, int n, Store.PostState state, @Nullable String post, int tries) {
    Chat.PostId id = post == null ? null : new Chat.PostId(post);
    return new Store.OutboxRow(ADA, seq, header(ADA, n), state, id, tries);
  }

  @Test
  void oneOfTwoThatSawTheSameRowMaySend() {
    write(tx -> tx.post(header(ADA, 1)));
    assertThat(store.<Boolean>transact(tx -> tx.claim(ADA, 1, 0))).isTrue();
    assertThat(store.<Boolean>transact(tx -> tx.claim(ADA, 1, 0))).isFalse();
    assertThat(store.posts(ADA)).containsExactly(row(1, 1, Store.PostState.SENDING, null, 1));
    // Whoever looks an unknown row up may send it again.
    assertThat(store.<Boolean>transact(tx -> tx.claim(ADA, 1, 1))).isTrue();
    write(tx -> tx.record(ADA, 1, Store.PostState.DONE, new Chat.PostId("ts-1")));
    assertThat(store.posts(ADA)).containsExactly(row(1, 1, Store.PostState.DONE, "ts-1", 2));
    assertThat(store.<Boolean>transact(tx -> tx.claim(ADA, 1, 2))).isFalse();
    write(tx -> tx.record(ADA, 1, Store.PostState.REFUSED, null));
    assertThat(store.posts(ADA)).containsExactly(row(1, 1, Store.PostState.DONE, "ts-1", 2));
  }

  @Test
  void aPostThatWaitsAgainIsTakenAgain() {
    write(tx -> tx.post(header(ADA, 1)));
    Store.OutboxRow before = row(1, 1, Store.PostState.WAITING, null, 0);
    write(tx -> tx.claim(ADA, 1, 0));
    write(tx -> tx.unclaim(before));
    // A platform that said "later" took nothing: that was no try.
    assertThat(store.posts(ADA)).containsExactly(before);
    assertThat(store.<Boolean>transact(tx -> tx.claim(ADA, 1, 0))).isTrue();
  }

  @Test
  void aPostWhoseEarlierTryMayHaveGotThroughStaysSo() {
    write(tx -> tx.post(header(ADA, 1)));
    write(tx -> tx.claim(ADA, 1, 0));
    Store.OutboxRow before = row(1, 1, Store.PostState.SENDING, null, 1);
    write(tx -> tx.claim(ADA, 1, 1));
    write(tx -> tx.unclaim(before));
    assertThat(store.posts(ADA)).containsExactly(before);
    // Only the claim that was just made is taken back.
    write(tx -> tx.claim(ADA, 1, 1));
    write(tx -> tx.claim(ADA, 1, 2));
    write(tx -> tx.unclaim(before));
    assertThat(store.posts(ADA)).containsExactly(row(1, 1, Store.PostState.SENDING, null, 3));
  }

  @Test
  void historyIsKeptInOrder() {
    List<Store.Happened> all = new ArrayList<>();
    for (Event event : Specimens.every(Event.class).stream().limit(30).toList()) {
      clock.pass(Duration.ofMillis(1));
      Store.Happened happened =
          new Store.Happened(
              ADA, new EventId("e" + all.size()), clock.instant(), event, "accepted");
      all.add(happened);
      write(tx -> tx.happened(happened));
    }
    write(tx -> tx.happened(happened(BEN, "other")));
    assertThat(store.history(ADA)).isEqualTo(all);
  }

  private Store.Happened happened(SessionId session, String id) {
    Event event = Specimens.one(Event.class);
    return new Store.Happened(session, new EventId(id), clock.instant(), event, "accepted");
  }

  @Test
  void sessionsAreListedNewestFirstAndFoundByThreadAndPaper() {
    ThreadRef thread = new ThreadRef("slack", "C01", "1712.03");
    ThreadRef other = new ThreadRef("slack", "C01", "1712.04");
    create("session1", thread, List.of("arxiv:1706.03762", "doi:10.1/x"));
    create("session2", other, List.of("doi:10.1/x"));
    create("session3", thread, List.of());
    assertThat(ids(store.list())).containsExactly("session3", "session2", "session1");
    assertThat(ids(store.in(thread))).containsExactly("session3", "session1");
    assertThat(ids(store.in(new ThreadRef("web", "C01", "1712.03")))).isEmpty();
    assertThat(ids(store.ofPaper(List.of("doi:10.1/x", "arxiv:1706.03762"))))
        .containsExactly("session2", "session1");
    assertThat(store.ofPaper(List.of())).isEmpty();
    // What is found follows the state.
    State moved =
        Specimens.one(
            State.class,
            Map.of(
                "id", new SessionId("session1"), "thread", other, "paperKeys", List.of("doi:2")));
    write(tx -> tx.update(moved, 1, clock.instant()));
    assertThat(ids(store.in(thread))).containsExactly("session3");
    assertThat(ids(store.ofPaper(List.of("doi:10.1/x")))).containsExactly("session2");
  }

  private void create(String id, ThreadRef thread, List<String> paperKeys) {
    clock.pass(Duration.ofSeconds(1));
    State state =
        Specimens.one(
            State.class, Map.of("id", new SessionId(id), "thread", thread, "paperKeys", paperKeys));
    write(tx -> tx.create(state, clock.instant()));
  }

  private static List<String> ids(List<Store.Stored> sessions) {
    return sessions.stream().map(stored -> stored.state().id().value()).toList();
  }

  @Test
  void theNewestProgressWins() {
    assertThat(opened.progress().of(ADA)).isEmpty();
    for (Progress.Standing standing : Specimens.every(Progress.Standing.class)) {
      opened.progress().report(ADA, standing);
      assertThat(opened.progress().of(ADA)).isEqualTo(Optional.of(standing));
    }
    reopen();
    assertThat(opened.progress().of(ADA)).isPresent();
  }
}
