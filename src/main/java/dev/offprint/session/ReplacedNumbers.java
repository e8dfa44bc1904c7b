package dev.offprint.session;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings whose number is another in a newer plan, and the files that have the old one written in
 * them although config.yaml has it.
 */
final class ReplacedNumbers {
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\w.])(?:\\d[\\d_]*(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d{1,3})?(?![\\w.])");

  private static final int LONGEST = 40;

  private record Replaced(Setting setting, BigDecimal number) {}

  private final Plan now;
  private final List<Replaced> replaced = new ArrayList<>();

  private ReplacedNumbers(Plan now) {
    this.now = now;
  }

  static ReplacedNumbers of(Plan old, Plan now) {
    ReplacedNumbers numbers = new ReplacedNumbers(now);
    for (Setting before : old.config()) {
      for (Setting after : now.config()) {
        if (before.key().equals(after.key())
            && before.value() instanceof Setting.Value.Num was
            && after.value() instanceof Setting.Value.Num is
            && was.number().compareTo(is.number()) != 0) {
          numbers.replaced.add(new Replaced(after, was.number().abs()));
        }
      }
    }
    return numbers;
  }

  /** The files of tasks that have an old number, and read its setting or have its name. */
  Set<RepoPath> in(Tree written) {
    Set<RepoPath> files = new LinkedHashSet<>();
    for (Task task : now.logic().tasks()) {
      written
          .file(task.path())
          .filter(file -> replaced.stream().anyMatch(one -> repeats(task, file.text(), one)))
          .ifPresent(file -> files.add(task.path()));
    }
    return files;
  }

  private static boolean repeats(Task task, String text, Replaced one) {
    String key = one.setting().key();
    String name = key.substring(key.lastIndexOf('.') + 1);
    boolean about =
        task.configKeys().contains(key)
            || text.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    return about && has(text, one.number());
  }

  private static boolean has(String text, BigDecimal number) {
    Matcher literal = NUMBER.matcher(text);
    while (literal.find()) {
      String digits = literal.group().replace("_", "");
      if (digits.length() <= LONGEST && new BigDecimal(digits).compareTo(number) == 0) {
        return true;
      }
    }
    return false;
  }
}
