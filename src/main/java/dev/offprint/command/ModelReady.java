package dev.offprint.command;

import dev.offprint.engine.ModelChoice;
import dev.offprint.engine.ModelChoice.Chosen;
import dev.offprint.engine.Terminal;
import java.util.Locale;
import java.util.Optional;

/** Which model works, said aloud; consent and download only after a yes. */
final class ModelReady {
  private static final int BAR = 30;
  private final ModelChoice models;
  private final Terminal terminal;
  private final boolean download;

  ModelReady(ModelChoice models, Terminal terminal, boolean download) {
    this.models = models;
    this.terminal = terminal;
    this.download = download;
  }

  /**
   * Empty where the model can work.
   *
   * @param again the command that was typed, to be printed with what is missing
   */
  Optional<ExitCode> check(String again) {
    for (; ; ) {
      switch (models.chosen()) {
        case Chosen.Ready ready -> {
          terminal.say(ready.saidAloud());
          return Optional.empty();
        }
        case Chosen.None none -> {
          terminal.say(none.words());
          return Optional.of(ExitCode.PAUSED);
        }
        case Chosen.NeedsConsent consent -> {
          if (!terminal.interactive()) {
            terminal.say(consent.question());
            terminal.say("To agree: " + again + " --model " + consent.traits().name());
            return Optional.of(ExitCode.WAITING);
          }
          if (terminal.yes(consent.question())) {
            models.consent();
          } else {
            models.decline();
          }
        }
        case Chosen.NeedsDownload needed -> {
          if (!download && !terminal.interactive()) {
            terminal.say(needed.question());
            terminal.say("To agree: " + again + " --yes-download");
            return Optional.of(ExitCode.WAITING);
          }
          if (!download && !terminal.yes(needed.question())) {
            terminal.say("Without a model nothing can be done. Name another with --model.");
            return Optional.of(ExitCode.PAUSED);
          }
          if (!fetched()) {
            terminal.say("What is here stays. Go on with: " + again + " --yes-download");
            return Optional.of(ExitCode.PAUSED);
          }
        }
      }
    }
  }

  private boolean fetched() {
    Percent percent = new Percent();
    try {
      models.fetch(percent);
      return true;
    } catch (ModelChoice.FetchFailed failed) {
      terminal.say(failed.words());
      return false;
    }
  }

  /** A bar in a terminal, a line for every tenth otherwise. */
  private final class Percent implements ModelChoice.Listener {
    private long shown = -1;

    @Override
    public void fetched(long done, long all) {
      long now = all > 0 ? done * 100 / all : 0;
      if (now == shown) {
        return;
      }
      String size = String.format(Locale.ROOT, "%.1f of %.1f MB", done / 1e6, all / 1e6);
      if (terminal.interactive()) {
        int filled = (int) (now * BAR / 100);
        terminal.progress(
            "[" + "█".repeat(filled) + "░".repeat(BAR - filled) + "] " + now + " %, " + size);
      } else if (shown < 0 || now / 10 > shown / 10) {
        terminal.say("Fetching the model: " + now + " %, " + size);
      }
      shown = now;
    }
  }
}
