package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.Permission;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.State;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
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

  @Test
  void theSameRequestBeginsTheSameSession() {
    EventId id = new EventId("drop");
    Event.Requested requested = rig.requested(Samples.ADA, Samples.THREAD, Rig.BUDGET);
    Inbox.Begun first = rig.inbox.begin(id, requested);
    assertThat(first.receipt()).isEqualTo(new Inbox.Receipt.Accepted());
    assertThat(rig.inbox.begin(id, requested))
        .isEqualTo(new Inbox.Begun(first.session(), new Inbox.Receipt.Duplicate()));
    assertThat(rig.queries.list()).hasSize(1);
  }

  @Test
  void anEventCountsOnce() {
    SessionId session = rig.begin();
    Event hold = new Event.HoldAsked(Samples.ADA, "wait");
    assertThat(rig.receive(session, "hold", hold)).isEqualTo(new Inbox.Receipt.Accepted());
    Store.Stored stored = rig.ports.store().load(session).orElseThrow();
    assertThat(rig.receive(session, "hold", hold)).isEqualTo(new Inbox.Receipt.Duplicate());
    assertThat(rig.ports.store().load(session)).contains(stored);
  }

  @Test
  void whatIsIgnoredOrRefusedStandsInTheHistoryWithItsReason() {
    SessionId session = rig.begin();
    Event approval = new Event.PlanApproved(Samples.ADA, new PlanVersion(1));
    Inbox.Receipt receipt = rig.receive(session, "early", approval);
    assertThat(receipt).isInstanceOfAny(Inbox.Receipt.Ignored.class, Inbox.Receipt.Refused.class);
    Store.Happened last = rig.ports.store().history(session).getLast();
    assertThat(last.event()).isEqualTo(approval);
    assertThat(last.outcome()).matches("(ignored|refused): .+");
  }

  @Test
  void anUnknownSessionIsSaidToBeUnknown() {
    assertThat(rig.receive(new SessionId("zzzzzzzz"), "e", new Event.CancelAsked(Samples.ADA)))
        .isEqualTo(new Inbox.Receipt.Refused("There is no session zzzzzzzz."));
  }

  @Test
  void aSessionThatOthersChangedMeanwhileIsReadAgain() {
    SessionId session = rig.begin();
    AtomicInteger conflicts = new AtomicInteger(2);
    Inbox inbox =
        new Inbox(
            Permission.Policy.DEFAULT,
            conflicting(rig.hand.store(), conflicts),
            rig.hand.schedule(),
            rig.clock,
            changed -> {});
    assertThat(
            inbox.receive(session, new EventId("hold"), new Event.HoldAsked(Samples.ADA, "wait")))
        .isEqualTo(new Inbox.Receipt.Accepted());
    assertThat(conflicts).hasValue(-1);
    assertThat(rig.state(session).hold()).isNotNull();
  }

  /** A store whose first updates find another version. */
  private static Store conflicting(Store store, AtomicInteger conflicts) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("transact")) {
                return method.invoke(store, arguments);
              }
              Store.Work<?> work = (Store.Work<?>) arguments[0];
              return store.transact(tx -> work.in(conflicting(tx, conflicts)));
            });
  }

  private static Store.Transaction conflicting(Store.Transaction tx, AtomicInteger conflicts) {
    return (Store.Transaction)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.Transaction.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("update") && conflicts.getAndDecrement() > 0) {
                return tx.update((State) arguments[0], -1, (Instant) arguments[2]);
              }
              try {
                return method.invoke(tx, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause() == null ? thrown : thrown.getCause();
              }
            });
  }

  @Test
  void aSessionIsFoundByItsPrefixAndItsPaper() {
    SessionId session = rig.begin();
    assertThat(rig.queries.find(session.value().substring(0, 3)))
        .extracting(stored -> stored.state().id())
        .containsExactly(session);
    Event.Requested again = rig.requested(Samples.ADA, Samples.THREAD, Rig.BUDGET);
    assertThat(rig.queries.open("fake", again.sources().getFirst()))
        .map(stored -> stored.state().id())
        .contains(session);
    assertThat(rig.queries.open("other", again.sources().getFirst())).isEmpty();
    rig.receive(session, "stop", new Event.CancelAsked(Samples.ADA));
    assertThat(rig.queries.open("fake", again.sources().getFirst())).isEmpty();
    assertThat(rig.queries.show(session).orElseThrow().history())
        .extracting(Store.Happened::outcome)
        .isEqualTo(List.of(Inbox.ACCEPTED, Inbox.ACCEPTED));
  }
}
