package dev.offprint.command;

import dev.offprint.engine.Checkup;
import dev.offprint.engine.PlainText;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks whether all that is needed is there, and says what to do where it is not. */
@Command(
    name = "doctor",
    description = {
      "Checks data directory, configuration, model, python and chats, one line each.",
      "Ends with 0 where nothing is missing, with 2 otherwise. Changes nothing."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private final Commands.Looks checkups;
  private final PrintWriter out;

  @Option(
      names = "--call",
      description = "Asks each model for a word; its owner may bill some twenty tokens.")
  private boolean call;

  DoctorCommand(Commands.Looks checkups, PrintWriter out) {
    this.checkups = checkups;
    this.out = out;
  }

  @Override
  public Integer call() {
    boolean missing = false;
    for (Checkup checkup : checkups.all(call)) {
      for (Checkup.Found found : checkup.look()) {
        missing |= found.verdict() == Checkup.Verdict.MISSING;
        out.printf(
            Locale.ROOT,
            "%-8s %-15s %s%n",
            verdict(found.verdict()),
            found.what(),
            PlainText.line(found.words()));
        out.flush();
      }
    }
    return (missing ? ExitCode.USAGE : ExitCode.DONE).code();
  }

  private static String verdict(Checkup.Verdict verdict) {
    return switch (verdict) {
      case OK -> "ok";
      case NOTE -> "note";
      case MISSING -> "missing";
    };
  }
}
