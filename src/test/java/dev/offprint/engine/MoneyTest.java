package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.EffectKey;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Stage;
import dev.offprint.session.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MoneyTest {
  private static final Price CHEAP =
      new Price(new BigDecimal("1"), new BigDecimal("0.1"), null, new BigDecimal("10"));
  private static final SessionId SESSION = new SessionId("abcdefgh");

  /** Knows one price. */
  private static final Models ONE =
      new Models() {
        @Override
        public Traits traits(Role role) {
          return new Traits("lab:cheap", "the lab", 100_000, 8_000, 4, true, false, false);
        }

        @Override
        public long estimate(Prompt prompt) {
          return 0;
        }

        @Override
        public Reply call(Prompt prompt, Call call) {
          throw new IllegalStateException("nothing is asked here");
        }

        @Override
        public Optional<Price> price(String model) {
          return model.equals("lab:cheap") ? Optional.of(CHEAP) : Optional.empty();
        }
      };

  private static Journal.Entry call(int n, String model, Usage spent) {
    return new Journal.Entry(
        new CallKey(SESSION, PlanVersion.NONE, 1, Stage.PLANNING, "step" + n, 0),
        new EffectKey(SESSION, 1),
        "",
        0,
        model.isEmpty()
            ? null
            : new Reply("", Reply.Finish.COMPLETE, spent, model, Duration.ofSeconds(10)),
        true,
        null,
        "",
        spent,
        0);
  }

  @Test
  void whatTheCacheHadIsCheaper() {
    assertThat(CHEAP.of(new Usage(1_000_000, 0, 0))).isEqualTo(new Money(BigDecimal.ONE));
    assertThat(CHEAP.of(new Usage(1_000_000, 1_000_000, 0)))
        .isEqualTo(new Money(new BigDecimal("0.1")));
    assertThat(CHEAP.of(new Usage(0, 0, 100_000))).isEqualTo(new Money(BigDecimal.ONE));
  }

  @Test
  void whatIsWrittenToTheCacheCostsThat() {
    Price writing =
        new Price(new BigDecimal("4"), new BigDecimal("0.4"), new BigDecimal("5"), BigDecimal.ZERO);
    assertThat(writing.of(new Usage(500_000, 100_000, 7)))
        .isEqualTo(new Money(new BigDecimal("2.04")));
  }

  @Test
  void callsWithoutAReplyCountAtThePriceOfTheModelThatWasAsked() {
    List<Journal.Entry> calls =
        List.of(
            call(1, "lab:cheap", new Usage(100_000, 0, 0)), call(2, "", new Usage(100_000, 0, 0)));
    assertThat(Money.spent(calls, ONE, "lab:cheap")).contains(new Money(new BigDecimal("0.2")));
  }

  @Test
  void oneModelWithoutAPriceLeavesTheWholeInTokens() {
    List<Journal.Entry> calls =
        List.of(
            call(1, "lab:cheap", new Usage(100_000, 0, 0)),
            call(2, "lab:unknown", new Usage(1, 0, 0)));
    assertThat(Money.spent(calls, ONE, "lab:cheap")).isEmpty();
    assertThat(Money.spent(List.of(), ONE, "lab:unknown")).isEmpty();
    assertThat(Money.spent(List.of(), ONE, "lab:cheap")).contains(Money.NONE);
  }

  @Test
  void amountsAreSaidInCents() {
    assertThat(new Money(new BigDecimal("0.105")).words()).isEqualTo("$0.11");
    assertThat(new Money(new BigDecimal("0.004")).words()).isEqualTo("less than $0.01");
    assertThat(Money.NONE.words()).isEqualTo("$0.00");
    assertThat(Money.range(new Money(new BigDecimal("0.60")), new Money(new BigDecimal("1.099"))))
        .isEqualTo("$0.60–1.10");
    assertThat(Money.range(Money.NONE, new Money(new BigDecimal("0.2")))).isEqualTo("up to $0.20");
  }

  @Test
  void theForecastIsInMoneyWhereThePriceIsKnown() {
    List<Journal.Entry> calls =
        List.of(
            call(1, "lab:cheap", new Usage(50_000, 0, 0)),
            call(2, "lab:cheap", new Usage(50_000, 0, 0)));
    Optional<Money> spent = Money.spent(calls, ONE, "lab:cheap");
    // 2 × 6 files and 2 more, at 0.05 each; the high end half as many again, and 8 of repair.
    assertThat(Forecast.afterApproval(Forecast.Basis.own(calls, spent, 8), 6).orElseThrow().cost())
        .isEqualTo("$0.70–1.45");
    assertThat(
            Forecast.afterApproval(Forecast.Basis.own(calls, Optional.empty(), 8), 6)
                .orElseThrow()
                .cost())
        .isEqualTo("700,000–1,450,000 tokens");
  }
}
