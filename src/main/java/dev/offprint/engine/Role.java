package dev.offprint.engine;

/** Which agent asks; each may have a model of its own. */
public enum Role {
  /** Looks at figures, formulas and scanned pages. */
  VIEWER,
  SCREENER,
  PLANNER,
  ANALYST,
  CODER,
  REVIEWER,
  FIXER,
  ANSWERER
}
