package dev.offprint;

import dev.offprint.agent.PaperCoderStages;
import dev.offprint.agent.Prompts;
import dev.offprint.archive.ZipArchives;
import dev.offprint.check.CheckSettings;
import dev.offprint.check.PythonChecks;
import dev.offprint.command.bench.Bench;
import dev.offprint.document.PlanDocuments;
import dev.offprint.engine.Chats;
import dev.offprint.engine.Downloads;
import dev.offprint.engine.Inbox;
import dev.offprint.engine.LivePosts;
import dev.offprint.engine.Models;
import dev.offprint.engine.Outbox;
import dev.offprint.engine.Papers;
import dev.offprint.engine.Ports;
import dev.offprint.engine.ProgressBoard;
import dev.offprint.engine.Schedule;
import dev.offprint.engine.Wording;
import dev.offprint.engine.Worker;
import dev.offprint.session.Permission;
import dev.offprint.store.JdbcStore;
import dev.offprint.store.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The engine as it is served, in a directory that is gone afterwards and without any chat. */
final class BenchPlace {
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private BenchPlace() {}

  static Bench.Place open(Models models, Papers papers) {
    Path directory = temporary();
    Clock clock = Clock.systemUTC();
    JdbcStore store = JdbcStore.open(directory, new StoreSettings(false, 2, 2), clock);
    PlanDocuments documents = new PlanDocuments();
    Ports ports =
        new Ports(
            store,
            store.journal(),
            store.blobs(),
            models,
            new PaperCoderStages(Prompts.load(null)),
            papers,
            address -> new Downloads.Fetched.Refused("the simulation has no network", false),
            documents,
            new PythonChecks(CheckSettings.DEFAULT),
            new ZipArchives(),
            store.shelf());
    Chats nobody = connection -> Optional.empty();
    ProgressBoard board = new ProgressBoard(store.progress());
    Wording wording =
        new Wording(
            new Wording.Desk(
                store, store.blobs(), store.journal(), board, documents, models, clock),
            connection -> {
              throw new IllegalStateException("the simulation says nothing");
            });
    Schedule schedule = store.schedule();
    Inbox inbox = new Inbox(Permission.Policy.DEFAULT, store, schedule, clock, board::changed);
    LivePosts live = new LivePosts(board, store, wording, nobody, clock);
    Outbox outbox = new Outbox(store, wording, nobody, inbox, live);
    schedule.start(new Worker(ports, inbox, outbox, board, clock, Optional::empty));
    return new Bench.Place(
        inbox,
        store,
        store.blobs(),
        () -> {
          schedule.stop(LAST_WORDS);
          live.close();
          store.close();
          delete(directory);
        });
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("offprint-bench-");
    } catch (IOException unwritable) {
      throw new UncheckedIOException("no temporary directory can be made", unwritable);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException undeletable) {
      throw new UncheckedIOException(directory + " cannot be deleted", undeletable);
    }
  }
}
