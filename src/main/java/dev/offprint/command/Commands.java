package dev.offprint.command;

import dev.offprint.command.bench.Bench;
import dev.offprint.engine.Checkup;
import dev.offprint.engine.Models;
import dev.offprint.engine.Papers;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The command line as a whole. */
public final class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

  private Commands() {}

  /**
   * Runs one command.
   *
   * @param open opens the house; called only by commands that need it
   * @param checkups what {@code doctor} looks at
   * @param places opens engines for {@code bench}
   * @return the exit code of the process
   */
  public static int run(
      String[] arguments,
      PrintWriter out,
      PrintWriter err,
      Function<Options, House> open,
      Looks checkups,
      BiFunction<Models, Papers, Bench.Place> places) {
    CommandLine line = new CommandLine(new Root());
    line.addSubcommand(new PaperCommand(open));
    line.addSubcommand(new ListCommand(open, out));
    line.addSubcommand(new ShowCommand(open, out));
    line.addSubcommand(new AskCommand(open));
    line.addSubcommand(new ResumeCommand(open));
    line.addSubcommand(new RecordCommand(open, out));
    line.addSubcommand(new ServeCommand(open));
    line.addSubcommand(new DoctorCommand(checkups, out));
    line.addSubcommand(new BenchCommand(places, out));
    line.addSubcommand(new CommandLine.HelpCommand());
    line.setOut(out);
    line.setErr(err);
    line.setUsageHelpAutoWidth(true);
    explain(line);
    line.getSubcommands().values().forEach(Commands::explain);
    line.setExecutionExceptionHandler((failure, where, parsed) -> told(failure, err));
    int code = line.execute(arguments);
    out.flush();
    err.flush();
    return code;
  }

  /** What {@code doctor} looks at. */
  @FunctionalInterface
  public interface Looks {
    /**
     * @param call whether each model is asked for a word, which may cost something
     */
    List<Checkup> all(boolean call);
  }

  private static int told(Exception failure, PrintWriter err) {
    if (failure instanceof CannotOpen cannot) {
      err.println(cannot.words());
      return cannot.code().code();
    }
    String id = Integer.toHexString(System.identityHashCode(failure));
    LOG.error("error {}", id, failure);
    err.println(
        "Something went wrong inside Offprint (error "
            + id
            + "); the log says more. What was done is saved.");
    return ExitCode.BROKEN.code();
  }

  /** Exit codes are part of every command's help. */
  private static void explain(CommandLine line) {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(" " + code.code(), code.meaning());
    }
    codes.put(" 130", "interrupted; saved, the next command is printed");
    line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
  }

  /** Only help and version of its own. */
  @CommandLine.Command(
      name = "offprint",
      description = "Turns a research paper into a code repository.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "Try it: offprint paper sample",
        "Everything is kept in $OFFPRINT_HOME, else in the user's data directory."
      })
  static final class Root implements Runnable {
    @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
      if (spec != null) {
        spec.commandLine().usage(spec.commandLine().getOut());
      }
    }
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Commands.class.getPackage().getImplementationVersion();
      return new String[] {"offprint " + (version == null ? "(not packaged)" : version)};
    }
  }
}
