package dev.offprint.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The answers of a session's models as a file, so that the same work can be done again without
 * them. Prompts are in it only as hashes; keys, addresses, people and the paper are not in it.
 *
 * @param models what the models could do, on which prompts depend
 * @param calls in the order in which they were made
 */
public record Recording(List<Able> models, List<Call> calls) {
  /** What the model of a role could do. */
  public record Able(Role role, Traits traits) {}

  /**
   * An answer.
   *
   * @param prompt {@link Prompt#hash}
   * @param step for people who look into the file
   */
  public record Call(String prompt, String step, Reply reply) {}

  public Recording {
    models = List.copyOf(models);
    calls = List.copyOf(calls);
  }

  /** Empty where no model has answered yet, or an earlier version did not note what they can do. */
  static Optional<Recording> of(Map<Role, Traits> models, List<Journal.Entry> entries) {
    List<Able> able = new ArrayList<>();
    models.forEach((role, traits) -> able.add(new Able(role, traits)));
    List<Call> calls = new ArrayList<>();
    for (Journal.Entry entry : entries) {
      if (entry.reply() != null) {
        calls.add(
            new Call(
                entry.promptHash(), entry.key().stage() + " " + entry.key().step(), entry.reply()));
      }
    }
    return calls.isEmpty() || able.size() < Role.values().length
        ? Optional.empty()
        : Optional.of(new Recording(able, calls));
  }

  public String write() {
    return Json.write(this);
  }

  /**
   * @throws IllegalArgumentException where the text is no recording, or of another version
   */
  public static Recording read(String text) {
    Recording read = Json.read(text, Recording.class);
    for (Role role : Role.values()) {
      if (read.models.stream().noneMatch(able -> able.role() == role)) {
        throw new IllegalArgumentException("it does not say what the " + role + " can do");
      }
    }
    return read;
  }

  public Traits traits(Role role) {
    return models.stream()
        .filter(able -> able.role() == role)
        .map(Able::traits)
        .findFirst()
        .orElseThrow();
  }

  /** Who answered, each once. */
  public List<String> answered() {
    return calls.stream()
        .map(Call::reply)
        .map(Reply::model)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }
}
