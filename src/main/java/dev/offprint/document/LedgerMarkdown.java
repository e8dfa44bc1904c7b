package dev.offprint.document;

import dev.offprint.session.Ledger;
import dev.offprint.session.Plan;
import dev.offprint.session.Requirement;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ledger as {@code ledger.md}. */
final class LedgerMarkdown {
  private LedgerMarkdown() {}

  static String of(Plan plan, Ledger ledger) {
    StringBuilder out = new StringBuilder("# Ledger\n\n");
    out.append("What became of each requirement of the plan, version ")
        .append(plan.version().number())
        .append(". Lines are those of the files as delivered.\n\n")
        .append(ledger.count(Ledger.Verdict.IMPLEMENTED))
        .append(" implemented, ")
        .append(ledger.count(Ledger.Verdict.ASSUMED))
        .append(" assumed, ")
        .append(ledger.count(Ledger.Verdict.MISSING))
        .append(" missing.\n\n")
        .append("| | Requirement | Verdict | Where | Note |\n|---|---|---|---|---|\n");
    for (Ledger.Entry entry : ledger.entries()) {
      String statement =
          plan.requirements().stream()
              .filter(one -> one.id().equals(entry.requirement()))
              .map(Requirement::statement)
              .collect(Collectors.joining());
      out.append("| ")
          .append(entry.requirement().value())
          .append(" | ")
          .append(Escape.markdown(statement))
          .append(" | ")
          .append(entry.verdict().name().toLowerCase(Locale.ROOT))
          .append(" | ")
          .append(where(entry))
          .append(" | ")
          .append(Escape.markdown(entry.caveat()))
          .append(" |\n");
    }
    return out.toString();
  }

  private static String where(Ledger.Entry entry) {
    if (entry.file() == null) {
      return "";
    }
    String lines =
        entry.lastLine() > entry.firstLine()
            ? entry.firstLine() + "–" + entry.lastLine()
            : String.valueOf(entry.firstLine());
    return Escape.code(entry.file().value()) + (entry.firstLine() > 0 ? ", " + lines : "");
  }
}
