package dev.offprint;

import dev.offprint.chat.slack.SlackCheckup;
import dev.offprint.chat.slack.SlackSettings;
import dev.offprint.check.CheckSettings;
import dev.offprint.check.PythonCheckup;
import dev.offprint.engine.Checkup;
import dev.offprint.engine.Checkup.Found;
import dev.offprint.engine.Checkup.Verdict;
import dev.offprint.model.ModelCheckup;
import dev.offprint.model.OpenModels;
import dev.offprint.store.DirectoryInUse;
import dev.offprint.store.JdbcStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that {@code offprint doctor} looks at, in the order in which it is mended. */
final class Checkups {
  private Checkups() {}

  /**
   * @param call whether models are asked for a word
   */
  static List<Checkup> all(Path home, Map<String, String> environment, boolean call) {
    List<Checkup> checkups = new ArrayList<>();
    checkups.add(() -> List.of(directory(home)));
    Config config;
    try {
      config = Config.read(home);
    } catch (Config.Wrong wrong) {
      checkups.add(
          () ->
              List.of(
                  new Found("configuration", Verdict.MISSING, String.valueOf(wrong.getMessage()))));
      return checkups;
    }
    boolean written = Files.exists(home.resolve(Config.FILE));
    checkups.add(
        () ->
            List.of(
                new Found(
                    "configuration",
                    Verdict.OK,
                    written ? Config.FILE + " is read" : "none written; everything is as usual")));
    checkups.add(new ModelCheckup(config.models(), environment, config.home(), call));
    checkups.add(() -> limits(config, environment));
    checkups.add(
        new PythonCheckup(
            new CheckSettings(
                config.python(),
                CheckSettings.DEFAULT.deadline(),
                CheckSettings.DEFAULT.output())));
    checkups.add(slack(config, environment));
    return checkups;
  }

  /** Nothing to say where all limits can be held. */
  private static List<Found> limits(Config config, Map<String, String> environment) {
    try (OpenModels models = OpenModels.open(config.models(), environment, config.home())) {
      return config.rules().limits().objection(models).stream()
          .map(words -> new Found("limits", Verdict.MISSING, words))
          .toList();
    }
  }

  private static Found directory(Path home) {
    try {
      Files.createDirectories(home);
      Files.delete(Files.createTempFile(home, "doctor", ""));
    } catch (IOException unwritable) {
      return new Found(
          "data directory",
          Verdict.MISSING,
          home + " cannot be written (" + unwritable + "). Name another in OFFPRINT_HOME");
    }
    try (JdbcStore store = JdbcStore.toRead(home, Clock.systemUTC())) {
      return new Found(
          "data directory", Verdict.OK, home + ", " + store.list().size() + " sessions");
    } catch (DirectoryInUse making) {
      return new Found(
          "data directory", Verdict.NOTE, home + ": " + String.valueOf(making.getMessage()));
    }
  }

  private static Checkup slack(Config config, Map<String, String> environment) {
    try {
      Optional<SlackSettings> settings = config.slack(environment);
      return settings.isPresent()
          ? new SlackCheckup(settings.get())
          : () ->
              List.of(
                  new Found(
                      "slack",
                      Verdict.NOTE,
                      "not configured: SLACK_BOT_TOKEN and SLACK_APP_TOKEN are not set"));
    } catch (Config.Wrong wrong) {
      return () -> List.of(new Found("slack", Verdict.MISSING, String.valueOf(wrong.getMessage())));
    }
  }
}
