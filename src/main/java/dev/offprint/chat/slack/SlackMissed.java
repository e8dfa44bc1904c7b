package dev.offprint.chat.slack;

import dev.offprint.engine.Listening;
import dev.offprint.engine.Queries;
import dev.offprint.session.EventId;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was missed while nothing was connected: in an open thread what came after the mark of the
 * last message heard, and whether the message that asked was edited or deleted. A channel is asked
 * which of its threads have anything new before they are read. What was counted is not counted
 * again, by its id. Safe for use by several threads.
 */
final class SlackMissed {
  private static final Logger LOG = LoggerFactory.getLogger(SlackMissed.class);

  /** Until something that did not go is tried again. */
  static final Duration MOMENT = Duration.ofSeconds(5);

  private static final int MOST_TRIES = 5;
  private static final Pattern TS = Pattern.compile("(\\d+\\.\\d+)(?:/.*)?");

  private final Queries queries;
  private final HeardUpTo marks;
  private final SlackThreads threads;
  private final SlackHearing hearing;

  /** The open threads of each channel, the newest first. */
  private final Map<String, List<ThreadRef>> open = new HashMap<>();

  /** By channel; forgotten whenever something more may have been missed. */
  private final Map<String, ThreadStarts> starts = new HashMap<>();

  /** Channels that cannot be read. */
  private final Set<String> closed = new HashSet<>();

  /** How often a message could not be taken. */
  private final Map<String, Integer> tries = new HashMap<>();

  private int requests;

  SlackMissed(Queries queries, HeardUpTo marks, SlackThreads threads, SlackHearing hearing) {
    this.queries = queries;
    this.marks = marks;
    this.threads = threads;
    this.hearing = hearing;
  }

  /**
   * Something more may have been missed.
   *
   * @param all open threads, in each channel the newest first
   */
  synchronized void begin(Set<ThreadRef> all) {
    open.clear();
    open.putAll(all.stream().collect(Collectors.groupingBy(ThreadRef::channel)));
    starts.clear();
    closed.clear();
    requests = 0;
  }

  /** Requests to Slack since then. */
  synchronized int requests() {
    return requests;
  }

  private synchronized void asking() {
    requests++;
  }

  /**
   * Reads what was missed in a session's thread.
   *
   * @return how long to wait until it is tried again; empty where it is done
   * @throws SlackPeople.NotNow where Slack does not say now who somebody is
   */
  Optional<Duration> caughtUp(State session) {
    ThreadRef thread = session.thread();
    long asked = marks.moment();
    String mark = mark(session);
    if (mark.isEmpty() || closed(thread.channel())) {
      marks.caughtUp(thread, mark, asked);
      return Optional.empty();
    }
    String upTo = mark;
    if (SlackHearing.direct(thread.channel()) && newest(thread)) {
      SlackAnswer<String> spoken = spoken(thread.channel(), mark);
      if (!(spoken instanceof SlackAnswer.Done<String> done)) {
        return or(pause(thread.channel(), spoken), session);
      }
      upTo = done.value();
    } else {
      SlackAnswer<?> looked = looked(thread.channel());
      if (!(looked instanceof SlackAnswer.Done<?>)) {
        return or(pause(thread.channel(), looked), session);
      }
    }
    Optional<SlackMessage> start = starts(thread.channel()).of(thread.thread());
    boolean nothing =
        start.filter(known -> known.newest().compareTo(mark) <= 0).isPresent()
            && askedWithin(session).isEmpty();
    if (!nothing) {
      return read(session, mark, upTo, asked);
    }
    start
        .filter(known -> request(session).equals(Optional.of(known.ts())))
        .ifPresent(known -> hearing.reread(thread, known, session.requester().id()));
    marks.caughtUp(thread, mark, starts(thread.channel()).asked());
    return Optional.empty();
  }

  /** A channel that cannot be read is passed over. */
  private Optional<Duration> or(Optional<Duration> pause, State session) {
    return pause.isPresent() ? pause : caughtUp(session);
  }

  /** From where on a thread has to be read: what came after the request, where nothing is kept. */
  private String mark(State session) {
    return marks
        .heard(session.thread())
        .map(Listening.Heard::upTo)
        .filter(kept -> !kept.isEmpty())
        .or(() -> request(session))
        .orElse(session.thread().thread());
  }

  /** When the message that asked was written, where it was one of this channel. */
  private Optional<String> request(State session) {
    String channel = SlackNames.message(session.thread().channel(), "").value();
    return queries
        .asked(session.id())
        .map(EventId::value)
        .filter(id -> id.startsWith(channel))
        .map(id -> TS.matcher(id.substring(channel.length())))
        .filter(Matcher::matches)
        .map(ts -> ts.group(1));
  }

  /**
   * When the message that asked was written, where only the thread itself shows whether it is still
   * there, and where that still matters.
   */
  private Optional<String> askedWithin(State session) {
    return session.deliveries() > 0
        ? Optional.empty()
        : request(session).filter(ts -> !ts.equals(session.thread().thread()));
  }

  private synchronized boolean closed(String channel) {
    return closed.contains(channel);
  }

