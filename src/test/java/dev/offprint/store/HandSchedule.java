package dev.offprint.store;

import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.SchedulerState;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepository;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.offprint.engine.Schedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The two queues run by hand: the same rows, tasks and retries, in the calling thread, at the
 * clock's time. An {@link Error} thrown by what is run is a crash: the row stays picked, as after a
 * kill, and the next store on the same directory releases it.
 */
public final class HandSchedule implements Schedule {
  private final JdbcStore store;
  private final Clock clock;
  private final List<Queue> queues = new ArrayList<>();

  HandSchedule(JdbcStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Started again, it runs with the new runner. */
  @Override
  public void start(Runner runner) {
    queues.clear();
    for (String table : Queues.TABLES) {
      List<Task<?>> tasks = Queues.tasks(runner);
      queues.add(
          new Queue(
              tasks,
              new JdbcTaskRepository(
                  store.database().writer(),
                  false,
                  Sqlite.customization(),
                  table,
                  new TaskResolver(SchedulerListeners.NOOP, clock::instant, tasks),
                  new SchedulerName.Fixed("hand"),
                  Queues.TEXT,
                  false,
                  clock::instant)));
    }
  }

  /** What could run now, in order of time: {@code effect abcdefgh#3}, {@code drain abcdefgh#4}. */
  public List<String> due() {
    return executions().stream().map(found -> found.name()).toList();
  }

  /** Runs the first that is due; false where nothing is. */
  public boolean runOne() {
    return run(0);
  }

  /** Runs the {@code index}-th of {@link #due}; false where there is none. */
  public boolean run(int index) {
    List<Found> due = executions();
    if (index >= due.size()) {
      return false;
    }
    due.get(index).run();
    return true;
  }

  /** Runs until nothing is due at the clock's time; how many ran. */
  public int runDue() {
    int ran = 0;
    while (runOne()) {
      ran++;
    }
    return ran;
  }

  /** When the next is due, later than now or not; empty where nothing waits. */
  public Optional<Instant> next() {
    return queues.stream()
        .flatMap(queue -> queue.until(Instant.parse("9999-01-01T00:00:00Z")).stream())
        .map(found -> found.execution.executionTime)
        .min(Comparator.naturalOrder());
  }

  private List<Found> executions() {
    return queues.stream()
        .flatMap(queue -> queue.until(clock.instant()).stream())
        .sorted(Comparator.comparing((Found found) -> found.execution.executionTime))
        .toList();
  }

  @Override
  public void wake() {}

  @Override
  public void stop(Duration atMost) {}

  /** One table with its tasks. */
  private final class Queue {
    private final List<Task<?>> tasks;
    private final JdbcTaskRepository rows;
    private final SchedulerState state = new SchedulerState.SettableSchedulerState();

    Queue(List<Task<?>> tasks, JdbcTaskRepository rows) {
      this.tasks = tasks;
      this.rows = rows;
    }

    List<Found> until(Instant time) {
      return rows.getDue(time, 10_000).stream().map(row -> new Found(this, row)).toList();
    }

    void run(Execution due) {
      Execution picked = rows.pick(due, clock.instant()).orElseThrow();
      for (Task<?> task : tasks) {
        if (task.getName().equals(due.getTaskName())) {
          run(task, picked);
        }
      }
    }

    private <T> void run(Task<T> task, Execution picked) {
      @SuppressWarnings("unchecked")
      TaskInstance<T> instance = picked.taskInstance;
      ExecutionOperations<T> operations =
          new ExecutionOperations<>(rows, SchedulerListeners.NOOP, picked);
      Instant started = clock.instant();
      try {
        task.execute(instance, new ExecutionContext(state, picked, null, null))
            .complete(ExecutionComplete.success(picked, started, clock.instant()), operations);
      } catch (RuntimeException failure) {
        task.getFailureHandler()
            .onFailure(
                ExecutionComplete.failure(picked, started, clock.instant(), failure), operations);
      }
    }
  }

  /** A row that is due. */
  private record Found(Queue queue, Execution execution) {
    String name() {
      return execution.getTaskName() + " " + execution.getId();
    }

    void run() {
      queue.run(execution);
    }
  }
}
