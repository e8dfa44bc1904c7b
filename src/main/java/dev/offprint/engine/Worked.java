package dev.offprint.engine;

import dev.offprint.session.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long a session has been at work, waits for people left out. */
final class Worked {
  private Worked() {}

  /** Time at work until now, where a stage is running now. */
  static Duration until(Instant now, List<Store.Happened> history) {
    Duration worked = Duration.ZERO;
    Instant since = null;
    for (Store.Happened happened : history) {
      if (!happened.outcome().equals(Inbox.ACCEPTED)) {
        continue;
      }
      if (happened.event() instanceof Event.OfEffect result && ends(result)) {
        worked = worked.plus(between(since, happened.at()));
        since = goesOn(result) ? happened.at() : null;
      } else if (since == null || starts(happened.event())) {
        since = happened.at();
      }
    }
    return worked.plus(between(since, now));
  }

  private static Duration between(@Nullable Instant since, Instant until) {
    return since == null ? Duration.ZERO : Duration.between(since, until);
  }

  private static boolean ends(Event.OfEffect event) {
    return switch (event) {
      case Event.PaperRead ignored -> true;
      case Event.DraftPlanned ignored -> true;
      case Event.ScreenedOut ignored -> true;
      case Event.PlanDesigned ignored -> true;
      case Event.PlanRevised ignored -> true;
      case Event.Analysed ignored -> true;
      case Event.Generated ignored -> true;
      case Event.Checked ignored -> true;
      case Event.FollowUpSorted ignored -> true;
      case Event.StageStopped ignored -> true;
      case Event.PostRefused ignored -> false;
      case Event.Woke ignored -> false;
    };
  }

  /** Whether the next stage mostly follows at once. */
  private static boolean goesOn(Event.OfEffect event) {
    return event instanceof Event.PaperRead
        || event instanceof Event.DraftPlanned
        || event instanceof Event.Analysed
        || event instanceof Event.Generated
        || (event instanceof Event.FollowUpSorted sorted
            && !(sorted.sorted() instanceof Event.FollowUpSorted.Sorted.Answer));
  }

  /** What people do to let a stage start; waiting before it is not work. */
  private static boolean starts(Event event) {
    return event instanceof Event.PlanApproved
        || event instanceof Event.RetryAsked
        || event instanceof Event.SameChosen
        || event instanceof Event.PaperChosen;
  }
}
