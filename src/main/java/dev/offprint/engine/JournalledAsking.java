package dev.offprint.engine;

import dev.offprint.session.Cause;
import dev.offprint.session.EffectKey;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import dev.offprint.session.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one run of a stage. A reply is in the journal before it is used and its verdict
 * after; what is in the journal is not asked again. The key of a call carries a hash of what the
 * stage works on, so that the same step on other inputs is another call.
 */
final class JournalledAsking implements Asking {
  /** How often an answer may be unusable before the stage stops. */
  static final int TRIES = 3;

  private static final int SHOWN_OF_AN_ANSWER = 6_000;

  /** Which run of which stage this is; {@code inputs} is the hash of what it works on. */
  record Run(EffectKey key, PlanVersion version, int delivery, Stage stage, String inputs) {}

  /** Hears what is done. */
  interface Listener {
    void progress(int done, int all, String last);
  }

  private final Models models;
  private final Journal journal;
  private final Run run;
  private final LongSupplier limit;
  private final Cancellation cancellation;
  private final Listener listener;
  private final Reservations reservations = new Reservations();
  private final SideBySide sideBySide;

  /**
   * @param limit the session's budget in tokens, as it stands
   */
  JournalledAsking(
      Models models,
      Journal journal,
      Run run,
      LongSupplier limit,
      Cancellation cancellation,
      Listener listener) {
    this.models = models;
    this.journal = journal;
    this.run = run;
    this.limit = limit;
    this.cancellation = cancellation;
    this.listener = listener;
    this.sideBySide = new SideBySide(cancellation, reservations);
    cancellation.onCancel(reservations::stir);
  }

  @Override
  public Traits traits(Role role) {
    return models.traits(role);
  }

  @Override
  public void progress(int done, int all, String last) {
    listener.progress(done, all, last);
  }

  @Override
  public <T> List<T> together(Role role, List<Part<T>> parts) throws StageStopped {
    return sideBySide.run(models.traits(role).parallel(), parts);
  }

  @Override
  public <T> T ask(Prompt prompt, AnswerReader<T> reader) throws StageStopped {
    try {
      return answered(prompt, reader);
    } catch (Store.Full full) {
      throw new StageStopped(new Cause.StoreFull(String.valueOf(full.getMessage())));
    }
  }

  private <T> T answered(Prompt prompt, AnswerReader<T> reader) throws StageStopped {
    CallKey key =
        new CallKey(
            run.key().session(),
            run.version(),
            run.delivery(),
            run.stage(),
            prompt.step() + "@" + run.inputs(),
            0);
    List<Prompt.Exchange> unusable = new ArrayList<>();
    int next = 0;
    for (Journal.Entry entry : journal.entries(key)) {
      cancellation.check();
      Reply reply = entry.reply();
      // A call without a reply is opened again under its own key.
      next = entry.key().attempt() + (reply == null ? 0 : 1);
      if (reply == null) {
        continue;
      }
      if (Boolean.FALSE.equals(entry.used())) {
        // An earlier run's unusable answer says nothing to this one; its own counts.
        if (run.key().equals(entry.judge())) {
          unusable.add(exchange(reply, entry.why()));
        }
        continue;
      }
      try {
        return judged(entry.key(), reply, reader, entry.used() == null);
      } catch (Unusable why) {
        unusable.add(exchange(reply, why.why()));
      }
    }
    while (unusable.size() < TRIES) {
      Prompt again = prompt;
      for (Prompt.Exchange one : unusable) {
        again = again.after(one.answer(), one.reproach());
      }
      CallKey attempt = key.attempt(next++);
      Reply reply = call(attempt, again);
      try {
        return judged(attempt, reply, reader, true);
      } catch (Unusable why) {
        unusable.add(exchange(reply, why.why()));
      }
    }
    throw new StageStopped(
        new Cause.UnusableAnswer(
            "The model gave no usable answer for "
                + prompt.step()
                + " in "
                + TRIES
                + " tries. The last problem: "
                + unusable.getLast().reproach()));
  }

  private <T> T judged(CallKey key, Reply reply, AnswerReader<T> reader, boolean unjudged)
      throws Unusable {
    try {
      T value = reader.read(reply);
      if (unjudged) {
        journal.verdict(key, run.key(), true, "");
      }
      return value;
    } catch (Unusable why) {
      journal.verdict(key, run.key(), false, why.why());
      throw why;
    }
  }

  private Reply call(CallKey key, Prompt prompt) throws StageStopped {
    long tokens = models.estimate(prompt) + prompt.most();
    reserve(key, prompt, tokens);
    try {
      Reply reply = made(key, prompt, tokens);
      journal.reply(key, reply);
      return reply;
    } finally {
      reservations.end();
    }
  }

  private void reserve(CallKey key, Prompt prompt, long tokens) throws StageStopped {
    try {
      reservations.begin(
          () -> {
            cancellation.check();
            return SideBySide.stopped() != null
                || journal.open(key, run.key(), prompt.hash(), tokens, limit.getAsLong());
          });
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for budget");
    } catch (Reservations.NoneOut none) {
      Journal.Spent spent = journal.spent(run.key().session());
      throw new StageStopped(
          new Cause.OverBudget(
              limit.getAsLong(), spent.settled().total() + spent.reserved(), tokens));
    }
    Cause stopped = SideBySide.stopped();
    if (stopped != null) {
      reservations.end();
      throw new StageStopped(stopped);
    }
  }

  private Reply made(CallKey key, Prompt prompt, long tokens) throws StageStopped {
    Watched call = new Watched(SideBySide.current());
    try {
      Reply reply = models.call(prompt, call);
      call.started();
      return reply;
    } catch (Models.CallFailed failed) {
      journal.failed(key, failed.spent(), failed.why().words());
      cancellation.check();
      throw new StageStopped(failed.why());
    } catch (RuntimeException broken) {
      // What it cost is not known: the full estimate.
      journal.failed(key, new Usage(tokens, 0, 0), String.valueOf(broken.getMessage()));
      cancellation.check();
      throw broken;
    } finally {
      call.end();
    }
  }

  private static Prompt.Exchange exchange(Reply reply, String why) {
    String text = reply.text();
    return new Prompt.Exchange(
        text.length() <= SHOWN_OF_AN_ANSWER
            ? text
            : text.substring(0, SHOWN_OF_AN_ANSWER) + "\n[…]",
        why);
  }

  /** One running call. */
  private final class Watched implements Models.Call {
    private final @Nullable Group group;
    private final List<Runnable> aborts = new ArrayList<>();

    Watched(@Nullable Group group) {
      this.group = group;
    }

    @Override
    public Optional<SessionId> session() {
      return Optional.of(run.key().session());
    }

    @Override
    public void started() {
      if (group != null) {
        group.warm();
      }
    }

    @Override
    public synchronized void onCancel(Runnable abort) {
      aborts.add(abort);
      cancellation.onCancel(abort);
    }

    @Override
    public boolean cancelled() {
      return cancellation.cancelled();
    }

    synchronized void end() {
      aborts.forEach(cancellation::forget);
    }
  }
}
