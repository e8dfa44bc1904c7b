package dev.offprint.engine;

import dev.offprint.session.Amount;
import dev.offprint.session.Limit;
import dev.offprint.session.Scope;
import dev.offprint.session.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What may be spent, as it is configured.
 *
 * @param session by a new session, unless whoever begins it says otherwise
 * @param planning by a session until its first plan card
 * @param person by the sessions of one owner in a day; null: no limit
 * @param channel by the sessions of one channel in a day; null: no limit
 * @param everybody by all sessions in a day; null: no limit
 */
public record Limits(
    Amount session,
    Planning planning,
    @Nullable Amount person,
    @Nullable Amount channel,
    @Nullable Amount everybody) {

  /** What planning may spend of a session's limit. */
  public sealed interface Planning {
    /** Hundredths of it, 1 to 100. */
    record Share(int percent) implements Planning {
      public Share {
        if (percent < 1 || percent > 100) {
          throw new IllegalArgumentException("a share is 1 to 100 percent, not " + percent);
        }
      }
    }

    /** The same whatever the session may spend. */
    record Fixed(Amount most) implements Planning {}
  }

  /** A limit for sessions in tokens, and no other. */
  public static Limits ofSession(long tokens) {
    return new Limits(Amount.tokens(tokens), new Planning.Share(100), null, null, null);
  }

  /** What a session with this budget may spend until its first plan card; null: all of it. */
  public @Nullable Amount allowance(Amount budget) {
    return switch (planning) {
      case Planning.Share share -> share.percent() == 100 ? null : budget.percent(share.percent());
      case Planning.Fixed fixed -> fixed.most();
    };
  }

  /** All that count for a session as it stands. */
  List<Limit> of(State state) {
    List<Limit> limits = new ArrayList<>();
    limits.add(new Limit(Scope.SESSION, state.budget()));
    add(limits, Scope.PLANNING, state.allowance());
    add(limits, Scope.PERSON, person);
    add(limits, Scope.CHANNEL, channel);
    add(limits, Scope.EVERYBODY, everybody);
    return limits;
  }

  private static void add(List<Limit> limits, Scope scope, @Nullable Amount most) {
    if (most != null) {
      limits.add(new Limit(scope, most));
    }
  }

  /** Why a limit in dollars cannot be held, and what to do; empty where all can. */
  public Optional<String> objection(Models models) {
    if (!inDollars()) {
      return Optional.empty();
    }
    Set<String> unpriced = new TreeSet<>();
    List<Traits> all = new ArrayList<>(models.standIn().stream().toList());
    for (Role role : Role.values()) {
      all.add(models.traits(role));
    }
    for (Traits traits : all) {
      if (!traits.local() && models.price(traits.name()).isEmpty()) {
        unpriced.add(traits.name());
      }
    }
    return unpriced.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "A limit is in dollars, and what "
                + String.join(", ", unpriced)
                + " costs is not known: sessions will pause before they ask it. Write its price"
                + " under prices: in offprint.yaml, or the limits in tokens.");
  }

  /** Whether any of them is in dollars. */
  private boolean inDollars() {
    List<@Nullable Amount> all = new ArrayList<>();
    all.add(session);
    all.add(person);
    all.add(channel);
    all.add(everybody);
    all.add(planning instanceof Planning.Fixed fixed ? fixed.most() : null);
    return all.stream().anyMatch(amount -> amount instanceof Amount.Dollars);
  }
}
