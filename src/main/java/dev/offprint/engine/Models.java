package dev.offprint.engine;

import dev.offprint.session.Cause;
import dev.offprint.session.SessionId;
import dev.offprint.session.Usage;
import java.util.Optional;

/**
 * The models themselves: one call, with retries inside, neither journalled nor budgeted. Calls
 * block.
 */
public interface Models {
  Traits traits(Role role);

  /** The model that stands in where a role's own does not answer; empty where there is none. */
  default Optional<Traits> standIn() {
    return Optional.empty();
  }

  /** A careful guess of what a prompt costs besides its answer: the question, hidden thoughts. */
  long estimate(Prompt prompt);

  /** The most that a call may take: what is read, and the answer with hidden thoughts. */
  default Usage most(Prompt prompt) {
    return new Usage(estimate(prompt), 0, prompt.most());
  }

  /**
   * What a model costs; empty where nobody knows, so that it is counted in tokens.
   *
   * @param model {@code provider:model}, as a {@link Reply} names it
   */
  default Optional<Price> price(String model) {
    return Optional.empty();
  }

  /**
   * Makes one call.
   *
   * @throws CallFailed when the call cannot be made or its answer is lost; what was spent is in it
   */
  Reply call(Prompt prompt, Call call) throws CallFailed;

  /** What a caller hears of a running call and can do to it. */
  interface Call {
    /** The session that it is for, so that sessions get their turns; empty: for none. */
    Optional<SessionId> session();

    /** The first token of the answer has come. */
    void started();

    /** Registers what ends the call; run at once if it has been cancelled already. */
    void onCancel(Runnable abort);

    boolean cancelled();

    /** Whether only models on this machine may be asked. */
    default boolean local() {
      return false;
    }
  }

  /** A call that failed for good, after its retries. */
  final class CallFailed extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Cause why;
    private final transient Usage spent;

    public CallFailed(Cause why, Usage spent) {
      super(why.words());
      this.why = why;
      this.spent = spent;
    }

    public Cause why() {
      return why;
    }

    public Usage spent() {
      return spent;
    }
  }
}
