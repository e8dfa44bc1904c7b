package dev.offprint.command.bench;

import dev.offprint.command.bench.Bench.Row;
import dev.offprint.command.bench.Bench.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The benchmark in words: what is assumed, then one table for each size of repository. */
public final class BenchText {
  private BenchText() {}

  public static List<String> assumed(Assumptions assumed) {
    List<String> lines = new ArrayList<>();
    lines.add("Assumed:");
    assumed.words().forEach(line -> lines.add("  " + line));
    SequentialBaseline.words().forEach(line -> lines.add("  " + line));
    return lines;
  }

  public static List<String> row(Row row) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(row.files() + " files");
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-26s %5s %9s %11s %11s %10s   %s",
            "",
            "calls",
            "seconds",
            "read",
            "missed",
            "written",
            "of PaperCoder's"));
    lines.add(line("PaperCoder, in sequence", row.baseline(), ""));
    lines.add(line("Offprint, paper to files", row.toFiles(), ratios(row.toFiles(), row)));
    lines.add(line("with review and repair", row.whole(), ratios(row.whole(), row)));
    lines.add("  by answer, Offprint's calls, tokens of one, tokens missed:");
    row.answers()
        .forEach(
            (name, taken) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "    %-26s %3d %,8d %,11d",
                        name,
                        taken.calls(),
                        taken.written() / taken.calls(),
                        taken.missed())));
    return lines;
  }

  private static String ratios(Taken mine, Row row) {
    return String.format(
        Locale.ROOT,
        "time %.2f, missed %.2f",
        mine.timeOf(row.baseline()),
        mine.missedOf(row.baseline()));
  }

  private static String line(String name, Taken taken, String ratios) {
    return String.format(
            Locale.ROOT,
            "  %-26s %5d %9.1f %,11d %,11d %,10d   %s",
            name,
            taken.calls(),
            taken.milliseconds() / 1000.0,
            taken.read(),
            taken.missed(),
            taken.written(),
            ratios)
        .stripTrailing();
  }
}
