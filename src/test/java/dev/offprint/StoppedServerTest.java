package dev.offprint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offprint.agent.SensibleModel;
import dev.offprint.chat.slack.At;
import dev.offprint.chat.slack.FakeSlack;
import dev.offprint.chat.slack.Room;
import dev.offprint.chat.slack.SlackPerson;
import dev.offprint.model.OpenAiServer;
import dev.offprint.session.Condition;
import dev.offprint.session.Stage;
import dev.offprint.session.State;
import dev.offprint.store.JdbcStore;
import dev.offprint.store.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code offprint serve} in a process of its own, stopped in the middle of its work. */
class StoppedServerTest {
  /** As long as deploy/offprint.service gives it. */
  private static final Duration GIVEN = Duration.ofSeconds(30);

  @TempDir Path home;

  private final SensibleModel model = new SensibleModel();
  private final CompletableFuture<Boolean> asked = new CompletableFuture<>();
  private final CompletableFuture<Boolean> over = new CompletableFuture<>();

  private OpenAiServer.Answer held(JsonNode request) {
    asked.complete(true);
    over.join();
    return OpenAiServer.Answer.of(model.answer(request));
  }

  @Test
  void stoppedItEndsInTimeAndTheNextStartGoesOn() throws Exception {
    try (FakeSlack slack = FakeSlack.start();
        OpenAiServer server = new OpenAiServer(this::held)) {
      slack.patience(Duration.ofMinutes(5));
      Typed.configure(home, server, slack);
      SlackPerson ada = slack.member("ada");
      Room room = slack.channel("papers", ada);
      At thread;
      try (Program program = Program.serving(home, slack.tokens())) {
        program.line();
        slack.connected(1);
        thread = slack.as(ada).upload(room, "@offprint", "paper.pdf", paper());
        program.until(asked);
        program.signal("TERM");
        assertThat(program.endsWithin(GIVEN)).as("it ends in time").isTrue();
        assertThat(program.code()).isEqualTo(143);
        assertThat(program.output())
            .contains("Stopped. What is under way goes on with the next start.")
            .doesNotContain("Exception");
        slack.until(() -> slack.socket().connections() == 0, "it stays connected");
      }
      over.complete(true);
      // Its lock is free, and the stage is what it was.
      assertThat(state().condition())
          .isInstanceOfSatisfying(
              Condition.Working.class,
              working -> assertThat(working.stage()).isEqualTo(Stage.PLANNING));
      try (Program program = Program.serving(home, slack.tokens())) {
        program.line();
        slack.until(
            () -> slack.buttons(thread).contains("Approve v1"),
            "nothing goes on:\n" + slack.text(thread));
        program.signal("TERM");
        assertThat(program.endsWithin(GIVEN)).isTrue();
      }
      assertThat(state().condition()).isEqualTo(new Condition.AwaitingApproval());
    } finally {
      over.complete(true);
    }
  }

  private State state() {
    try (JdbcStore store = JdbcStore.open(home, StoreSettings.DEFAULT, Clock.systemUTC())) {
      return store.list().getFirst().state();
    }
  }

  private static byte[] paper() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            StoppedServerTest.class.getResourceAsStream(
                "/sample/rescience-food-chain-chaos.pdf"))) {
      return in.readAllBytes();
    }
  }
}
