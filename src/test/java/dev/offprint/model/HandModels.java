package dev.offprint.model;

import dev.offprint.engine.Models;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;
import dev.offprint.engine.Role;
import dev.offprint.engine.Traits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The real models over servers on loopback, whose time passes by hand: nothing sleeps. */
public final class HandModels implements Models, AutoCloseable {
  private final Calls.NoPause pace = new Calls.NoPause();
  private final ConfiguredModels models;

  /**
   * @param settings of the models; with little patience for servers that stall
   */
  public HandModels(ModelSettings settings, Path home) {
    ModelFile wanted = new Catalogue(settings, Map.of()).file();
    models =
        new ConfiguredModels(
            settings, Map.of(), home, EmbeddedFile.of(settings, wanted, home), pace);
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    pace.pass(time);
  }

  @Override
  public Traits traits(Role role) {
    return models.traits(role);
  }

  @Override
  public long estimate(Prompt prompt) {
    return models.estimate(prompt);
  }

  @Override
  public Reply call(Prompt prompt, Call call) throws CallFailed {
    return models.call(prompt, call);
  }

  @Override
  public void close() {
    models.close();
  }
}
