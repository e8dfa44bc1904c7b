package dev.offprint.engine;

import dev.offprint.session.Condition;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live posts of one connection. Sessions take turns, those of which something was decided
 * first; a turn is one edit, put into words when it comes, so that the newest state is shown
 * however long it waited. Safe for use by several threads; nobody waits for the platform but who
 * ticks.
 */
final class LiveConnection {
  private static final Logger LOG = LoggerFactory.getLogger(LiveConnection.class);
  private static final int REMEMBERED = 2_000;
  private static final Duration AFTER_UNKNOWN = Duration.ofSeconds(10);

  /** One post of a session. */
  private record Row(SessionId session, long seq) {}

  /** What may look otherwise, and the posts that have had their look. */
  private record Turn(ProgressBoard.News news, Set<Long> looked) {}

  private record Edit(Row row, Chat.PostId post, Message message) {}

  private enum Made {
    NOTHING,
    AN_EDIT,
    PUT_OFF
  }

  private final Chat chat;
  private final Store store;
  private final Composer composer;
  private final InstantSource clock;
  private final LinkedHashMap<SessionId, Turn> waiting = new LinkedHashMap<>();
  private final Set<SessionId> working = new LinkedHashSet<>();
  private final Map<Row, Message> shown = newest();
  private final Map<SessionId, EventId> asked = newest();
  private final Object turns = new Object();
  private Instant next = Instant.MIN;
  private Instant nextBeat = Instant.MIN;

  LiveConnection(Chat chat, Store store, Composer composer, InstantSource clock) {
    this.chat = chat;
    this.store = store;
    this.composer = composer;
    this.clock = clock;
  }

  private static <K, V> Map<K, V> newest() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  synchronized void posted(SessionId session, long seq, Message message) {
    shown.put(new Row(session, seq), message);
  }

  synchronized void changed(SessionId session, ProgressBoard.News news) {
    waiting.merge(
        session,
        new Turn(news, Set.of()),
        (before, now) ->
            before.news().compareTo(now.news()) > 0 ? new Turn(before.news(), Set.of()) : now);
  }

  /** Makes one edit where one is due; says whether it did. */
  boolean tick() {
    synchronized (turns) {
      Instant now = clock.instant();
      beat(now);
      return !now.isBefore(next) && turn() != Made.NOTHING;
    }
  }

  /** Makes all edits at once, until the platform has enough. */
  void flush() {
    synchronized (turns) {
      beat(clock.instant());
      Made made = Made.AN_EDIT;
      while (made == Made.AN_EDIT) {
        made = turn();
      }
    }
  }

  private void beat(Instant now) {
    Duration beat = chat.limits().edits().beat();
    if (beat.isPositive() && !now.isBefore(nextBeat)) {
      nextBeat = now.plus(beat);
      at(working).forEach(session -> changed(session, ProgressBoard.News.PROGRESS));
    }
  }

  private synchronized List<SessionId> at(Set<SessionId> sessions) {
    return List.copyOf(sessions);
  }

  /** Gives one session after the other its turn, until one has something to show. */
  private Made turn() {
    Optional<Map.Entry<SessionId, Turn>> first = first();
    while (first.isPresent()) {
      Turn turn = first.get().getValue();
      Optional<Store.Stored> session = store.load(first.get().getKey()).filter(this::ours);
      if (session.isPresent()) {
        mark(session.get());
        Set<Long> looked = new HashSet<>(turn.looked());
        Optional<Edit> edit = edit(session.get(), turn.news(), looked);
        if (edit.isPresent()) {
          return make(session.get(), edit.get(), new Turn(turn.news(), looked));
        }
      } else {
        stand(first.get().getKey(), false);
      }
      first = first();
    }
    return Made.NOTHING;
  }

  private boolean ours(Store.Stored session) {
    return session.state().thread().connection().equals(chat.connection());
  }

