package dev.offprint.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Per requirement what became of it, with the file and lines that show it. */
public record Ledger(List<Entry> entries) {
  /** What became of a requirement. */
  public enum Verdict {
    IMPLEMENTED,
    ASSUMED,
    MISSING
  }

  /**
   * One line of the ledger.
   *
   * @param file null where nothing shows it
   * @param firstLine from 1; 0 without a file
   * @param caveat what a reader should know; never dropped
   */
  public record Entry(
      RequirementId requirement,
      Verdict verdict,
      @Nullable RepoPath file,
      int firstLine,
      int lastLine,
      String caveat) {
    public Entry {
      if (verdict == Verdict.IMPLEMENTED
          && (file == null || firstLine < 1 || lastLine < firstLine)) {
        throw new IllegalArgumentException(
            requirement.value() + " is called implemented without file and lines");
      }
    }
  }

  public Ledger {
    entries = List.copyOf(entries);
  }

  public long count(Verdict verdict) {
    return entries.stream().filter(entry -> entry.verdict() == verdict).count();
  }
}
