package dev.offprint.chat.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How often a method may be called: Slack's tiers
 * (https://docs.slack.dev/apis/web-api/rate-limits), and one post a second in each channel. Off
 * until it is switched on.
 */
final class RateLimits {
  private static final int TIER_2 = 20;
  private static final int TIER_3 = 50;
  private static final int TIER_4 = 100;
  private static final int UNTOLD = 600;

  private final InstantSource clock;
  private final Map<String, Deque<Instant>> calls = new HashMap<>();
  private boolean on;

  RateLimits(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void on(boolean kept) {
    on = kept;
    calls.clear();
  }

  /** Seconds to wait; 0 where the call may go. */
  synchronized int taken(String method, Params params) {
    if (!on) {
      return 0;
    }
    boolean post = method.equals("chat.postMessage");
    String key = post ? method + " " + params.text("channel") : method;
    Duration window = post ? Duration.ofSeconds(1) : Duration.ofMinutes(1);
    int most = post ? 1 : perMinute(method);
    Instant now = clock.instant();
    Deque<Instant> earlier = calls.computeIfAbsent(key, unused -> new ArrayDeque<>());
    while (!earlier.isEmpty() && !earlier.getFirst().plus(window).isAfter(now)) {
      earlier.removeFirst();
    }
    if (earlier.size() < most) {
      earlier.addLast(now);
      return 0;
    }
    Duration left = Duration.between(now, earlier.getFirst().plus(window));
    return (int) Math.max(1, left.plusMillis(999).toSeconds());
  }

  private static int perMinute(String method) {
    return switch (method) {
      case "reactions.remove", "usergroups.list" -> TIER_2;
      case "chat.update",
          "chat.delete",
          "conversations.replies",
          "conversations.history",
          "conversations.info",
          "conversations.join",
          "conversations.open",
          "users.conversations",
          "reactions.add",
          "reactions.get" ->
          TIER_3;
      case "chat.postEphemeral",
          "conversations.members",
          "users.info",
          "files.info",
          "files.getUploadURLExternal",
          "files.completeUploadExternal",
          "views.open",
          "views.push",
          "views.update",
          "views.publish" ->
          TIER_4;
      default -> UNTOLD;
    };
  }
}
