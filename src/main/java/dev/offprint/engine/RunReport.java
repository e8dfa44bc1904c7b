package dev.offprint.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.offprint.session.Event;
import dev.offprint.session.Plan;
import dev.offprint.session.Target;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a message after delivery says of a run by itself, so that no model has to sort it. */
sealed interface RunReport {
  /** What the button says for its person; typed, it means the same. */
  String IT_RAN = "It ran.";

  /** What stands before an error from the place for errors; typed, it means the same. */
  String IT_FAILED = "It failed:\n";

  /** Words that only Python writes above a traceback. */
  String TRACEBACK = "Traceback (most recent call last)";

  /** It ran; no number is said. */
  record Ran() implements RunReport {}

  /** It broke. */
  record Failed() implements RunReport {}

  /**
   * The results of a run: its file, or numbers and nothing else.
   *
   * @param synthetic whether it was a run on made-up data
   * @param numbers those of the plan's targets
   */
  record Results(boolean synthetic, List<Event.Reported> numbers) implements RunReport {
    public Results {
      numbers = List.copyOf(numbers);
    }
  }

  /** Whether a line is the first of an error. */
  static boolean beginsError(String line) {
    return line.contains(TRACEBACK) || line.strip().matches("(?i)it (failed|broke|crashed)\\s*:.*");
  }

  /** Empty where a model has to say what it is. */
  static Optional<RunReport> of(String words, Plan plan) {
    if (words.contains(TRACEBACK) || Parts.FAILED.matcher(words).lookingAt()) {
      return Optional.of(new Failed());
    }
    return Parts.RAN.matcher(words).matches()
        ? Optional.of(new Ran())
        : results(words, plan).or(() -> numbers(words, plan));
  }

  /** {@code T1 is 0.93, T2 is 12}: nothing but numbers of the plan. */
  private static Optional<RunReport> numbers(String words, Plan plan) {
    List<Event.Reported> numbers = new ArrayList<>();
    for (String part : words.strip().split("\\s*(?:[,;\\n]|\\band\\b)\\s*", -1)) {
      Matcher number = Parts.NUMBER.matcher(part);
      Optional<Target> target =
          number.matches()
              ? plan.targets().stream()
                  .filter(one -> one.id().value().equalsIgnoreCase(number.group(1)))
                  .findFirst()
              : Optional.empty();
      if (target.isEmpty()) {
        return Optional.empty();
      }
      numbers.add(
          new Event.Reported(target.get().id(), new BigDecimal(number.group(2).replace('−', '-'))));
    }
    return Optional.of(new Results(false, numbers));
  }

  private static Optional<RunReport> results(String words, Plan plan) {
    int start = words.indexOf('{');
    int end = words.lastIndexOf('}');
    if (start < 0 || end < start) {
      return Optional.empty();
    }
    JsonNode file;
    try {
      file = Parts.MAPPER.readTree(words.substring(start, end + 1));
    } catch (JsonProcessingException other) {
      // Braces in ordinary words.
      return Optional.empty();
    }
    JsonNode results = file.path("results");
    if (!results.isObject() || !file.path("synthetic").isBoolean()) {
      return Optional.empty();
    }
    List<Event.Reported> numbers = new ArrayList<>();
    for (Target target : plan.targets()) {
      JsonNode number = results.path(target.id().value());
      if (number.isNumber()) {
        numbers.add(new Event.Reported(target.id(), number.decimalValue()));
      }
    }
    return Optional.of(new Results(file.path("synthetic").booleanValue(), numbers));
  }

  /** How such messages look. */
  final class Parts {
    private static final Pattern RAN = Pattern.compile("(?i)\\s*it ran\\s*[.!]?\\s*");
    private static final Pattern FAILED =
        Pattern.compile("(?i)\\s*it (failed|broke|crashed)\\s*:\\s*\\S");
    private static final Pattern NUMBER =
        Pattern.compile(
            "(?i)(T\\d{1,4})\\s*(?:is|was|=|:)\\s*([-−]?\\d{1,30}(?:\\.\\d{1,30})?)\\s*[.!]?");
    private static final ObjectMapper MAPPER =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Digits are said as they were written: 0.930 is not 0.93.
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Parts() {}
  }
}
