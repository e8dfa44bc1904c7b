package dev.offprint.session;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The path of a file in a generated repository: relative, forward slashes, no {@code .}, {@code
 * ..}, {@code .git}, control characters, drive letters or reserved device names; at most 120
 * characters in NFC.
 */
public record RepoPath(String value) implements Id, Comparable<RepoPath> {
  private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}_.+-]+(/[\\p{L}\\p{N}_.+-]+)*");
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  public RepoPath {
    value = Normalizer.normalize(value, Normalizer.Form.NFC);
    if (value.length() > 120 || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a safe relative path: " + shown(value));
    }
    for (String part : value.split("/")) {
      if (part.equals(".")
          || part.equals("..")
          || part.equalsIgnoreCase(".git")
          || part.endsWith(".")
          || DEVICE.matcher(part).matches()) {
        throw new IllegalArgumentException("not a safe relative path: " + shown(value));
      }
    }
  }

  private static String shown(String value) {
    String clean = value.replaceAll("[^\\x20-\\x7e]", "?");
    return clean.length() > 80 ? clean.substring(0, 80) + "…" : clean;
  }

  /** Two paths with one fold are one file on some systems. */
  public String fold() {
    return value.toLowerCase(Locale.ROOT);
  }

  /** The last part of the path. */
  public String fileName() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  public boolean isPython() {
    return value.endsWith(".py");
  }

  @Override
  public int compareTo(RepoPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
