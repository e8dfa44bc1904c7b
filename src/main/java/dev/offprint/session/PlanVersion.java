package dev.offprint.session;

/** A version of a session's plan, from 1; 0 says that there is none yet. */
public record PlanVersion(int number) implements Comparable<PlanVersion> {
  public static final PlanVersion NONE = new PlanVersion(0);

  public PlanVersion {
    if (number < 0) {
      throw new IllegalArgumentException("a plan version is 0 or more: " + number);
    }
  }

  public PlanVersion next() {
    return new PlanVersion(number + 1);
  }

  @Override
  public int compareTo(PlanVersion other) {
    return Integer.compare(number, other.number);
  }
}
