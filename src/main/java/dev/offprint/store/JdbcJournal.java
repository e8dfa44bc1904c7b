package dev.offprint.store;

import dev.offprint.engine.CallKey;
import dev.offprint.engine.Journal;
import dev.offprint.engine.Json;
import dev.offprint.engine.Money;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Role;
import dev.offprint.engine.Traits;
import dev.offprint.session.EffectKey;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.Scope;
import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import dev.offprint.session.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  public Opening open(
      CallKey key, EffectKey effect, String promptHash, Cost most, Account account) {
    requireSameSession(key, effect);
    return database.write(
        handle -> {
          Spendings spendings = new Spendings(handle);
          Optional<Opening> refused = spendings.refused(key.session(), most, account);
          if (refused.isPresent()) {
            return refused.get();
          }
          int opened =
              bound(
                      handle.createUpdate(
                          """
                          insert into model_call
                            (session, plan_version, delivery, stage, step, attempt, seq, effect_n,
                             prompt_hash, reserved, is_open, tokens_read, tokens_cached,
                             tokens_written, lost, why, reserved_nanodollars, day, person, channel)
                          select :session, :version, :delivery, :stage, :step, :attempt,
                            coalesce(max(seq), 0) + 1, :effect, :hash, :tokens, true, 0, 0, 0, 0, '',
                            :nanodollars, :day, :person, :channel
                          from model_call where session = :session
                          on conflict (session, plan_version, delivery, stage, step, attempt)
                          do update set effect_n = excluded.effect_n,
                            prompt_hash = excluded.prompt_hash, reserved = excluded.reserved,
                            is_open = true, why = '',
                            reserved_nanodollars = excluded.reserved_nanodollars,
                            day = excluded.day, person = excluded.person,
                            channel = excluded.channel
                          where model_call.reply is null and not model_call.is_open
                          """),
                      key)
                  .bind("effect", effect.n())
                  .bind("hash", promptHash)
                  .bind("tokens", most.tokens())
                  .bind("nanodollars", Spendings.nanodollars(most.money()))
                  .bind("day", account.day().toEpochDay())
                  .bind("person", account.counted(Scope.PERSON, key.session()))
                  .bind("channel", account.counted(Scope.CHANNEL, key.session()))
                  .execute();
          require(opened, "is open or has its reply", key);
          spendings.reserve(key.session(), most, account);
          return new Opening.Opened();
        });
  }

  @Override
  public void reply(CallKey key, Reply reply, @Nullable Money cost) {
    settle(key, reply.usage(), reply, cost, "");
  }

  @Override
  public void failed(CallKey key, Usage spent, @Nullable Money cost, String why) {
    settle(key, spent, null, cost, why);
  }

  private void settle(
      CallKey key, Usage spent, @Nullable Reply reply, @Nullable Money cost, String why) {
    database.write(
        handle -> {
          long nanodollars = Spendings.nanodollars(cost);
          new Spendings(handle)
              .settle(
                  bound(
                      handle.createQuery(
                          Spendings.OPEN
                              + " and plan_version = :version and delivery = :delivery"
                              + " and stage = :stage and step = :step and attempt = :attempt"),
                      key),
                  call -> new Spendings.Ended(spent.total(), nanodollars));
          int settled =
              bound(
                      handle.createUpdate(
                          """
                          update model_call set is_open = false, reply = :reply, why = :why,
                            nanodollars = case when :priced
                              then coalesce(nanodollars, 0) + :nanodollars else nanodollars end,
                            model = :model, millis = :millis,
                            tokens_read = tokens_read + :read,
                            tokens_cached = tokens_cached + :cached,
                            tokens_written = tokens_written + :written
                          where is_open and"""
                              + THIS_CALL),
                      key)
                  .bind("reply", reply == null ? null : Json.write(reply))
                  .bind("why", why)
                  .bind("priced", cost != null)
                  .bind("nanodollars", nanodollars)
                  .bind("model", reply == null ? null : reply.model())
                  .bind("millis", reply == null ? null : reply.took().toMillis())
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
        handle -> {
          new Spendings(handle)
              .settle(
                  handle
                      .createQuery(Spendings.OPEN + " and effect_n = :effect")
                      .bind("session", effect.session().value())
                      .bind("effect", effect.n()),
                  Spendings.Ended::inFull);
          return handle
              .createUpdate(
                  """
                  update model_call set is_open = false, tokens_read = tokens_read + reserved,
                    nanodollars = case when reserved_nanodollars > 0
                      then coalesce(nanodollars, 0) + reserved_nanodollars else nanodollars end,
                    lost = lost + 1, why = :why
                  where session = :session and effect_n = :effect and is_open
                  """)
              .bind("session", effect.session().value())
              .bind("effect", effect.n())
              .bind("why", LEFT_OPEN)
              .execute();
        });
  }

  @Override
  public List<Took> took(String model, int sessions) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select session, stage,
                      count(distinct case when step not like '%+%' then step end) as steps,
                      count(*) as calls, sum(tokens_read) as read_all,
                      sum(tokens_cached) as cached_all, sum(tokens_written) as written_all,
                      count(millis) as timed, coalesce(sum(millis), 0) as time
                    from model_call where model = :model and delivery = 1 and session in (
                      select id from session
                      where exists (
                          select 1 from model_call c
                          where c.model = :model and c.session = session.id)
                        and exists (
                          select 1 from model_call c
                          where c.session = session.id and c.delivery = 1
                            and c.stage = 'CHECKING' and c.reply is not null)
                      order by changed desc, id limit :sessions)
                    group by session, stage order by session, stage
                    """)
                .bind("model", model)
                .bind("sessions", sessions)
                .map(
                    (row, context) ->
                        new Took(
                            new SessionId(row.getString("session")),
                            Stage.valueOf(row.getString("stage")),
                            row.getInt("steps"),
                            row.getInt("calls"),
                            new Usage(
                                row.getLong("read_all"),
                                row.getLong("cached_all"),
                                row.getLong("written_all")),
                            row.getInt("timed"),
                            Duration.ofMillis(row.getLong("time"))))
                .list());
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
        row.getInt("lost"),
        Spendings.money(row));
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
