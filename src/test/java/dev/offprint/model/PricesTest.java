package dev.offprint.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Price;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PricesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  @Test
  void theModelsThatAKeyAloneChoosesHavePrices() {
    ModelSettings settings = ModelSettings.defaults();
    Catalogue catalogue = new Catalogue(settings, Map.of());
    Prices prices = new Prices(settings);
    assertThat(catalogue.keyed())
        .isNotEmpty()
        .allSatisfy(
            provider ->
                assertThat(prices.of(provider + ":" + catalogue.usualModel(provider), DAY))
                    .as(provider)
                    .isPresent());
  }

  @Test
  void theFileIsDated() {
    assertThat(new Prices(ModelSettings.defaults()).found())
        .isAfterOrEqualTo(LocalDate.of(2026, 11, 22));
  }

  @Test
  void aSnapshotCostsWhatItsModelCosts() {
    Prices prices = new Prices(ModelSettings.defaults());
    assertThat(prices.of("anthropic:claude-haiku-4-5-20251001", DAY))
        .isPresent()
        .isEqualTo(prices.of("anthropic:claude-haiku-4-5", DAY));
    assertThat(prices.of("openai:gpt-5-2025-08-07", DAY))
        .isPresent()
        .isEqualTo(prices.of("openai:gpt-5", DAY));
    assertThat(prices.of("openai:gpt-5-something", DAY)).isEmpty();
    assertThat(prices.of("ollama:qwen3", DAY)).isEmpty();
  }

  @Test
  void theSettingsWin() {
    Price own = new Price(BigDecimal.ONE, BigDecimal.ZERO, null, BigDecimal.TEN);
    Prices prices =
        new Prices(
            ModelSettings.defaults().withPrices(Map.of("openai:gpt-5", own, "lab:own", own)));
    assertThat(prices.of("openai:gpt-5", DAY)).contains(own);
    assertThat(prices.of("lab:own", DAY)).contains(own);
  }

  @Test
  void whatIsAnnouncedForADayCostsThatFromThenOn() {
    Prices prices = new Prices(ModelSettings.defaults());
    String model = "gemini:gemini-4-argon";
    assertThat(prices.of(model, LocalDate.of(2026, 11, 30)).orElseThrow().output()).isEqualTo("10");
    assertThat(prices.of(model, LocalDate.of(2026, 12, 1)).orElseThrow().output()).isEqualTo("20");
    assertThat(prices.of("openai:gpt-5", LocalDate.of(2026, 12, 1)))
        .isEqualTo(prices.of("openai:gpt-5", DAY));
  }
}
