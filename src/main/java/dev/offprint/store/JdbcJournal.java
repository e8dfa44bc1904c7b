package dev.offprint.store;

import dev.offprint.engine.CallKey;
import dev.offprint.engine.Journal;
import dev.offprint.engine.Json;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Role;
import dev.offprint.engine.Traits;
import dev.offprint.session.EffectKey;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import dev.offprint.session.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The journal as one table: a row per call, whose reservation counts while the call is open. */
final class JdbcJournal implements Journal {
  private static final String THIS_STEP =
      " session = :session and plan_version = :version and delivery = :delivery"
          + " and stage = :stage and step = :step";
  private static final String THIS_CALL = THIS_STEP + " and attempt = :attempt";

  private final Database database;

  JdbcJournal(Database database) {
    this.database = database;
  }

  @Override
  public List<Entry> entries(CallKey anyAttempt) {
    return database.read(
        handle ->
            bound(
                    handle.createQuery(
                        "select * from model_call where" + THIS_STEP + " order by attempt"),
                    anyAttempt)
                .map((row, context) -> entry(row, anyAttempt.session()))
                .list());
  }

  @Override
  public boolean open(CallKey key, EffectKey effect, String promptHash, long tokens, long limit) {
    requireSameSession(key, effect);
    return database.write(
        handle -> {
          Spent spent = spent(handle, key.session());
          if (spent.settled().total() + spent.reserved() + tokens > limit) {
            return false;
          }
          int opened =
              bound(
                      handle.createUpdate(
                          """
                          insert into model_call
                            (session, plan_version, delivery, stage, step, attempt, seq, effect_n,
                             prompt_hash, reserved, is_open, tokens_read, tokens_cached,
                             tokens_written, lost, why)
                          select :session, :version, :delivery, :stage, :step, :attempt,
                            coalesce(max(seq), 0) + 1, :effect, :hash, :tokens, true, 0, 0, 0, 0, ''
                          from model_call where session = :session
                          on conflict (session, plan_version, delivery, stage, step, attempt)
                          do update set effect_n = excluded.effect_n,
                            prompt_hash = excluded.prompt_hash, reserved = excluded.reserved,
                            is_open = true, why = ''
                          where model_call.reply is null and not model_call.is_open
                          """),
                      key)
                  .bind("effect", effect.n())
                  .bind("hash", promptHash)
                  .bind("tokens", tokens)
                  .execute();
          require(opened, "is open or has its reply", key);
          return true;
        });
  }

  @Override
  public void reply(CallKey key, Reply reply) {
    settle(key, reply.usage(), Json.write(reply), "");
  }

  @Override
  public void failed(CallKey key, Usage spent, String why) {
    settle(key, spent, null, why);
  }

  private void settle(CallKey key, Usage spent, @Nullable String reply, String why) {
    database.write(
        handle -> {
          int settled =
              bound(
                      handle.createUpdate(
                          """
                          update model_call set is_open = false, reply = :reply, why = :why,
                            tokens_read = tokens_read + :read,
                            tokens_cached = tokens_cached + :cached,
                            tokens_written = tokens_written + :written
                          where is_open and"""
                              + THIS_CALL),
                      key)
                  .bind("reply", reply)
                  .bind("why", why)
                  .bind("read", spent.read())
                  .bind("cached", spent.cached())
                  .bind("written", spent.written())
                  .execute();
          return require(settled, "is not open", key);
        });
  }

  @Override
  public void verdict(CallKey key, EffectKey effect, boolean used, String why) {
    requireSameSession(key, effect);
    database.write(
        handle -> {
          int judged =
              bound(
                      handle.createUpdate(
                          "update model_call set used = :used, judge_n = :judge, why = :why"
                              + " where reply is not null and"
                              + THIS_CALL),
                      key)
                  .bind("used", used)
                  .bind("judge", effect.n())
                  .bind("why", why)
                  .execute();
          return require(judged, "has no reply", key);
        });
  }

