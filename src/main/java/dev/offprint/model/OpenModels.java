package dev.offprint.model;

import dev.offprint.engine.ModelChoice;
import dev.offprint.engine.Models;
import java.nio.file.Path;
import java.util.Map;

/** The models of one program while it runs: those that work, or the answers of a recording. */
public sealed interface OpenModels extends Models, ModelChoice, AutoCloseable
    permits ConfiguredModels, ReplayedModels {
  /**
   * {@code replay:FILE} as the model stands for a recording, whatever else is configured.
   *
   * @param environment where keys are
   * @param home the data directory
   */
  static OpenModels open(ModelSettings settings, Map<String, String> environment, Path home) {
    String model = settings.model();
    return model != null && model.startsWith(ReplayedModels.PREFIX)
        ? ReplayedModels.open(Path.of(model.substring(ReplayedModels.PREFIX.length())))
        : ConfiguredModels.open(settings, environment, home);
  }

  @Override
  void close();
}
