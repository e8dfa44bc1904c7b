package dev.offprint.chat.slack;

import dev.offprint.engine.Listening;
import dev.offprint.engine.Listening.Heard;
import dev.offprint.session.PersonId;
import dev.offprint.session.ThreadRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * How far each thread has been heard. A mark never goes past something that may have been missed,
 * or that has come and is not taken yet: what is read from the mark on is all that is missing. Safe
 * for use by several threads.
 */
final class HeardUpTo {
  private static final int PARTS = 64;

  private final Listening listening;

  /** Threads share a part; what is done to one is seldom in the way of another. */
  private final List<Part> parts = Stream.generate(Part::new).limit(PARTS).toList();

  private final AtomicLong moment = new AtomicLong();

  /** What is known of some threads; guarded by itself. */
  private static final class Part {
    /** Threads of which something may have been missed, and the moment up to which. */
    final Map<ThreadRef, Long> behind = new HashMap<>();

    /** Messages that have come and are not taken yet. */
    final Map<ThreadRef, Set<String>> underway = new HashMap<>();

    boolean nothingMissingBefore(ThreadRef thread, String ts) {
      return !behind.containsKey(thread)
          && underway.getOrDefault(thread, Set.of()).stream()
              .noneMatch(earlier -> earlier.compareTo(ts) < 0);
    }
  }

  HeardUpTo(Listening listening) {
    this.listening = listening;
  }

  private Part part(ThreadRef thread) {
    return parts.get(Math.floorMod(thread.hashCode(), PARTS));
  }

  Optional<Heard> heard(ThreadRef thread) {
    return listening.heard(thread);
  }

  /** A message has come. */
  void came(ThreadRef thread, String ts) {
    Part part = part(thread);
    synchronized (part) {
      part.underway.computeIfAbsent(thread, unused -> new HashSet<>()).add(ts);
    }
  }

  /** A message that came is taken. One that never is comes again, or is read. */
  void taken(ThreadRef thread, String ts) {
    Part part = part(thread);
    synchronized (part) {
      part.underway.computeIfPresent(
          thread, (unused, left) -> left.remove(ts) && left.isEmpty() ? null : left);
    }
  }

  /** Something of a thread may have been missed: until it is read, its mark stays where it is. */
  void behind(ThreadRef thread) {
    Part part = part(thread);
    synchronized (part) {
      part.behind.put(thread, moment.incrementAndGet());
    }
  }

  /** Now, as far as it matters for what may have been missed. */
  long moment() {
    return moment.get();
  }

  /**
   * What was missed in a thread has been read, up to there.
   *
   * @param asked the {@link #moment} when Slack was asked: what was missed after it still is
   */
  void caughtUp(ThreadRef thread, String upTo, long asked) {
    Part part = part(thread);
    synchronized (part) {
      part.behind.computeIfPresent(thread, (unused, at) -> at > asked ? at : null);
      part.underway.computeIfPresent(
          thread,
          (unused, left) ->
              left.removeIf(ts -> ts.compareTo(upTo) <= 0) && left.isEmpty() ? null : left);
      listening
          .heard(thread)
          .filter(heard -> heard.upTo().compareTo(upTo) < 0)
          .ifPresent(heard -> listening.keep(thread, new Heard(upTo, heard.speakers())));
    }
  }

  /** We have written ourselves: whoever reads the thread from its mark need not read that. */
  void passed(ThreadRef thread, String ts) {
    Part part = part(thread);
    synchronized (part) {
      listening
          .heard(thread)
          .filter(heard -> heard.upTo().compareTo(ts) < 0 && part.nothingMissingBefore(thread, ts))
          .ifPresent(heard -> listening.keep(thread, new Heard(ts, heard.speakers())));
    }
  }

  /** A message is counted; the mark never goes back. */
  void keep(ThreadRef thread, String ts, Set<PersonId> speakers) {
    Part part = part(thread);
    synchronized (part) {
      String upTo =
          listening
              .heard(thread)
              .map(Heard::upTo)
              .filter(mark -> mark.compareTo(ts) > 0 || !part.nothingMissingBefore(thread, ts))
              .orElse(ts);
      listening.keep(thread, new Heard(upTo, speakers));
    }
  }
}
