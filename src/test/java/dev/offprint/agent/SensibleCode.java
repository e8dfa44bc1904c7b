package dev.offprint.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The files that the sensible model writes: a small simulation in three files. */
final class SensibleCode {
  static final List<String> FILES = List.of("model.py", "experiment.py", "main.py");
  private static final Pattern TASK = Pattern.compile("(?m)^(?:Write|Mend) ([\\w/]+\\.py)\\.");

  private SensibleCode() {}

  /** The file that the last task asks for, fenced, with the usual words around it. */
  static String fileFor(String text) {
    Matcher task = TASK.matcher(text);
    String path = "";
    while (task.find()) {
      path = task.group(1);
    }
    if (!FILES.contains(path)) {
      throw new IllegalStateException("no such file was planned: " + path);
    }
    return "Here is the file.\n\n```python\n" + code(path, text) + "```\n";
  }

  private static String code(String path, String text) {
    try (InputStream in = SensibleCode.class.getResourceAsStream("sensible/" + path)) {
      if (in == null) {
        throw new IllegalStateException("no text for " + path);
      }
      String code = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String targets =
          Pattern.compile("(?m)^- (T\\d+) ")
              .matcher(text)
              .results()
              .map(found -> "\"" + found.group(1) + "\"")
              .distinct()
              .collect(Collectors.joining(", "));
      return code.replace("{{targets}}", targets) + served(path, text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Which requirements the file serves, as comments; they also make files of two papers differ. */
  private static String served(String path, String text) {
    Matcher line =
        Pattern.compile("(?m)^- " + Pattern.quote(path) + ": imports .*; serves (.*); reads ")
            .matcher(text);
    return line.find() ? "\n# Serves " + line.group(1) + ".\n" : "";
  }
}
