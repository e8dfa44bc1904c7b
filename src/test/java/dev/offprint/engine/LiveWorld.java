package dev.offprint.engine;

import dev.offprint.session.Permission;
import dev.offprint.store.JdbcStore;
import dev.offprint.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The engine as it runs: real rules, store, queue and threads; fake stages, papers and models,
 * which answer at once. For what is killed and for what is measured.
 */
public final class LiveWorld implements AutoCloseable {
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final JdbcStore store;
  private final Schedule schedule;
  private final Worker worker;
  private final LivePosts live;
  private final Conversation conversation;
  private final Queries queries;
  private final Wording wording;
  private final Downloads downloads;

  private LiveWorld(
      Path directory, boolean safe, Function<Blobs, Chat> connection, Downloads downloads) {
    this.downloads = downloads;
    Clock clock = Clock.systemUTC();
    StoreSettings usual = StoreSettings.DEFAULT;
    store =
        JdbcStore.open(
            directory, new StoreSettings(safe, usual.shortThreads(), usual.stageThreads()), clock);
    Blobs blobs = store.blobs();
    Chat chat = connection.apply(blobs);
    FakeModels models = new FakeModels();
    // More than one call at a time: no session waits for another's turn.
    models.parallel = 4;
    FakePorts fakes = new FakePorts();
    Ports ports =
        new Ports(
            store,
            store.journal(),
            blobs,
            models,
            new FakeStages(),
            fakes,
            downloads,
            fakes,
            fakes,
            fakes,
            store.shelf());
    ProgressBoard board = new ProgressBoard(store.progress());
    Chats chats = name -> name.equals(chat.connection()) ? Optional.of(chat) : Optional.empty();
    wording =
        new Wording(
            new Wording.Desk(store, blobs, store.journal(), board, fakes, models, clock),
            name -> chat.limits());
    schedule = store.schedule();
    Inbox inbox = new Inbox(Permission.Policy.DEFAULT, store, schedule, clock, board::changed);
    live = new LivePosts(board, store, wording, chats, clock);
    queries = new Queries(store, store.journal(), blobs, fakes);
    conversation =
        new Conversation(
            store,
            inbox,
            new Understanding(ports, new Clicks(ports), Limits.ofSession(World.BUDGET)),
            new Clicks(ports),
            wording);
    Outbox outbox = new Outbox(store, wording, chats, inbox, live);
    worker = new Worker(ports, inbox, outbox, board, clock, Optional::empty);
  }

  /** Opens a directory; {@code safe} waits for the disk at every commit, as the program does. */
  public static LiveWorld open(
      Path directory, boolean safe, Function<Blobs, Chat> chat, Downloads downloads) {
    return new LiveWorld(directory, safe, chat, downloads);
  }

  /** Works from now on. */
  public void start() {
    schedule.start(worker);
    live.start();
  }

  public List<Store.Stored> sessions() {
    return store.list();
  }

  public Conversation conversation() {
    return conversation;
  }

  public Queries queries() {
    return queries;
  }

  public Wording wording() {
    return wording;
  }

  public Listening listening() {
    return store.listening();
  }

  public Downloads downloads() {
    return downloads;
  }

  public Blobs blobs() {
    return store.blobs();
  }

  @Override
  public void close() {
    live.close();
    schedule.stop(LAST_WORDS);
    store.close();
  }
}
