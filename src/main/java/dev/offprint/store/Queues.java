package dev.offprint.store;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.offprint.engine.Json;
import dev.offprint.engine.Schedule;
import dev.offprint.session.Effect;
import dev.offprint.session.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The two queues: what is in them, and how it gets there as part of a transaction. An effect's task
 * has the effect's key for its id, never the session's: an id that is still running would swallow
 * the next one.
 */
final class Queues {
  static final String SHORT = "short_task";
  static final String STAGES = "stage_task";
  static final List<String> TABLES = List.of(SHORT, STAGES);

  /** Data is the effect as stored JSON. */
  static final TaskDescriptor<String> EFFECT = TaskDescriptor.of("effect", String.class);

  /** Data is the session's id. */
  static final TaskDescriptor<String> DRAIN = TaskDescriptor.of("drain", String.class);

  /** Task data as readable text. */
  static final Serializer TEXT =
      new Serializer() {
        @Override
        public byte[] serialize(@Nullable Object data) {
          return String.valueOf(data).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] stored) {
          return type.cast(new String(stored, StandardCharsets.UTF_8));
        }
      };

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(10);

  private final SchedulerClient shorts;
  private final SchedulerClient stages;
  private final Clock clock;

  Queues(Database database, JdbcCustomization customization, Clock clock) {
    this.shorts = client(database, customization, SHORT);
    this.stages = client(database, customization, STAGES);
    this.clock = clock;
  }

  private static SchedulerClient client(
      Database database, JdbcCustomization customization, String table) {
    return SchedulerClient.Builder.create(database.joined())
        .tableName(table)
        .serializer(TEXT)
        .jdbcCustomization(customization)
        .build();
  }

  void enqueue(Effect effect) {
    Instant due = effect instanceof Effect.Wake wake ? now().plus(wake.after()) : now();
    SchedulerClient queue = effect instanceof Effect.RunStage ? stages : shorts;
    queue.scheduleIfNotExists(
        EFFECT.instance(effect.key().toString()).data(Json.write(effect)).build(), due);
  }

  /** A drain for this post. */
  void drain(Effect post) {
    SessionId session = post.key().session();
    shorts.scheduleIfNotExists(
        DRAIN.instance(post.key().toString()).data(session.value()).build(), now());
  }

  void drain(SessionId session, Duration after) {
    String id = session.value() + "@" + UUID.randomUUID();
    shorts.scheduleIfNotExists(DRAIN.instance(id).data(session.value()).build(), now().plus(after));
  }

  private Instant now() {
    return clock.instant();
  }

  /** Deletes what waits for a session; what runs is left to end. */
  static void erase(Handle handle, SessionId session) {
    for (String table : TABLES) {
      handle
          .createUpdate(
              "delete from " + table + " where not picked and substr(task_instance, 1, 8) = :id")
          .bind("id", session.value())
          .execute();
    }
  }

  /** Gives back what a dead process had picked. */
  static void release(Handle handle) {
    for (String table : TABLES) {
      handle.execute(
          "update "
              + table
              + " set picked = false, picked_by = null, last_heartbeat = null,"
              + " version = version + 1 where picked");
    }
  }

  /** What is run from either queue. */
  static List<Task<?>> tasks(Schedule.Runner runner) {
    return List.of(
        Tasks.custom(EFFECT)
            .onFailure(retry())
            .execute((task, context) -> ran(runner, Json.read(task.getData(), Effect.class))),
        Tasks.oneTime(DRAIN)
            .onFailure(retry())
            .execute((task, context) -> runner.drain(new SessionId(task.getData()))));
  }

  private static CompletionHandler<String> ran(Schedule.Runner runner, Effect effect) {
    try {
      runner.run(effect);
      return new CompletionHandler.OnCompleteRemove<>();
    } catch (Schedule.NotYet notYet) {
      return (complete, operations) ->
          operations.reschedule(complete, complete.getTimeDone().plus(notYet.after()));
    }
  }

  /** After 1 s, 2 s, 4 s …, at most ten minutes, without end. */
  private static FailureHandler<String> retry() {
    return (complete, operations) -> {
      int doublings = Math.min(complete.getExecution().consecutiveFailures, 30);
      Duration wait = FIRST_RETRY.multipliedBy(1L << doublings);
      operations.reschedule(
          complete,
          complete.getTimeDone().plus(wait.compareTo(LAST_RETRY) < 0 ? wait : LAST_RETRY));
    };
  }
}