  @Override
  public int settleLeftOpen(EffectKey effect) {
    return database.write(
        handle ->
            handle
                .createUpdate(
                    """
                    update model_call set is_open = false, tokens_read = tokens_read + reserved,
                      lost = lost + 1, why = :why
                    where session = :session and effect_n = :effect and is_open
                    """)
                .bind("session", effect.session().value())
                .bind("effect", effect.n())
                .bind("why", LEFT_OPEN)
                .execute());
  }

  @Override
  public Spent spent(SessionId session) {
    return database.read(handle -> spent(handle, session));
  }

  private static Spent spent(Handle handle, SessionId session) {
    return handle
        .createQuery(
            """
            select coalesce(sum(tokens_read), 0) as read_all,
              coalesce(sum(tokens_cached), 0) as cached_all,
              coalesce(sum(tokens_written), 0) as written_all,
              coalesce(sum(case when is_open then reserved else 0 end), 0) as reserved_all
            from model_call where session = :session
            """)
        .bind("session", session.value())
        .map(
            (row, context) ->
                new Spent(
                    new Usage(
                        row.getLong("read_all"),
                        row.getLong("cached_all"),
                        row.getLong("written_all")),
                    row.getLong("reserved_all")))
        .one();
  }

  @Override
  public List<Entry> all(SessionId session) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from model_call where session = :session order by seq")
                .bind("session", session.value())
                .map((row, context) -> entry(row, session))
                .list());
  }

  @Override
  public void models(SessionId session, Map<Role, Traits> models) {
    database.write(
        handle -> {
          models.forEach(
              (role, traits) ->
                  handle
                      .createUpdate(
                          """
                          insert into session_model (session, role, traits)
                          values (:session, :role, :traits)
                          on conflict (session, role) do update set traits = excluded.traits
                          """)
                      .bind("session", session.value())
                      .bind("role", role.name())
                      .bind("traits", Json.write(traits))
                      .execute());
          return models.size();
        });
  }

  @Override
  public Map<Role, Traits> models(SessionId session) {
    Map<Role, Traits> models = new EnumMap<>(Role.class);
    database
        .read(
            handle ->
                handle
                    .createQuery("select role, traits from session_model where session = :session")
                    .bind("session", session.value())
                    .map(
                        (row, context) ->
                            Map.entry(
                                Role.valueOf(row.getString("role")),
                                Json.read(row.getString("traits"), Traits.class)))
                    .list())
        .forEach(one -> models.put(one.getKey(), one.getValue()));
    return models;
  }

  private static Entry entry(ResultSet row, SessionId session) throws SQLException {
    String reply = row.getString("reply");
    boolean used = row.getBoolean("used");
    Boolean verdict = row.wasNull() ? null : used;
    int judge = row.getInt("judge_n");
    EffectKey judged = row.wasNull() ? null : new EffectKey(session, judge);
    return new Entry(
        new CallKey(
            session,
            new PlanVersion(row.getInt("plan_version")),
            row.getInt("delivery"),
            Stage.valueOf(row.getString("stage")),
            row.getString("step"),
            row.getInt("attempt")),
        new EffectKey(session, row.getInt("effect_n")),
        row.getString("prompt_hash"),
        row.getLong("reserved"),
        reply == null ? null : Json.read(reply, Reply.class),
        verdict,
        judged,
        row.getString("why"),
        new Usage(
            row.getLong("tokens_read"),
            row.getLong("tokens_cached"),
            row.getLong("tokens_written")),
        row.getInt("lost"));
  }

  private static <S extends SqlStatement<S>> S bound(S statement, CallKey key) {
    statement
        .bind("session", key.session().value())
        .bind("version", key.version().number())
        .bind("delivery", key.delivery())
        .bind("stage", key.stage().name())
        .bind("step", key.step())
        .bind("attempt", key.attempt());
    return statement;
  }

  private static int require(int rows, String what, CallKey key) {
    if (rows != 1) {
      throw new IllegalStateException("the call " + what + ": " + key);
    }
    return rows;
  }

  private static void requireSameSession(CallKey key, EffectKey effect) {
    if (!key.session().equals(effect.session())) {
      throw new IllegalArgumentException(effect + " is of another session than " + key);
    }
  }
}
