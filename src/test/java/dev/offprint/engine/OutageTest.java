package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.model.HandModels;
import dev.offprint.model.ModelServer.Answer;
import dev.offprint.model.ModelServer.Answer.Fault;
import dev.offprint.model.OpenAiServer;
import dev.offprint.session.Brief;
import dev.offprint.session.Cause;
import dev.offprint.session.Condition;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.ThreadRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty sessions, one provider that is down, and a server that counts. */
class OutageTest {
  private static final Fault DOWN =
      new Fault.Status(503, Map.of(), OpenAiServer.error("try later"));

  @TempDir Path directory;

  @Test
  void fiftySessionsPauseUntilTAndGoOnByThemselves() {
    AtomicReference<@Nullable Fault> fault = new AtomicReference<>(DOWN);
    try (OpenAiServer server =
            new OpenAiServer(
                request -> {
                  Fault now = fault.get();
                  return now == null ? Answer.of("ok") : Answer.failing(now);
                });
        HandModels models = new HandModels(server.settings(), directory.resolve("models"));
        Rig rig = new Rig(directory)) {
      rig.models.real = models;
      List<SessionId> sessions = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        sessions.add(begun(rig, i));
      }
      rig.runDue();

      assertThat(sessions).allSatisfy(session -> paused(rig, session, Duration.ofMinutes(1)));
      assertThat(server.requests()).as("five tries of one call").hasSize(5);

      pass(rig, models, Duration.ofMinutes(1));
      assertThat(sessions).allSatisfy(session -> paused(rig, session, Duration.ofMinutes(2)));
      assertThat(server.requests()).as("one try of one call").hasSize(6);

      fault.set(null);
      pass(rig, models, Duration.ofMinutes(2));
      assertThat(sessions)
          .allSatisfy(
              session ->
                  assertThat(rig.condition(session)).isEqualTo(new Condition.AwaitingApproval()));
      assertThat(server.requests()).as("each call of each session once").hasSize(6 + 50 * 4);
    }
  }

  /** Each has a paper of its own. */
  private static SessionId begun(Rig rig, int i) {
    Source paper =
        new Source(
            Source.Role.PAPER,
            new Source.Origin.Attachment(),
            "paper.pdf",
            rig.ports.blobs().putText("paper " + i));
    Event.Requested requested =
        new Event.Requested(
            Samples.ADA,
            new ThreadRef("fake", "lab", "t" + i),
            new Artifacts(rig.ports.blobs()).put(Brief.EMPTY),
            List.of(paper),
            Rig.BUDGET);
    return rig.inbox.begin(new EventId("begin" + i), requested).session();
  }

  private static void pass(Rig rig, HandModels models, Duration time) {
    models.pass(time);
    rig.clock.pass(time);
    rig.runDue();
  }

  private static void paused(Rig rig, SessionId session, Duration pause) {
    assertThat(rig.condition(session))
        .isInstanceOfSatisfying(
            Condition.Paused.class,
            paused ->
                assertThat(paused.cause())
                    .isEqualTo(
                        new Cause.ProviderDown(
                            "The test server does not answer properly (status 503): try later",
                            pause)));
  }
}
