package dev.offprint.engine;

import dev.offprint.session.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Runs the parts of a stage side by side on platform threads: one alone until its first token, so
 * that the others find the prefix cached, then all. Where one cannot go on, no more are started and
 * those in flight end.
 */
final class SideBySide {
  private static final ThreadLocal<@Nullable Group> CURRENT = new ThreadLocal<>();

  private final Cancellation cancellation;
  private final Reservations reservations;

  SideBySide(Cancellation cancellation, Reservations reservations) {
    this.cancellation = cancellation;
    this.reservations = reservations;
  }

  /** The group that this thread's calls belong to; null outside any. */
  static @Nullable Group current() {
    return CURRENT.get();
  }

  /** Why this thread may start no more calls; null where it may. */
  static @Nullable Cause stopped() {
    Group group = CURRENT.get();
    return group == null ? null : group.stopped();
  }

  <T> List<T> run(int parallel, List<Asking.Part<T>> parts) throws StageStopped {
    Group group = new Group(CURRENT.get());
    int threads = Math.min(Math.max(1, parallel), parts.size());
    List<Ended<T>> ended = threads <= 1 ? inTurn(group, parts) : atOnce(group, threads, parts);
    return values(ended);
  }

  private <T> List<Ended<T>> inTurn(Group group, List<Asking.Part<T>> parts) {
    List<Ended<T>> ended = new ArrayList<>();
    for (Asking.Part<T> part : parts) {
      ended.add(run(group, part));
    }
    return ended;
  }

  private <T> List<Ended<T>> atOnce(Group group, int threads, List<Asking.Part<T>> parts) {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("calls-", 0).factory());
    try {
      List<Future<Ended<T>>> futures = new ArrayList<>();
      boolean warm = false;
      for (Asking.Part<T> part : parts) {
        Future<Ended<T>> future = pool.submit(() -> run(group, part));
        futures.add(future);
        if (!warm) {
          warm = awaitWarm(group, futures.size());
        }
      }
      List<Ended<T>> ended = new ArrayList<>();
      for (Future<Ended<T>> future : futures) {
        ended.add(await(future));
      }
      return ended;
    } finally {
      pool.shutdown();
    }
  }

  private boolean awaitWarm(Group group, int started) {
    try {
      return group.awaitWarm(started);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      cancellation.cancel();
      return true;
    }
  }

  private <T> Ended<T> await(Future<Ended<T>> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException stop) {
          interrupted = true;
          cancellation.cancel();
        } catch (ExecutionException broken) {
          return new Ended.Threw<>(broken.getCause() == null ? broken : broken.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <T> Ended<T> run(Group group, Asking.Part<T> part) {
    Group outer = CURRENT.get();
    CURRENT.set(group);
    try {
      Cause stopped = group.stopped();
      if (stopped != null) {
        return new Ended.Stopped<>(stopped);
      }
      cancellation.check();
      return new Ended.Value<>(part.run());
    } catch (StageStopped stopped) {
      group.stop(stopped.why());
      return new Ended.Stopped<>(stopped.why());
    } catch (RuntimeException | Error broken) {
      group.stop(new Cause.Broken("another part of the stage broke", ""));
      return new Ended.Threw<>(broken);
    } finally {
      CURRENT.set(outer);
      group.ended();
      reservations.stir();
    }
  }

  private <T> List<T> values(List<Ended<T>> ended) throws StageStopped {
    List<T> values = new ArrayList<>();
    @Nullable Cause lowest = null;
    @Nullable Throwable broken = null;
    for (Ended<T> one : ended) {
      switch (one) {
        case Ended.Value<T> done -> values.add(done.value());
        case Ended.Stopped<T> stopped ->
            lowest =
                lowest == null || stopped.why().rank() < lowest.rank() ? stopped.why() : lowest;
        case Ended.Threw<T> threw -> broken = broken == null ? threw.why() : broken;
      }
    }
    if (broken instanceof Error error) {
      throw error;
    }
    cancellation.check();
    if (broken instanceof RuntimeException exception) {
      throw exception;
    }
    if (broken != null) {
      throw new CancellationException(String.valueOf(broken.getMessage()));
    }
    if (lowest != null) {
      throw new StageStopped(lowest);
    }
    return values;
  }

  /** How a part ended. */
  private sealed interface Ended<T> {
    record Value<T>(T value) implements Ended<T> {}

    record Stopped<T>(Cause why) implements Ended<T> {}

    record Threw<T>(Throwable why) implements Ended<T> {}
  }
}