  private synchronized Optional<Map.Entry<SessionId, Turn>> first() {
    Optional<Map.Entry<SessionId, Turn>> first =
        waiting.entrySet().stream()
            .filter(entry -> entry.getValue().news() == ProgressBoard.News.CHANGED)
            .findFirst()
            .or(() -> waiting.entrySet().stream().findFirst())
            .map(Map.Entry::copyOf);
    first.ifPresent(entry -> waiting.remove(entry.getKey()));
    return first;
  }

  private synchronized void stand(SessionId session, boolean works) {
    if (works) {
      working.add(session);
    } else {
      working.remove(session);
    }
  }

  private void mark(Store.Stored session) {
    stand(session.state().id(), session.state().condition() instanceof Condition.Working);
    EventId request = asked(session.state().id());
    if (request == null) {
      return;
    }
    try {
      chat.mark(session.state().thread(), request, composer.mark(session));
    } catch (RuntimeException broken) {
      LOG.warn("how session {} stands cannot be told", session.state().id().value(), broken);
    }
  }

  private @Nullable EventId asked(SessionId session) {
    EventId known;
    synchronized (this) {
      known = asked.get(session);
    }
    if (known != null) {
      return known;
    }
    EventId request =
        store.history(session).stream()
            .filter(happened -> happened.event() instanceof Event.Requested)
            .map(Store.Happened::id)
            .findFirst()
            .orElse(null);
    if (request != null) {
      synchronized (this) {
        asked.put(session, request);
      }
    }
    return request;
  }

  /** The first post that has to look otherwise; every one that was looked at is noted. */
  private Optional<Edit> edit(Store.Stored session, ProgressBoard.News news, Set<Long> looked) {
    for (Store.OutboxRow row : store.posts(session.state().id())) {
      if (row.effect() instanceof Effect.Post post
          && row.post() != null
          && post.key().n() > session.state().reach().since()
          && (news == ProgressBoard.News.CHANGED
              ? live(post.topic())
              : post.topic() instanceof Effect.Topic.Header)
          && looked.add(row.seq())) {
        Optional<Edit> edit = edit(session, row, post, row.post());
        if (edit.isPresent()) {
          return edit;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Edit> edit(
      Store.Stored session, Store.OutboxRow row, Effect.Post post, Chat.PostId id) {
    Row key = new Row(row.session(), row.seq());
    try {
      Message message = composer.compose(session, post.topic());
      synchronized (this) {
        return Objects.equals(shown.get(key), message)
            ? Optional.empty()
            : Optional.of(new Edit(key, id, message));
      }
    } catch (RuntimeException broken) {
      LOG.warn(
          "post {} of {} cannot be put into words again", row.seq(), row.session().value(), broken);
      return Optional.empty();
    }
  }

  private Made make(Store.Stored session, Edit edit, Turn rest) {
    Chat.Posted outcome = chat.edit(session.state().thread(), edit.post(), edit.message());
    Instant now = clock.instant();
    return switch (outcome) {
      case Chat.Posted.Done done -> made(edit, rest, now);
      case Chat.Posted.Refused refused -> {
        LOG.debug("an edit was refused: {}", refused.why());
        yield made(edit, rest, now);
      }
      case Chat.Posted.Later later -> again(edit, rest, now.plus(later.after()));
      case Chat.Posted.Unknown unknown -> again(edit, rest, now.plus(AFTER_UNKNOWN));
    };
  }

  /** Whoever has more to show stands at the end again. */
  private synchronized Made made(Edit edit, Turn rest, Instant now) {
    next = now.plus(chat.limits().edits().between());
    shown.put(edit.row(), edit.message());
    waiting.putIfAbsent(edit.row().session(), rest);
    return Made.AN_EDIT;
  }

  private synchronized Made again(Edit edit, Turn rest, Instant then) {
    next = then;
    rest.looked().remove(edit.row().seq());
    if (!waiting.containsKey(edit.row().session())) {
      waiting.putFirst(edit.row().session(), rest);
    }
    return Made.PUT_OFF;
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
