package dev.offprint.command;

import dev.offprint.command.bench.Assumptions;
import dev.offprint.command.bench.Bench;
import dev.offprint.command.bench.BenchText;
import dev.offprint.engine.Models;
import dev.offprint.engine.Papers;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the pipeline against PaperCoder's pattern of calls, on a simulated model server. */
@Command(
    name = "bench",
    description = {
      "Runs whole sessions on a simulated model server, and PaperCoder's pattern of calls on the",
      "same: wall clock, calls, tokens, tokens that miss a prefix cache. Time is virtual; no model",
      "is asked, nothing leaves this machine."
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  private final BiFunction<Models, Papers, Bench.Place> places;
  private final PrintWriter out;

  @Option(
      names = "--files",
      split = ",",
      paramLabel = "N",
      description = "Files of the repository, main.py among them (default: ${DEFAULT-VALUE}).",
      defaultValue = "7,20,60")
  private List<Integer> files = List.of();

  @Option(
      names = "--slots",
      description = "Calls that the server answers at once (default: ${DEFAULT-VALUE}).",
      defaultValue = "16")
  private int slots;

  @Option(
      names = "--paper",
      paramLabel = "TOKENS",
      description = "Length of the paper (default: ${DEFAULT-VALUE}).",
      defaultValue = "20000")
  private int paper;

  BenchCommand(BiFunction<Models, Papers, Bench.Place> places, PrintWriter out) {
    this.places = places;
    this.out = out;
  }

  @Override
  public Integer call() {
    Assumptions assumed = Assumptions.DEFAULT.with(slots, paper);
    BenchText.assumed(assumed).forEach(out::println);
    Bench bench = new Bench(assumed, places);
    for (int count : files) {
      BenchText.row(bench.run(count)).forEach(out::println);
      out.flush();
    }
    return ExitCode.DONE.code();
  }
}