  private synchronized ThreadStarts starts(String channel) {
    return starts.computeIfAbsent(
        channel,
        unused ->
            new ThreadStarts(
                channel,
                marks.moment(),
                open.getOrDefault(channel, List.of()).stream().map(ThreadRef::thread).toList()));
  }

  /** Whether what is said to us alone outside of threads is about this one. */
  private synchronized boolean newest(ThreadRef thread) {
    return open.getOrDefault(thread.channel(), List.of()).stream()
        .limit(1)
        .anyMatch(thread::equals);
  }

  /** Asks the channel which of its threads have anything new, as long as that spares requests. */
  private SlackAnswer<?> looked(String channel) {
    ThreadStarts known = starts(channel);
    SlackAnswer<?> answer = new SlackAnswer.Done<>(known);
    while (answer instanceof SlackAnswer.Done<?> && known.worthwhile()) {
      asking();
      answer = known.more(threads);
    }
    return answer;
  }

  /** When it is tried again; empty where a channel cannot be read. */
  private Optional<Duration> pause(String channel, SlackAnswer<?> answer) {
    return switch (answer) {
      case SlackAnswer.Done<?> done -> Optional.empty();
      case SlackAnswer.Refused<?> no -> {
        LOG.info("what was missed in {} cannot be read: {}", channel, no.error());
        synchronized (this) {
          closed.add(channel);
        }
        yield Optional.empty();
      }
      case SlackAnswer.Unknown<?> unknown -> Optional.of(MOMENT);
      case SlackAnswer.Later<?> later -> Optional.of(later.after());
    };
  }

  /** Hears what was said to us alone outside of threads; up to where. */
  private SlackAnswer<String> spoken(String channel, String mark) {
    String cursor = "";
    Deque<SlackMessage> missed = new ArrayDeque<>();
    do {
      asking();
      switch (threads.page(channel, mark, cursor)) {
        case SlackAnswer.Done<SlackThreads.Page> done -> {
          done.value().messages().forEach(missed::addFirst);
          cursor = done.value().next();
        }
        case SlackAnswer.Refused<SlackThreads.Page> no -> {
          return new SlackAnswer.Refused<>(no.error(), no.needed());
        }
        case SlackAnswer.Later<SlackThreads.Page> later -> {
          return new SlackAnswer.Later<>(later.after(), later.why());
        }
        case SlackAnswer.Unknown<SlackThreads.Page> unknown -> {
          return new SlackAnswer.Unknown<>(unknown.why());
        }
      }
    } while (!cursor.isEmpty());
    String upTo = mark;
    for (SlackMessage message : missed) {
      if (message.ts().compareTo(mark) > 0) {
        heard(message);
        upTo = message.ts();
      }
    }
    return new SlackAnswer.Done<>(upTo);
  }

  private Optional<Duration> read(State session, String mark, String spoken, long asked) {
    ThreadRef thread = session.thread();
    Optional<String> request = request(session);
    Optional<String> within = askedWithin(session);
    String from = within.filter(ts -> ts.compareTo(mark) < 0).orElse(mark);
    asking();
    SlackAnswer<List<SlackMessage>> answer = threads.read(thread.channel(), thread.thread(), from);
    if (!(answer instanceof SlackAnswer.Done<List<SlackMessage>> done)) {
      Optional<Duration> pause =
          noThread(answer) ? Optional.empty() : pause(thread.channel(), answer);
      if (pause.isEmpty()) {
        marks.caughtUp(thread, spoken, asked);
      }
      return pause;
    }
    String upTo = spoken;
    for (SlackMessage message : done.value()) {
      if (request.equals(Optional.of(message.ts()))) {
        hearing.reread(thread, message, session.requester().id());
      }
      if (message.ts().compareTo(mark) > 0) {
        heard(message);
        upTo = message.ts().compareTo(upTo) > 0 ? message.ts() : upTo;
      }
    }
    within
        .filter(ts -> shows(done.value(), thread.thread()) && !shows(done.value(), ts))
        .ifPresent(ts -> hearing.gone(thread, ts, session.requester().id()));
    marks.caughtUp(thread, upTo, asked);
    return Optional.empty();
  }

  /**
   * Whether a message is still there. Where an older one is, a newer one that is not was deleted,
   * and is not merely out of Slack's sight.
   */
  private static boolean shows(List<SlackMessage> messages, String ts) {
    return messages.stream().anyMatch(message -> message.ts().equals(ts));
  }

  /** A thread that is gone says nothing of its channel. */
  private static boolean noThread(SlackAnswer<?> answer) {
    return answer instanceof SlackAnswer.Refused<?> no && no.error().equals("thread_not_found");
  }

  /** A message that cannot be taken however often it is tried is passed over. */
  private void heard(SlackMessage message) {
    try {
      hearing.heard(message);
    } catch (SlackPeople.NotNow later) {
      throw later;
    } catch (RuntimeException broken) {
      if (tries.merge(message.channel() + message.ts(), 1, Integer::sum) < MOST_TRIES) {
        throw broken;
      }
      LOG.error("a missed message is passed over", broken);
    }
  }
}
