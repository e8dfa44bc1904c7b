package dev.offprint.chat.slack;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a request to Slack ended. */
sealed interface SlackAnswer<T> {
  /** Slack did it and says so. */
  record Done<T>(T value) implements SlackAnswer<T> {}

  /**
   * For good; nothing was done.
   *
   * @param error Slack's own name for why
   * @param needed the scope that is missing, where that is why
   */
  record Refused<T>(String error, @Nullable String needed) implements SlackAnswer<T> {
    private static final Set<String> GONE =
        Set.of(
            "channel_not_found",
            "is_archived",
            "not_in_channel",
            "thread_not_found",
            "cannot_reply_to_message",
            "restricted_action",
            "restricted_action_read_only_channel",
            "restricted_action_thread_only_channel",
            "restricted_action_thread_locked",
            "team_access_not_granted");

    /** Whether nothing more will get into that channel or thread. */
    boolean threadGone() {
      return GONE.contains(error);
    }
  }

  /** Not now; nothing was done. */
  record Later<T>(Duration after, String why) implements SlackAnswer<T> {}

  /** It may or may not have been done. */
  record Unknown<T>(String why) implements SlackAnswer<T> {}
}
