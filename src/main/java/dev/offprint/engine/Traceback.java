package dev.offprint.engine;

import dev.offprint.session.Finding;
import dev.offprint.session.Logic;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody's failed run says about the repository's files. */
final class Traceback {
  private static final Pattern FRAME =
      Pattern.compile("File \"([^\"\\n]{1,500})\", line (\\d{1,6})");
  private static final int SHOWN = 2_000;

  private Traceback() {}

  /** One finding: in the innermost frame that is ours, the others beside it. */
  static Finding finding(String words, Plan plan) {
    Map<RepoPath, Integer> frames = new LinkedHashMap<>();
    Matcher frame = FRAME.matcher(words);
    while (frame.find()) {
      int line = Integer.parseInt(frame.group(2));
      ours(frame.group(1), plan)
          .ifPresent(
              path -> {
                frames.remove(path);
                frames.put(path, line);
              });
    }
    List<RepoPath> paths = new ArrayList<>(frames.keySet());
    RepoPath place = paths.isEmpty() ? Logic.MAIN : paths.removeLast();
    return new Finding(
        place, frames.getOrDefault(place, 0), "A run of it failed:\n" + end(words.strip()), paths);
  }

  private static Optional<RepoPath> ours(String file, Plan plan) {
    String path = "/" + file.replace('\\', '/');
    return plan.logic().tasks().stream()
        .map(Task::path)
        .filter(own -> path.endsWith("/" + own.value()))
        .max((one, other) -> Integer.compare(one.value().length(), other.value().length()));
  }

  /** The error is at the end. */
  private static String end(String words) {
    return words.length() <= SHOWN ? words : "…" + words.substring(words.length() - SHOWN);
  }
}
