package dev.offprint.engine;

import dev.offprint.session.Change;
import dev.offprint.session.Effect;
import dev.offprint.session.OpenQuestion;
import dev.offprint.session.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The hash of what a stage works on, as far as its prompts depend on it: the same stage on the same
 * inputs asks the same, so that a later run finds the calls of an earlier one.
 */
final class StageInputs {
  private static final int DIGITS = 12;

  private StageInputs() {}

  /** The sources beside the paper whose bytes are here. */
  static Stream<Source> beside(Effect.Inputs inputs) {
    return inputs.sources().stream()
        .filter(source -> source.role() == Source.Role.BESIDE && source.content() != null);
  }

  static String hash(Effect.RunStage effect) {
    Effect.Inputs inputs = effect.inputs();
    List<Object> parts = new ArrayList<>();
    parts.add(inputs.brief());
    parts.add(String.valueOf(inputs.paper()));
    switch (effect.stage()) {
      case READING -> {}
      case PLANNING -> beside(inputs).map(Source::content).forEach(parts::add);
      case DESIGNING -> {
        parts.add(String.valueOf(inputs.draft()));
        inputs.questions().stream().map(OpenQuestion::inUse).forEach(parts::add);
      }
      case REVISING -> {
        parts.add(String.valueOf(inputs.plan()));
        inputs.changes().stream().map(Change::event).forEach(parts::add);
      }
      case ANALYSING -> {
        parts.add(String.valueOf(inputs.plan()));
        parts.add(String.valueOf(inputs.analyses()));
      }
      case GENERATING, CHECKING, FOLLOWING_UP -> {
        parts.add(String.valueOf(inputs.plan()));
        parts.add(String.valueOf(inputs.analyses()));
        parts.add(String.valueOf(inputs.tree()));
        parts.add(String.valueOf(inputs.followUp()));
      }
    }
    return Digest.of(parts.stream().map(String::valueOf).toList()).substring(0, DIGITS);
  }
}
