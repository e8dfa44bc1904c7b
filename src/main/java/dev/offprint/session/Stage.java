package dev.offprint.session;

/** What the work consists of. One stage is one effect. */
public enum Stage {
  READING,
  PLANNING,
  DESIGNING,
  REVISING,
  ANALYSING,
  GENERATING,
  CHECKING,
  FOLLOWING_UP
}
