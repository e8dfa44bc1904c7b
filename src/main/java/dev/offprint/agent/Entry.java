package dev.offprint.agent;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps the end of main.py: what a small model cut off after {@code run} is put back. */
final class Entry {
  private static final Pattern RUN = Pattern.compile("(?m)^def run\\(.*");
  private static final Pattern GUARD = Pattern.compile("(?m)^if __name__ *==.*");

  private Entry() {}

  static String completed(String code) {
    Python python = Python.of(code);
    Matcher run = RUN.matcher(python.bare());
    String whole = code;
    if (run.find()) {
      Matcher next = Pattern.compile("(?m)^\\S").matcher(python.bare());
      int end = next.find(run.end()) ? next.start() : code.length();
      String body = python.bare().substring(run.end(), end);
      if (!body.contains("return") && body.contains("results") && body.contains("not_run")) {
        whole =
            code.substring(0, end).stripTrailing()
                + "\n    return results, not_run\n"
                + (end < code.length() ? "\n\n" + code.substring(end) : "");
      }
    }
    boolean starts = GUARD.matcher(Python.of(whole).bare()).find();
    boolean hasMain = Pattern.compile("(?m)^def main\\(").matcher(whole).find();
    return starts || !hasMain ? whole : whole.stripTrailing() + "\n" + Frame.MAIN_END;
  }
}
