package dev.offprint.chat.slack;

import dev.offprint.engine.Listening;
import dev.offprint.engine.Listening.Heard;
import dev.offprint.session.PersonId;
import dev.offprint.session.ThreadRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far each thread has been heard. A mark never goes past something that may have been missed,
 * or that has come and is not taken yet: what is read from the mark on is all that is missing. Safe
 * for use by several threads.
 */
final class HeardUpTo {
  private final Listening listening;

  /** Threads of which something may have been missed, and the moment up to which. */
  private final Map<ThreadRef, Long> behind = new HashMap<>();

  /** Messages that have come and are not taken yet. */
  private final Map<ThreadRef, Set<String>> underway = new HashMap<>();

  private long moment;

  HeardUpTo(Listening listening) {
    this.listening = listening;
  }

  Optional<Heard> heard(ThreadRef thread) {
    return listening.heard(thread);
  }

  /** A message has come. */
  synchronized void came(ThreadRef thread, String ts) {
    underway.computeIfAbsent(thread, unused -> new HashSet<>()).add(ts);
  }

  /** A message that came is taken. One that never is comes again, or is read. */
  synchronized void taken(ThreadRef thread, String ts) {
    underway.computeIfPresent(
        thread, (unused, left) -> left.remove(ts) && left.isEmpty() ? null : left);
  }

  /** Something of a thread may have been missed: until it is read, its mark stays where it is. */
  synchronized void behind(ThreadRef thread) {
    moment++;
    behind.put(thread, moment);
  }

  /** Now, as far as it matters for what may have been missed. */
  synchronized long moment() {
    return moment;
  }

  /**
   * What was missed in a thread has been read, up to there.
   *
   * @param asked the {@link #moment} when Slack was asked: what was missed after it still is
   */
  synchronized void caughtUp(ThreadRef thread, String upTo, long asked) {
    behind.computeIfPresent(thread, (unused, at) -> at > asked ? at : null);
    underway.computeIfPresent(
        thread,
        (unused, left) ->
            left.removeIf(ts -> ts.compareTo(upTo) <= 0) && left.isEmpty() ? null : left);
    listening
        .heard(thread)
        .filter(heard -> heard.upTo().compareTo(upTo) < 0)
        .ifPresent(heard -> listening.keep(thread, new Heard(upTo, heard.speakers())));
  }

  /** We have written ourselves: whoever reads the thread from its mark need not read that. */
  synchronized void passed(ThreadRef thread, String ts) {
    listening
        .heard(thread)
        .filter(heard -> heard.upTo().compareTo(ts) < 0 && nothingMissingBefore(thread, ts))
        .ifPresent(heard -> listening.keep(thread, new Heard(ts, heard.speakers())));
  }

  /** A message is counted; the mark never goes back. */
  synchronized void keep(ThreadRef thread, String ts, Set<PersonId> speakers) {
    String upTo =
        listening
            .heard(thread)
            .map(Heard::upTo)
            .filter(mark -> mark.compareTo(ts) > 0 || !nothingMissingBefore(thread, ts))
            .orElse(ts);
    listening.keep(thread, new Heard(upTo, speakers));
  }

  private boolean nothingMissingBefore(ThreadRef thread, String ts) {
    return !behind.containsKey(thread)
        && underway.getOrDefault(thread, Set.of()).stream()
            .noneMatch(earlier -> earlier.compareTo(ts) < 0);
  }
}
