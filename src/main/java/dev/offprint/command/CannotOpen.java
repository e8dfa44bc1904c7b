package dev.offprint.command;

/** The house cannot be opened; the words say why and what to do. */
public final class CannotOpen extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final ExitCode code;

  public CannotOpen(ExitCode code, String words) {
    super(words);
    this.code = code;
  }

  public ExitCode code() {
    return code;
  }

  public String words() {
    return String.valueOf(getMessage());
  }
}
