package dev.offprint.engine;

import dev.offprint.session.Amount;
import dev.offprint.session.Cause;
import dev.offprint.session.Effect;
import dev.offprint.session.Limit;
import dev.offprint.session.Scope;
import dev.offprint.session.Stage;
import dev.offprint.session.State;
import dev.offprint.session.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What calls cost and which limits count for them, the same for all sessions of the process. A day
 * is one of UTC, wherever people are, so that it begins for all at once.
 */
final class Spending {
  /** One in so many may go into pictures, in hundredths, so that there is enough for the work. */
  private static final int PICTURES = 25;

  /** Where only calls that are out elsewhere leave no room. */
  private static final Duration SOON = Duration.ofMinutes(1);

  private final Models models;
  private final Limits limits;
  private final InstantSource clock;
  private final Reservations reservations = new Reservations();

  Spending(Models models, Limits limits, InstantSource clock) {
    this.models = models;
    this.limits = limits;
    this.clock = clock;
  }

  Reservations reservations() {
    return reservations;
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** Whose spending a call of this run is, and what counts for it now. */
  Journal.Account account(Effect.RunStage run, State now) {
    List<Limit> all = new ArrayList<>();
    for (Limit limit : limits.of(now)) {
      boolean pictures = run.stage() == Stage.READING && limit.scope() == Scope.SESSION;
      all.add(pictures ? new Limit(limit.scope(), limit.most().percent(PICTURES)) : limit);
    }
    return new Journal.Account(today(), now.owner().id(), now.thread(), all);
  }

  /** The most that a call may cost; in money, by the dearest of the models that may answer. */
  Journal.Cost most(Prompt prompt) {
    Usage usage = models.most(prompt);
    Money dearest = price(models.traits(prompt.role()), usage);
    Optional<Traits> other = models.standIn();
    if (dearest != null && other.isPresent()) {
      Money theirs = price(other.get(), usage);
      dearest = theirs == null ? null : dearest.max(theirs);
    }
    return new Journal.Cost(usage.total(), dearest);
  }

  /** Nothing on this machine; null where the price is not known. */
  private @Nullable Money price(Traits model, Usage usage) {
    return models
        .price(model.name())
        .map(price -> price.of(usage))
        .orElse(model.local() ? Money.NONE : null);
  }

  /** What an answer has cost; null where that has no price. */
  @Nullable Money cost(Reply reply) {
    return models.price(reply.model()).map(price -> price.of(reply.usage())).orElse(null);
  }

  /** What a call without an answer has cost; null where that has no price. */
  @Nullable Money cost(Role role, Usage spent) {
    return models.price(models.traits(role).name()).map(price -> price.of(spent)).orElse(null);
  }

  /** Why a call was not opened, as a cause that says what happens next. */
  Cause cause(Journal.Cost most, Journal.Opening.Over over) {
    Limit limit = over.limit();
    Amount spent = over.settled().plus(over.reserved());
    Amount needed = in(limit.most(), most);
    return switch (limit.scope()) {
      case SESSION -> new Cause.OverBudget(limit.most(), spent, needed);
      case PLANNING -> new Cause.OverAllowance(limit.most(), spent, needed);
      case PERSON, CHANNEL, EVERYBODY -> overDay(limit, over.settled(), spent, needed);
    };
  }

  /** The cause where a limit in dollars cannot be held. */
  Cause unpriced(Prompt prompt, Limit limit) {
    Traits own = models.traits(prompt.role());
    String model =
        price(own, Usage.NONE) != null
            ? models.standIn().map(Traits::name).orElse(own.name())
            : own.name();
    return new Cause.NoPrice(model, limit.scope(), limit.most());
  }

  private Cause overDay(Limit limit, Amount settled, Amount spent, Amount needed) {
    if (needed.above(limit.most())) {
      return new Cause.OverDay(limit.scope(), limit.most(), spent, needed, Duration.ZERO, null);
    }
    Instant now = clock.instant();
    boolean full = settled.plus(needed).above(limit.most());
    Instant until =
        full ? today().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant() : now.plus(SOON);
    return new Cause.OverDay(
        limit.scope(), limit.most(), spent, needed, Duration.between(now, until), until);
  }

  /** What a call costs in the unit of a limit. */
  static Amount in(Amount unit, Journal.Cost cost) {
    Money money = cost.money();
    return switch (unit) {
      case Amount.Tokens tokens -> Amount.tokens(cost.tokens());
      case Amount.Dollars dollars ->
          new Amount.Dollars(money == null ? BigDecimal.ZERO : money.dollars());
    };
  }
}
