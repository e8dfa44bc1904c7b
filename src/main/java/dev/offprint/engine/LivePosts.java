package dev.offprint.engine;

import dev.offprint.session.Condition;
import dev.offprint.session.Effect;
import dev.offprint.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps posts as they have to look now: the header while the work goes on, and whatever was asked
 * once it is decided. Posts are edited in place, the newest state wins, and never more often than
 * the platform allows for all sessions together.
 */
public final class LivePosts implements Outbox.Posted, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LivePosts.class);
  private static final int REMEMBERED = 2_000;

  /** One post of a session. */
  private record Row(SessionId session, long seq) {}

  private record Edit(
      Chat chat, Effect.Post effect, Store.Stored session, Chat.PostId post, Message message) {}

  private final ProgressBoard board;
  private final Store store;
  private final Composer composer;
  private final Chats chats;
  private final InstantSource clock;
  private final Duration between;
  private final Duration beat;
  private final Set<SessionId> working = new LinkedHashSet<>();
  private final Map<Row, Edit> pending = new LinkedHashMap<>();
  private final Map<Row, Message> shown =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Row, Message> eldest) {
          return size() > REMEMBERED;
        }
      };
  private Instant next = Instant.MIN;
  private Instant nextBeat = Instant.MIN;
  private @Nullable ScheduledExecutorService thread;

  /**
   * @param between two edits, whatever their sessions
   * @param beat how often the header of a working session is shown anew although nothing is new, so
   *     that its times go on; zero: never
   */
  public LivePosts(
      ProgressBoard board,
      Store store,
      Composer composer,
      Chats chats,
      InstantSource clock,
      Duration between,
      Duration beat) {
    this.board = board;
    this.store = store;
    this.composer = composer;
    this.chats = chats;
    this.clock = clock;
    this.between = between;
    this.beat = beat;
  }

  /** Shows what is new from now on, on a thread of its own. */
  public synchronized void start() {
    if (thread == null) {
      thread =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("live-posts").factory());
      var unused =
          thread.scheduleWithFixedDelay(
              this::quietly,
              between.toMillis(),
              Math.max(1, between.toMillis()),
              TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public synchronized void close() {
    if (thread != null) {
      thread.shutdown();
      thread = null;
    }
  }

  @Override
  public void posted(Store.Stored session, long seq, Message message) {
    synchronized (this) {
      shown.put(new Row(session.state().id(), seq), message);
    }
    // What happened while it was being posted is not in it.
    boolean old =
        store
            .load(session.state().id())
            .filter(now -> now.version() != session.version())
            .isPresent();
    if (old) {
      board.changed(session.state().id());
    }
  }

  private void quietly() {
    try {
      tick();
    } catch (RuntimeException broken) {
      LOG.warn("what is new could not be shown", broken);
    }
  }

  /** Shows what is new now, whatever the time since the last edit: before the program ends. */
  public synchronized void flush() {
    do {
      next = Instant.MIN;
    } while (tick());
  }

  /** Makes one edit where one is due; says whether it did. */
  public synchronized boolean tick() {
    board.take().forEach(this::collect);
    Instant now = clock.instant();
    beat(now);
    Iterator<Map.Entry<Row, Edit>> edits = pending.entrySet().iterator();
    if (now.isBefore(next) || !edits.hasNext()) {
      return false;
    }
    Map.Entry<Row, Edit> first = edits.next();
    Edit edit = first.getValue();
    Chat.Posted outcome =
        edit.chat().edit(edit.session().state().thread(), edit.post(), edit.message());
    next = now.plus(between);
    switch (outcome) {
      case Chat.Posted.Done done -> {
        shown.put(first.getKey(), edit.message());
        edits.remove();
      }
      case Chat.Posted.Later later -> next = now.plus(later.after());
      case Chat.Posted.Refused refused -> {
        shown.put(first.getKey(), edit.message());
        edits.remove();
        LOG.debug("an edit was refused: {}", refused.why());
      }
      // Nobody waits for an edit: the next one says the same.
      case Chat.Posted.Unknown unknown -> edits.remove();
    }
    return true;
  }

  private void beat(Instant now) {
    if (beat.isPositive() && !now.isBefore(nextBeat)) {
      nextBeat = now.plus(beat);
      List.copyOf(working).forEach(id -> collect(id, ProgressBoard.News.PROGRESS));
    }
  }

  private void collect(SessionId id, ProgressBoard.News news) {
    Optional<Store.Stored> session = store.load(id);
    if (session.isEmpty()) {
      working.remove(id);
      return;
    }
    if (session.get().state().condition() instanceof Condition.Working) {
      working.add(id);
    } else {
      working.remove(id);
    }
    Optional<Chat> chat = chats.of(session.get().state().thread().connection());
    if (chat.isEmpty()) {
      return;
    }
    for (Store.OutboxRow row : store.posts(id)) {
      if (row.effect() instanceof Effect.Post post
          && row.post() != null
          && post.key().n() > session.get().state().reach().since()
          && (news == ProgressBoard.News.CHANGED
              ? live(post.topic())
              : post.topic() instanceof Effect.Topic.Header)) {
        collect(chat.get(), session.get(), row, post, row.post());
      }
    }
  }

  private void collect(
      Chat chat, Store.Stored session, Store.OutboxRow row, Effect.Post post, Chat.PostId id) {
    Row key = new Row(row.session(), row.seq());
    try {
      Message message = composer.compose(session, post.topic());
      if (Objects.equals(shown.get(key), message)) {
        pending.remove(key);
      } else {
        pending.put(key, new Edit(chat, post, session, id, message));
      }
    } catch (RuntimeException broken) {
      LOG.warn(
          "post {} of {} cannot be put into words again", row.seq(), row.session().value(), broken);
    }
  }

  /** Posts that look otherwise once something is decided. */
  private static boolean live(Effect.Topic topic) {
    return switch (topic) {
      case Effect.Topic.Header ignored -> true;
      case Effect.Topic.WhichPaper ignored -> true;
      case Effect.Topic.RequestGone ignored -> true;
      case Effect.Topic.SamePaper ignored -> true;
      case Effect.Topic.Questions ignored -> true;
      case Effect.Topic.Contested ignored -> true;
      case Effect.Topic.PlanCard ignored -> true;
      case Effect.Topic.WhenToChange ignored -> true;
      case Effect.Topic.SourceOrRequest ignored -> true;
      case Effect.Topic.Delivered ignored -> true;
      case Effect.Topic.Stopped ignored -> true;
      case Effect.Topic.Echo ignored -> true;
      case Effect.Topic.NotApplied ignored -> false;
      case Effect.Topic.Declined ignored -> false;
      case Effect.Topic.Reply ignored -> false;
      case Effect.Topic.Reminder ignored -> false;
      case Effect.Topic.Unreachable ignored -> false;
    };
  }
}
