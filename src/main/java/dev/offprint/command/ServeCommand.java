package dev.offprint.command;

import dev.offprint.engine.Connection;
import dev.offprint.engine.ModelChoice.Chosen;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Works for the chats that are configured until it is stopped. */
@Command(
    name = "serve",
    description = {
      "Works for every chat that is configured, until it is stopped (Ctrl-C, SIGTERM).",
      "Needs a model that is configured or whose key is set, and the tokens of a chat."
    },
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private final Function<Options, House> open;

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "provider:model for all the work. Naming it agrees that it reads the papers.")
  private @Nullable String model;

  @Option(names = "--yes-download", description = "Fetch a model's file without asking.")
  private boolean download;

  ServeCommand(Function<Options, House> open) {
    this.open = open;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (House house = open.apply(Options.serving(model))) {
      List<Connection> connections = house.team().connections();
      if (connections.isEmpty()) {
        throw new CannotOpen(
            ExitCode.USAGE,
            "No chat is configured. For Slack set SLACK_BOT_TOKEN and SLACK_APP_TOKEN;"
                + " \"offprint doctor\" says what else is missing.");
      }
      model(house);
      Optional<ExitCode> notReady =
          new ModelReady(house.models(), house.terminal(), download).check("offprint serve");
      if (notReady.isPresent()) {
        return notReady.get().code();
      }
      house.objection().get().ifPresent(house.terminal()::say);
      return serve(house, connections);
    }
  }

  /** For other people only a model is used that whoever runs this has named. */
  private void model(House house) {
    switch (house.models().chosen()) {
      case Chosen.NeedsConsent key -> {
        // Whoever starts a server with a key in its environment means it.
        house
            .terminal()
            .say(key.foundUnder() + " is set: " + key.provider() + " reads the papers.");
        house.models().consent();
      }
      case Chosen.Ready ready -> {
        if (ready.traits().local()) {
          named(house);
        }
      }
      case Chosen.NeedsDownload embedded -> named(house);
      case Chosen.None none -> {}
    }
  }

  private void named(House house) {
    if (model == null && !house.team().modelNamed()) {
      throw new CannotOpen(
          ExitCode.USAGE,
          "No model is named for the team. Set model: in offprint.yaml, a provider's key in the"
              + " environment, or --model; \"--model embedded\" is the small one inside this"
              + " program, which is good for trying things out.");
    }
  }

  private static int serve(House house, List<Connection> connections) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Thread atEnd =
        new Thread(
            () -> {
              connections.forEach(Connection::close);
              house.close();
              house.terminal().say("Stopped. What is under way goes on with the next start.");
              stopped.countDown();
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(atEnd);
    house.work().start();
    connections.forEach(Connection::start);
    house
        .terminal()
        .say(
            "Working for "
                + connections.stream().map(Connection::name).collect(Collectors.joining(", "))
                + ". Ctrl-C stops it.");
    stopped.await();
    return ExitCode.DONE.code();
  }
}
