package dev.offprint.chat.slack;

import dev.offprint.engine.Queries;
import dev.offprint.session.Condition;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what was missed while nothing was connected read, one open thread after the other and as fast
 * as Slack allows. Threads that wait for people come first.
 */
final class SlackCatchUp {
  private static final Logger LOG = LoggerFactory.getLogger(SlackCatchUp.class);

  /**
   * Slack takes about fifty requests a minute of each of these methods; posts are looked up too.
   */
  private static final int AT_ONCE = 20;

  private static final Duration BETWEEN = Duration.ofMillis(1_500);

  private final Queries queries;
  private final HeardUpTo marks;
  private final SlackMissed missed;
  private final Afterwards afterwards;
  private final Deque<State> left = new ArrayDeque<>();
  private boolean running;

  SlackCatchUp(Queries queries, HeardUpTo marks, SlackMissed missed, Afterwards afterwards) {
    this.queries = queries;
    this.marks = marks;
    this.missed = missed;
    this.afterwards = afterwards;
  }

  /**
   * Nothing is connected: what comes later must not hide that something before it was missed, not
   * even from the next start of the program.
   */
  void behind() {
    queries.open(SlackNames.CONNECTION).forEach(marks::behind);
  }

  /** A connection stands; what came before it may be missing. */
  void begin() {
    List<State> live = queries.live(SlackNames.CONNECTION);
    live.forEach(session -> marks.behind(session.thread()));
    synchronized (this) {
      Set<ThreadRef> once = new LinkedHashSet<>();
      left.clear();
      live.stream()
          .filter(session -> once.add(session.thread()))
          .sorted(Comparator.comparing(session -> need(session.condition())))
          .forEach(left::add);
      missed.begin(once);
      if (running) {
        return;
      }
      running = true;
    }
    afterwards.run(this::next);
  }

  /** Whoever is waited for may have answered. */
  private enum Need {
    WAITS,
    WORKS,
    RESTS
  }

  private static Need need(Condition condition) {
    return switch (condition) {
      case Condition.Choosing choosing -> Need.WAITS;
      case Condition.Asking asking -> Need.WAITS;
      case Condition.AwaitingApproval awaiting -> Need.WAITS;
      case Condition.Held held -> Need.WAITS;
      case Condition.Paused paused -> Need.WAITS;
      case Condition.Failed failed -> Need.WAITS;
      case Condition.Working working -> Need.WORKS;
      case Condition.Delivered delivered -> Need.RESTS;
      case Condition.Cancelled cancelled -> Need.RESTS;
      case Condition.Declined declined -> Need.RESTS;
      case Condition.Forgotten forgotten -> Need.RESTS;
    };
  }

  private synchronized Optional<State> take() {
    Optional<State> session = Optional.ofNullable(left.poll());
    running = session.isPresent();
    return session;
  }

  private synchronized void again(State session) {
    if (left.stream().noneMatch(other -> other.thread().equals(session.thread()))) {
      left.addFirst(session);
    }
  }

  private void next() {
    for (Optional<State> session = take(); session.isPresent(); session = take()) {
      int before = missed.requests();
      Optional<Duration> pause = tried(session.get());
      if (pause.isPresent()) {
        again(session.get());
        afterwards.run(pause.get(), this::next);
        return;
      }
      if (missed.requests() > Math.max(before, AT_ONCE)) {
        afterwards.run(BETWEEN, this::next);
        return;
      }
    }
  }

  /** How long to wait until it is tried again; empty where it is done. */
  private Optional<Duration> tried(State session) {
    try {
      return missed.caughtUp(session);
    } catch (SlackPeople.NotNow later) {
      LOG.debug("what was missed in {} waits: {}", session.thread(), later.getMessage());
    } catch (RuntimeException broken) {
      LOG.warn("what was missed in {} cannot be read now", session.thread(), broken);
    }
    return Optional.of(SlackMissed.MOMENT);
  }
}
