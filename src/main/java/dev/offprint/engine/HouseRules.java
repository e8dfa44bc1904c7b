package dev.offprint.engine;

/** What whoever runs Offprint allows: what may be spent, and which papers may go where. */
public record HouseRules(Limits limits, PaperPolicy papers) {
  /** Nothing is limited but the session, and papers go anywhere. */
  public static final HouseRules NONE =
      new HouseRules(Limits.ofSession(Long.MAX_VALUE), PaperPolicy.ANYWHERE);
}
