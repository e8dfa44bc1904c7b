package dev.offprint.engine;

import dev.offprint.session.Cause;
import dev.offprint.session.EffectKey;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.Scope;
import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import dev.offprint.session.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
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

  /** What the run may do, asked anew before each call. */
  interface Purse {
    /** Whose spending a call is, and the limits as they stand. */
    Journal.Account account();

    /** Whether only models on this machine may be asked. */
    boolean stays();
  }

  /** Hears what is done. */
  interface Listener {
    void progress(int done, int all, String last);
  }

  private final Models models;
  private final Journal journal;
  private final Run run;
  private final Purse purse;
  private final Spending spending;
  private final Cancellation cancellation;
  private final Listener listener;
  private final SideBySide sideBySide;

  JournalledAsking(
      Models models,
      Journal journal,
      Run run,
      Purse purse,
      Spending spending,
      Cancellation cancellation,
      Listener listener) {
    this.models = models;
    this.journal = journal;
    this.run = run;
    this.purse = purse;
    this.spending = spending;
    this.cancellation = cancellation;
    this.listener = listener;
    this.sideBySide = new SideBySide(cancellation, spending.reservations());
    cancellation.onCancel(spending.reservations()::stir);
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
    Tries tries = new Tries();
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
          tries.unusable(reply, entry.why());
        }
        continue;
      }
      try {
        return entry.used() == null
            ? judged(entry.key(), reply, reader, tries.attempt(reply))
            : read(entry.key(), reply, reader, TRIES);
      } catch (Unusable why) {
        tries.unusable(reply, why.why());
      }
    }
    while (tries.another()) {
      CallKey attempt = key.attempt(next++);
      Reply reply = call(attempt, tries.after(prompt));
      try {
        return judged(attempt, reply, reader, tries.attempt(reply));
      } catch (Unusable why) {
        tries.unusable(reply, why.why());
      }
    }
    throw new StageStopped(new Cause.UnusableAnswer(tries.words(prompt.step())));
  }

  /** The unusable answers of this run to one question. */
  private static final class Tries {
    private final List<Prompt.Exchange> unusable = new ArrayList<>();
    private String last = "";
    private boolean repeated;

    void unusable(Reply reply, String why) {
      repeated = !unusable.isEmpty() && reply.text().equals(last);
      last = reply.text();
      unusable.add(exchange(reply, why));
    }

    /** A model that says the same again has nothing better to say. */
    int attempt(Reply reply) {
      return !unusable.isEmpty() && reply.text().equals(last) ? TRIES : unusable.size() + 1;
    }

    boolean another() {
      return unusable.size() < TRIES && !repeated;
    }

    Prompt after(Prompt prompt) {
      Prompt again = prompt;
      for (Prompt.Exchange one : unusable) {
        again = again.after(one.answer(), one.reproach());
      }
      return again;
    }

    String words(String step) {
      return "The model gave no usable answer for "
          + step
          + " in "
          + unusable.size()
          + " tries. The last problem: "
          + unusable.getLast().reproach();
    }
  }

  private <T> T judged(CallKey key, Reply reply, AnswerReader<T> reader, int attempt)
      throws Unusable {
    T value = read(key, reply, reader, attempt);
    journal.verdict(key, run.key(), true, "");
    return value;
  }

  private <T> T read(CallKey key, Reply reply, AnswerReader<T> reader, int attempt)
      throws Unusable {
    try {
      return reader.read(reply, attempt);
    } catch (Unusable why) {
      journal.verdict(key, run.key(), false, why.why());
      throw why;
    }
  }

  private Reply call(CallKey key, Prompt prompt) throws StageStopped {
    boolean stays = purse.stays();
    Journal.Cost most = spending.most(prompt);
    Reservations.Out out = reserve(key, prompt, most);
    try {
      Reply reply = made(key, prompt, most, stays);
      journal.reply(key, reply, spending.cost(reply));
      return reply;
    } finally {
      out.end();
    }
  }

  private Reservations.Out reserve(CallKey key, Prompt prompt, Journal.Cost most)
      throws StageStopped {
    AtomicReference<Journal.@Nullable Opening> last = new AtomicReference<>();
    Reservations.@Nullable Out out;
    try {
      out =
          spending
              .reservations()
              .begin(
                  counted(purse.account()),
                  () -> {
                    cancellation.check();
                    last.set(null);
                    return SideBySide.stopped() == null
                        ? tried(key, prompt, most, last)
                        : Reservations.Tried.DONE;
                  });
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for budget");
    }
    return switch (last.get()) {
      case null -> throw new StageStopped(notStarted(out));
      case Journal.Opening.Opened opened -> Objects.requireNonNull(out);
      case Journal.Opening.Over over -> throw new StageStopped(spending.cause(most, over));
      case Journal.Opening.Unpriced none ->
          throw new StageStopped(spending.unpriced(prompt, none.limit()));
    };
  }

  /** Another part of the stage has stopped before this call was opened. */
  private static Cause notStarted(Reservations.@Nullable Out out) {
    if (out != null) {
      out.end();
    }
    return Objects.requireNonNull(SideBySide.stopped());
  }

  private Reservations.Tried tried(
      CallKey key,
      Prompt prompt,
      Journal.Cost most,
      AtomicReference<Journal.@Nullable Opening> last) {
    Journal.Account account = purse.account();
    Journal.Opening opening = journal.open(key, run.key(), prompt.hash(), most, account);
    last.set(opening);
    return switch (opening) {
      case Journal.Opening.Opened opened -> Reservations.Tried.DONE;
      case Journal.Opening.Over over ->
          new Reservations.Tried(account.counted(over.limit().scope(), key.session()));
      // Nobody's end makes room where the price is not known.
      case Journal.Opening.Unpriced none -> new Reservations.Tried("");
    };
  }

  /** For whom limits count this run's calls. */
  private Set<String> counted(Journal.Account account) {
    Set<String> counted = new HashSet<>();
    for (Scope scope : Scope.values()) {
      counted.add(account.counted(scope, run.key().session()));
    }
    return counted;
  }

  private Reply made(CallKey key, Prompt prompt, Journal.Cost most, boolean local)
      throws StageStopped {
    Watched call = new Watched(SideBySide.current(), local);
    try {
      Reply reply = models.call(prompt, call);
      call.started();
      return reply;
    } catch (Models.CallFailed failed) {
      Money cost = spending.cost(prompt.role(), failed.spent());
      journal.failed(key, failed.spent(), cost, failed.why().words());
      cancellation.check();
      throw new StageStopped(failed.why());
    } catch (RuntimeException broken) {
      // What it cost is not known: the full estimate.
      Usage all = new Usage(most.tokens(), 0, 0);
      journal.failed(key, all, most.money(), String.valueOf(broken.getMessage()));
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
    private final boolean local;
    private final List<Runnable> aborts = new ArrayList<>();

    Watched(@Nullable Group group, boolean local) {
      this.group = group;
      this.local = local;
    }

    @Override
    public boolean local() {
      return local;
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
