package dev.offprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.chat.terminal.Screen;
import dev.offprint.command.Commands;
import dev.offprint.command.ExitCode;
import dev.offprint.store.JdbcStore;
import dev.offprint.store.StoreSettings;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at a data directory that is in use. */
class LookingTest {
  @TempDir Path home;
  private final StringWriter told = new StringWriter();

  private int offprint(String... arguments) {
    PrintWriter out = new PrintWriter(told);
    return Commands.run(
        arguments,
        out,
        out,
        options ->
            Offprint.open(
                home,
                Map.of(),
                options,
                new Screen(new StringBuilder(), false, 100),
                new BufferedReader(new StringReader(""))),
        call -> Checkups.all(home, Map.of(), call),
        BenchPlace::open);
  }

  @Test
  void sessionsAreListedAndShownWhileAnotherUsesTheDirectory() {
    try (JdbcStore other = JdbcStore.open(home, StoreSettings.DEFAULT, Clock.systemUTC())) {
      assertThat(other.list()).isEmpty();
      assertThat(offprint("list")).isEqualTo(ExitCode.DONE.code());
      assertThat(offprint("show", "abc")).isEqualTo(ExitCode.USAGE.code());
      assertThat(offprint("resume", "abc")).isEqualTo(ExitCode.IN_USE.code());
    }
    assertThat(told.toString())
        .contains("There are no sessions yet.")
        .contains("There is no session abc.")
        .contains("uses this directory");
  }
}
