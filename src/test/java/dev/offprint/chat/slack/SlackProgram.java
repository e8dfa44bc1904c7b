package dev.offprint.chat.slack;

import dev.offprint.engine.LiveWorld;
import dev.offprint.paper.PaperSettings;
import dev.offprint.paper.SafeDownloads;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine with Slack in a process of its own, to be killed and to be measured: everything real
 * but stages, papers and models, which answer at once. It ends with its input.
 */
public final class SlackProgram {
  private SlackProgram() {}

  /** A started one. */
  record Running(Process process) implements AutoCloseable {
    /** Kills it as an operating system does. */
    void kill() {
      process.destroyForcibly();
      try {
        process.waitFor();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      kill();
    }
  }

  /** Starts one; {@code safe} waits for the disk at every commit. */
  static Running start(Path home, FakeSlack slack, boolean safe, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Doffprint.home=" + home,
            "-cp",
            System.getProperty("java.class.path"),
            SlackProgram.class.getName(),
            home.toString(),
            slack.methodsUrl(),
            String.valueOf(safe)));
    return new Running(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("out").toFile()))
            .start());
  }

  /** Arguments: the data directory, the address of the Web API, whether commits are safe. */
  public static void main(String[] arguments) throws IOException {
    SlackSettings settings =
        SlackSettings.of(WebSide.BOT_TOKEN, WebSide.APP_TOKEN).withApi(URI.create(arguments[1]));
    LiveWorld world =
        LiveWorld.open(
            Path.of(arguments[0]),
            Boolean.parseBoolean(arguments[2]),
            blobs -> new SlackChat(settings, blobs, Clock.systemUTC()),
            new SafeDownloads(PaperSettings.DEFAULT, List.of(settings.fileHost())));
    SlackConnection connection =
        new SlackConnection(
            settings,
            new SlackConnection.Desk(
                world.conversation(),
                world.queries(),
                world.wording(),
                world.listening(),
                world.blobs(),
                world.downloads()));
    world.start();
    connection.start();
    System.in.transferTo(OutputStream.nullOutputStream());
    connection.close();
    world.close();
    System.exit(0);
  }
}
