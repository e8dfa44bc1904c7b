package dev.offprint.session;

/** A deterministic check on the generated repository, in the order in which they are reported. */
public enum Gate {
  FILES("every planned file is there and is no stub"),
  PARSE("every file parses"),
  IMPORTS("imports resolve"),
  NAMES("every name is defined"),
  CONFIG("config keys that are read exist"),
  STATED("values of config.yaml are those that the paper states"),
  CONTRACTS("definitions and calls match the contracts"),
  ENTRY_POINT("main.py has --config and --smoke"),
  SMOKE("smoke run in the sandbox");

  private final String meaning;

  Gate(String meaning) {
    this.meaning = meaning;
  }

  public String meaning() {
    return meaning;
  }
}
