package dev.offprint.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import dev.offprint.engine.Schedule;
import dev.offprint.session.Effect;
import dev.offprint.session.EffectKey;
import dev.offprint.session.SessionId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Two db-schedulers with a table each, on platform threads. */
final class DbSchedule implements Schedule {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private final DataSource database;
  private final JdbcCustomization customization;
  private final StoreSettings settings;
  private final Clock clock;
  private final List<ThreadPoolExecutor> threads = new ArrayList<>();
  private volatile List<Scheduler> schedulers = List.of();

  DbSchedule(
      DataSource database, JdbcCustomization customization, StoreSettings settings, Clock clock) {
    this.database = database;
    this.customization = customization;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public synchronized void start(Runner runner) {
    if (!threads.isEmpty()) {
      throw new IllegalStateException("the schedule was started before");
    }
    Runner once = new Once(runner);
    schedulers =
        List.of(
            scheduler(Queues.SHORT, settings.shortThreads(), once),
            scheduler(Queues.STAGES, settings.stageThreads(), once));
    schedulers.forEach(Scheduler::start);
  }

  private Scheduler scheduler(String table, int most, Runner runner) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            most, most, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(table));
    threads.add(executor);
    return Scheduler.create(database, Queues.tasks(runner))
        .tableName(table)
        .serializer(Queues.TEXT)
        .jdbcCustomization(customization)
        .clock(clock::instant)
        // The default, the host's name, is the same for all processes here.
        .schedulerName(
            new SchedulerName.Fixed(ProcessHandle.current().pid() + "-" + UUID.randomUUID()))
        .threads(most)
        .executorService(executor)
        .pollingInterval(POLL)
        .heartbeatInterval(HEARTBEAT)
        .missedHeartbeatsLimit(4)
        .shutdownMaxWait(Duration.ofSeconds(1))
        .failureLogging(LogLevel.WARN, true)
        .build();
  }

  private static ThreadFactory named(String table) {
    AtomicInteger count = new AtomicInteger();
    return work -> new Connections.Background(work, table + "-" + count.incrementAndGet());
  }

  @Override
  public void wake() {
    schedulers.forEach(Scheduler::triggerCheckForDueExecutions);
  }

  @Override
  public synchronized void stop(Duration atMost) {
    schedulers.forEach(Scheduler::pause);
    for (ThreadPoolExecutor executor : threads) {
      executor.shutdown();
      executor.getQueue().clear();
    }
    long end = System.nanoTime() + atMost.toNanos();
    try {
      for (ExecutorService executor : threads) {
        if (!executor.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          // What is cut off here is still picked, and released by the next start.
          executor.shutdownNow();
        }
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      threads.forEach(ExecutorService::shutdownNow);
    }
    schedulers.forEach(Scheduler::stop);
    schedulers = List.of();
  }

  /**
   * Runs an effect once at a time: after this machine has slept, the scheduler takes its own work
   * for a dead process's and picks it again.
   */
  static final class Once implements Runner {
    private final Runner runner;
    private final Set<EffectKey> running = ConcurrentHashMap.newKeySet();

    Once(Runner runner) {
      this.runner = runner;
    }

    @Override
    public void run(Effect effect) {
      if (!running.add(effect.key())) {
        throw new IllegalStateException(effect.key() + " is still running; it is tried later");
      }
      try {
        runner.run(effect);
      } finally {
        running.remove(effect.key());
      }
    }

    @Override
    public void drain(SessionId session) {
      runner.drain(session);
    }
  }
}
