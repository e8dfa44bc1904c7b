package dev.offprint.chat.slack;

import com.slack.api.methods.SlackApiTextResponse;
import dev.offprint.engine.Chat.Mark;
import dev.offprint.engine.Chat.Mark.Sign;
import dev.offprint.session.EventId;
import dev.offprint.session.ThreadRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reaction of ours at the message that asked, and the assistant's status while the work goes
 * on. Where Slack refuses one of the two for want of a scope, it is left out from then on.
 */
final class SlackMarks {
  private static final Logger LOG = LoggerFactory.getLogger(SlackMarks.class);
  private static final Pattern MESSAGE =
      Pattern.compile(SlackNames.CONNECTION + ":([A-Z0-9]+)/(\\d+\\.\\d+)(?:/shortcut)?");
  private static final List<String> EMOJI =
      Stream.of(Sign.values()).map(SlackMarks::emoji).filter(name -> !name.isEmpty()).toList();

  /** Slack takes a status away after two minutes. */
  private static final Duration STATUS = Duration.ofSeconds(90);

  /** Answers that say that there is nothing left to do. */
  private static final Set<String> SO_ALREADY = Set.of("already_reacted", "no_reaction");

  private static final int REMEMBERED = 10_000;

  private record Status(String doing, Instant at) {}

  private final SlackApi api;
  private final InstantSource clock;
  private final Instant started;
  private final Map<EventId, Sign> shown = newest();
  private final Map<ThreadRef, Status> told = newest();
  private Instant next = Instant.MIN;
  private boolean reactions = true;
  private boolean statuses = true;

  SlackMarks(SlackApi api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
    this.started = clock.instant();
  }

  private static <K, V> Map<K, V> newest() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  /** The emoji of a sign; empty where there is none. */
  static String emoji(Sign sign) {
    return switch (sign) {
      case WORKING -> "eyes";
      case WAITING -> "raised_hand";
      case DRAFT -> "memo";
      case DELIVERED -> "white_check_mark";
      case STOPPED -> "warning";
      case ENDED -> "";
    };
  }

  /** Shows the mark. */
  synchronized void mark(ThreadRef thread, EventId asked, Mark mark) {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    Matcher message = MESSAGE.matcher(asked.value());
    if (reactions && message.matches() && shown.get(asked) != mark.sign()) {
      react(message.group(1), message.group(2), asked, mark.sign());
    }
    if (statuses && !thread.thread().isEmpty()) {
      status(thread, mark, now);
    }
  }

  private void react(String channel, String ts, EventId asked, Sign sign) {
    String wanted = emoji(sign);
    if (!wanted.isEmpty()
        && !done(
            api.call(
                slack ->
                    slack.reactionsAdd(
                        asking -> asking.channel(channel).timestamp(ts).name(wanted))))) {
      return;
    }
    for (String old : before(asked, ts)) {
      if (!old.equals(wanted)
          && !done(
              api.call(
                  slack ->
                      slack.reactionsRemove(
                          asking -> asking.channel(channel).timestamp(ts).name(old))))) {
        return;
      }
    }
    shown.put(asked, sign);
  }

  /** What may stand there: after a restart any of ours, unless the message is newer than that. */
  private List<String> before(EventId asked, String ts) {
    @Nullable Sign sign = shown.get(asked);
    if (sign != null) {
      String name = emoji(sign);
      return name.isEmpty() ? List.of() : List.of(name);
    }
    long asking = Long.parseLong(ts.substring(0, ts.indexOf('.')));
    return asking >= started.getEpochSecond() ? List.of() : EMOJI;
  }

  /** Whether that is settled; otherwise it is tried again when the session has its next turn. */
  private boolean done(SlackAnswer<? extends SlackApiTextResponse> answer) {
    return switch (answer) {
      case SlackAnswer.Done<?> done -> true;
      case SlackAnswer.Refused<?> no -> {
        if (no.error().equals("missing_scope")) {
          reactions = false;
        } else if (!SO_ALREADY.contains(no.error())) {
          LOG.debug("no reaction: {}", no.error());
        }
        yield reactions;
      }
      case SlackAnswer.Later<?> later -> {
        next = clock.instant().plus(later.after());
        yield false;
      }
      case SlackAnswer.Unknown<?> unknown -> false;
    };
  }

  private void status(ThreadRef thread, Mark mark, Instant now) {
    Status before = told.get(thread);
    String doing = mark.sign() == Sign.WORKING ? "is " + mark.doing() + "…" : "";
    boolean fresh =
        before != null
            && before.doing().equals(doing)
            && (doing.isEmpty() || before.at().plus(STATUS).isAfter(now));
    if (fresh || (before == null && doing.isEmpty())) {
      return;
    }
    var answer =
        api.call(
            slack ->
                slack.assistantThreadsSetStatus(
                    asking ->
                        asking
                            .channelId(thread.channel())
                            .threadTs(thread.thread())
                            .status(doing)));
    switch (answer) {
      case SlackAnswer.Done<?> done -> told.put(thread, new Status(doing, now));
      case SlackAnswer.Refused<?> no -> {
        statuses = !no.error().equals("missing_scope") && !no.error().equals("unknown_method");
        // This thread has no such thing: never again.
        told.put(thread, new Status(doing, Instant.MAX.minus(STATUS)));
      }
      case SlackAnswer.Later<?> later -> next = now.plus(later.after());
      case SlackAnswer.Unknown<?> unknown -> {}
    }
  }
}
