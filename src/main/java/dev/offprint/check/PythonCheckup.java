package dev.offprint.check;

import dev.offprint.engine.Checkup;
import java.util.List;
import java.util.Map;

/** Looks whether the Python that the gates need is there. */
public final class PythonCheckup implements Checkup {
  private final CheckSettings settings;

  public PythonCheckup(CheckSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<Found> look() {
    String script = "import json, sys\nprint(json.dumps({\"version\": sys.version.split()[0]}))\n";
    try {
      String version = new PythonProcess(settings, script).ask(Map.of()).path("version").asText("");
      return List.of(
          new Found("python", Verdict.OK, settings.python() + " " + version + " checks the code"));
    } catch (PythonProcess.Unanswered missing) {
      return List.of(
          new Found(
              "python",
              Verdict.MISSING,
              settings.python()
                  + " does not run ("
                  + missing.getMessage()
                  + "). Install Python 3, or name it as python: in offprint.yaml"));
    }
  }
}
