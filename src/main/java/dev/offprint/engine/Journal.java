package dev.offprint.engine;

import dev.offprint.session.Amount;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Limit;
import dev.offprint.session.PersonId;
import dev.offprint.session.Scope;
import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import dev.offprint.session.ThreadRef;
import dev.offprint.session.Usage;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every model call with its reservation, its reply and what became of it. Each method is one
 * transaction.
 */
public interface Journal {
  /** Why a call that a crash cut off has no reply. */
  String LEFT_OPEN = "cut off by a crash";

  /** The entries of a step, by attempt. */
  List<Entry> entries(CallKey anyAttempt);

  /**
   * Opens a call and reserves for it under every limit of the account at once, or under none. A
   * call that ended without a reply may be opened again; what it has cost so far stays counted.
   *
   * @param promptHash SHA-256 of the whole prompt, in hexadecimal
   */
  Opening open(CallKey key, EffectKey effect, String promptHash, Cost most, Account account);

  /**
   * Stores the reply before it is used; the reservation is settled with what was spent.
   *
   * @param cost null where the price is not known
   */
  void reply(CallKey key, Reply reply, @Nullable Money cost);

  /**
   * A call ended without a reply; settled with what was spent.
   *
   * @param cost null where the price is not known
   */
  void failed(CallKey key, Usage spent, @Nullable Money cost, String why);

  /** What became of a reply. */
  void verdict(CallKey key, EffectKey effect, boolean used, String why);

  /**
   * Settles at the full estimate, as tokens read, what a crashed run of this effect left open, with
   * {@link #LEFT_OPEN} as the reason; says how many there were.
   */
  int settleLeftOpen(EffectKey effect);

  /** Tokens settled and reserved. */
  Spent spent(SessionId session);

  /** All entries of a session, in order. */
  List<Entry> all(SessionId session);

  /** Notes what the models of a session can do; of each role the last word stays. */
  void models(SessionId session, Map<Role, Traits> models);

  /** What was noted last; empty before the first stage. */
  Map<Role, Traits> models(SessionId session);

  /**
   * What the newest sessions in which a model checked files have taken of it until their first
   * delivery, per session and stage.
   *
   * @param model as a {@link Reply} names it
   * @param sessions at most so many
   */
  List<Took> took(String model, int sessions);

  /** Tokens of a session. */
  record Spent(Usage settled, long reserved) {}

  /**
   * What a call costs.
   *
   * @param tokens read and written
   * @param money null where the price of a model that may answer is not known
   */
  record Cost(long tokens, @Nullable Money money) {}

  /**
   * Whose spending a call is, and what it may not pass.
   *
   * @param day on which it begins; it counts on this day, whenever it ends
   * @param limits of the session, the person, the channel and everybody, in any order
   */
  record Account(LocalDate day, PersonId person, ThreadRef place, List<Limit> limits) {
    public Account {
      limits = List.copyOf(limits);
    }

    /** The name under which a limit of this scope counts a call of that session. */
    public String counted(Scope scope, SessionId session) {
      return switch (scope) {
        case SESSION, PLANNING -> "session:" + session.value();
        case PERSON -> "person:" + person.value();
        case CHANNEL -> "channel:" + place.connection() + ":" + place.channel();
        case EVERYBODY -> "everybody";
      };
    }
  }

  /** Whether a call was opened. */
  sealed interface Opening {
    record Opened() implements Opening {}

    /**
     * It does not fit.
     *
     * @param settled what is spent and settled of the limit
     * @param reserved what calls that are open may still cost
     */
    record Over(Limit limit, Amount settled, Amount reserved) implements Opening {}

    /** The limit is in dollars, and what the call costs is not known. */
    record Unpriced(Limit limit) implements Opening {}
  }

  /**
   * What one stage of one session took.
   *
   * @param steps different questions
   * @param calls with what had to be asked again
   * @param timed the calls of which it is known how long they took
   * @param time of those, together
   */
  record Took(
      SessionId session,
      Stage stage,
      int steps,
      int calls,
      Usage usage,
      int timed,
      Duration time) {}

  /**
   * One call.
   *
   * @param effect the run that made it last
   * @param used null while nobody has judged the reply
   * @param judge the run that judged the reply
   * @param tokens the reservation, kept when it is settled
   * @param why no reply, or what was wrong with it; empty otherwise
   * @param spent what all its runs have cost
   * @param lost how often a crash cut it off
   * @param cost of what is spent; null where a price was not known
   */
  record Entry(
      CallKey key,
      EffectKey effect,
      String promptHash,
      long tokens,
      @Nullable Reply reply,
      @Nullable Boolean used,
      @Nullable EffectKey judge,
      String why,
      Usage spent,
      int lost,
      @Nullable Money cost) {
    /** Of a model whose price was not known. */
    public Entry(
        CallKey key,
        EffectKey effect,
        String promptHash,
        long tokens,
        @Nullable Reply reply,
        @Nullable Boolean used,
        @Nullable EffectKey judge,
        String why,
        Usage spent,
        int lost) {
      this(key, effect, promptHash, tokens, reply, used, judge, why, spent, lost, null);
    }
  }
}
