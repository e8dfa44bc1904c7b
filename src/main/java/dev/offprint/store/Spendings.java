package dev.offprint.store;

import dev.offprint.engine.Journal.Account;
import dev.offprint.engine.Journal.Cost;
import dev.offprint.engine.Journal.Opening;
import dev.offprint.engine.Money;
import dev.offprint.session.Amount;
import dev.offprint.session.Limit;
import dev.offprint.session.Scope;
import dev.offprint.session.SessionId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * What is spent and reserved, per session and, by the day, per person, channel and all together.
 * Days that are over are forgotten soon: nobody asks for them, and they name people.
 */
final class Spendings {
  /** The open calls of a session; more conditions may follow. */
  static final String OPEN =
      "select day, person, channel, reserved, reserved_nanodollars from model_call"
          + " where is_open and day is not null and session = :session";

  /** A call that began on a day may end on one of the next. */
  private static final int DAYS_KEPT = 2;

  /** Of a dollar: the finest price of a token is a fraction of a microdollar. */
  private static final int NANO = 9;

  private final Handle handle;

  Spendings(Handle handle) {
    this.handle = handle;
  }

  /** What a call that ended has cost. */
  record Ended(long tokens, long nanodollars) {
    /** Nobody knows: all that was reserved. */
    static Ended inFull(Reserved call) {
      return new Ended(call.tokens(), call.nanodollars());
    }
  }

  /** A reservation, and whom it counts for. */
  record Reserved(long day, String person, String channel, long tokens, long nanodollars) {}

  /** Of what counts for one limit. */
  private record Sum(long tokens, long nanodollars, long reservedTokens, long reservedNanodollars) {
    static final Sum NOTHING = new Sum(0, 0, 0, 0);

    Amount settled(Amount unit) {
      return switch (unit) {
        case Amount.Tokens any -> Amount.tokens(tokens);
        case Amount.Dollars any -> dollars(nanodollars);
      };
    }

    Amount reserved(Amount unit) {
      return switch (unit) {
        case Amount.Tokens any -> Amount.tokens(reservedTokens);
        case Amount.Dollars any -> dollars(reservedNanodollars);
      };
    }
  }

  /** Nanodollars, rounded up; none where no price is known. */
  static long nanodollars(@Nullable Money money) {
    return money == null
        ? 0
        : money.dollars().movePointRight(NANO).setScale(0, RoundingMode.UP).longValueExact();
  }

  /** What a call has cost; null where no price was known. */
  static @Nullable Money money(ResultSet call) throws SQLException {
    long nanodollars = call.getLong("nanodollars");
    return call.wasNull() ? null : new Money(BigDecimal.valueOf(nanodollars, NANO));
  }

  private static Amount.Dollars dollars(long nanodollars) {
    return new Amount.Dollars(BigDecimal.valueOf(nanodollars, NANO));
  }

  /** The first limit that a call does not keep; empty where it keeps all. */
  Optional<Opening> refused(SessionId session, Cost most, Account account) {
    for (Scope scope : Scope.values()) {
      for (Limit limit : account.limits()) {
        if (limit.scope() == scope) {
          Optional<Opening> refused = refused(session, most, account, limit);
          if (refused.isPresent()) {
            return refused;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Opening> refused(SessionId session, Cost most, Account account, Limit limit) {
    Amount needed;
    switch (limit.most()) {
      case Amount.Tokens tokens -> needed = Amount.tokens(most.tokens());
      case Amount.Dollars dollars -> {
        if (most.money() == null) {
          return Optional.of(new Opening.Unpriced(limit));
        }
        needed = dollars(nanodollars(most.money()));
      }
    }
    Sum sum =
        limit.scope().daily()
            ? ofDay(account.day(), account.counted(limit.scope(), session))
            : of(session);
    Amount settled = sum.settled(limit.most());
    Amount reserved = sum.reserved(limit.most());
    return settled.plus(reserved).plus(needed).above(limit.most())
        ? Optional.of(new Opening.Over(limit, settled, reserved))
        : Optional.empty();
  }

  private Sum of(SessionId session) {
    return handle
        .createQuery(
            """
            select coalesce(sum(tokens_read + tokens_written), 0) as tokens,
              coalesce(sum(nanodollars), 0) as nanodollars,
              coalesce(sum(case when is_open then reserved else 0 end), 0) as reserved_tokens,
              coalesce(sum(case when is_open then reserved_nanodollars else 0 end), 0)
                as reserved_nanodollars
            from model_call where session = :session
            """)
        .bind("session", session.value())
        .map((row, context) -> sum(row))
        .one();
  }

  private Sum ofDay(LocalDate day, String counted) {
    return handle
        .createQuery("select * from spending where day = :day and counted = :counted")
        .bind("day", day.toEpochDay())
        .bind("counted", counted)
        .map((row, context) -> sum(row))
        .findOne()
        .orElse(Sum.NOTHING);
  }

  private static Sum sum(ResultSet row) throws SQLException {
    return new Sum(
        row.getLong("tokens"),
        row.getLong("nanodollars"),
        row.getLong("reserved_tokens"),
        row.getLong("reserved_nanodollars"));
  }

  /** Counts a call that was opened. */
  void reserve(SessionId session, Cost most, Account account) {
    handle
        .createUpdate("delete from spending where day < :day")
        .bind("day", account.day().minusDays(DAYS_KEPT).toEpochDay())
        .execute();
    for (Scope scope : Scope.values()) {
      if (scope.daily()) {
        handle
            .createUpdate(
                """
                insert into spending
                  (day, counted, tokens, nanodollars, reserved_tokens, reserved_nanodollars)
                values (:day, :counted, 0, 0, :tokens, :nanodollars)
                on conflict (day, counted) do update set
                  reserved_tokens = spending.reserved_tokens + excluded.reserved_tokens,
                  reserved_nanodollars =
                    spending.reserved_nanodollars + excluded.reserved_nanodollars
                """)
            .bind("day", account.day().toEpochDay())
            .bind("counted", account.counted(scope, session))
            .bind("tokens", most.tokens())
            .bind("nanodollars", nanodollars(most.money()))
            .execute();
      }
    }
  }

  /** Counts what calls have cost instead of what was reserved for them; before they are closed. */
  void settle(Query open, Function<Reserved, Ended> ended) {
    List<Reserved> calls =
        open.map(
                (row, context) ->
                    new Reserved(
                        row.getLong("day"),
                        row.getString("person"),
                        row.getString("channel"),
                        row.getLong("reserved"),
                        row.getLong("reserved_nanodollars")))
            .list();
    for (Reserved call : calls) {
      Ended cost = ended.apply(call);
      handle
          .createUpdate(
              """
              update spending set tokens = tokens + :tokens,
                nanodollars = nanodollars + :nanodollars,
                reserved_tokens = reserved_tokens - :reserved,
                reserved_nanodollars = reserved_nanodollars - :reservedNanodollars
              where day = :day and counted in (:person, :channel, 'everybody')
              """)
          .bind("tokens", cost.tokens())
          .bind("nanodollars", cost.nanodollars())
          .bind("reserved", call.tokens())
          .bind("reservedNanodollars", call.nanodollars())
          .bind("day", call.day())
          .bind("person", call.person())
          .bind("channel", call.channel())
          .execute();
    }
  }
}
