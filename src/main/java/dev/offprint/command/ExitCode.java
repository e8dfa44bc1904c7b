package dev.offprint.command;

/** What a command's end says to whoever started it. */
public enum ExitCode {
  DONE(0, "every gate that can run here ran and passed"),
  BROKEN(1, "a fault of ours; the log says more"),
  USAGE(2, "the command line or the configuration is wrong"),
  DRAFT(3, "delivered as a draft: a gate failed or could not run"),
  WAITING(4, "saved; a person has to decide, the next command is printed"),
  PAPER(5, "the paper cannot be had or read, or was refused or declined"),
  PAUSED(6, "saved; budget, provider or model do not let it go on"),
  CANCELLED(7, "cancelled"),
  IN_USE(8, "another process uses the data directory");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }
}
