package dev.offprint.session;

import java.util.List;

/** What is built, in which order, and what is left out with the reason. */
public record Roadmap(String summary, List<String> steps, List<String> leftOut) {
  public Roadmap {
    steps = List.copyOf(steps);
    leftOut = List.copyOf(leftOut);
  }
}
