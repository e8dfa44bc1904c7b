package dev.offprint.engine;

import dev.offprint.session.EffectKey;
import dev.offprint.session.SessionId;
import dev.offprint.session.Usage;
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
   * Opens a call and reserves tokens for it. A call that ended without a reply may be opened again;
   * what it has cost so far stays counted.
   *
   * @param promptHash SHA-256 of the whole prompt, in hexadecimal
   * @return false where settled and open reservations of the session leave no room under the limit
   */
  boolean open(CallKey key, EffectKey effect, String promptHash, long tokens, long limit);

  /** Stores the reply before it is used; the reservation is settled with what was spent. */
  void reply(CallKey key, Reply reply);

  /** A call ended without a reply; settled with what was spent. */
  void failed(CallKey key, Usage spent, String why);

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

  /** Tokens of a session. */
  record Spent(Usage settled, long reserved) {}

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
      int lost) {}
}
