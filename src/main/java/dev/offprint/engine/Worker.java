package dev.offprint.engine;

import dev.offprint.session.Cause;
import dev.offprint.session.Condition;
import dev.offprint.session.Effect;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs effects outside any transaction and brings what comes of them back through the Inbox, under
 * an id that follows from the effect: run twice, it counts once. Several threads may call at once.
 */
public final class Worker implements Schedule.Runner {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final int DIGITS_OF_AN_ERROR = 8;
  private static final Duration LOOKS_AGAIN = Duration.ofSeconds(1);

  /** Whoever is far behind in line looks again this many times more rarely, at most. */
  private static final int RARELY = 60;

  private static final String ITS_TURN =
      "for its turn: the model on this machine works for one request at a time";

  private final Ports ports;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Progress progress;
  private final InstantSource clock;
  private final RunningStages running = new RunningStages();
  private final LocalTurns turns;
  private final PaperPolicy papers;
  private final Spending spending;
  private final Map<Stage, StageRun> stages;

  /**
   * @param front the thread that a person looks at, whose work goes before that of others
   */
  public Worker(
      Ports ports,
      Inbox inbox,
      Outbox outbox,
      Progress progress,
      InstantSource clock,
      Supplier<Optional<ThreadRef>> front) {
    this(ports, inbox, outbox, progress, clock, front, HouseRules.NONE);
  }

  /**
   * @param front the thread that a person looks at, whose work goes before that of others
   */
  public Worker(
      Ports ports,
      Inbox inbox,
      Outbox outbox,
      Progress progress,
      InstantSource clock,
      Supplier<Optional<ThreadRef>> front,
      HouseRules rules) {
    this.ports = ports;
    this.inbox = inbox;
    this.outbox = outbox;
    this.progress = progress;
    this.clock = clock;
    this.turns = new LocalTurns(ports.store(), ports.models(), front);
    this.papers = rules.papers();
    this.spending = new Spending(ports.models(), rules.limits(), clock);
    Estimates estimates = new Estimates(ports);
    this.stages =
        Map.of(
            Stage.READING, new Reading(ports, papers),
            Stage.PLANNING, new Planning(ports, papers),
            Stage.DESIGNING, new Designing(ports, estimates),
            Stage.REVISING, new Revising(ports, estimates, papers),
            Stage.ANALYSING, new Analysing(ports),
            Stage.GENERATING, new Generating(ports),
            Stage.CHECKING, new Checking(ports, new Packing(ports, clock)),
            Stage.FOLLOWING_UP, new FollowingUp(ports));
  }

  @Override
  public void run(Effect effect) {
    switch (effect) {
      case Effect.RunStage run -> stage(run);
      case Effect.AbortStage abort -> running.abort(abort.running());
      case Effect.Wake wake -> back(wake.key(), "woke", new Event.Woke(wake.key(), wake.alarm()));
      case Effect.Erase erase -> running.abortAll(erase.key().session());
      case Effect.Post post -> drain(post.key().session());
      case Effect.WriteDirectly direct -> drain(direct.key().session());
    }
  }

  @Override
  public void drain(SessionId session) {
    outbox.drain(session);
  }

  private void stage(Effect.RunStage run) {
    // Reading asks no model that sees nothing.
    boolean blind = run.stage() == Stage.READING && !ports.models().traits(Role.VIEWER).images();
    if (blind || !current(run.key()) || !turns.taken()) {
      begun(run);
      return;
    }
    if (!turns.begin(run.key().session())) {
      waits(run);
      // No turn ends within a second: looking at every place would be work for nothing.
      int place = Math.min(turns.place(run.key().session()), RARELY);
      throw new Schedule.NotYet(LOOKS_AGAIN.multipliedBy(place));
    }
    try {
      begun(run);
    } finally {
      turns.end();
    }
  }

  /** Says once why nothing happens. */
  private void waits(Effect.RunStage run) {
    SessionId session = run.key().session();
    boolean said =
        progress
            .of(session)
            .filter(now -> now.stage() == run.stage() && now.waits() != null)
            .isPresent();
    if (!said) {
      Instant now = clock.instant();
      progress.report(session, new Progress.Standing(run.stage(), 0, 0, "", now, now, ITS_TURN));
    }
  }

