package dev.offprint.model;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.offprint.engine.Price;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What models cost, by {@code provider:model}: {@code prices.yaml}, corrected by the settings. */
final class Prices {
  /** How snapshots of a model are told from the model. */
  private static final Pattern SNAPSHOT = Pattern.compile("-(\\d{8}|\\d{4}-\\d{2}-\\d{2}|latest)$");

  private final LocalDate found;
  private final Map<String, Price> prices;
  private final Map<String, Price> own;
  private final List<Later> later;

  /** The file as it is written. */
  private record Written(
      String found, List<String> sources, Map<String, Price> prices, List<Later> later) {}

  /** Prices from a day on, in coordinated universal time. */
  private record Later(String from, Map<String, Price> prices) {
    LocalDate day() {
      return LocalDate.parse(from);
    }
  }

  Prices(ModelSettings settings) {
    try (InputStream in = Prices.class.getResourceAsStream("prices.yaml")) {
      Written written =
          YAMLMapper.builder()
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .build()
              .readValue(in, Written.class);
      found = LocalDate.parse(written.found);
      prices = written.prices;
      own = settings.prices();
      later = written.later.stream().sorted(Comparator.comparing(Later::day).reversed()).toList();
    } catch (IOException broken) {
      throw new UncheckedIOException("prices.yaml cannot be read", broken);
    }
  }

  /** When the prices of the file were looked up. */
  LocalDate found() {
    return found;
  }

  /**
   * Of a model, or of the model that it is a dated snapshot of, on a day; empty where none is
   * known.
   */
  Optional<Price> of(String model, LocalDate day) {
    return exactly(model, day).or(() -> exactly(SNAPSHOT.matcher(model).replaceFirst(""), day));
  }

  private Optional<Price> exactly(String model, LocalDate day) {
    return Stream.of(
            Stream.of(own),
            later.stream().filter(prices -> !prices.day().isAfter(day)).map(Later::prices),
            Stream.of(prices))
        .flatMap(all -> all)
        .flatMap(all -> Optional.ofNullable(all.get(model)).stream())
        .findFirst();
  }
}
