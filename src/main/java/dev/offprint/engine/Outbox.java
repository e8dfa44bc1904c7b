package dev.offprint.engine;

import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.SessionId;
import dev.offprint.session.ThreadRef;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a session's waiting posts in order, one after the other. A row is claimed before its
 * request goes out and recorded after; one whose outcome is unknown is looked up before it is
 * repeated, where the platform lets us. Safe for use by several threads.
 */
public final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  /** After so many tries without knowing the outcome a post is given up. */
  private static final int MOST_TRIES = 12;

  private static final int MOST_DOUBLINGS = 5;
  private static final Duration NO_CHAT = Duration.ofMinutes(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  private final Store store;
  private final Composer composer;
  private final Chats chats;
  private final Inbox inbox;
  private final Posted posted;
  private final Map<SessionId, ReentrantLock> draining = new ConcurrentHashMap<>();

  /** Hears what was posted. */
  public interface Posted {
    void posted(Store.Stored session, long seq, Message message);
  }

  public Outbox(Store store, Composer composer, Chats chats, Inbox inbox, Posted posted) {
    this.store = store;
    this.composer = composer;
    this.chats = chats;
    this.inbox = inbox;
    this.posted = posted;
  }

  /** Sends what waits; comes back at once where nothing does. */
  public void drain(SessionId session) {
    ReentrantLock lock = draining.computeIfAbsent(session, unused -> new ReentrantLock());
    lock.lock();
    try {
      for (Store.OutboxRow row : store.posts(session)) {
        boolean open =
            switch (row.state()) {
              case WAITING, SENDING -> true;
              case DONE, REFUSED -> false;
            };
        if (open && !sent(row)) {
          return;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether the next row may go. */
  private boolean sent(Store.OutboxRow row) {
    Optional<Store.Stored> stored = store.load(row.session());
    if (stored.isEmpty()) {
      return false;
    }
    ThreadRef thread = stored.get().state().thread();
    Optional<Chat> chat = chats.of(thread.connection());
    if (chat.isEmpty()) {
      store.transact(
          tx -> {
            tx.drain(row.session(), NO_CHAT);
            return row;
          });
      return false;
    }
    Optional<Chat.PostId> there = lookedUp(chat.get(), thread, row);
    if (there.isPresent()) {
      record(row, Store.PostState.DONE, there.get());
      return true;
    }
    if (row.state() == Store.PostState.SENDING && row.tries() >= MOST_TRIES) {
      return refused(row, false, "no try showed whether it got through");
    }
    boolean claimed = store.transact(tx -> tx.claim(row.session(), row.seq(), row.tries()));
    return claimed && outcome(chat.get(), thread, stored.get(), row);
  }

  /** A row that was being sent when a crash or a cut connection came may be there already. */
  private static Optional<Chat.PostId> lookedUp(Chat chat, ThreadRef thread, Store.OutboxRow row) {
    return row.state() == Store.PostState.SENDING && chat.limits().findable()
        ? chat.find(thread, new Chat.PostKey(row.effect().key()))
        : Optional.empty();
  }

  private boolean outcome(Chat chat, ThreadRef thread, Store.Stored session, Store.OutboxRow row) {
    Message message;
    try {
      message = composer.compose(session, topic(row.effect()));
    } catch (RuntimeException broken) {
      LOG.error("post {} of {} cannot be put into words", row.seq(), row.session(), broken);
      return refused(row, false, "it could not be put into words");
    }
    return switch (sent(chat, thread, row.effect(), message)) {
      case Chat.Posted.Done done -> {
        record(row, Store.PostState.DONE, done.id());
        posted.posted(session, row.seq(), message);
        yield true;
      }
      case Chat.Posted.Refused no -> refused(row, no.threadGone(), no.why());
      case Chat.Posted.Later later -> {
        putOff(row, later.after());
        yield false;
      }
      case Chat.Posted.Unknown unknown -> {
        LOG.warn(
            "post {} of {}: outcome unknown: {}", row.seq(), row.session().value(), unknown.why());
        again(row, FIRST_PAUSE.multipliedBy(1L << Math.min(row.tries(), MOST_DOUBLINGS)));
        yield false;
      }
    };
  }

  private static Chat.Posted sent(Chat chat, ThreadRef thread, Effect effect, Message message) {
    Chat.PostKey key = new Chat.PostKey(effect.key());
    return effect instanceof Effect.WriteDirectly direct
        ? chat.direct(direct.to(), key, message)
        : chat.post(thread, key, message);
  }

  /** What a row of the outbox is about. */
  static Effect.Topic topic(Effect effect) {
    return switch (effect) {
      case Effect.Post post -> post.topic();
      case Effect.WriteDirectly direct -> direct.topic();
      case Effect.RunStage run -> throw noPost(run);
      case Effect.AbortStage abort -> throw noPost(abort);
      case Effect.Wake wake -> throw noPost(wake);
      case Effect.Erase erase -> throw noPost(erase);
    };
  }

  private static IllegalStateException noPost(Effect effect) {
    return new IllegalStateException(effect.key() + " is no post");
  }

  private boolean refused(Store.OutboxRow row, boolean threadGone, String why) {
    // The event first: a crash in between repeats it, and it counts once.
    inbox.receive(
        row.session(),
        Worker.id("refused", row.effect().key()),
        new Event.PostRefused(row.effect().key(), threadGone, why));
    record(row, Store.PostState.REFUSED, null);
    return true;
  }

  private void record(Store.OutboxRow row, Store.PostState state, Chat.@Nullable PostId post) {
    store.transact(
        tx -> {
          tx.record(row.session(), row.seq(), state, post);
          return row;
        });
  }

  /** Nothing was posted now; an earlier try may still have got through, and is looked up. */
  private void putOff(Store.OutboxRow row, Duration after) {
    store.transact(
        tx -> {
          tx.unclaim(row);
          tx.drain(row.session(), after);
          return row;
        });
  }

  private void again(Store.OutboxRow row, Duration after) {
    store.transact(
        tx -> {
          tx.drain(row.session(), after);
          return row;
        });
  }
}
