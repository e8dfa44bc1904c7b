package dev.offprint.chat.slack;

import dev.offprint.engine.Listening;
import dev.offprint.engine.Queries;
import dev.offprint.session.ThreadRef;
import java.time.Duration;
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
  private static final Duration MOMENT = Duration.ofSeconds(5);

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

  /**
   * Nothing is connected: what comes later must not hide that something before it was missed, not
   * even from the next start of the program.
   */
  void behind() {
    queries.open(SlackNames.CONNECTION).forEach(hearing::behind);
  }

  /** A connection stands; what came before it may be missing. */
  void begin() {
    behind();
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
    String mark = heard.map(Listening.Heard::upTo).orElse("");
    if (mark.isEmpty()) {
      hearing.caughtUp(thread, mark);
      return true;
    }
    return switch (threads.read(thread.channel(), thread.thread(), mark)) {
      case SlackAnswer.Done<List<SlackMessage>> done -> {
        for (SlackMessage message : done.value()) {
          if (message.ts().compareTo(mark) > 0) {
            if (!heard(message)) {
              yield later(thread, MOMENT);
            }
            mark = message.ts();
          }
        }
        hearing.caughtUp(thread, mark);
        yield true;
      }
      case SlackAnswer.Refused<List<SlackMessage>> no -> {
        LOG.info("what was missed in {} cannot be read: {}", thread, no.error());
        hearing.caughtUp(thread, mark);
        yield true;
      }
      case SlackAnswer.Unknown<List<SlackMessage>> unknown -> later(thread, MOMENT);
      case SlackAnswer.Later<List<SlackMessage>> later -> later(thread, later.after());
    };
  }

  private boolean later(ThreadRef thread, Duration pause) {
    again(thread);
    afterwards.run(pause, this::next);
    return false;
  }

  /** Whether it need not come again. */
  private boolean heard(SlackMessage message) {
    try {
      hearing.heard(message);
      return true;
    } catch (SlackPeople.NotNow later) {
      return false;
    } catch (RuntimeException broken) {
      LOG.warn("a missed message could not be taken", broken);
      return true;
    }
  }
}
