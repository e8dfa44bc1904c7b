package dev.offprint.engine;

import dev.offprint.session.SessionId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps posts as they have to look now: the header while the work goes on, and whatever was asked
 * once it is decided. Posts are edited in place, the newest state wins, and every connection has
 * its own pace and thread, so that none waits for another.
 */
public final class LivePosts implements Outbox.Posted, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LivePosts.class);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final ProgressBoard board;
  private final Store store;
  private final Composer composer;
  private final Chats chats;
  private final InstantSource clock;
  private final Map<String, LiveConnection> connections = new LinkedHashMap<>();
  private final Map<String, ScheduledExecutorService> threads = new LinkedHashMap<>();
  private @Nullable ScheduledExecutorService gatherer;

  public LivePosts(
      ProgressBoard board, Store store, Composer composer, Chats chats, InstantSource clock) {
    this.board = board;
    this.store = store;
    this.composer = composer;
    this.chats = chats;
    this.clock = clock;
  }

  /** Shows what is new from now on, on threads of its own. */
  public synchronized void start() {
    if (gatherer == null) {
      gatherer = every("live-posts", this::gather);
      connections.forEach(this::start);
    }
  }

  private void start(String name, LiveConnection connection) {
    threads.put(name, every("live-posts-" + name, connection::tick));
  }

  private static ScheduledExecutorService every(String name, Runnable what) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    Runnable quietly =
        () -> {
          try {
            what.run();
          } catch (RuntimeException broken) {
            LOG.warn("what is new could not be shown", broken);
          }
        };
    var unused =
        thread.scheduleWithFixedDelay(
            quietly, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    return thread;
  }

  @Override
  public synchronized void close() {
    if (gatherer != null) {
      gatherer.shutdown();
      gatherer = null;
    }
    threads.values().forEach(ScheduledExecutorService::shutdown);
    threads.clear();
  }

  @Override
  public void posted(Store.Stored session, long seq, Message message) {
    connection(session)
        .ifPresent(connection -> connection.posted(session.state().id(), seq, message));
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

  /** Shows what is new now, whatever the time since the last edit: before the program ends. */
  public void flush() {
    gather();
    open().forEach(LiveConnection::flush);
  }

  /** Makes one edit on every connection where one is due; says whether there was any. */
  public boolean tick() {
    gather();
    boolean any = false;
    for (LiveConnection connection : open()) {
      any |= connection.tick();
    }
    return any;
  }

  private void gather() {
    Map<SessionId, ProgressBoard.News> news = board.take();
    news.forEach(
        (id, what) ->
            store
                .load(id)
                .flatMap(this::connection)
                .ifPresent(connection -> connection.changed(id, what)));
  }

  private synchronized Collection<LiveConnection> open() {
    return List.copyOf(connections.values());
  }

  private synchronized Optional<LiveConnection> connection(Store.Stored session) {
    String name = session.state().thread().connection();
    LiveConnection open = connections.get(name);
    if (open != null) {
      return Optional.of(open);
    }
    Optional<LiveConnection> opened =
        chats.of(name).map(chat -> new LiveConnection(chat, store, composer, clock));
    opened.ifPresent(
        connection -> {
          connections.put(name, connection);
          if (gatherer != null) {
            start(name, connection);
          }
        });
    return opened;
  }
}
