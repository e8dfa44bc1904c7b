package dev.offprint.command;

import dev.offprint.session.Amount;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that {@code paper} and {@code resume} share. */
final class Running {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the archive goes; the current directory if not given.")
  private Path out = Path.of("");

  @Option(names = "--plan", paramLabel = "FILE", description = "An edited plan (YAML) to use.")
  private @Nullable Path plan;

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description = "Answers to the questions, one line each: 1b, or 2: words.")
  private @Nullable Path answers;

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "provider:model for all the work. Naming it agrees that it reads the paper.")
  private @Nullable String model;

  @Option(
      names = "--budget",
      paramLabel = "N",
      description = "The most that the session may spend: tokens, or dollars as '$1.50'.",
      converter = Spend.class)
  private @Nullable Amount budget;

  /** An amount as it is typed. */
  static final class Spend implements ITypeConverter<Amount> {
    @Override
    public Amount convert(String text) {
      return Amount.read(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "\"" + text + "\" is no limit: say tokens (2000000) or dollars ('$1.50')"));
    }
  }

  @Option(names = "--yes-download", description = "Fetch a model's file without asking.")
  private boolean download;

  @Option(names = "--defaults", description = "Take the defaults of all questions.")
  private boolean defaults;

  @Option(names = "--approve", description = "Approve the plan as it comes.")
  private boolean approve;

  @Option(
      names = "--yes",
      description = "The same as --yes-download --defaults --approve. Never raises a budget.")
  private boolean yes;

  Path out() {
    return out;
  }

  @Nullable Path plan() {
    return plan;
  }

  @Nullable Path answers() {
    return answers;
  }

  Options options() {
    return new Options(model);
  }

  @Nullable Amount budget() {
    return budget;
  }

  boolean download() {
    return download || yes;
  }

  boolean defaults() {
    return defaults || yes;
  }

  boolean approve() {
    return approve || yes;
  }
}
