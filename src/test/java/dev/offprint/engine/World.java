package dev.offprint.engine;

import dev.offprint.session.Finding;
import dev.offprint.session.SessionId;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import dev.offprint.store.HandStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The engine for tests of chats and commands: real rules, store, words and reader of words; fake
 * stages, papers and models; run by hand. Everything outside the process outlives a restart.
 */
public final class World implements AutoCloseable {
  public static final long BUDGET = 1_000_000;
  public static final byte[] PDF = "paper".getBytes(StandardCharsets.UTF_8);

  private final Path directory;
  private final Seams seams;
  private final Chat chat;
  private final SettableClock clock;
  private final FakeModels models;
  private final FakeStages stages;
  private final FakePorts fakes;
  private final HandStore hand;
  private final LivePosts live;
  private final Inbox inbox;
  private final Queries queries;
  private final Wording wording;
  private final Conversation conversation;
  private final Downloads downloads;
  private final Listening listening;

  private World(
      Path directory,
      Seams seams,
      Function<Blobs, Chat> chat,
      SettableClock clock,
      FakeModels models,
      FakeStages stages,
      FakePorts fakes) {
    this.directory = directory;
    this.seams = seams;
    this.clock = clock;
    this.models = models;
    this.stages = stages;
    this.fakes = fakes;
    this.hand = HandStore.open(directory, clock);
    this.chat = seams.chat(chat.apply(hand.blobs()));
    Store store = seams.store(hand.store());
    Journal journal = seams.journal(hand.journal());
    Blobs blobs = seams.blobs(hand.blobs());
    this.listening = seams.listening(hand.listening());
    this.downloads =
        seams.downloads(
            address -> new Downloads.Fetched.Refused("That link leads nowhere.", false));
    Ports ports =
        new Ports(
            store,
            journal,
            blobs,
            models,
            stages,
            fakes,
            downloads,
            fakes,
            fakes,
            fakes,
            hand.store().shelf());
    ProgressBoard board = new ProgressBoard(hand.progress());
    Chats chats =
        connection ->
            connection.equals(this.chat.connection()) ? Optional.of(this.chat) : Optional.empty();
    this.wording =
        new Wording(
            new Wording.Desk(
                store, blobs, journal, hand.progress(), fakes, models, clock, seams.policy()),
            connection -> this.chat.limits());
    this.inbox = new Inbox(seams.policy(), store, hand.schedule(), clock, board::changed);
    this.live = new LivePosts(board, store, wording, chats, clock);
    this.queries = new Queries(store, journal, blobs, fakes);
    this.conversation =
        new Conversation(
            store,
            inbox,
            new Understanding(ports, new Clicks(ports), Limits.ofSession(BUDGET)),
            new Clicks(ports),
            wording);
    Outbox outbox = new Outbox(store, wording, chats, inbox, live);
    hand.schedule()
        .start(new Worker(ports, inbox, outbox, board, clock, Optional::empty, seams.rules()));
  }

  public static World open(Path directory, Function<Blobs, Chat> chat) {
    return open(directory, Seams.NONE, chat);
  }

  /** With somebody between the engine and its ports. */
  public static World open(Path directory, Seams seams, Function<Blobs, Chat> chat) {
    return new World(
        directory,
        seams,
        chat,
        new SettableClock(),
        new FakeModels(),
        new FakeStages(),
        new FakePorts());
  }

  /** With a chat that keeps what is posted and shows it to nobody. */
  public static World silent(Path directory, String connection, Seams seams) {
    return open(directory, seams, blobs -> new FakeChat(connection));
  }

  /** The same directory in a new process. */
  public World restarted(Function<Blobs, Chat> other) {
    hand.close();
    return new World(directory, seams, other, clock, models, stages, fakes);
  }

  /** Runs what is due, and shows what is new. */
  public void runDue() {
    do {
      live.flush();
    } while (hand.schedule().runDue() > 0);
    live.flush();
  }

  /** Runs one thing that is due; false where nothing is. */
  public boolean runOne() {
    return hand.schedule().runOne();
  }

  public void pass(Duration time) {
    clock.pass(time);
  }

  /** What time it is. */
  public Instant now() {
    return clock.instant();
  }

  /** Lets time pass until the next thing is due; false where nothing waits. */
  public boolean passToNext() {
    Optional<Instant> next = hand.schedule().next();
    next.filter(then -> then.isAfter(clock.instant())).ifPresent(clock::set);
    return next.isPresent();
  }

  /** What the model says at a step ({@code questions}, {@code revise} …); "ok" everywhere else. */
  public void model(String step, String word) {
    models.answer(prompt -> prompt.step().equals(step) ? word : "ok");
  }

  /** Makes the first gate fail. */
  public void gateFails() {
    fakes.gates = (plan, tree) -> List.of(new Finding(Samples.MODEL, 1, "it is a stub", List.of()));
  }

  /** The small paper's plan, edited: another rate. */
  public String planFile() {
    return Json.write(
        Samples.plan(Samples.draft(List.of(Samples.question(Samples.Q1, 0))), List.of(), "0.3"));
  }

  public State state(ThreadRef thread) {
    return store().in(thread).getFirst().state();
  }

  public State state(SessionId session) {
    return store().load(session).orElseThrow().state();
  }

  public Store store() {
    return hand.store();
  }

  public Blobs blobs() {
    return hand.blobs();
  }

  public Listening listening() {
    return listening;
  }

  public Downloads downloads() {
    return downloads;
  }

  public Inbox inbox() {
    return inbox;
  }

  public Queries queries() {
    return queries;
  }

  public Wording wording() {
    return wording;
  }

  public Conversation conversation() {
    return conversation;
  }

  public List<String> asked() {
    return models.steps();
  }

  @Override
  public void close() {
    hand.close();
  }
}
