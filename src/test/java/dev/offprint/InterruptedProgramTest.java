package dev.offprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.agent.SensibleModel;
import dev.offprint.model.OpenAiServer;
import dev.offprint.session.Condition;
import dev.offprint.session.Stage;
import dev.offprint.session.State;
import dev.offprint.store.JdbcStore;
import dev.offprint.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program in a process of its own, in the middle of its work. */
class InterruptedProgramTest {
  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void interruptedItSavesAndSaysHowToGoOn(String signal, int code) throws Exception {
    SensibleModel model = new SensibleModel();
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    try (OpenAiServer server =
            new OpenAiServer(
                request -> {
                  asked.complete(true);
                  over.join();
                  return OpenAiServer.Answer.of(model.answer(request));
                });
        Program program = started(server)) {
      program.until(asked);

      Typed other = new Typed(home);
      assertThat(other.run("paper", "sample")).isEqualTo(8);
      assertThat(other.said()).contains(home.toString()).contains("" + program.pid());

      program.signal(signal);
      assertThat(program.code()).isEqualTo(code);
      String id;
      try (JdbcStore store = JdbcStore.open(home, StoreSettings.DEFAULT, Clock.systemUTC())) {
        State state = store.list().getFirst().state();
        id = state.id().value();
        assertThat(state.condition())
            .isInstanceOfSatisfying(
                Condition.Working.class,
                working -> assertThat(working.stage()).isEqualTo(Stage.PLANNING));
      }
      assertThat(program.output())
          .contains("Everything is saved. Go on with: offprint resume " + id)
          .doesNotContain("Exception");
    } finally {
      over.complete(true);
    }
  }

  private Program started(OpenAiServer server) throws Exception {
    Typed.configure(home, server);
    return Program.start(home, "paper", "sample");
  }
}
