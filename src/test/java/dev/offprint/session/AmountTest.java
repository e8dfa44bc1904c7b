package dev.offprint.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AmountTest {
  private static final Amount DOLLAR = Amount.dollars("1.50");
  private static final Amount TOKENS = Amount.tokens(2_000_000);

  @Test
  void anAmountIsReadAsPeopleWriteIt() {
    assertThat(Amount.read("$1.50")).contains(DOLLAR);
    assertThat(Amount.read(" $ 1.5 ")).contains(DOLLAR);
    assertThat(Amount.read("2,000,000")).contains(TOKENS);
    assertThat(Amount.read("2_000_000")).contains(TOKENS);
    assertThat(Amount.read("2000000")).contains(TOKENS);
  }

  @Test
  void whatIsNeitherTokensNorDollarsIsNoAmount() {
    for (String text :
        new String[] {"", "1.50", "€2", "$", "-1", "$-1", "2k", "$1e9", "9".repeat(18), "$1,50"}) {
      assertThat(Amount.read(text)).as(text).isEmpty();
    }
    assertThatThrownBy(() -> Amount.tokens(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Amount.dollars("-1")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tokensAndDollarsAreNeverCompared() {
    assertThat(Amount.tokens(3).above(Amount.tokens(2))).isTrue();
    assertThat(Amount.tokens(2).above(Amount.tokens(2))).isFalse();
    assertThat(Amount.dollars("1.51").above(DOLLAR)).isTrue();
    assertThat(TOKENS.above(DOLLAR)).isFalse();
    assertThat(DOLLAR.above(TOKENS)).isFalse();
    assertThat(DOLLAR.comparable(TOKENS)).isFalse();
    assertThatThrownBy(() -> DOLLAR.plus(TOKENS)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void partsAndSharesAreRoundedDown() {
    assertThat(TOKENS.percent(50)).isEqualTo(Amount.tokens(1_000_000));
    assertThat(Amount.tokens(3).percent(50)).isEqualTo(Amount.tokens(1));
    assertThat(DOLLAR.percent(150)).isEqualTo(Amount.dollars("2.25"));
    assertThat(Amount.tokens(25).share(Amount.tokens(100), Amount.tokens(300)))
        .isEqualTo(Amount.tokens(75));
    assertThat(Amount.dollars("0.5").share(Amount.dollars("2"), Amount.dollars("3")))
        .isEqualTo(Amount.dollars("0.75"));
  }

  @Test
  void anAmountIsSaidInItsUnit() {
    assertThat(TOKENS.words()).isEqualTo("2,000,000 tokens");
    assertThat(DOLLAR.words()).isEqualTo("$1.50");
    assertThat(Amount.dollars("0.105").words()).isEqualTo("$0.11");
    assertThat(Amount.dollars("0.001").words()).isEqualTo("less than $0.01");
    assertThat(Amount.dollars("0").words()).isEqualTo("$0.00");
    assertThat(Amount.dollars("1.50")).isEqualTo(Amount.dollars("1.5"));
  }
}
