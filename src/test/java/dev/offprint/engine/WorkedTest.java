package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.BlobId;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkedTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final SessionId SESSION = new SessionId("aaaaaaaa");
  private static final EffectKey KEY = new EffectKey(SESSION, 1);

  private static Store.Happened at(int minute, Event event) {
    return new Store.Happened(
        SESSION, new EventId("e" + minute), minute(minute), event, Inbox.ACCEPTED);
  }

  private static Instant minute(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  @Test
  void waitsForPeopleAreNotWork() {
    assertThat(
            Worked.until(
                minute(100),
                List.of(
                    at(0, new Event.HoldLifted(Samples.ADA)),
                    at(2, new Event.PlanDesigned(KEY, BlobId.EMPTY)),
                    at(60, new Event.HoldAsked(Samples.ADA, "wait")),
                    at(90, new Event.PlanApproved(Samples.ADA, new PlanVersion(1))),
                    at(95, new Event.Analysed(KEY, BlobId.EMPTY)))))
        .isEqualTo(Duration.ofMinutes(12));
  }
}
