package dev.offprint.chat.slack;

import dev.offprint.engine.Listening;
import dev.offprint.engine.Queries;
import dev.offprint.session.ThreadRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was missed while nothing was connected: in every open thread, from the mark of the
 * last message heard on. What was counted is not counted again, by its id.
 */
final class SlackCatchUp {
  private static final Logger LOG = LoggerFactory.getLogger(SlackCatchUp.class);

  private final Queries queries;
  private final Listening listening;
  private final SlackThreads threads;
  private final SlackHearing hearing;
  private final Afterwards afterwards;
  private final Deque<ThreadRef> left = new ArrayDeque<>();
  private boolean running;

  SlackCatchUp(
      Queries queries,
      Listening listening,
      SlackThreads threads,
      SlackHearing hearing,
      Afterwards afterwards) {
    this.queries = queries;
    this.listening = listening;
    this.threads = threads;
    this.hearing = hearing;
    this.afterwards = afterwards;
  }

  /** A connection stands; what came before it may be missing. */
  void begin() {
    synchronized (this) {
      Set<ThreadRef> all = new HashSet<>(left);
      queries.open(SlackNames.CONNECTION).stream().filter(all::add).forEach(left::add);
      if (running) {
        return;
      }
      running = true;
    }
    afterwards.run(this::next);
  }

  private synchronized Optional<ThreadRef> take() {
    Optional<ThreadRef> thread = Optional.ofNullable(left.poll());
    running = thread.isPresent();
    return thread;
  }

  private synchronized void again(ThreadRef thread) {
    left.addFirst(thread);
  }

  private void next() {
    for (Optional<ThreadRef> thread = take(); thread.isPresent(); thread = take()) {
      if (!caughtUp(thread.get())) {
        return;
      }
    }
  }

  /** Whether the next thread may be read at once. */
  private boolean caughtUp(ThreadRef thread) {
    Optional<Listening.Heard> heard = listening.heard(thread);
    if (heard.isEmpty()) {
      return true;
    }
    String mark = heard.get().upTo();
    switch (threads.read(thread.channel(), thread.thread(), mark)) {
      case SlackAnswer.Done<List<SlackMessage>> done -> {
        for (SlackMessage message : done.value()) {
          if (message.ts().compareTo(mark) > 0) {
            heard(message);
          }
        }
      }
      case SlackAnswer.Refused<List<SlackMessage>> no ->
          LOG.info("what was missed in {} cannot be read: {}", thread, no.error());
      case SlackAnswer.Unknown<List<SlackMessage>> unknown ->
          LOG.info("what was missed in {} cannot be read: {}", thread, unknown.why());
      case SlackAnswer.Later<List<SlackMessage>> later -> {
        again(thread);
        afterwards.run(later.after(), this::next);
        return false;
      }
    }
    return true;
  }

  private void heard(SlackMessage message) {
    try {
      hearing.heard(message);
    } catch (RuntimeException broken) {
      LOG.warn("a missed message could not be taken", broken);
    }
  }
}
