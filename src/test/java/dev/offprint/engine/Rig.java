package dev.offprint.engine;

import dev.offprint.session.Actor;
import dev.offprint.session.Amount;
import dev.offprint.session.Brief;
import dev.offprint.session.Condition;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import dev.offprint.store.HandStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The engine over the real store in a directory, with fakes around it, run by hand. */
final class Rig implements AutoCloseable {
  static final long BUDGET = 1_000_000;

  final SettableClock clock;
  final FakeModels models;
  final FakeStages stages;
  final FakeChat chat;
  final FakePorts fakes;
  final HandStore hand;
  final Ports ports;

  /** What every post says besides. */
  volatile String also = "";

  final ProgressBoard board;
  final LivePosts live;
  final Composer composer;
  final Inbox inbox;
  final Queries queries;

  /** The thread that a person looks at. */
  Optional<ThreadRef> front = Optional.empty();

  private final Path directory;
  private final Seams seams;

  Rig(Path directory) {
    this(directory, Seams.NONE);
  }

  Rig(Path directory, Seams seams) {
    this(
        directory,
        seams,
        new SettableClock(),
        new FakeModels(),
        new FakeStages(),
        new FakeChat(),
        new FakePorts());
  }

  Rig(
      Path directory,
      Seams seams,
      SettableClock clock,
      FakeModels models,
      FakeStages stages,
      FakeChat chat,
      FakePorts fakes) {
    this.directory = directory;
    this.seams = seams;
    this.clock = clock;
    this.models = models;
    this.stages = stages;
    this.chat = chat;
    this.fakes = fakes;
    this.hand = HandStore.open(directory, clock);
    this.ports =
        new Ports(
            seams.store(hand.store()),
            seams.journal(hand.journal()),
            seams.blobs(hand.blobs()),
            models,
            stages,
            fakes,
            seams.downloads(address -> new Downloads.Fetched.Refused("not there", false)),
            fakes,
            fakes,
            fakes,
            hand.store().shelf());
    this.board = new ProgressBoard(hand.progress());
    Chat platform = seams.chat(chat);
    Chats chats =
        connection ->
            connection.equals(platform.connection()) ? Optional.of(platform) : Optional.empty();
    this.composer =
        new Composer() {
          @Override
          public Message compose(Store.Stored session, Effect.Topic topic) {
            return new Message.Note(
                List.of(),
                topic.getClass().getSimpleName() + " " + session.state().condition() + also,
                List.of(),
                List.of());
          }

          @Override
          public Chat.Mark mark(Store.Stored session) {
            return new Chat.Mark(
                session.state().condition() instanceof Condition.Working
                    ? Chat.Mark.Sign.WORKING
                    : Chat.Mark.Sign.WAITING,
                "");
          }
        };
    this.inbox = new Inbox(seams.policy(), ports.store(), hand.schedule(), clock, board::changed);
    this.live = new LivePosts(board, ports.store(), composer, chats, clock);
    Outbox outbox = new Outbox(ports.store(), composer, chats, inbox, live);
    this.queries = new Queries(ports.store(), ports.journal(), ports.blobs(), ports.documents());
    hand.schedule()
        .start(new Worker(ports, inbox, outbox, board, clock, () -> front, seams.rules()));
  }

  /** What is known when something is said of a session. */
  Facts facts(SessionId session) {
    Wording.Desk desk =
        new Wording.Desk(
            ports.store(),
            ports.blobs(),
            ports.journal(),
            hand.progress(),
            fakes,
            models,
            clock,
            seams.policy());
    return new Facts(ports.store().load(session).orElseThrow(), desk);
  }

  /** The same directory and world in a new process. */
  Rig reopened() {
    hand.close();
    return new Rig(directory, seams, clock, models, stages, chat, fakes);
  }

  SessionId begin() {
    return begin(new EventId("begin"), Samples.THREAD, BUDGET);
  }

  SessionId begin(EventId id, ThreadRef thread, long budget) {
    return inbox.begin(id, requested(Samples.ADA, thread, budget)).session();
  }

  /** With an allowance for planning. */
  SessionId begin(EventId id, ThreadRef thread, long budget, long allowance) {
    Event.Requested plain = requested(Samples.ADA, thread, budget);
    return inbox
        .begin(
            id,
            new Event.Requested(
                plain.by(),
                plain.thread(),
                plain.brief(),
                plain.sources(),
                plain.budget(),
                Amount.tokens(allowance)))
        .session();
  }

  Event.Requested requested(Actor by, ThreadRef thread, long budget) {
    return new Event.Requested(
        by,
        thread,
        new Artifacts(ports.blobs()).put(Brief.EMPTY),
        List.of(
            new Source(
                Source.Role.PAPER,
                new Source.Origin.Attachment(),
                "rates.pdf",
                ports.blobs().put("paper".getBytes(StandardCharsets.UTF_8)))),
        budget);
  }

  Inbox.Receipt receive(SessionId session, String id, Event event) {
    return inbox.receive(session, new EventId(id), event);
  }

  void runDue() {
    hand.schedule().runDue();
  }

  State state(SessionId session) {
    return ports.store().load(session).orElseThrow().state();
  }

  Condition condition(SessionId session) {
    return state(session).condition();
  }

  @Override
  public void close() {
    hand.close();
  }
}
