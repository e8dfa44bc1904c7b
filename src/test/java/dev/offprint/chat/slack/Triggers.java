package dev.offprint.chat.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The short-lived permissions to open a modal that come with what a person does. */
final class Triggers {
  private static final Duration LIFE = Duration.ofSeconds(3);

  private record Given(String person, Instant at) {}

  private final InstantSource clock;
  private final Map<String, Given> given = new HashMap<>();
  private final Set<String> exchanged = new HashSet<>();

  Triggers(InstantSource clock) {
    this.clock = clock;
  }

  synchronized String give(String person) {
    String id = "13345224609." + (given.size() + 1) + ".8fb2c";
    given.put(id, new Given(person, clock.instant()));
    return id;
  }

  /** Whose it was; it is used up. */
  synchronized String exchange(String id) {
    Given one = given.get(id);
    if (one == null) {
      throw new Refusal("invalid_trigger_id");
    }
    if (!exchanged.add(id)) {
      throw new Refusal("exchanged_trigger_id");
    }
    if (clock.instant().isAfter(one.at().plus(LIFE))) {
      throw new Refusal("expired_trigger_id");
    }
    return one.person();
  }
}
