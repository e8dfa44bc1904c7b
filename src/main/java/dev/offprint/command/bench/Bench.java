package dev.offprint.command.bench;

import dev.offprint.command.bench.SimulatedServer.Served;
import dev.offprint.engine.Artifacts;
import dev.offprint.engine.Blobs;
import dev.offprint.engine.Inbox;
import dev.offprint.engine.Models;
import dev.offprint.engine.Papers;
import dev.offprint.engine.Store;
import dev.offprint.session.Actor;
import dev.offprint.session.Brief;
import dev.offprint.session.Condition;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PersonId;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/**
 * Runs a whole session of the real engine and the real agents on a simulated model server, and the
 * same work in PaperCoder's pattern of calls on another of the same kind.
 */
public final class Bench {
  private static final long BUDGET = 1_000_000_000;
  private static final long MOMENT = 5_000_000;
  private static final Actor SOMEBODY =
      new Actor(new PersonId("bench:ada"), "ada", Actor.Standing.MEMBER, Set.of());

  private final Assumptions assumed;
  private final BiFunction<Models, Papers, Place> places;

  /**
   * @param places opens an engine of its own, with nothing in it, on these models and papers
   */
  public Bench(Assumptions assumed, BiFunction<Models, Papers, Place> places) {
    this.assumed = assumed;
    this.places = places;
  }

  /** An engine that runs, and forgets everything when it is closed. */
  public record Place(Inbox inbox, Store store, Blobs blobs, Runnable end)
      implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  /**
   * What a number of calls took.
   *
   * @param milliseconds of virtual time
   * @param read tokens
   * @param missed tokens of {@code read} that were in no cache
   * @param written tokens
   */
  public record Taken(int calls, long milliseconds, long read, long missed, long written) {
    private static Taken of(List<Served> calls) {
      return new Taken(
          calls.size(),
          calls.stream().mapToLong(Served::until).max().orElse(0),
          calls.stream().mapToLong(Served::read).sum(),
          calls.stream().mapToLong(Served::missed).sum(),
          calls.stream().mapToLong(Served::written).sum());
    }

    /** This share of the other's time. */
    public double timeOf(Taken other) {
      return (double) milliseconds / other.milliseconds;
    }

    /** This share of the other's missed tokens. */
    public double missedOf(Taken other) {
      return (double) missed / other.missed;
    }
  }

  /**
   * Both sides for a repository of so many files.
   *
   * @param toFiles Offprint from the paper to all files
   * @param whole with review and repair
   * @param answers what each kind of answer took on Offprint's side
   */
  public record Row(
      int files, Taken baseline, Taken toFiles, Taken whole, Map<String, Taken> answers) {
    public Row {
      answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }
  }

  /** Runs both sides. */
  public Row run(int files) {
    List<SimulatedModels.Call> made = offprint(files);
    Map<String, Long> lengths = new HashMap<>();
    List<String> paths = new ArrayList<>();
    for (SimulatedModels.Call call : made) {
      String name = call.served().name();
      List<String> steps = Artifact.steps(name);
      steps.forEach(step -> lengths.put(step, call.served().written() / steps.size()));
      if (name.startsWith("file:")) {
        paths.add(name.substring("file:".length()));
      }
    }
    if (paths.size() != files) {
      throw new IllegalStateException(paths.size() + " files were written, not " + files);
    }
    paths.sort(
        Comparator.comparing((String path) -> path.equals("main.py")).thenComparing(path -> path));
    Taken baseline;
    try (SimulatedServer server = new SimulatedServer(assumed)) {
      baseline = Taken.of(new SequentialBaseline(assumed, server, lengths).run(paths));
    }
    return new Row(
        files,
        baseline,
        Taken.of(
            made.stream()
                .filter(SimulatedModels.Call::towardsFiles)
                .map(SimulatedModels.Call::served)
                .toList()),
        Taken.of(made.stream().map(SimulatedModels.Call::served).toList()),
        byArtifact(made));
  }

  private static Map<String, Taken> byArtifact(List<SimulatedModels.Call> made) {
    Map<Artifact, List<Served>> all = new EnumMap<>(Artifact.class);
    made.forEach(
        call ->
            all.computeIfAbsent(Artifact.of(call.served().name()), kind -> new ArrayList<>())
                .add(call.served()));
    Map<String, Taken> taken = new LinkedHashMap<>();
    all.forEach((artifact, calls) -> taken.put(artifact.words(), Taken.of(calls)));
    return taken;
  }

  private List<SimulatedModels.Call> offprint(int files) {
    try (SimulatedServer server = new SimulatedServer(assumed)) {
      SimulatedModels models = new SimulatedModels(assumed, server, new Answers(assumed, files));
      try (Place place = places.apply(models, new SyntheticPaper(assumed))) {
        SessionId session = begun(place);
        await(place, session, Condition.AwaitingApproval.class);
        place
            .inbox()
            .receive(
                session,
                new EventId("bench:approved"),
                new Event.PlanApproved(SOMEBODY, state(place, session).version()));
        await(place, session, Condition.Delivered.class);
      }
      return models.calls();
    }
  }

  private static SessionId begun(Place place) {
    Source source =
        new Source(
            Source.Role.PAPER,
            new Source.Origin.Attachment(),
            "paper.pdf",
            place.blobs().put("a paper".getBytes(StandardCharsets.UTF_8)));
    return place
        .inbox()
        .begin(
            new EventId("bench:begin"),
            new Event.Requested(
                SOMEBODY,
                new ThreadRef("bench", "bench", "bench"),
                new Artifacts(place.blobs()).put(Brief.EMPTY),
                List.of(source),
                BUDGET))
        .session();
  }

  private static State state(Place place, SessionId session) {
    return place.store().load(session).orElseThrow().state();
  }

  private static void await(Place place, SessionId session, Class<? extends Condition> wanted) {
    while (true) {
      Condition condition = state(place, session).condition();
      if (wanted.isInstance(condition)) {
        return;
      }
      boolean goesOn = condition instanceof Condition.Working;
      if (!goesOn) {
        throw new IllegalStateException("the simulated session stopped: " + condition);
      }
      LockSupport.parkNanos(MOMENT);
    }
  }
}
