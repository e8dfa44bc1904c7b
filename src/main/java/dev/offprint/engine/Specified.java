package dev.offprint.engine;

import dev.offprint.session.Analysis;
import dev.offprint.session.BlobId;
import java.util.List;

/** The specifications and contracts of all tasks, and the plan that they are made from. */
public record Specified(BlobId plan, List<Analysis> analyses) {
  public Specified {
    analyses = List.copyOf(analyses);
  }
}
