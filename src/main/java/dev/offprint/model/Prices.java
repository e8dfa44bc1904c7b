package dev.offprint.model;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.offprint.engine.Price;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What models cost, by {@code provider:model}: {@code prices.yaml}, corrected by the settings. */
final class Prices {
  /** How snapshots of a model are told from the model. */
  private static final Pattern SNAPSHOT = Pattern.compile("-(\\d{8}|\\d{4}-\\d{2}-\\d{2}|latest)$");

  private final LocalDate found;
  private final Map<String, Price> prices;

  /** The file as it is written. */
  private record Written(String found, List<String> sources, Map<String, Price> prices) {}

  Prices(ModelSettings settings) {
    try (InputStream in = Prices.class.getResourceAsStream("prices.yaml")) {
      Written written =
          YAMLMapper.builder()
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .build()
              .readValue(in, Written.class);
      found = LocalDate.parse(written.found);
      prices = new HashMap<>(written.prices);
      prices.putAll(settings.prices());
    } catch (IOException broken) {
      throw new UncheckedIOException("prices.yaml cannot be read", broken);
    }
  }

  /** When the prices of the file were looked up. */
  LocalDate found() {
    return found;
  }

  /** Of a model, or of the model that it is a dated snapshot of; empty where none is known. */
  Optional<Price> of(String model) {
    return Optional.ofNullable(prices.get(model))
        .or(() -> Optional.ofNullable(prices.get(SNAPSHOT.matcher(model).replaceFirst(""))));
  }
}
