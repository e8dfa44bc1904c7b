package dev.offprint;

import dev.offprint.chat.slack.SlackCheckup;
import dev.offprint.chat.slack.SlackSettings;
import dev.offprint.check.CheckSettings;
import dev.offprint.check.PythonCheckup;
import dev.offprint.engine.Checkup;
import dev.offprint.engine.Checkup.Found;
import dev.offprint.engine.Checkup.Verdict;
import dev.offprint.engine.ModelChoice.Chosen;
import dev.offprint.model.ConfiguredModels;
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

  static List<Checkup> all(Path home, Map<String, String> environment) {
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
    checkups.add(() -> List.of(model(config, environment)));
    checkups.add(
        new PythonCheckup(
            new CheckSettings(
                config.python(),
                CheckSettings.DEFAULT.deadline(),
                CheckSettings.DEFAULT.output())));
    checkups.add(slack(config, environment));
    return checkups;
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

  private static Found model(Config config, Map<String, String> environment) {
    try (ConfiguredModels models =
        ConfiguredModels.open(config.models(), environment, config.home())) {
      return switch (models.chosen()) {
        case Chosen.Ready ready -> new Found("model", Verdict.OK, ready.saidAloud());
        case Chosen.NeedsConsent key ->
            new Found(
                "model",
                Verdict.OK,
                key.foundUnder()
                    + " is set: \"serve\" uses "
                    + key.traits().name()
                    + ", \"paper\" asks first");
        case Chosen.NeedsDownload embedded ->
            new Found(
                "model",
                Verdict.NOTE,
                "only the small one inside this program, which is not fetched yet; name another as"
                    + " model: in offprint.yaml");
        case Chosen.None none -> new Found("model", Verdict.MISSING, none.words());
      };
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
