package dev.offprint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offprint.engine.CallKey;
import dev.offprint.engine.Journal;
import dev.offprint.engine.Json;
import dev.offprint.engine.Progress;
import dev.offprint.engine.Store;
import dev.offprint.session.BlobId;
import dev.offprint.session.Change;
import dev.offprint.session.Delivery;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PersonId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Specimens;
import dev.offprint.session.Stage;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every database does with bytes, and what it forgets. */
abstract class BlobsContract extends StoreFixture {
  @Test
  void bytesAreKeptOnceUnderTheirHash() {
    BlobId id = opened.blobs().putText("abc");
    assertThat(id.value())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(opened.blobs().putText(ADA, "abc")).isEqualTo(id);
    assertThat(opened.blobs().putText("abc")).isEqualTo(id);
    assertThat(count("blob")).isEqualTo(1);
    reopen();
    assertThat(opened.blobs().text(id)).isEqualTo("abc");
    byte[] all = new byte[100_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i * 31);
    }
    assertThat(opened.blobs().get(opened.blobs().put(all))).isEqualTo(all);
    assertThat(opened.blobs().get(opened.blobs().put(new byte[0]))).isEmpty();
  }

  @Test
  void anUnknownBlobIsAnError() {
    BlobId unknown = new BlobId("0".repeat(64));
    assertThatThrownBy(() -> opened.blobs().get(unknown))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(unknown.value());
  }

  @Test
  void erasingLeavesIdStateAndTimes() {
    Instant created = clock.instant();
    write(
        tx -> {
          tx.create(state(ADA), created);
          tx.happened(event(ADA, new BlobId("0".repeat(64))));
          tx.post(header(ADA, 1));
          tx.enqueue(wake(ADA, 2, Duration.ofDays(1)));
          tx.drain(ADA, Duration.ofDays(1));
          tx.create(state(BEN), created);
          tx.happened(event(BEN, new BlobId("0".repeat(64))));
          tx.post(header(BEN, 1));
          tx.enqueue(stage(BEN, 2));
        });
    for (SessionId session : List.of(ADA, BEN)) {
      opened
          .journal()
          .open(
              new CallKey(session, PlanVersion.NONE, 1, Stage.PLANNING, "a", 0),
              key(session, 1),
              "",
              new Journal.Cost(1, null),
              new Journal.Account(
                  LocalDate.of(2026, 11, 23),
                  new PersonId("slack:ada"),
                  new ThreadRef("slack", "lab", "1"),
                  List.of()));
      opened.progress().report(session, Specimens.one(Progress.Standing.class));
    }
    write(tx -> tx.erase(ADA));

    assertThat(store.load(ADA)).contains(new Store.Stored(state(ADA), 1, created, created));
    assertThat(store.history(ADA)).isEmpty();
    assertThat(store.posts(ADA)).isEmpty();
    assertThat(opened.journal().all(ADA)).isEmpty();
    assertThat(opened.progress().of(ADA)).isEmpty();
    assertThat(ids(store.ofPaper(state(ADA).paperKeys()))).containsExactly(BEN);

    assertThat(store.history(BEN)).hasSize(1);
    assertThat(store.posts(BEN)).hasSize(1);
    assertThat(opened.journal().all(BEN)).hasSize(1);
    assertThat(opened.progress().of(BEN)).isPresent();
    clock.pass(Duration.ofDays(2));
    opened.schedule().runDue();
    assertThat(ran).containsExactlyInAnyOrder("benbenbe#2", "drain benbenbe");
  }

  private static List<SessionId> ids(List<Store.Stored> sessions) {
    return sessions.stream().map(stored -> stored.state().id()).toList();
  }

  /** An event that names a blob. */
  private Store.Happened event(SessionId session, BlobId words) {
    Event event = new Event.FollowedUp(Specimens.one(Event.FollowedUp.class).by(), words);
    return new Store.Happened(
        session, new EventId(session.value() + words.value()), clock.instant(), event, "accepted");
  }

  private static State naming(SessionId session, BlobId brief) {
    return Specimens.one(
        State.class,
        Map.of("id", session, "brief", brief, "sources", List.of(), "waiting", List.of()));
  }

  @Test
  void erasingTakesWhatNoOtherSessionNames() {
    BlobId brief = opened.blobs().putText("brief of both");
    BlobId words = opened.blobs().putText("words of ada");
    BlobId change = opened.blobs().putText("change of ada");
    BlobId made = opened.blobs().putText(ADA, "made for ada");
    BlobId bens = opened.blobs().putText("words of ben");
    BlobId queued = opened.blobs().putText("only named by a waiting effect");
    write(
        tx -> {
          tx.create(naming(ADA, brief), clock.instant());
          tx.happened(event(ADA, words));
          tx.post(new Effect.Post(key(ADA, 1), new Effect.Topic.Reply(change, null)));
          tx.create(naming(BEN, brief), clock.instant());
          tx.happened(event(BEN, bens));
          tx.enqueue(new Effect.Post(key(BEN, 2), new Effect.Topic.Reply(queued, null)));
        });
    write(tx -> tx.erase(ADA));
    assertThat(gone(words, change, made)).isTrue();
    assertThat(opened.blobs().text(brief)).isEqualTo("brief of both");
    assertThat(opened.blobs().text(bens)).isEqualTo("words of ben");
    assertThat(opened.blobs().text(queued)).isEqualTo("only named by a waiting effect");
    write(tx -> tx.erase(BEN));
    assertThat(gone(brief, bens, queued)).isTrue();
    assertThat(count("blob")).isZero();
    assertThat(count("blob_use")).isZero();
  }

  /** A delivery names its archive; the session names only the delivery. */
  @Test
  void erasingFollowsStoredDocuments() {
    BlobId archive = opened.blobs().put("zip".getBytes(StandardCharsets.UTF_8));
    BlobId tree = opened.blobs().putText("shared tree");
    Delivery delivery = Specimens.one(Delivery.class, Map.of("archive", archive, "tree", tree));
    BlobId document = opened.blobs().putText(Json.write(delivery));
    BlobId outer = opened.blobs().putText(Json.write(new Change.What.Words(document)));
    write(
        tx -> {
          tx.create(naming(ADA, outer), clock.instant());
          tx.create(naming(BEN, tree), clock.instant());
        });
    write(tx -> tx.erase(ADA));
    assertThat(gone(outer, document, archive)).isTrue();
    assertThat(opened.blobs().text(tree)).isEqualTo("shared tree");
    assertThat(count("blob_link")).isZero();
  }

  /** Somebody else has just put the same bytes and has not come to name them. */
  @Test
  void whatWasPutAgainSinceIsNotErased() {
    BlobId paper = opened.blobs().putText("the same paper");
    write(tx -> tx.create(naming(ADA, paper), clock.instant()));
    clock.pass(Duration.ofSeconds(1));
    opened.blobs().putText("the same paper");
    write(tx -> tx.update(naming(ADA, paper), 1, clock.instant()));
    write(tx -> tx.erase(ADA));
    write(tx -> tx.create(naming(BEN, paper), clock.instant()));
    assertThat(opened.blobs().text(paper)).isEqualTo("the same paper");
    write(tx -> tx.erase(BEN));
    assertThat(gone(paper)).isTrue();
  }

  @Test
  void whatNobodyCameToNameGoesADayLater() {
    BlobId orphan = opened.blobs().putText("never named");
    clock.pass(Duration.ofHours(23));
    write(tx -> tx.erase(ADA));
    assertThat(gone(orphan)).isFalse();
    clock.pass(Duration.ofHours(2));
    write(tx -> tx.erase(ADA));
    assertThat(gone(orphan)).isTrue();
  }

  private boolean gone(BlobId... ids) {
    int found = 0;
    for (BlobId id : ids) {
      found +=
          opened
              .store()
              .database()
              .<Integer>read(
                  handle ->
                      handle
                          .createQuery("select count(*) from blob where id = :id")
                          .bind("id", id.value())
                          .mapTo(Integer.class)
                          .one());
    }
    assertThat(found).isIn(0, ids.length);
    return found == 0;
  }

  private int count(String table) {
    return opened
        .store()
        .database()
        .<Integer>read(
            handle ->
                handle.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
  }
}
