package dev.offprint;

import dev.offprint.chat.slack.FakeSlack;
import dev.offprint.chat.terminal.Screen;
import dev.offprint.command.Commands;
import dev.offprint.model.OpenAiServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Commands on a data directory, typed without a terminal, in this process. */
final class Typed {
  private final Path home;
  private final Map<String, String> environment;
  private final StringBuilder screen = new StringBuilder();

  Typed(Path home) {
    this(home, Map.of());
  }

  Typed(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /** The configuration that has this server do all the work. */
  static void configure(Path home, OpenAiServer server) throws IOException {
    Files.writeString(
        home.resolve(Config.FILE),
        """
        model: test:test-model
        servers:
          test:
            url: %s
            reader: the test server
        """
            .formatted(server.address()));
  }

  /** The same for a team on this Slack. */
  static void configure(Path home, OpenAiServer server, FakeSlack slack) throws IOException {
    configure(home, server);
    Files.writeString(
        home.resolve(Config.FILE),
        "slack:\n  api: " + slack.methodsUrl() + "\n",
        StandardOpenOption.APPEND);
  }

  /** Runs one command; its exit code. */
  int run(String... arguments) {
    screen.setLength(0);
    StringWriter told = new StringWriter();
    PrintWriter out = new PrintWriter(told);
    int code =
        Commands.run(
            arguments,
            out,
            out,
            options ->
                Offprint.open(
                    home,
                    environment,
                    options,
                    new Screen(screen, false, 100),
                    new BufferedReader(new StringReader(""))),
            call -> Checkups.all(home, environment, call),
            BenchPlace::open);
    screen.append(told);
    return code;
  }

  /** All that the last command printed. */
  String said() {
    return screen.toString();
  }
}
