package dev.offprint.session;

/** Whose spending a limit counts; what is not of one session is counted per day. */
public enum Scope {
  /** All that a session spends, in all its days. */
  SESSION("this session"),
  /** What a session spends until its first plan card. */
  PLANNING("planning"),
  /** What the sessions of one owner spend in a day. */
  PERSON("one person in a day"),
  /** What the sessions of one channel spend in a day. */
  CHANNEL("this channel in a day"),
  /** What all sessions spend in a day. */
  EVERYBODY("everybody together in a day");

  private final String whose;

  Scope(String whose) {
    this.whose = whose;
  }

  /** {@code one person in a day}. */
  public String whose() {
    return whose;
  }

  /** Whether it begins anew every day. */
  public boolean daily() {
    return switch (this) {
      case SESSION, PLANNING -> false;
      case PERSON, CHANNEL, EVERYBODY -> true;
    };
  }
}