  private void begun(Effect.RunStage run) {
    EffectKey key = run.key();
    Cancellation cancellation = running.begin(key);
    try {
      ports.journal().settleLeftOpen(key);
      if (current(key)) {
        back(key, "stage", result(run, cancellation));
      }
    } catch (CancellationException cancelled) {
      if (current(key)) {
        // Cut off by the program's end, not by its session: it has to come back.
        throw cancelled;
      }
      LOG.debug("stage {} of {} was aborted", run.stage(), key);
    } finally {
      running.end(key);
    }
    sweep(key.session());
  }

  private void back(EffectKey key, String kind, Event event) {
    inbox.receive(key.session(), id(kind, key), event);
  }

  /** The id of what an effect brings back. */
  static EventId id(String kind, EffectKey key) {
    return new EventId(kind + ":" + key);
  }

  /** Whether the session still waits for this run. */
  private boolean current(EffectKey key) {
    return ports
        .store()
        .load(key.session())
        .map(stored -> stored.state().condition())
        .filter(
            condition ->
                condition instanceof Condition.Working working && working.key().equals(key))
        .isPresent();
  }

  private Event.OfEffect result(Effect.RunStage run, Cancellation cancellation) {
    EffectKey key = run.key();
    try {
      StageRun stage = stages.get(run.stage());
      if (stage == null) {
        throw new IllegalStateException("nothing runs " + run.stage());
      }
      Optional<String> stays = stays(run);
      if (stays.isPresent()) {
        // Before anything of the paper is put into words for a model.
        throw new StageStopped(new Cause.MustStay(stays.get()));
      }
      return stage.run(run, asking(run, cancellation));
    } catch (StageStopped stopped) {
      cancellation.check();
      return new Event.StageStopped(key, stopped.why());
    } catch (CancellationException cancelled) {
      throw cancelled;
    } catch (Store.Full full) {
      return new Event.StageStopped(key, new Cause.StoreFull(String.valueOf(full.getMessage())));
    } catch (RuntimeException | LinkageError | StackOverflowError broken) {
      cancellation.check();
      String id =
          Digest.of(java.util.List.of(key.toString(), String.valueOf(broken)))
              .substring(0, DIGITS_OF_AN_ERROR);
      LOG.error("error {}: stage {} of {} broke", id, run.stage(), key, broken);
      return new Event.StageStopped(
          key, new Cause.Broken("Something went wrong inside Offprint (error " + id + ").", id));
    }
  }

  private Asking asking(Effect.RunStage run, Cancellation cancellation) {
    EffectKey key = run.key();
    Effect.Inputs inputs = run.inputs();
    Instant since = clock.instant();
    Map<Role, Traits> models = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      models.put(role, ports.models().traits(role));
    }
    ports.journal().models(key.session(), models);
    progress.report(key.session(), new Progress.Standing(run.stage(), 0, 0, "", since, since));
    return new JournalledAsking(
        ports.models(),
        ports.journal(),
        new JournalledAsking.Run(
            key, inputs.version(), inputs.deliveries() + 1, run.stage(), StageInputs.hash(run)),
        purse(run),
        spending,
        cancellation,
        (done, all, last) ->
            progress.report(
                key.session(),
                new Progress.Standing(run.stage(), done, all, last, since, clock.instant())));
  }

  /** Limits as they stand: they may have been raised while the stage runs. */
  private JournalledAsking.Purse purse(Effect.RunStage run) {
    return new JournalledAsking.Purse() {
      @Override
      public Journal.Account account() {
        return spending.account(run, state(run));
      }

      @Override
      public boolean stays() {
        return papers.stays(state(run).thread(), run.inputs().sources());
      }
    };
  }

  /** Why no stage may work on this paper with these models; empty where it may. */
  private Optional<String> stays(Effect.RunStage run) {
    return papers.refusal(state(run).thread(), run.inputs().sources(), ports.models());
  }

  private State state(Effect.RunStage run) {
    return ports.store().load(run.key().session()).map(Store.Stored::state).orElseThrow();
  }

  /** What a stage still wrote after its session was forgotten goes too, once all is said. */
  private void sweep(SessionId session) {
    boolean forgotten =
        ports
            .store()
            .load(session)
            .map(Store.Stored::state)
            .map(State::condition)
            .filter(Condition.Forgotten.class::isInstance)
            .isPresent();
    if (forgotten) {
      outbox.drain(session);
      ports
          .store()
          .transact(
              tx -> {
                tx.erase(session);
                return session;
              });
    }
  }
}
